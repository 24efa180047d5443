"""Tables as a workbook: a sheet of facts, one a table, and their charts."""

# xlsxwriter has no types
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import cast

from xlsxwriter import Workbook
from xlsxwriter.chart_bar import ChartBar

from lyhord.exports.letters import printable
from lyhord.exports.table import Drawing, Table

# Texts are texts: nothing in them becomes a formula, a link or a number.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CHART, BAR = "Diagram", "#4F948D"
LONGEST_ALT = 255
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
            _draw(book, table.title, table.drawing)
    book.close()
    return target.getvalue()


def _add_about(book: Workbook, pairs: Sequence[tuple[str, str]], title: str) -> None:
    sheet = book.add_worksheet(title)
    heading = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 90)
    for row, (name, value) in enumerate(pairs):
        sheet.write_string(row, 0, name, heading)
        sheet.write_string(row, 1, printable(value)[:LONGEST], text)


def _add(book: Workbook, table: Table) -> None:
    sheet = book.add_worksheet(table.title)
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


def _draw(book: Workbook, source: str, drawing: Drawing) -> None:
    """Add a sheet with lying bars, in the order of the table, and the same in words below."""
    sheet = book.add_worksheet(CHART)
    chart = cast("ChartBar", book.add_chart({"type": "bar"}))
    names = [source, 1, drawing.names, drawing.rows, drawing.names]
    sizes = [source, 1, drawing.sizes, drawing.rows, drawing.sizes]
    chart.add_series(
        {
            "name": drawing.title,
            "categories": names,
            "values": sizes,
            "fill": {"color": BAR},
            "data_labels": {"value": True},
            "gap": 60,
        }
    )
    chart.set_title({"name": drawing.title})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": 900, "height": 120 + 36 * drawing.rows})
    sheet.insert_chart(1, 0, chart, {"description": drawing.words[:LONGEST_ALT]})
    sheet.write_string(0, 0, drawing.title, book.add_format({"bold": True}))
