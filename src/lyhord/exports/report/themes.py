"""The themes: all of them beside each other, then each on a page of its own."""

from collections.abc import Iterator

from lyhord.disclosing import Quote, ThemeReport
from lyhord.exports.letters import as_name, printable
from lyhord.exports.report.blocks import (
    Bar,
    Bars,
    Block,
    Column,
    Grid,
    Paragraph,
    Quotation,
    Section,
)
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying
from lyhord.privacy.cells import Figure, Share

MOST_BARS = 15


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """All themes beside each other, then one section a theme."""
    if not report.themes:
        return
    yield Section(heading=say.words.themes, blocks=tuple(_overview(report, say)), begins_page=True)
    for theme in report.themes:
        yield Section(
            heading=say.theme(theme),
            level=2,
            blocks=tuple(_of_theme(theme, say)),
            begins_page=bool(theme.quotes),
        )


def _overview(report: Report, say: Saying) -> Iterator[Block]:
    yield Paragraph(text=say.words.themes_intro)
    bars = all_bars(report, say)
    if bars.bars:
        yield bars
    yield _grid(report, say)


def all_bars(report: Report, say: Saying) -> Bars:
    """A bar for each of the commonest themes: shares where all of them have one, else people."""
    shown = [each for each in report.themes if each.respondents.form in {"exact", "at_least"}]
    shown = [each for each in shown if each.respondents.n][:MOST_BARS]
    is_share = all(each.share for each in shown)
    bars = (
        _share_bar(say.theme(each), each.share, say)
        if is_share and each.share
        else _bar(say.theme(each), each.respondents, say)
        for each in shown
    )
    return bars_of(say.words.themes_chart, tuple(bars), is_share=is_share)


def audience_bars(theme: ThemeReport, say: Saying) -> Bars:
    """A bar for the share of each audience that may be told; none where nobody wrote about it."""
    is_drawn = any(group.share and group.share.percent for group in theme.groups)
    bars = (
        _share_bar(say.words.audiences[group.audience], group.share, say)
        for group in theme.groups
        if is_drawn and group.share
    )
    title = say.words.theme_chart.format(theme=say.words.quoted.format(text=say.theme(theme)))
    return bars_of(title, tuple(bars), is_share=True)


def bars_of(title: str, bars: tuple[Bar, ...], *, is_share: bool) -> Bars:
    """Bars with all that they say in words."""
    said = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
    return Bars(title=title, words=f"{title}: {said}", bars=bars, is_share=is_share)


def _share_bar(name: str, share: Share, say: Saying) -> Bar:
    return Bar(name=name, size=share.percent, text=say.share(share), low=share.low, high=share.high)


def _bar(name: str, figure: Figure, say: Saying) -> Bar:
    return Bar(name=name, size=figure.n or 0, text=say.figure(figure))


def _grid(report: Report, say: Saying) -> Grid:
    words = say.words
    return Grid(
        title=words.themes,
        columns=(
            Column(heading=words.theme, part=4),
            Column(heading=words.people, is_number=True),
            Column(heading=words.share, is_number=True),
            Column(heading=words.texts, is_number=True),
        ),
        rows=tuple(
            (
                say.theme(theme),
                say.figure(theme.respondents),
                say.share(theme.share),
                say.figure(theme.statements),
            )
            for theme in report.themes
        ),
    )


def _of_theme(theme: ThemeReport, say: Saying) -> Iterator[Block]:
    words = say.words
    meaning = theme.notes.description.strip() or theme.definition.strip()
    if meaning:
        yield Paragraph(text=printable(meaning))
    yield Paragraph(text=said_in_short(theme, say), is_soft=True)
    yield from written(theme, say)
    bars = audience_bars(theme, say)
    if bars.bars:
        yield bars
    if theme.groups:
        yield audience_grid(theme, say)
    yield Paragraph(lead=words.quotes_heading, text=unquoted(theme, say))
    yield from quotations(theme, say)
    carrying = f"{words.carrying}: {terms(theme)}. " if theme.terms else ""
    yield Paragraph(text=f"{carrying}{origin(theme, say)}", is_soft=True)


def written(theme: ThemeReport, say: Saying) -> Iterator[Paragraph]:
    """What people wrote of a theme, and where they placed it."""
    words, notes = say.words, theme.notes
    told = (
        (words.need, notes.need),
        (words.insight, notes.insight),
        (words.opportunity, notes.opportunity),
    )
    for name, text in told:
        if text.strip():
            yield Paragraph(lead=f"{name}:", text=printable(text))
    placed = placing(theme, say)
    if placed:
        yield Paragraph(text=placed, is_soft=True)


def placing(theme: ThemeReport, say: Saying) -> str:
    """What a theme shows, where on the journey, with whom and in which parts of life."""
    words, notes = say.words, theme.notes
    told = (
        (words.valence, words.valences.get(notes.valence, "")),
        (words.placed, say.listed(say.stage(each) for each in notes.stages)),
        (words.actor, say.listed(say.actor(each) for each in notes.actors)),
        (words.area, say.listed(say.area(each) for each in notes.areas)),
    )
    return " · ".join(f"{name}: {text}" for name, text in told if text)


def said_in_short(theme: ThemeReport, say: Saying) -> str:
    """How many people and texts, in one line."""
    words, people = say.words, theme.respondents
    form = words.theme_one if (people.form, people.n) == ("exact", 1) else words.theme_people
    parts = [form.format(people=say.figure(people))] if people.form != "hidden" else []
    if theme.share:
        parts.append(words.theme_share.format(share=say.share(theme.share)))
    if theme.statements.n:
        parts.append(words.theme_texts.format(n=say.figure(theme.statements)))
    told = " · ".join(parts) or words.hidden
    return told[:1].upper() + told[1:]


def audience_grid(theme: ThemeReport, say: Saying) -> Grid:
    """The figures of each audience, with the interval of its share."""
    words = say.words
    return Grid(
        title=words.theme_by_audience.format(theme=say.theme(theme)),
        columns=(
            Column(heading=words.audience, part=2),
            Column(heading=words.people, is_number=True),
            Column(heading=words.share, is_number=True),
            Column(heading=words.interval, is_number=True),
        ),
        rows=tuple(
            (
                words.audiences[group.audience],
                say.figure(group.respondents),
                say.share(group.share),
                say.interval(group.share),
            )
            for group in theme.groups
        ),
    )


def unquoted(theme: ThemeReport, say: Saying) -> str:
    """Why a theme has no quote; nothing where it has one."""
    if theme.quotes:
        return ""
    return say.words.quotes_unread if theme.unread else say.words.quotes_none


def quotations(theme: ThemeReport, say: Saying) -> Iterator[Quotation]:
    """What was written, as far as it may be shown."""
    for quote in theme.quotes:
        yield quotation(quote, say)


def quotation(quote: Quote, say: Saying) -> Quotation:
    """A quote with its language, and the one thing told of who wrote it."""
    text = printable(quote.text).strip()
    return Quotation(text=text, language=say.tongue(quote.language), speaker=say.speaker(quote))


def terms(theme: ThemeReport) -> str:
    """The words that carry a theme."""
    return ", ".join(as_name(term) for term in theme.terms)


def origin(theme: ThemeReport, say: Saying) -> str:
    """Where a theme comes from, and how much alike it is when the analysis is done again."""
    words = say.words
    told = words.origin_new if theme.source == "new" else words.origin_codebook
    if theme.notes.status == "reviewed":
        told = f"{told[:-1]}, {words.status_reviewed}."
    if theme.stability is None:
        return told
    return f"{told} {words.stable.format(n=say.number(round(theme.stability, 2)))}"
