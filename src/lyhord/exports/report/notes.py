"""Sticky notes for a board such as Miro or Mural: one row a quote, with its theme and speaker."""

from lyhord.exports import csv
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import saying
from lyhord.exports.report.themes import quotations
from lyhord.exports.table import Column, Table

HEADINGS = ("text", "tag", "author")  # as the programs that read it call them


def notes_of(report: Report) -> bytes:
    """Write a row for each quote that may be shown; one that says why where nobody has read any."""
    say = saying(report)
    rows = tuple(
        (quote.text, say.theme(theme), quote.speaker)
        for theme in report.themes
        for quote in quotations(theme, say)
    )
    if report.is_unread:
        rows = ((say.words.no_quotes, say.words.quotes, ""),)
    columns = tuple(Column(heading=heading) for heading in HEADINGS)
    table = Table(title=say.words.quotes, columns=columns, rows=rows)
    return csv.written(table, dialect=csv.SWEDISH)
