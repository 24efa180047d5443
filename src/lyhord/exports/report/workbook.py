"""A report as a workbook: what it is, its themes, groups and quotes, cross table and method."""

from collections.abc import Iterator
from datetime import date

from lyhord.disclosing import Crossing, Group, ThemeReport, facets
from lyhord.exports import xlsx
from lyhord.exports.letters import as_name, printable
from lyhord.exports.report import sheets, themes
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying, saying
from lyhord.exports.table import (
    Cell,
    Column,
    Drawing,
    Table,
    count_cell,
    group_cells,
    themes_table,
)
from lyhord.privacy.cells import Figure

LONG_AGO = date(2000, 1, 1)
CUTS = ("audience", "municipality", "age")  # in the order in which groups are shown
NOBODY = Figure(form="exact", n=0)


def workbook(report: Report) -> bytes:
    """Write the workbook; the same report gives the same bytes."""
    tables = tuple(_tables(report))
    facts = tuple(about(report, tables))
    made = report.run.finished_on or LONG_AGO
    title = saying(report).round(report)
    return xlsx.written(title, facts, tables, made=made, first=saying(report).words.sheet_read_me)


def _tables(report: Report) -> Iterator[Table]:
    say = saying(report)
    yield _drawn(_written(report, say), report, say)
    if any(theme.groups for theme in report.run.themes):
        yield _groups(report, say)
    if report.crossings:
        yield _crossed(report, say)
    if report.answers.index:
        yield sheets.index(report, say)
    if report.answers.questions:
        yield sheets.closed(report, say)
    yield _quotes(report, say)
    if report.asked:
        yield sheets.asked(report, say)
    yield sheets.method(report, say)
    if report.log:
        yield sheets.log(report, say)


def about(report: Report, tables: tuple[Table, ...]) -> Iterator[tuple[str, str]]:
    """What a reader must know of a report before using it, as pairs of heading and text."""
    say, run = saying(report), report.run
    words = say.words
    yield words.round_name, run.round_name
    yield words.state, words.state_open if run.is_open else words.state_settled
    yield words.answers, say.figure(run.total)
    for count in run.audiences:
        name = words.audiences[count.audience].lower()
        yield f"{words.answers}, {name}", say.figure(count.responses)
    yield words.counted_out, say.audiences(run.left_out) or words.none
    covered = words.hidden if run.coverage is None else say.percent(run.coverage)
    yield words.covered, covered
    for name, text in ((words.purpose, report.purpose), (words.owner, report.owner)):
        if text.strip():
            yield name, text
    if run.published_on:
        yield words.published, str(run.published_on)
    if report.unquoted:
        n, of = len(report.unquoted), len(report.themes)
        yield words.quotes, words.unread_note.format(n=n, of=of)
    yield words.sheets, ", ".join(table.title for table in tables)


def _written(report: Report, say: Saying) -> Table:
    """The themes with what people wrote of them."""
    words, table = say.words, themes_table(report)
    columns = (
        *(Column(heading=each, width=50) for each in (words.need, words.insight)),
        Column(heading=words.opportunity, width=50),
        Column(heading=words.valence, width=22),
        Column(heading=words.stage, width=24),
        Column(heading=words.actor, width=30),
        Column(heading=words.area, width=24),
        Column(heading=words.status),
    )
    rows = tuple(
        (*cells, *_notes(theme, say))
        for theme, cells in zip(report.run.themes, table.rows, strict=True)
    )
    return Table(title=table.title, columns=(*table.columns, *columns), rows=rows)


def _notes(theme: ThemeReport, say: Saying) -> tuple[Cell, ...]:
    words, notes = say.words, theme.notes
    is_reviewed = notes.status == "reviewed"
    return (
        notes.need,
        notes.insight,
        notes.opportunity,
        words.valences.get(notes.valence, ""),
        ", ".join(map(say.stage, notes.stages)),
        ", ".join(map(say.actor, notes.actors)),
        ", ".join(map(say.area, notes.areas)),
        words.status_reviewed if is_reviewed else words.status_draft,
    )


def _drawn(table: Table, report: Report, say: Saying) -> Table:
    """The themes with a chart of those that most wrote about."""
    words, bars = say.words, themes.all_bars(report, say)
    if not bars.bars:
        return table
    drawing = Drawing(
        sheet=words.sheet_chart,
        title=bars.title,
        words=printable(bars.words),
        headings=(words.theme, words.drawn, words.share if bars.is_share else words.people),
        rows=tuple((bar.name, bar.size, bar.text) for bar in bars.bars),
    )
    return Table(title=table.title, columns=table.columns, rows=table.rows, drawing=drawing)


def _groups(report: Report, say: Saying) -> Table:
    """One row a theme and audience, with the interval of the share."""
    words = say.words
    return Table(
        title=words.sheet_groups,
        columns=(
            Column(heading=words.theme, width=34),
            Column(heading=words.audience, width=20),
            *_figures(say),
        ),
        rows=tuple(
            (
                _name(theme, say),
                words.audiences[group.audience],
                *group_cells(group, say),
                *((group.share.low, group.share.high) if group.share else [words.hidden] * 2),
            )
            for theme in report.run.themes
            for group in theme.groups
        ),
    )


def _figures(say: Saying) -> Iterator[Column]:
    words = say.words
    yield Column(heading=words.people)
    yield Column(heading=words.share_percent)
    yield Column(heading=words.lowest, width=18)
    yield Column(heading=words.highest, width=18)


def _crossed(report: Report, say: Saying) -> Table:
    """One row a group, one column a theme: how many of the group wrote about it."""
    words = say.words
    cells: dict[Group, dict[str, Crossing]] = {}
    for crossing in report.crossings:
        cells.setdefault(crossing.group, {})[crossing.theme_id] = crossing
    columns = (
        Column(heading=words.group, width=34),
        Column(heading=words.answers),
        *(Column(heading=as_name(theme.name), width=18) for theme in report.themes),
    )
    rows = tuple(
        (
            say.group(next(iter(found.values())).group),
            count_cell(next(iter(found.values())).of, say),
            *(
                count_cell(
                    found[each.theme_id].respondents if each.theme_id in found else NOBODY, say
                )
                for each in report.themes
            ),
        )
        for _, found in sorted(cells.items(), key=lambda each: _place(each[0]))
    )
    return Table(title=words.sheet_crossed, columns=columns, rows=rows)


def _place(group: Group) -> tuple[int, tuple[int, ...], tuple[str, ...]]:
    """Groups of which one thing is said before those of two, and alike ones beside each other."""
    values = tuple(value for _, value in group)
    return len(group), tuple(CUTS.index(each) for each in facets(group)), values


def _quotes(report: Report, say: Saying) -> Table:
    """One row a representative text."""
    words = say.words
    why = ((words.themes, words.hidden, words.no_quotes),) if report.is_unread else ()
    return Table(
        title=words.quotes,
        columns=(
            Column(heading=words.theme, width=34),
            Column(heading=words.audience, width=20),
            Column(heading=words.text, width=100),
        ),
        rows=why
        or tuple(
            (_name(theme, say), say.speaker(quote) or words.hidden, quote.text)
            for theme in report.run.themes
            for quote in theme.quotes
        ),
    )


def _name(theme: ThemeReport, say: Saying) -> str:
    return say.words.remainder.get(theme.theme_id, theme.name)
