"""How much a file may hold once it is unpacked, found out before it is read; no parsing of it."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lyhord.errors import BadInputError

MOST_BYTES = 500_000_000
MOST_CELLS = 20_000_000
CHUNK = 1_000_000
LONGEST_TAG = 10_000

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^<>]*)>")
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{0,3})(\d{1,7})["']""")


def gunzipped(path: Path, content: bytes) -> bytes:
    """Unpack gzip, or raise `BadInputError` as soon as it is too much."""
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
        unpacked = packed.read(MOST_BYTES + 1)
    if len(unpacked) > MOST_BYTES:
        raise _too_much(path)
    return unpacked


def require_small(path: Path, content: bytes) -> None:
    """Raise `BadInputError` if a zipped workbook is too large; what is no zip is left alone."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if sum(part.file_size for part in book.infolist()) > MOST_BYTES:
            raise _too_much(path)
        for name in filter(_SHEET.fullmatch, book.namelist()):
            with book.open(name) as sheet:
                cells = used_cells(sheet)
            if cells > MOST_CELLS:
                raise BadInputError(
                    f"{path}: {name} spans {cells:,} cells, more than {MOST_CELLS:,}; delete what "
                    "stands far from the table"
                )


def used_cells(sheet: IO[bytes]) -> int:
    """Count the cells of the rectangle from the first to the last cell that a sheet has."""
    rows, columns = (1 << 30, 0), (1 << 30, 0)
    for row, column in _places(sheet):
        rows = min(rows[0], row), max(rows[1], row)
        columns = min(columns[0], column), max(columns[1], column)
    return max(0, rows[1] - rows[0] + 1) * max(0, columns[1] - columns[0] + 1)


def _places(sheet: IO[bytes]) -> Iterator[tuple[int, int]]:
    row = column = 0
    for kind, attributes in _tags(sheet):
        place = _PLACE.search(attributes)
        if kind == b"row":
            row, column = int(place[2]) if place else row + 1, 0
            continue
        column = _column(place[1]) if place and place[1] else column + 1
        row = int(place[2]) if place else row
        yield row, column


def _tags(sheet: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    rest = b""
    while chunk := sheet.read(CHUNK):
        text = rest + chunk
        end = 0
        for tag in _TAG.finditer(text):
            yield tag[1], tag[2]
            end = tag.end()
        rest = text[max(end, len(text) - LONGEST_TAG) :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_much(path: Path) -> BadInputError:
    return BadInputError(f"{path}: unpacked this is more than {MOST_BYTES // 1_000_000} MB")
