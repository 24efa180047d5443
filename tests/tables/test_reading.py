"""A user's own tables: read whatever their encoding and form, or refused in words."""

import csv
import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lyhord.errors import BadInputError
from lyhord.tables import limits
from lyhord.tables.decoding import decoded
from lyhord.tables.reading import read_table, separator_of

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


def test_an_empty_line_of_one_column_is_an_empty_text(write: Write) -> None:
    table = read_table(write("a.csv", "\ntext\nhej\n\n\nvi fick vänta\n\n\n"))

    assert table.column("text") == ("hej", "", "", "vi fick vänta")
    assert table.remarks == ()


def test_empty_lines_of_several_columns_are_left_out_and_told(write: Write) -> None:
    table = read_table(write("a.csv", "text,x\nhej,1\n\ndå,2\n\n"))

    assert table.rows == (("hej", "1"), ("då", "2"))
    assert table.remarks == ("1 empty lines are no rows and were left out",)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6))
def test_what_the_csv_module_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([("text", "group"), *rows])
    text, remarks = decoded(buffer.getvalue().encode())

    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text)))

    assert [tuple(row) for row in read[1:]] == rows
    assert remarks == ()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_files_are_read(write: Write, encoding: str) -> None:
    path = write("a.csv", "text\nkö i Åmål\n".encode(encoding))

    assert read_table(path).column("text") == ("kö i Åmål",)


def test_lines_in_another_encoding_are_read_and_told(write: Write) -> None:
    path = write("a.csv", "text\nkö\n".encode() + "kö i Åmål\n".encode("cp1252"))

    table = read_table(path)

    assert table.column("text") == ("kö", "kö i Åmål")
    assert table.remarks == ("1 of 3 lines are not UTF-8 and were read as cp1252, first line 3",)


def test_what_an_old_mac_wrote_is_read_as_such(write: Write) -> None:
    table = read_table(write("a.csv", "text\nkö i Åmål är över\n".encode("mac_roman")))

    assert table.column("text") == ("kö i Åmål är över",)
    assert "read as mac_roman" in table.remarks[0]


def test_a_line_that_names_the_separator_is_no_header(write: Write) -> None:
    table = read_table(write("a.csv", "sep=;\r\ntext;x\r\nhej, du;1\r\n"))

    assert (table.columns, table.rows) == (("text", "x"), (("hej, du", "1"),))


def test_the_sheets_that_were_not_read_are_named(write: Write) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name in ("svar", "mer"):
        book.add_worksheet(name).write_column(0, 0, ["text", name])
    book.close()

    table = read_table(write("a.xlsx", buffer.getvalue()))

    assert table.column("text") == ("svar",)
    assert table.remarks == ("only the sheet 'svar' was read, not 'mer'",)


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
        ("a.json", b'[{"text": "hej"}]', "JSON is not read; give JSONL .* or CSV"),
        ("a.parquet", b"PAR1....PAR1", "Parquet is not read; give JSONL .* or CSV"),
        ("a.csv", b"sep=;\n", "no header below the line"),
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


def test_a_cell_far_from_the_table_is_refused(write: Write) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["text"])
    sheet.write(1_048_575, 16_383, "x")
    book.close()

    with pytest.raises(BadInputError, match=r"sheet1.xml spans 17,179,869,184 cells"):
        read_table(write("a.xlsx", buffer.getvalue()))


def test_cells_without_places_of_their_own_are_counted() -> None:
    sheet = b'<row><c/><c/></row><row r="10"><c r="B10"/></row><row><x:c t="s"/></row><cols/>'

    assert limits.used_cells(io.BytesIO(sheet)) == 11 * 2


def test_what_unpacks_to_too_much_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 20_000)
    rows = b"text\n" + b"a" * 30_000
    for name, content in (
        ("a.csv.gz", gzip.compress(rows)),
        ("a.jsonl.gz", gzip.compress(rows)),
        ("a.xlsx", workbook([["text"], *[["hej " * 20, n] for n in range(900)]])),
    ):
        with pytest.raises(BadInputError, match="unpacked this is more than"):
            read_table(write(name, content))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('text,x\nhej,1\n"öppen,2\nslut,3\n', 3),
        ('text,x\r\nhej,1\r\n"två\r\nrader",2\r\na,"öppen\r\nslut\r\n', 5),
        ('"text\nhej\n', 1),
        ('text\nhej\n"', 3),
    ],
)
def test_a_quotation_mark_that_is_never_closed_is_named(
    write: Write, content: str, line: int
) -> None:
    with pytest.raises(BadInputError, match=f"line {line}: a quotation mark"):
        read_table(write("a.csv", content.encode()))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_two_columns_of_the_same_name_are_refused_when_asked_for(write: Write, name: str) -> None:
    rows: list[list[object]] = [["text", "text", "x"], ["hej", "då", "1"]]
    content = workbook(rows) if name == "a.xlsx" else "text,text,x\nhej,då,1\n"

    table = read_table(write(name, content))

    assert table.column("x") == ("1",)
    with pytest.raises(BadInputError, match="several columns are called 'text'"):
        table.text_column(None)


def archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("a.txt", "hej")
    return buffer.getvalue()


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0", archive(), bytes(range(1, 32)) * 9])
def test_what_is_no_text_is_said_to_be_none(write: Write, content: bytes) -> None:
    with pytest.raises(BadInputError, match="this is no text file"):
        read_table(write("a.csv", content))


def test_a_workbook_with_another_ending_is_read(write: Write) -> None:
    assert read_table(write("a.csv", workbook([["text"], ["hej"]]))).column("text") == ("hej",)
