"""Reading a user's own table: CSV, XLSX or JSONL, also gzipped, into columns of text."""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import fastexcel
import msgspec
import polars as pl
from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.tables.decoding import decoded
from lyhord.tables.limits import gunzipped, require_small

SEPARATORS = (",", ";", "\t", "|")
NO_SEPARATOR = "\x1f"
LONGEST_CELL = 100_000_000
SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
LINES = (".jsonl", ".ndjson")
ZIP = b"PK\x03\x04"
WORKBOOK = b"[Content_Types].xml"
PICTURES_AND_ARCHIVES = (
    ZIP, b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf",
)  # fmt: skip
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
SEEN, MOST_CONTROLS = 4_096, 0.05
LINE_END = re.compile(r"\r\n|\n|\r")
END = "\x1eend\x1e"
NAMED_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?[ ;,]*(?:\r\n|\n|\r)", re.IGNORECASE)
OTHER_FORMS = {".json": "JSON", ".parquet": "Parquet", ".sav": "SPSS", ".feather": "Feather"}

Row = tuple[str, ...]


class Table(Struct, frozen=True, kw_only=True):
    """A table of text; `remarks` say in words what had to be guessed while reading it."""

    columns: Row
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[str, ...]:
        """Give a column's cells, or raise `BadInputError` naming the columns that there are."""
        if name not in self.columns:
            raise BadInputError(f"there is no column {name!r}; {self._listed()}")
        if self.columns.count(name) > 1:
            raise BadInputError(f"several columns are called {name!r}; rename all but one")
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    def text_column(self, wanted: str | None) -> tuple[str, ...]:
        """Give the cells of the column that `text_name` names."""
        return self.column(self.text_name(wanted))

    def text_name(self, wanted: str | None) -> str:
        """Name the wanted column, else the only one, else the one called `text`."""
        if wanted is not None:
            return wanted
        if len(self.columns) == 1:
            return self.columns[0]
        if "text" in self.columns:
            return "text"
        raise BadInputError(f"say with --text which column holds the texts; {self._listed()}")

    def _listed(self) -> str:
        return "the columns are " + ", ".join(repr(column) for column in self.columns)


def read_table(path: Path) -> Table:
    """Read a file by its ending, or raise `BadInputError` saying what is wrong with it."""
    content, name = _content(path)
    return _table(path, name, content)


def table_of(name: str, content: bytes) -> Table:
    """Read what somebody sent under a name as `read_table` reads a file; gzip is not unpacked."""
    return _table(Path(name), name.lower(), content)


def read_objects(path: Path) -> tuple[dict[str, object], ...] | None:
    """Read JSONL with its numbers, lists and missing keys as they are; None of any other file."""
    content, name = _content(path)
    if _reader(path, name, content) is not _lines:
        return None
    lines = (line for line in LINE_END.split(decoded(content)[0]) if line.strip())
    values: list[object] = [msgspec.json.decode(line) for line in lines]
    return tuple(
        msgspec.convert({"text": value} if isinstance(value, str) else value, dict[str, object])
        for value in values
    )


def _table(path: Path, name: str, content: bytes) -> Table:
    if not content.strip():
        raise BadInputError(f"{path}: the file is empty")
    table = _reader(path, name, content)(path, content)
    if not table.rows:
        raise BadInputError(f"{path}: there is a header but no row below it")
    return table


def _content(path: Path) -> tuple[bytes, str]:
    try:
        content = path.read_bytes()
        if path.suffix.lower() == ".gz":
            return gunzipped(path, content), path.stem.lower()
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadInputError(f"{path}: the file is not whole gzip ({error})") from error
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror or error}") from error
    return content, path.name.lower()


def _reader(path: Path, name: str, content: bytes) -> Callable[[Path, bytes], Table]:
    other = OTHER_FORMS.get(Path(name).suffix)
    if other:
        raise BadInputError(f"{path}: {other} is not read; give JSONL (an object per line) or CSV")
    if name.endswith(SHEETS) or (content.startswith(ZIP) and WORKBOOK in content):
        return _sheet
    if content.startswith(PICTURES_AND_ARCHIVES) or _controls(content[:SEEN]) > MOST_CONTROLS:
        raise BadInputError(f"{path}: this is no text file; give CSV, XLSX or JSONL")
    return _lines if name.endswith(LINES) else _separated


def _controls(start: bytes) -> float:
    return len(CONTROLS.findall(start)) / max(len(start), 1)


def _sheet(path: Path, content: bytes) -> Table:
    try:
        require_small(path, content)
        frame, header = _frame(content), _frame(content, header_only=True)
        first, *others = fastexcel.read_excel(content).sheet_names
    except BadInputError:
        raise
    except Exception as error:  # the reader's errors share no class of their own
        raise BadInputError(f"{path}: this cannot be read as a spreadsheet") from error
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in frame.rows())
    more = (f"only the sheet {first!r} was read, not {', '.join(map(repr, others))}",)
    return Table(columns=_named(frame, header), rows=rows, remarks=more if others else ())


def _frame(content: bytes, *, header_only: bool = False) -> pl.DataFrame:
    return pl.read_excel(
        io.BytesIO(content),
        infer_schema_length=0,
        has_header=not header_only,
        read_options={"n_rows": 1} if header_only else None,
        drop_empty_rows=False,
        drop_empty_cols=False,
        raise_if_empty=False,
    )


def _named(frame: pl.DataFrame, header: pl.DataFrame) -> Row:
    """Name columns as the sheet does: the reader numbers those that share their name."""
    written = header.row(0) if header.height else ()
    if len(written) != frame.width:
        return tuple(name.strip() for name in frame.columns)
    pairs = zip(written, frame.columns, strict=True)
    return tuple(str(own or given).strip() for own, given in pairs)


def _separated(path: Path, content: bytes) -> Table:
    text, remarks = decoded(content)
    csv.field_size_limit(LONGEST_CELL)  # the module's own limit would refuse long answers
    named = NAMED_SEPARATOR.match(text)
    source = io.StringIO(f"{text}\n{END}", newline="")
    reader = csv.reader(source, delimiter=named[1] if named else separator_of(text))
    try:
        numbered = [(row, reader.line_num) for row in reader]
    except csv.Error as error:
        raise BadInputError(f"{path}: line {reader.line_num}: {error}") from error
    last, line = numbered.pop()
    if last != [END]:
        raise BadInputError(_unclosed(path, last[-1], line))
    whole = _without_empty_ends(numbered)[1 if named else 0 :]
    if not whole:
        raise BadInputError(f"{path}: there is no header below the line that names the separator")
    header = tuple(cell.strip() for cell in whole[0][0])
    kept = [each for each in whole[1:] if each[0] or len(header) == 1]
    rows = tuple(_fitted(path, row, header, line) for row, line in kept)
    skipped = len(whole) - 1 - len(kept)
    more = (f"{skipped} empty lines are no rows and were left out",) if skipped else ()
    return Table(columns=header, rows=rows, remarks=(*remarks, *more))


def _without_empty_ends(numbered: Sequence[tuple[list[str], int]]) -> list[tuple[list[str], int]]:
    filled = [place for place, (row, _) in enumerate(numbered) if row]
    return list(numbered[filled[0] : filled[-1] + 1])


def _unclosed(path: Path, swallowed: str, end: int) -> str:
    begins = end - len(LINE_END.findall(swallowed))
    return f"{path}: line {begins}: a quotation mark opens here and is never closed"


def _fitted(path: Path, row: Sequence[str], header: Row, line: int) -> Row:
    cells = list(row)
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) > len(header):
        raise BadInputError(
            f"{path}: line {line} has {len(cells)} cells under {len(header)} columns; "
            "put texts that contain the separator in quotation marks"
        )
    return tuple(cells + [""] * (len(header) - len(cells)))


def _lines(path: Path, content: bytes) -> Table:
    text, remarks = decoded(content)
    records = [
        _record(path, line, number)
        for number, line in enumerate(LINE_END.split(text), start=1)
        if line.strip()
    ]
    columns = tuple(dict.fromkeys(key for record in records for key in record))
    rows = tuple(tuple(record.get(column, "") for column in columns) for record in records)
    return Table(columns=columns, rows=rows, remarks=remarks)


def _record(path: Path, line: str, number: int) -> dict[str, str]:
    try:
        value: object = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadInputError(f"{path}: line {number} is not JSON: {error}") from error
    if isinstance(value, str):
        return {"text": value}
    if not isinstance(value, dict):
        raise BadInputError(f"{path}: line {number} is neither an object nor a text")
    return {
        str(key): _cell(cell) for key, cell in msgspec.convert(value, dict[str, object]).items()
    }


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case _:
            return msgspec.json.encode(value).decode()


def separator_of(text: str) -> str:
    """Find the separator that the header uses; a header of one column has none."""
    header = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").splitlines()[0])
    best = max(SEPARATORS, key=header.count)
    return best if best in header else NO_SEPARATOR
