"""`lyhord themes` with models, languages, stop words and encoders: what lasts and what is said."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lyhord.commands.theming import themes
from lyhord_themes.modelfile import FORMAT
from tests.themes.corpora import FINNISH, SPOKEN, planted, planted_in
from tests.themes.tinymodel import tiny_model

Write = Callable[[str, bytes | str], Path]


def run(file: Path, *arguments: str, out: str = "out") -> Result:
    return CliRunner().invoke(themes, [str(file), *arguments, "--out", str(file.parent / out)])


def told(file: Path, out: str = "out") -> dict[str, Any]:
    return json.loads((file.parent / out / "themes.json").read_text(encoding="utf-8"))


def placed(file: Path, out: str = "out") -> list[str]:
    with (file.parent / out / "assignments.csv").open(encoding="utf-8", newline="") as lines:
        return [line["theme"] for line in csv.DictReader(lines)]


def table(texts: Sequence[str]) -> str:
    return "text\n" + "".join(f'"{text}"\n' for text in texts)


@pytest.fixture
def file(write: Write) -> Path:
    return write("p.csv", table(planted(12)[0]))


@pytest.fixture
def model(file: Path) -> Path:
    saved = file.parent / "m.model"
    result = run(file, "--codebook", "none", "--themes", "4", "--save-model", str(saved))
    assert result.exit_code == 0, result.output
    return saved


def test_a_model_places_the_same_texts_as_the_fit_and_names_itself(file: Path, model: Path) -> None:
    result = run(file, "--model", str(model), out="later")

    fit, later = told(file), told(file, "later")
    assert result.exit_code == 0
    assert placed(file, "later") == placed(file)
    assert [t["name"] for t in later["themes"]] == [t["name"] for t in fit["themes"]]
    assert later["model"]["corpus_digest"] == fit["corpus_digest"] == later["corpus_digest"]
    assert f"placed by a saved model ({later['model']['checksum'][:12]})" in result.stdout
    report = (file.parent / "later" / "report.html").read_text(encoding="utf-8")
    assert "Svaren är placerade av en sparad modell" in report


def test_a_model_places_other_texts_with_their_groups(
    file: Path, model: Path, write: Write
) -> None:
    other = write("later.csv", "text,ort\nbuss hållplats tidtabell,a\nsoppa bröd kök,b\n,b\n")

    result = run(other, "--model", str(model), "--group", "ort", out="later")

    assert result.exit_code == 0
    assert placed(other, "later")[2] == "empty"
    assert {t["id"] for t in told(other, "later")["themes"]} == set(placed(file))
    for theme in told(other, "later")["themes"]:
        assert set(theme["groups"]) == ({"a", "b"} if theme["n"] else set())


@pytest.mark.parametrize(
    "arguments", [["--codebook", "none"], ["--themes", "3"], ["--language", "sv"], ["--seed", "0"]]
)
def test_a_model_is_not_mixed_with_what_fits(file: Path, model: Path, arguments: list[str]) -> None:
    result = run(file, "--model", str(model), *arguments)

    assert result.exit_code == 2
    assert f"leave out {arguments[0]}" in result.stderr


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (lambda content: content[:-9], "is damaged"),
        (lambda content: content[:99] + b"x" + content[100:], "is damaged"),
        (
            lambda content: content.replace(b" %d " % FORMAT, b" 1 ", 1),
            "has format 1 and was saved by another",
        ),
        (lambda _: b"text\nhej\n", "this is no saved model"),
        (lambda _: b"", "this is no saved model"),
    ],
    ids=["torn", "changed", "version", "table", "nothing"],
)
@pytest.mark.parametrize("flag", ["--model", "--refit-from"])
def test_a_model_that_cannot_be_read_is_told_in_one_line(
    file: Path, model: Path, flag: str, spoilt: Callable[[bytes], bytes], said: str
) -> None:
    model.write_bytes(spoilt(model.read_bytes()))

    result = run(file, flag, str(model))

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert said in result.stderr


def test_a_model_that_is_not_there_and_a_place_that_cannot_be_written_are_told(
    file: Path,
) -> None:
    missing = run(file, "--model", str(file.parent / "none"))
    nowhere = run(file, "--codebook", "none", "--save-model", str(file.parent / "none" / "m"))
    folder = run(file, "--codebook", "none", "--save-model", str(file.parent))

    assert "there is no such file" in missing.stderr
    assert "No such file or directory" in nowhere.stderr
    assert "this is a folder" in folder.stderr
    assert {each.exit_code for each in (missing, nowhere, folder)} == {1}


def test_a_refit_keeps_ids_and_tells_what_became_of_the_themes(
    file: Path, model: Path, write: Write
) -> None:
    fewer = [text for text, topic in zip(*planted(12), strict=True) if topic != "djur"]
    other = write("fewer.csv", table([*fewer, *planted(14, seed=2)[0][:9]]))
    before = dict(zip(planted(12)[0], placed(file), strict=True))

    result = run(other, "--codebook", "none", "--themes", "3", "--refit-from", str(model))

    now = placed(other)
    same = sum(before[text] == theme for text, theme in zip(fewer, now, strict=False))
    fates = [each["fate"] for each in told(other)["refit"]["themes"]]
    report = (file.parent / "out" / "report.html").read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert same > 0.8 * len(fewer)
    assert fates.count("kept") == 3
    assert "note: Compared with the earlier analysis: 3 themes are still there" in result.stdout
    assert "Sedan förra analysen" in report


def test_languages_are_read_by_themselves_and_it_is_said(write: Write) -> None:
    finnish, _ = planted_in(FINNISH, 12)
    file = write("m.csv", table([*planted(12)[0], *finnish, *SPOKEN["ar"]]))

    result = run(file, "--codebook", "none")

    languages = told(file)["languages"]
    report = (file.parent / "out" / "report.html").read_text(encoding="utf-8")
    assert [each["language"] for each in languages] == ["sv", "fi", "ar"]
    n = languages[1]["n"]
    assert f"note: {n} texts in Finnish, 8 in Arabic were read by themselves." in result.stdout
    assert f"{n} svar på finska, 8 på arabiska lästes för sig." in report
    assert len({theme for each in languages for theme in each["themes"]}) == told(file)["k"]


def test_few_texts_beside_a_codebook_are_said_to_be_unread_and_shown(write: Write) -> None:
    file = write("m.csv", table([*SPOKEN["sv"], *SPOKEN["ar"]]))
    book = write("b.toml", '[[themes]]\nid = "kö"\nname = "Kö"\nseeds = ["vänta", "kö"]\n')

    result = run(file, "--codebook", str(book))

    report = (file.parent / "out" / "report.html").read_text(encoding="utf-8")
    assert "note: 8 texts in Arabic were read by themselves: they are too few" in result.stdout
    assert "8 svar på arabiska lästes för sig: de är för få" in report
    assert any(answer in report for answer in SPOKEN["ar"])


def test_a_language_that_is_told_is_that_of_all_texts(write: Write) -> None:
    file = write("m.csv", table([*SPOKEN["sv"], *SPOKEN["ar"]]))

    result = run(file, "--codebook", "none", "--language", "sv")

    assert "languages" not in told(file)
    assert "Arabic" not in result.output


def test_the_commonest_language_is_found(write: Write) -> None:
    file = write("m.csv", table([*SPOKEN["de"], *SPOKEN["en"], *planted_in(FINNISH, 9)[0], "ok"]))

    found = run(file, "--language", "auto", "--json")

    assert told(file)["language"] == "fi"
    assert set(json.loads(found.stdout)["languages"]) == {"fi", "de", "en"}


def test_a_file_without_swedish_gets_no_swedish_codebook(write: Write) -> None:
    file = write("m.csv", table([*SPOKEN["de"], *SPOKEN["en"], *planted_in(FINNISH, 9)[0], "ok"]))

    result = run(file)

    written = told(file)
    assert written["language"] == "fi"
    assert {theme["source"] for theme in written["themes"]} == {"new"}
    assert "hardly any text is in sv: fi was taken for the main language" in result.stderr
    assert "hardly any text is in sv" in str(written["notes"])


@pytest.mark.parametrize("language", ["en", "ar", "fi"])
@pytest.mark.parametrize("n", [1, 8])
def test_few_texts_in_another_language_get_no_swedish_codebook_either(
    write: Write, language: str, n: int
) -> None:
    file = write("m.csv", table(SPOKEN[language][:n]))

    result = run(file)

    assert result.exit_code == 0
    assert told(file)["language"] == language
    assert {theme["source"] for theme in told(file)["themes"]} == {"new"}


def test_of_a_mixed_file_the_codebook_guides_the_swedish_part_alone(write: Write) -> None:
    english = [f"{text} and {word}" for text in SPOKEN["en"] for word in ("now", "then", "again")]
    file = write("m.csv", table([*SPOKEN["sv"], *english]))

    run(file)

    themes, known = told(file)["themes"], placed(file)
    guided = {theme["id"] for theme in themes if theme["source"] == "codebook"}
    assert told(file)["language"] == "sv"
    assert guided & set(known[:8])
    assert not guided & set(known[8:])


def test_a_file_without_swedish_may_still_be_read_as_it(write: Write) -> None:
    file = write("m.csv", table(SPOKEN["en"]))

    run(file, "--language", "sv")

    assert "codebook" in {theme["source"] for theme in told(file)["themes"]}


def test_a_codebook_of_ones_own_decides_the_language(write: Write) -> None:
    book = write("b.toml", 'language = "sv"\n[[themes]]\nid = "a"\nname = "a"\nseeds = ["kö"]\n')
    file = write("m.csv", table(SPOKEN["en"]))

    run(file, "--codebook", str(book))

    assert told(file)["language"] == "sv"


def test_with_a_number_of_themes_all_texts_are_read_alike(write: Write) -> None:
    file = write("m.csv", table([*SPOKEN["sv"], *SPOKEN["ar"]]))

    result = run(file, "--themes", "3")

    assert told(file)["k"] == 3
    assert "other languages (ar) were read as sv too" in result.stderr
    assert "read as sv too" in str(told(file)["notes"])
    page = (file.parent / "out" / "report.html").read_text()
    assert "texter på andra språk (arabiska)" in page[: page.index('id="contents"')]


def test_words_that_count_for_nothing_can_be_named(file: Path, write: Write) -> None:
    words = write("stop.txt", "buss hållplats\ntidtabell\n")

    result = run(file, "--codebook", "none", "--themes", "4", "--stop-words", str(words))

    terms = {term["term"] for theme in told(file)["themes"] for term in theme["terms"]}
    assert result.exit_code == 0
    assert "biljett" in terms
    assert not terms & {"buss", "hållplats", "tidtabell"}


@pytest.mark.parametrize(("content", "said"), [(None, "No such file"), (b"\xff\xfe", "not UTF-8")])
def test_stop_words_that_cannot_be_read_are_told(
    file: Path, content: bytes | None, said: str
) -> None:
    path = file.parent / "stop.txt"
    if content:
        path.write_bytes(content)

    result = run(file, "--stop-words", str(path))

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert said in result.stderr


def test_an_encoder_serves_fit_and_later_texts_and_only_the_same_one(file: Path) -> None:
    encoder, saved = tiny_model(file.parent / "tiny"), str(file.parent / "m")
    first = run(
        file, "--codebook", "none", "--themes", "4",
        "--encoder", str(encoder), "--save-model", saved,
    )  # fmt: skip
    again = run(file, "--model", saved, "--encoder", str(encoder), out="again")
    without = run(file, "--model", saved, out="without")
    (encoder / "sentence_bert_config.json").write_text('{"max_seq_length": 2}')
    changed = run(file, "--model", saved, "--encoder", str(encoder), out="changed")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert placed(file, "again") == placed(file)
    assert (without.exit_code, changed.exit_code) == (1, 1)
    assert "was fitted with the encoder tiny; give the same now" in without.stderr
    assert "the encoder tiny is not the tiny of the fit" in changed.stderr


def test_an_encoder_that_is_no_folder_is_told(file: Path) -> None:
    result = run(file, "--codebook", "none", "--encoder", "all-MiniLM-L6-v2")

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "there is no such folder" in result.stderr
