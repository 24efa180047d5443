from collections import Counter
from pathlib import Path

import pytest

from lyhord.errors import BadInputError
from lyhord.privacy.warning_rules import read_rules
from lyhord.privacy.warnings import Detector, warning_signs

ANSWERS = Path(__file__).parent / "answers"


def answers() -> list[tuple[str, str]]:
    lines = [
        line
        for path in sorted(ANSWERS.glob("warnings_*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return [(level.strip(), text) for level, text in (line.split(" | ", 1) for line in lines)]


def test_enough_answers_of_each_level_are_found_and_few_others_flagged() -> None:
    given: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for level, text in answers():
        found = warning_signs(text).level
        given[level] += 1
        good[level] += {
            "acute": found == "acute",
            "concern": found in ("acute", "concern"),
            "historic": found is not None,
            "none": found is None,
        }[level]

    assert sum(given.values()) >= 250
    assert good["acute"] / given["acute"] >= 0.95
    assert good["concern"] / given["concern"] >= 0.85
    assert good["none"] / given["none"] >= 0.9


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
     '[[rules]]\nid = "x"\ncategory = "crime"\nlevel = "acute"\nmeans = ""\nphrases = ["a*"]\n'],
)  # fmt: skip
def test_a_file_of_rules_with_a_mistake_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(BadInputError):
        read_rules(file)


def test_every_category_has_a_rule() -> None:
    rules = {rule.category for each in read_rules().rules.values() for rule, _ in each}

    assert len(rules) == 12


def test_reading_leaves_nothing_behind() -> None:
    detector = Detector(read_rules())

    first = detector.read("pappa slår mig")
    detector.read("allt är bra")

    assert detector.read("pappa slår mig") == first
