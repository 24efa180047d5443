"""A report's themes as one CSV file: RFC 4180, commas, UTF-8 with a mark for spreadsheets."""

import csv
import io

from lyhord.exports.plain import as_text
from lyhord.exports.report.report import Report
from lyhord.exports.table import Cell, Table, wide_table

ENCODING = "utf-8-sig"


def themes_csv(report: Report) -> bytes:
    """One row a theme, with the figures of each audience beside it."""
    return written(wide_table(report))


def written(table: Table, *, separator: str = ",") -> bytes:
    """Write a table; texts are quoted and marked so that none is taken for a formula."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_NONNUMERIC, delimiter=separator)
    writer.writerow([as_text(column.heading) for column in table.columns])
    writer.writerows([[_plain(cell) for cell in row] for row in table.rows])
    return target.getvalue().encode(ENCODING, "replace")


def _plain(cell: Cell) -> Cell:
    return as_text(cell) if isinstance(cell, str) else cell
