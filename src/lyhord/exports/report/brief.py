"""A decision brief: two pages for those who decide, with room for what they decide."""

from collections.abc import Iterator

from lyhord.exports.letters import on_one_line, printable, shortened
from lyhord.exports.report import insights, unknown
from lyhord.exports.report.blocks import Block, Bullets, Column, Document, Grid, Paragraph, Section
from lyhord.exports.report.newsletter import chosen
from lyhord.exports.report.outline import notes
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying, saying
from lyhord.exports.report.summary import finding, findings, numbers
from lyhord.exports.report.themes import all_bars, bars_of

FINDINGS, QUESTIONS, UNKNOWNS, DECISIONS = 3, 3, 4, 3
LONGEST, LONGEST_NAME, LONGEST_TITLE = 200, 60, 80
BARS = 6


def brief_of(report: Report) -> Document:
    """Tell the little of a report that two pages hold."""
    say = saying(report)
    words = say.words
    days = say.days(report.overview.opens, report.overview.closes)
    return Document(
        language=report.language,
        title=shortened(say.round(report), LONGEST_TITLE),
        subtitle=words.subtitle.format(days=days),
        kind=words.brief,
        page=words.page,
        notes=tuple(notes(report, say)),
        sections=tuple(_sections(report, say)),
    )


def _sections(report: Report, say: Saying) -> Iterator[Section]:
    words = say.words
    yield Section(heading=words.brief_background, blocks=tuple(_background(report, say)), level=2)
    yield Section(heading=words.brief_findings, blocks=tuple(_findings(report, say)), level=2)
    asking = tuple(_short(each) for each in insights.opportunities(report, say)[:QUESTIONS])
    if asking:
        blocks = (Bullets(items=asking),)
        yield Section(heading=words.how_might_we, blocks=blocks, level=2, begins_page=True)
    told = list(unknown.told(report, say))
    weightiest = dict.fromkeys((*told[: UNKNOWNS - 1], told[-1]))
    items = tuple(_short(Paragraph(text=text)) for text in weightiest)
    weighing = (Bullets(items=items),)
    yield Section(heading=words.brief_unknown, blocks=weighing, level=2, begins_page=not asking)
    blocks = (Paragraph(text=words.brief_decision_hint, is_soft=True), _decisions(say))
    yield Section(heading=words.brief_decision, blocks=blocks, level=2)


def _background(report: Report, say: Saying) -> Iterator[Block]:
    words, overview = say.words, report.overview
    collected = words.collected.format(days=say.days(overview.opens, overview.closes))
    (people, *_) = numbers(report, say)
    yield Paragraph(text=f"{collected} {people.figure} {people.of}.")
    if report.purpose.strip():
        purpose = shortened(on_one_line(report.purpose), LONGEST)
        yield Paragraph(lead=f"{words.purpose}:", text=purpose)


def _findings(report: Report, say: Saying) -> Iterator[Block]:
    found = findings(report, most=FINDINGS)
    if not found:
        yield Paragraph(text=say.words.no_themes)
        return
    yield Bullets(items=tuple(_short(finding(theme, say)) for theme in found))
    bars = all_bars(report, say)
    yield bars_of(bars.title, bars.bars[:BARS], is_share=bars.is_share)
    quote = chosen(found, say)
    if quote is not None:
        yield quote
    elif report.is_unread:
        yield Paragraph(text=say.words.quotes_unread, is_soft=True)
    yield Paragraph(text=say.words.brief_reading, is_soft=True)


def _decisions(say: Saying) -> Grid:
    words = say.words
    columns = (
        Column(heading=words.brief_what, part=4),
        Column(heading=words.brief_who, part=2),
        Column(heading=words.brief_when, part=2),
    )
    rows = tuple((f"{number}.\n\n", "", "") for number in range(1, DECISIONS + 1))
    return Grid(title=words.brief_decision, columns=columns, rows=rows)


def _short(item: Paragraph) -> Paragraph:
    lead = item.lead.removesuffix(":")
    return Paragraph(
        lead=f"{shortened(lead, LONGEST_NAME)}:" if lead else "",
        text=shortened(printable(item.text), LONGEST),
    )
