"""CSV files, RFC 4180: of a report's themes, and how a cell and a line of any such file read."""

import csv
import io
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from msgspec import Struct

from lyhord.exports.plain import as_text
from lyhord.exports.report.report import Report
from lyhord.exports.table import Cell, Table, wide_table

TOGETHER = 1_000


class Dialect(Struct, frozen=True, kw_only=True):
    """What parts cells, how the file is encoded, and what parts whole from fraction."""

    separator: str
    encoding: str
    point: str


PLAIN = Dialect(separator=",", encoding="utf-8", point=".")
# what a Swedish Excel opens by a double click: semicolons, and a mark that says UTF-8
SWEDISH = Dialect(separator=";", encoding="utf-8-sig", point=",")


def themes_csv(report: Report, *, dialect: Dialect = PLAIN) -> bytes:
    """One row a theme, with the figures of each audience beside it."""
    return written(wide_table(report), dialect=dialect)


themes_csv_swedish = partial(themes_csv, dialect=SWEDISH)


def written(table: Table, *, dialect: Dialect = PLAIN) -> bytes:
    """Write a table; texts are quoted and marked so that none is taken for a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_NONNUMERIC, delimiter=dialect.separator)
    writer.writerow([as_text(column.heading) for column in table.columns])
    writer.writerows([[_plain(cell, dialect) for cell in row] for row in table.rows])
    return target.getvalue().encode(dialect.encoding, "replace")


def cell_of(text: str) -> str:
    """A text as a cell between separators, marked so that none is taken for a formula."""
    return '"' + as_text(text).replace('"', '""') + '"'


def in_chunks(lines: Iterable[str], encoding: str = "utf-8") -> Iterator[bytes]:
    """Lines as bytes, many at a time."""
    left = iter(lines)
    while some := list(islice(left, TOGETHER)):
        yield ("\r\n".join(some) + "\r\n").encode(encoding)


def _plain(cell: Cell, dialect: Dialect) -> Cell:
    if isinstance(cell, str):
        return as_text(cell)
    return str(cell).replace(".", dialect.point) if isinstance(cell, float) else cell
