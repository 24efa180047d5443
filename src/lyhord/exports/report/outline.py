"""The outline of a report: which sections it has, in which order; each leaves out what is not."""

from collections.abc import Iterator

from lyhord.exports.report import (
    answered,
    appendices,
    closed,
    comparing,
    insights,
    mapping,
    method,
    summary,
    themes,
    unknown,
)
from lyhord.exports.report.blocks import Document, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying, saying


def document(report: Report) -> Document:
    """Tell a report as a document."""
    say = saying(report)
    days = say.days(report.overview.opens, report.overview.closes)
    return Document(
        language=report.language,
        title=say.round(report),
        subtitle=say.words.subtitle.format(days=days),
        kind=say.words.report,
        page=say.words.page,
        notes=tuple(notes(report, say)),
        sections=tuple(_sections(report, say)),
    )


def notes(report: Report, say: Saying) -> Iterator[str]:
    """What must be known before anything is read."""
    if report.run.is_open:
        yield say.words.open_note
    if report.themes:
        yield _reviewed(report, say)
    if report.unquoted:
        yield say.words.unread_note.format(n=len(report.unquoted), of=len(report.themes))


def _reviewed(report: Report, say: Saying) -> str:
    """Whether people have looked at what the machine proposed."""
    reviewed = sum(each.notes.status == "reviewed" for each in report.themes)
    if not reviewed:
        return say.words.worked_note if report.log else say.words.machine_note
    if reviewed == len(report.themes):
        return say.words.all_reviewed
    return say.words.some_reviewed.format(n=reviewed, of=len(report.themes))


def _sections(report: Report, say: Saying) -> Iterator[Section]:
    yield summary.section(report, say)
    yield from method.sections(report, say)
    yield from closed.index_section(report, say)
    yield from themes.sections(report, say)
    yield from comparing.sections(report, say)
    yield from closed.sections(report, say)
    yield from mapping.sections(report, say)
    yield from insights.sections(report, say)
    yield from answered.cases(report, say)
    yield from unknown.sections(report, say)
    yield from answered.sections(report, say)
    yield from appendices.sections(report, say)
