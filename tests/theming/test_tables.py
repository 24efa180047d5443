"""A user's own tables: read whatever their encoding and form, or refused in words."""

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lyhord.errors import BadInputError
from lyhord.theming.tables import decoded, read_table, separator_of

Write = Callable[[str, bytes | str], Path]
cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\ufeff", exclude_categories=("Cs",)),
    max_size=40,
)


def workbook(rows: list[list[object]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(write: Write, separator: str) -> None:
    path = write("a.csv", f'text{separator}group\n"en, två; tre{separator}"{separator}x\n')

    table = read_table(path)

    assert table.columns == ("text", "group")
    assert table.rows == ((f"en, två; tre{separator}", "x"),)


def test_one_column_needs_no_separator_and_keeps_its_commas(write: Write) -> None:
    path = write("a.csv", 'svar\nen, två\n"citat, inne"\n')

    assert read_table(path).text_column(None) == ("en, två", "citat, inne")


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6))
def test_what_the_csv_module_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([("text", "group"), *rows])
    text, remarks = decoded(buffer.getvalue().encode())

    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)))

    assert [tuple(row) for row in read[1:]] == rows
    assert remarks == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read(write: Write, encoding: str) -> None:
    path = write("a.csv", "text\nkö i Åmål\n".encode(encoding))

    assert read_table(path).column("text") == ("kö i Åmål",)


def test_lines_in_another_encoding_are_read_and_told(write: Write) -> None:
    path = write("a.csv", "text\nkö\n".encode() + "kö i Åmål\n".encode("cp1252"))

    table = read_table(path)

    assert table.column("text") == ("kö", "kö i Åmål")
    assert table.remarks == ("1 of 4 lines are not UTF-8 and were read as cp1252, first line 3",)


def test_a_spreadsheet_keeps_its_rows_in_place(write: Write) -> None:
    path = write("a.xlsx", workbook([["text", "n"], ["hej", 1], ["", ""], ["=1+1 är två", 2]]))

    assert read_table(path).column("text") == ("hej", "", "=1+1 är två")


def test_lines_of_json_are_read_with_numbers_and_gaps(write: Write) -> None:
    path = write("a.jsonl", '{"text": "hej", "n": 1}\n\n{"text": null}\n"bara text"\n')

    table = read_table(path)

    assert table.columns == ("text", "n")
    assert table.rows == (("hej", "1"), ("", ""), ("bara text", ""))


def test_gzip_is_unpacked(write: Write) -> None:
    path = write("a.csv.gz", gzip.compress(b"text\nhej\n"))

    assert read_table(path).column("text") == ("hej",)


def test_a_long_answer_is_read_whole(write: Write) -> None:
    path = write("a.csv", "text,x\n" + "a" * 1_000_000 + ",1\n")

    assert len(read_table(path).column("text")[0]) == 1_000_000


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b" \n\n", "the file is empty"),
        ("a.csv", b"text\n", "no row below"),
        ("a.csv", b"text,x\nen, tva, tre, fyra\n", "line 2 has 4 cells under 2 columns"),
        ("a.xlsx", b"this is no spreadsheet", "cannot be read as a spreadsheet"),
        ("a.xlsx", b"PK\x03\x04 broken", "cannot be read as a spreadsheet"),
        ("a.jsonl", b'{"text": "hej"}\n{"text": \n', "line 2 is not JSON"),
        ("a.jsonl", b"[1]\n", "line 1 is neither"),
        ("a.csv.gz", b"text\nhej\n", "not whole gzip"),
        ("a.csv.gz", gzip.compress(b"text\nhej\n" * 99, mtime=0)[:-9], "not whole gzip"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    write: Write, name: str, content: bytes, told: str
) -> None:
    with pytest.raises(BadInputError, match=told) as caught:
        read_table(write(name, content))

    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadInputError, match=r"No such file|Is a directory"):
            read_table(path)


def test_the_text_column_must_be_plain(write: Write) -> None:
    table = read_table(write("a.csv", "svar,grupp\nhej,x\n"))

    with pytest.raises(BadInputError, match=r"with --text .* the columns are 'svar', 'grupp'"):
        table.text_column(None)
    with pytest.raises(BadInputError, match="no column 'text'; the columns are 'svar', 'grupp'"):
        table.text_column("text")
