"""Tables as a workbook: a sheet of facts, one a table, and their charts."""

# xlsxwriter has no types
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from math import ceil
from typing import cast

from xlsxwriter import Workbook
from xlsxwriter.chart_bar import ChartBar
from xlsxwriter.worksheet import Worksheet

from lyhord.exports.letters import printable
from lyhord.exports.table import Drawing, Table

# Texts are texts: nothing in them becomes a formula, a link or a number.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
BAR = "#4F948D"
LONGEST_ALT = 255
A4 = 9  # as Excel numbers papers
READABLE = 200  # letters beside each other on a page
LONGEST = 32_767  # characters that a cell of a workbook can hold
LONG_AGO = date(2000, 1, 1)


def written(
    title: str,
    facts: Sequence[tuple[str, str]],
    tables: Sequence[Table],
    *,
    made: date = LONG_AGO,
    first: str = "Läs mig",
) -> bytes:
    """Write a sheet of facts, called `first`, and one a table; a chart stands on one of its own."""
    target = io.BytesIO()
    book = Workbook(target, OPTIONS)
    created = datetime.combine(made, time(), UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "created": created})
    _add_about(book, facts, first)
    for table in tables:
        _add(book, table)
        if table.drawing:
            _draw(book, table.drawing)
    book.close()
    return target.getvalue()


def _add_about(book: Workbook, pairs: Sequence[tuple[str, str]], title: str) -> None:
    sheet = book.add_worksheet(title)
    _set_for_paper(sheet)
    heading = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 90)
    for row, (name, value) in enumerate(pairs):
        sheet.write_string(row, 0, name, heading)
        sheet.write_string(row, 1, printable(value)[:LONGEST], text)


def _add(book: Workbook, table: Table) -> None:
    sheet = book.add_worksheet(table.title)
    _set_for_paper(sheet, letters=sum(column.width for column in table.columns))
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "General", "valign": "top"})
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, printable(column.heading)[:LONGEST], heading)
    for row, cells in enumerate(table.rows, start=1):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, place, printable(cell)[:LONGEST], text)
            else:
                sheet.write_number(row, place, cell, number)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)


def _set_for_paper(sheet: Worksheet, *, letters: int = 0) -> None:
    """Let whoever prints it get a sheet as wide as a page, or as pages that can still be read.

    Headings and what names the rows stand on every page.
    """
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(max(1, ceil(letters / READABLE)), 0)
    sheet.repeat_rows(0)
    if letters > READABLE:
        sheet.repeat_columns("A:A")


def _draw(book: Workbook, drawing: Drawing) -> None:
    """Add a sheet with lying bars beside the figures that they draw."""
    sheet = book.add_worksheet(drawing.sheet)
    _set_for_paper(sheet)
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 14)
    for place, heading in enumerate(drawing.headings):
        sheet.write_string(0, place, heading, bold)
    for row, (name, size, text) in enumerate(drawing.rows, start=1):
        sheet.write_string(row, 0, name)
        sheet.write_number(row, 1, size)
        sheet.write_string(row, 2, text)
    sheet.freeze_panes(1, 0)
    chart = cast("ChartBar", book.add_chart({"type": "bar"}))
    last = len(drawing.rows)
    labels = [{"value": text} for *_, text in drawing.rows]  # what is rounded says so
    chart.add_series(
        {
            "name": drawing.title,
            "categories": [drawing.sheet, 1, 0, last, 0],
            "values": [drawing.sheet, 1, 1, last, 1],
            "fill": {"color": BAR},
            "data_labels": {"value": True, "custom": labels},
            "gap": 60,
        }
    )
    chart.set_title({"name": drawing.title})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": 900, "height": 120 + 36 * last})
    sheet.insert_chart(0, 4, chart, {"description": drawing.words[:LONGEST_ALT]})
