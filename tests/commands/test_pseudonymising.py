"""`lyhord pseudonymise` on files, as a script uses it."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from lyhord.commands.pseudonymising import pseudonymise_file

TEXT = "jag heter Kalle; ring 070-1740612"
HIDDEN = "jag heter [namn]; ring [telefon]"
SPANS = [[10, 15, "name"], [22, 33, "phone"]]


def run(file: Path, out: Path, *arguments: str) -> Result:
    return CliRunner().invoke(pseudonymise_file, [str(file), "--out", str(out), *arguments])


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_csv_keeps_its_other_columns_and_gets_two(tmp_path: Path) -> None:
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text(f'n;text;svar\n1;"{TEXT}";ja\n2;bra;nej\n')

    result = run(file, out)

    with out.open(newline="") as written:
        first, second = csv.DictReader(written)
    assert result.exit_code == 0, result.output
    assert list(first) == ["n", "text", "svar", "spans", "warning"]
    assert (first["n"], first["text"], first["svar"]) == ("1", HIDDEN, "ja")
    assert json.loads(first["spans"]) == SPANS
    assert second == {"n": "2", "text": "bra", "svar": "nej", "spans": "[]", "warning": ""}


def test_jsonl_keeps_its_values_as_they_are(tmp_path: Path) -> None:
    file, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"n": 1, "text": TEXT, "more": [1.5, None]}, {"text": "bra", "x": True}]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))

    run(file, out)

    assert lines(out) == [
        {"n": 1, "text": HIDDEN, "more": [1.5, None], "spans": SPANS, "warning": None},
        {"text": "bra", "x": True, "spans": [], "warning": None},
    ]


def test_a_sheet_becomes_csv_or_lines(tmp_path: Path) -> None:
    file, out = tmp_path / "in.xlsx", tmp_path / "out.jsonl"
    pl.DataFrame({"id": [7], "svar": [TEXT]}).write_excel(file)

    run(file, out, "--text", "svar")

    assert lines(out) == [{"id": "7", "svar": HIDDEN, "spans": SPANS, "warning": None}]


def test_evidence_is_added_when_asked_for(tmp_path: Path) -> None:
    file, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    file.write_text("text\nmin bror Ali\n")

    run(file, out, "--evidence")

    assert lines(out)[0]["evidence"] == [["list:given", "context:family", "shape:capital"]]


def test_evidence_says_which_rules_see_a_warning_sign_and_where(tmp_path: Path) -> None:
    file, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    text = "Kalle här 👩‍👧, pappa slår mig"
    file.write_text(f'text\n"{text}"\nbra\n')

    run(file, out, "--evidence")

    seen, fine = lines(out)
    signs = seen["signs"]
    assert isinstance(signs, list)
    words = {rule: text[start:end] for start, end, rule in signs}
    assert seen["warning"] == "acute"
    assert "slår mig" in words["violence.hit"]
    assert "slår" not in json.dumps(signs)
    assert (fine["warning"], fine["signs"]) == (None, [])


def test_spans_of_its_own_are_replaced_and_that_is_said(tmp_path: Path) -> None:
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text("text,spans\nmin bror Ali,gamla\n")

    result = run(file, out)

    assert out.read_text().splitlines()[0] == "text,spans,warning"
    assert "its own column 'spans' is replaced" in result.stderr


def test_doing_it_twice_changes_no_text(tmp_path: Path) -> None:
    file, out, again = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "again.csv"
    file.write_text(f'text\n"{TEXT}"\n')
    run(file, out)

    run(out, again)

    assert lines_of_text(again) == lines_of_text(out) == [HIDDEN]


def lines_of_text(path: Path) -> list[str]:
    with path.open(newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def test_the_result_can_be_read_by_a_program(tmp_path: Path) -> None:
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    file.write_text(f'text\n"{TEXT}"\nbra\n')

    told = json.loads(run(file, out, "--json").stdout)

    assert told["texts"] == 2
    assert told["touched"] == 1
    assert told["kinds"] == {"name": 1, "phone": 1}


@pytest.mark.parametrize("link", [False, True])
def test_the_input_is_never_written_over(tmp_path: Path, *, link: bool) -> None:
    file = tmp_path / "in.csv"
    file.write_text("text\nmin bror Ali\n")
    out = tmp_path / "link.csv" if link else file
    if link:
        out.symlink_to(file)

    result = run(file, out)

    assert result.exit_code == 1
    assert "this is the file that is read" in result.stderr
    assert file.read_text() == "text\nmin bror Ali\n"


@pytest.mark.parametrize(
    ("content", "arguments", "status", "said"),
    [
        ("a,b\n1,2\n", (), 1, "say with --text which column holds the texts"),
        ("text\nhej\n", ("--text", "svar"), 1, "there is no column 'svar'"),
        ("text\n", (), 1, "there is a header but no row below it"),
        ("text\nhej\n", ("--out", "x.xlsx"), 2, "no spreadsheet"),
        ("text\nhej\n", ("--out", "/no/folder/x.csv"), 1, "No such file or directory"),
    ],
)
def test_mistakes_are_told_in_one_line(
    tmp_path: Path, content: str, arguments: tuple[str, ...], status: int, said: str
) -> None:
    file = tmp_path / "in.csv"
    file.write_text(content)

    result = run(file, tmp_path / "out.csv", *arguments)

    assert result.exit_code == status
    assert said in result.stderr
    assert not (tmp_path / "out.csv").exists()
