"""What a report does not know, and says so."""

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from lyhord.exports.report.blocks import Bullets, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying

UNSTABLE = 0.6


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """What is not known, as a list."""
    items = tuple(Paragraph(text=text) for text in told(report, say))
    yield Section(heading=say.words.unknown, blocks=(Bullets(items=items),), begins_page=True)


def told(report: Report, say: Saying) -> Iterator[str]:
    """Each thing that is not known, the weightiest first."""
    words, run = say.words, report.run
    unclear = report.remainder.get("unclear")
    if unclear is not None and unclear.statements.n:
        yield words.unknown_unclear.format(n=say.figure(unclear.statements))
    if run.left_out:
        yield words.left_out.format(audiences=say.audiences(run.left_out))
    cells = [group for theme in report.themes for group in theme.groups]
    hidden = sum(group.respondents.form == "hidden" for group in cells)
    if hidden:
        yield words.unknown_hidden.format(hidden=hidden, cells=len(cells))
    shifting = [each for each in report.themes if (each.stability or 1) < UNSTABLE]
    if shifting:
        names = say.listed(words.quoted.format(text=say.theme(each)) for each in shifting)
        yield words.unknown_unstable.format(themes=names)
    if run.languages:
        names = say.listed(_language(each, say) for each in run.languages)
        told = words.unknown_language if len(run.languages) == 1 else words.unknown_languages
        yield told.format(k=run.k_children, languages=names)
    yield words.unknown_silent


def _language(code: str, say: Saying) -> str:
    try:
        return Locale.parse(code, sep="-").get_language_name(say.locale) or code
    except (UnknownLocaleError, ValueError):
        return code
