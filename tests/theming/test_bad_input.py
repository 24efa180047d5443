"""`lyhord themes` on files that hold nothing to group, too much, or something odd."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lyhord.commands.theming import themes

Write = Callable[[str, bytes | str], Path]
BOOK = """
[[themes]]
id = "buss"
name = "Bussar"
seeds = ["buss", "resa"]
{first}
[[themes]]
id = "mat"
name = "Mat"
seeds = ["mat", "lunch"{shared}]
{second}
"""


def run(file: Path, *arguments: str) -> Result:
    return CliRunner().invoke(themes, [str(file), *arguments, "--out", str(file.parent / "out")])


def rows(file: Path) -> list[dict[str, str]]:
    with (file.parent / "out" / "assignments.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def book(write: Write, first: str = "", second: str = "", shared: str = "") -> str:
    return str(write("book.toml", BOOK.format(first=first, second=second, shared=shared)))


@pytest.mark.parametrize(
    ("texts", "alone", "guided"),
    [
        (["bussen går inte"], {"new-1"}, {"buss"}),
        (["bussen går inte"] * 60, {"new-1"}, {"buss"}),
        (["och att det", "i på som", "det är"], {"new-1"}, {"unclear"}),
        (["👍", "🙂 🙂", "👎👎"], {"new-1"}, {"unclear"}),
        (["👍"] * 40, {"new-1"}, {"unclear"}),
    ],
    ids=["one", "equal", "stop words", "pictographs", "one pictograph"],
)
def test_files_with_nothing_to_group_get_a_plain_answer(
    write: Write, texts: list[str], alone: set[str], guided: set[str]
) -> None:
    file = write("a.csv", "text\n" + "".join(f"{text}\n" for text in texts))

    for arguments, wanted in ((("none",), alone), ((book(write),), guided)):
        result = run(file, "--codebook", *arguments)

        assert result.exit_code == 0
        assert {row["theme"] for row in rows(file)} == wanted
        assert len(rows(file)) == len(texts)
        assert "note: Fewer than 30 different answers" in result.stdout


def test_a_text_of_a_million_characters_is_read_and_shown_shortened(write: Write) -> None:
    long = "bussen kommer aldrig i tid " * 38_000
    file = write("a.csv", f"text\n{long}\nmaten är god\n{'x' * 1_000_000}\n")

    result = run(file, "--codebook", book(write))

    page = (file.parent / "out" / "report.html").stat().st_size
    assert result.exit_code == 0
    assert [row["theme"] for row in rows(file)] == ["buss", "mat", "unclear"]
    assert page < 100_000


def test_lines_in_several_encodings_are_read_and_it_is_said_which(write: Write) -> None:
    content = "text\nresan är lång\n".encode() + "bussen är sen på ön\nmat på ön\n".encode("cp1252")
    file = write("a.csv", content + "👍 maten\n".encode())

    result = run(file, "--codebook", book(write))

    report = (file.parent / "out" / "report.html").read_text(encoding="utf-8")
    said = "2 of 5 lines are not UTF-8 and were read as cp1252, first line 3"
    assert [row["theme"] for row in rows(file)] == ["buss", "buss", "mat", "mat"]
    assert said in result.stderr
    assert said in report


def test_more_themes_than_texts_are_refused_in_one_line(write: Write) -> None:
    result = run(write("a.csv", "text\nen\ntvå\ntvå\n"), "--codebook", "none", "--themes", "3")

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "3 themes cannot be found in 2 different texts; ask for 1 to 2" in result.stderr


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ('parent = "mat"', 'parent = "buss"', "its parents go round in a circle"),
        ('parent = "buss"', "", "its parents go round in a circle"),
        ('parent = "vagn"', "", "its parent vagn does not exist"),
        ('not = ["buss"]', "", "'buss' is both a seed and in `not`"),
    ],
    ids=["circle", "own parent", "no parent", "both"],
)
def test_a_codebook_that_contradicts_itself_is_refused_in_one_line(
    write: Write, first: str, second: str, said: str
) -> None:
    file = write("a.csv", "text\nhej\n")

    result = run(file, "--codebook", book(write, first, second))

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert said in result.stderr


def test_a_seed_of_two_themes_speaks_for_both_and_others_decide(write: Write) -> None:
    file = write("a.csv", "text\nen resa med buss\nen resa till lunch\nen resa\n")

    result = run(file, "--codebook", book(write, shared=', "resa"'))

    found = rows(file)
    assert result.exit_code == 0
    assert [row["theme"] for row in found[:2]] == ["buss", "mat"]
    assert {found[2]["theme"], found[2]["second"], found[2]["third"]} >= {"buss", "mat"}


def test_answers_of_control_signs_are_rows_like_others(write: Write) -> None:
    lines = ['{"text": "\\u0007 bussen"}', '{"text": "\\u0000\\u0007"}', '{"text": null}']
    file = write("a.jsonl", "\n".join(lines) + "\n")

    result = run(file, "--codebook", book(write))

    assert result.exit_code == 0
    assert [row["theme"] for row in rows(file)] == ["buss", "empty", "empty"]


def test_half_a_letter_in_json_is_told_with_its_line(write: Write) -> None:
    result = run(write("a.jsonl", '{"text": "hej"}\n{"text": "\\ud800"}\n'))

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "line 2 is not JSON" in result.stderr
