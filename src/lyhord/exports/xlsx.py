"""A report as a workbook: what it is, its themes, its audiences and its quotes."""

# xlsxwriter has no types
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from xlsxwriter import Workbook

from lyhord.disclosing import RunReport
from lyhord.exports.table import Table, groups_table, quotes_table, themes_table
from lyhord.exports.wording import about

# Texts are texts: nothing in them becomes a formula, a link or a number.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST = 32_767  # characters that a cell of a workbook can hold
LONG_AGO = date(2000, 1, 1)


def workbook(report: RunReport) -> bytes:
    """Write the workbook; the same report gives the same bytes."""
    tables = [themes_table(report), quotes_table(report)]
    if not report.is_open:
        tables.insert(1, groups_table(report))
    return written(report.round_name, about(report), tables, made=report.finished_on or LONG_AGO)


def written(
    title: str,
    facts: Sequence[tuple[str, str]],
    tables: Sequence[Table],
    *,
    made: date = LONG_AGO,
) -> bytes:
    """Write a sheet of facts and one a table."""
    target = io.BytesIO()
    book = Workbook(target, OPTIONS)
    created = datetime.combine(made, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "created": created})
    _add_about(book, facts)
    for table in tables:
        _add(book, table)
    book.close()
    return target.getvalue()


def _add_about(book: Workbook, pairs: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet("Läs mig")
    heading = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 90)
    for row, (name, value) in enumerate(pairs):
        sheet.write_string(row, 0, name, heading)
        sheet.write_string(row, 1, value, text)


def _add(book: Workbook, table: Table) -> None:
    sheet = book.add_worksheet(table.title)
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "General", "valign": "top"})
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, heading)
    for row, cells in enumerate(table.rows, start=1):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, place, cell[:LONGEST], text)
            else:
                sheet.write_number(row, place, cell, number)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
