"""A report as slides: what most wrote about, one slide a theme, and what to do with it."""

import io
from collections.abc import Iterator, Sequence
from typing import TypeVar

from lyhord.disclosing import ThemeReport
from lyhord.exports.letters import printable, shortened
from lyhord.exports.packing import packed
from lyhord.exports.report import (
    answered,
    closed,
    comparing,
    insights,
    method,
    summary,
    themes,
    unknown,
)
from lyhord.exports.report.blocks import Grid, Paragraph
from lyhord.exports.report.outline import notes
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying, saying
from lyhord.exports.report.slidelook import Slides

T = TypeVar("T")
QUOTES, LONGEST_QUOTE = 3, 200
LONGEST_TEXT, LONGEST_NAME = 300, 70
ABOVE_BARS = 170  # letters that leave room for the chart below them
ROWS = 10  # of a table on a slide
ITEMS = 6  # of a list on a slide


def pptx_of(report: Report) -> bytes:
    """Write the slides; the same report gives the same bytes."""
    say = saying(report)
    title = say.round(report)
    slides = Slides(report.language, title=title, subject=say.words.report)
    _open(slides, report, say)
    for theme in report.themes:
        if _has_something(theme, say):
            _add_theme(slides, theme, say)
    _close(slides, report, say)
    target = io.BytesIO()
    slides.file.save(target)
    return packed(target.getvalue())


def _open(slides: Slides, report: Report, say: Saying) -> None:
    words = say.words
    days = say.days(report.overview.opens, report.overview.closes)
    told = (words.subtitle.format(days=days), *notes(report, say))
    slides.add_first(told, spoken=_lines(method.reading(report, say)))
    found = tuple(summary.finding(each, say) for each in summary.findings(report))
    slide = slides.add(words.summary, spoken=words.summary_intro)
    slide.add_numbers(tuple(summary.numbers(report, say)))
    slide.add_list(found or (Paragraph(text=words.no_themes),), top=3.6)
    for bars in (closed.index_bars(report, say), themes.all_bars(report, say)):
        if bars.bars:
            slide = slides.add(bars.title, spoken=bars.words)
            slide.add_bars(bars, box=(0.6, 1.5, 12.1, min(5.4, 0.6 + 0.8 * len(bars.bars))))


def _has_something(theme: ThemeReport, say: Saying) -> bool:
    """Whether there is more to show of a theme than its name; all are in the table of all."""
    return bool(theme.quotes or themes.audience_bars(theme, say).bars or theme.respondents.n)


def _add_theme(slides: Slides, theme: ThemeReport, say: Saying) -> None:
    slide = slides.add(
        shortened(say.theme(theme), LONGEST_NAME), spoken=_lines(_spoken(theme, say))
    )
    note = theme.notes
    text = printable(note.insight.strip() or note.description.strip() or theme.definition)
    slide.add_text(themes.said_in_short(theme, say), box=(0.6, 1.25, 12.1, 0.5), points=18)
    bars = themes.audience_bars(theme, say)
    most = ABOVE_BARS if bars.bars else LONGEST_TEXT
    slide.add_text(shortened(text, most), box=(0.6, 1.9, 6.2, 1.7), points=20)
    if note.opportunity.strip():
        asked = shortened(printable(note.opportunity), LONGEST_TEXT)
        slide.add_text(asked, box=(0.6, 6.05, 11.4, 0.9), points=20, is_bold=True)
    if bars.bars:
        slide.add_bars(bars, box=(0.6, 3.6, 6.2, 0.3 + 0.65 * len(bars.bars)))
    quotes = tuple(themes.quotations(theme, say))[:QUOTES]
    slide.add_quotes(quotes, box=(7.3, 1.9, 5.4, 4.0), most=LONGEST_QUOTE)
    if theme.unread and not quotes:
        slide.add_text(themes.unquoted(theme, say), box=(7.3, 1.9, 5.4, 0.8), points=18)


def _spoken(theme: ThemeReport, say: Saying) -> Iterator[str]:
    """What a speaker needs beside the slide: every figure and quote in full."""
    words = say.words
    yield say.theme(theme)
    yield printable(theme.notes.description.strip() or theme.definition)
    for paragraph in themes.written(theme, say):
        yield f"{paragraph.lead} {paragraph.text}".strip()
    grid = themes.audience_grid(theme, say)
    for row in grid.rows if theme.groups else ():
        yield ", ".join(
            f"{column.heading.lower()} {cell}" if place else cell
            for place, (column, cell) in enumerate(zip(grid.columns, row, strict=True))
        )
    for quote in themes.quotations(theme, say):
        yield " – ".join(filter(None, (words.quoted.format(text=quote.text), quote.speaker)))
    yield themes.origin(theme, say)


def _close(slides: Slides, report: Report, say: Saying) -> None:
    words = say.words
    for section in comparing.sections(report, say):
        told = [block for block in section.blocks if isinstance(block, Paragraph) and block.lead]
        _add_lists(slides, section.heading, tuple(told), spoken=words.differences_clear, say=say)
        grids = [block for block in section.blocks if isinstance(block, Grid)]
        for grid in grids:
            _add_grid(slides, section.heading, grid, spoken=words.differences_intro, say=say)
    asking = insights.opportunities(report, say)
    _add_lists(slides, words.how_might_we, asking, spoken=words.how_might_we_intro, say=say)
    for section in answered.cases(report, say):
        texts = tuple(block for block in section.blocks if isinstance(block, Paragraph))
        _add_lists(slides, section.heading, texts, spoken=words.case_note, say=say)
    told = tuple(Paragraph(text=text) for text in unknown.told(report, say))
    _add_lists(slides, words.unknown, told, spoken=_lines(method.reading(report, say)), say=say)
    if report.reply:
        intro = words.reply_intro.format(day=say.day(report.reply.published_on))
        _add_lists(slides, words.reply, answered.slides(report, say), spoken=intro, say=say)


def _add_grid(slides: Slides, heading: str, grid: Grid, *, spoken: str, say: Saying) -> None:
    parts = _parts(grid.rows, ROWS)
    for number, rows in enumerate(parts, start=1):
        slide = slides.add(_numbered(heading, number, len(parts), say), spoken=spoken)
        slide.add_grid(Grid(title=grid.title, columns=grid.columns, rows=tuple(rows)))


def _add_lists(
    slides: Slides, heading: str, items: tuple[Paragraph, ...], *, spoken: str, say: Saying
) -> None:
    parts = _parts(items, ITEMS)
    for number, shown in enumerate(parts, start=1):
        slide = slides.add(_numbered(heading, number, len(parts), say), spoken=spoken)
        slide.add_list(tuple(map(_short, shown)), top=1.6)


def _numbered(heading: str, number: int, of: int, say: Saying) -> str:
    return heading if of == 1 else say.words.slide_of.format(heading=heading, n=number, of=of)


def _short(item: Paragraph) -> Paragraph:
    lead = shortened(item.lead, LONGEST_NAME)
    return Paragraph(lead=lead, text=shortened(item.text, LONGEST_TEXT))


def _parts(items: Sequence[T], most: int) -> list[Sequence[T]]:
    return [items[start : start + most] for start in range(0, len(items), most)]


def _lines(texts: Iterator[str]) -> str:
    return "\n".join(text for text in texts if text)
