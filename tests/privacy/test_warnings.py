import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from lyhord.errors import BadInputError
from lyhord.privacy.warning_points import Scale
from lyhord.privacy.warning_rules import RuleBook, read_rules, weighing
from lyhord.privacy.warnings import Detector, warning_signs

ANSWERS = Path(__file__).parent / "answers"
# what was found of answers that teach nothing: when it was first read, and when rules and points
# were last changed without anybody having read it (2026-11-22)
FOUND_UNREAD = {
    "warnings_round_11": {"acute": 46, "concern": 59, "historic": 6, "none": 92},
    "warnings_round_13": {"acute": 45, "concern": 51, "historic": 6, "none": 83},
}


def answers(pattern: str) -> list[tuple[str, str]]:
    lines = [
        line
        for path in sorted(ANSWERS.glob(pattern))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return [(level.strip(), text) for level, text in (line.split(" | ", 1) for line in lines)]


def sorted_out(pattern: str) -> tuple[Counter[str], Counter[str]]:
    """How many answers there are of each level, and how many were found well enough."""
    given: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for level, text in answers(pattern):
        found = warning_signs(text).level
        given[level] += 1
        good[level] += {
            "acute": found == "acute",
            "concern": found in ("acute", "concern"),
            "historic": found is not None,
            "none": found is None,
        }[level]
    return given, good


def test_enough_answers_of_each_level_are_found_and_few_others_flagged() -> None:
    given, good = sorted_out("warnings_*.txt")

    assert sum(given.values()) >= 250
    assert good["acute"] / given["acute"] >= 0.95
    assert good["concern"] / given["concern"] >= 0.85
    assert good["none"] / given["none"] >= 0.9


@pytest.mark.parametrize(("file", "found"), FOUND_UNREAD.items())
def test_answers_that_nobody_read_fare_no_worse_than_they_did(
    file: str, found: dict[str, int]
) -> None:
    given, good = sorted_out(f"unread/{file}.txt")

    assert sum(given.values()) >= 200
    assert all(good[level] >= least for level, least in found.items())


@pytest.mark.parametrize(
    "text",
    [
        "vill inte leva",
        "jag vill inte finnas mer",
        "tänker på sj älv mord",
        "tänker på s j ä l v m o r d",
        "tanker pa sjalvmord",
        "tänker på sjävlmord",
        "tänker på sj4lvmord",
        "ta livet av mej",
        "min kompis skär sig",
        "kms",
    ],
)
def test_it_is_acute_however_it_is_spelled_or_told(text: str) -> None:
    assert warning_signs(text).level == "acute"


@pytest.mark.parametrize(
    "text",
    ["dödstrött", "vi hänger på låset", "slå ihjäl tid", "höll på att dö av skratt",
     "kill me lol", "dog i minecraft", "åkte pulka i självmordsbacken", "mördade provet", ""],
)  # fmt: skip
def test_figurative_speech_is_no_sign(text: str) -> None:
    assert warning_signs(text).level is None


def test_what_is_denied_or_over_is_not_acute() -> None:
    assert warning_signs("inte rädd hemma längre").level in ("historic", None)
    assert warning_signs("pappa slog mig när jag var liten").level == "historic"
    assert warning_signs("pappa slår mig, det började när jag var liten och han slår mig "
                         "fortfarande").level == "acute"  # fmt: skip


def test_general_talk_about_violence_is_not_acute() -> None:
    assert warning_signs("Vi saknar rutiner vid våld i nära relation").level != "acute"


def test_a_hit_names_its_rule_and_its_words_in_the_original() -> None:
    text = "😀 åh\u0308 Nu orkar jag inte: min pappa SLÅR mig ofta"

    hit = next(hit for hit in warning_signs(text).hits if hit.rule == "violence.hit")

    assert text[hit.start : hit.end] == hit.words
    assert "SLÅR" in hit.words


def test_an_additional_file_adds_rules_and_words(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        '[words]\nplace = "badhuset"\n[[rules]]\nid = "ours.place"\ncategory = "crime"\n'
        'level = "concern"\nmeans = "Langning vid badhuset"\nphrases = ["säljs .. {place}"]\n',
        encoding="utf-8",
    )

    found = warning_signs("det säljs grejer vid badhuset", additional=file)

    assert [hit.rule for hit in found.hits] == ["ours.place"]


@pytest.mark.parametrize(
    "content",
    ['[[rules]]\nid = "x"\n', 'fun = "no"\n', "[words\n",
     '[[rules]]\nid = "x"\ncategory = "crime"\nlevel = "acute"\nmeans = ""\nphrases = ["{gone}"]\n',
     '[[rules]]\nid = "x"\ncategory = "crime"\nlevel = "acute"\nmeans = ""\nphrases = ["a*"]\n',
     '[points.acute.words]\n"9" = "kniv..full"\n'],
)  # fmt: skip
def test_a_file_of_rules_with_a_mistake_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(BadInputError):
        read_rules(file)


def test_every_category_has_a_rule() -> None:
    rules = {rule.category for each in rules_as_they_come().rules.values() for rule, _ in each}

    assert len(rules) == 12


def test_reading_leaves_nothing_behind() -> None:
    detector = Detector(rules_as_they_come())

    first = detector.read("pappa slår mig")
    detector.read("allt är bra")

    assert detector.read("pappa slår mig") == first


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file for all: it is read once."""
    file = tmp_path_factory.mktemp("rules") / "added.toml"
    file.write_text(ADDED, encoding="utf-8")
    return file


ADDED = """
[[rules]]
id = "neglect.added"
category = "neglect"
level = "concern"
means = "Only for tests"
phrases = ["*flaxon .. hos+grodan/trumf"]

[points.concern.words]
"500" = "kvastf"
"10" = "blidka"
"900" = "blid+vins"
"""


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("sju nattflaxon sågs hos grodan", "neglect.added"),
        ("sju nattflaxon sågs i trumf", "neglect.added"),
        ("sju flaxon sågs hos grodan", ""),
        ("sju nattflaxon sågs grodan hos", ""),
        ("en kvastfening", "points."),
        ("en blidka vinslök", "points."),
        ("en vinslök blidka", ""),
    ],
)
def test_a_file_may_add_endings_words_in_a_row_and_points(
    added: Path, text: str, rule: str
) -> None:
    hits = warning_signs(text, additional=added).hits

    assert bool(rule) == any(hit.rule.startswith(rule) for hit in hits)


@cache
def rules_as_they_come() -> RuleBook:
    return read_rules()


def with_points(points: dict[str, int]) -> Detector:
    """The rules with no points but these, for a level that needs ten."""
    scale = Scale(least=10, alone=5, start=0, points={**points}, rules={})
    return Detector(weighing(rules_as_they_come(), {"concern": scale, "acute": scale}))


@pytest.mark.parametrize(
    ("points", "text", "found"),
    [
        ({"krist": 5}, "kristallkronan i kristallsalen", True),
        ({"krist": 5}, "kristallkronan i salen", False),
        ({"kris+lamp": 10}, "kristall lampa", True),
        ({"kris+lamp": 10}, "kristall i lampa", False),
        ({"kris+lamp": 10}, "kristall. lampa", False),
        ({"^+lamp": 10}, "lampa här", True),
        ({"^+lamp": 10}, "en lampa", False),
        ({"lamp+$": 10}, "en lampa", True),
        ({"lamp+$": 10}, "lampa här", False),
    ],
)
def test_points_are_of_words_and_of_two_words_near_each_other(
    points: dict[str, int], text: str, *, found: bool
) -> None:
    assert bool(with_points(points).read(text).hits) == found


def test_points_are_of_groups_near_each_other(tmp_path: Path) -> None:
    file = tmp_path / "added.toml"
    file.write_text(
        '[words]\nfirst = "kristall"\nsecond = "lampa"\n'
        '[points.concern.words]\n"900" = "{first}..{second}"\n',
        encoding="utf-8",
    )

    near = warning_signs("kristall och mer än lampa", additional=file).hits
    turned = warning_signs("lampa och mer än kristall", additional=file).hits

    assert [hit.level for hit in near if hit.rule.startswith("points.")]
    assert turned == ()


def test_a_sentence_may_be_a_sign_among_others_that_weigh_against_it() -> None:
    detector = with_points({"krist": 15, "lampa": -90})

    assert detector.read("kristall. lampa").level == "acute"
    assert detector.read("kristall lampa").level is None


def test_a_sign_is_found_in_a_long_ordinary_answer() -> None:
    ordinary = "Skolmaten är god. Bussen är sen ibland. Vi vill ha längre rast och bättre wifi. "

    assert warning_signs(ordinary * 3).level is None
    assert warning_signs(ordinary + "Min pappa slår mig med bältet. " + ordinary).level == "acute"


def test_a_rule_adds_points_and_a_sure_one_needs_none(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    rule = """
[[rules]]
id = "home.added"
category = "home"
level = "acute"
means = "Only for tests"
phrases = ["kristall .. lampa"]
"""
    found: list[tuple[str, ...]] = []
    for more, start in (("", -90), ("weak = true", -90), ("weak = true", 6)):
        file.write_text(rule + more, encoding="utf-8")
        scale = Scale(least=10, alone=0, start=start, points={}, rules={"weak acute": 4})
        rules = weighing(read_rules(file), {"concern": scale, "acute": scale})
        found.append(tuple(hit.rule for hit in Detector(rules).read("kristall och lampa").hits))

    assert ["home.added" in each for each in found] == [True, False, True]


def test_the_same_words_are_found_whatever_the_seed_of_hashes() -> None:
    code = (
        "from lyhord.privacy.warning_rules import read_rules\n"
        "near = read_rules().lexicon.near\n"
        "print([[each[0] for each in near[key]] for key in sorted(near)][:3000])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(said) == 1
