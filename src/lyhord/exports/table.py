"""What every export shares: tables of typed cells, made from a disclosed report."""

from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct

from lyhord.disclosing import GroupCell, ThemeReport
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying, saying
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import Figure

Cell: TypeAlias = str | int | float


class File(Struct, frozen=True, kw_only=True):
    """A finished file, ready to be sent or written.

    One that `lacks_quotes` would hold some, had anybody read those that are proposed.
    """

    name: str
    media_type: str
    content: bytes
    lacks_quotes: bool = False


class Column(Struct, frozen=True, kw_only=True):
    """A column's heading, and how many characters wide it is shown."""

    heading: str
    width: int = 12


class Drawing(Struct, frozen=True, kw_only=True):
    """A chart on a sheet of its own, beside what it draws: names, sizes, and sizes in words."""

    sheet: str
    title: str
    words: str
    headings: tuple[str, str, str]
    rows: tuple[tuple[str, int, str], ...]


class Table(Struct, frozen=True, kw_only=True):
    """A table under a title; a text is never a formula, whatever it begins with."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawing: Drawing | None = None


def themes_table(report: Report) -> Table:
    """One row a theme: who wrote of it, how many, and in which words."""
    say = saying(report)
    words = say.words
    return Table(
        title=words.themes,
        columns=(
            Column(heading=words.theme, width=34),
            Column(heading=words.id, width=22),
            Column(heading=words.source, width=16),
            Column(heading=words.people),
            Column(heading=words.share_percent),
            Column(heading=words.texts),
            Column(heading=words.stability),
            Column(heading=words.words, width=48),
            Column(heading=words.meaning, width=70),
        ),
        rows=tuple(_theme_cells(theme, say) for theme in report.run.themes),
    )


def wide_table(report: Report) -> Table:
    """The same with two more columns for each audience, for files that hold a single table."""
    say = saying(report)
    themes = themes_table(report)
    headings = [
        Column(heading=f"{say.words.audiences[audience]}: {what.lower()}")
        for audience in _audiences(report)
        for what in (say.words.people, say.words.share_percent)
    ]
    rows = [
        (*cells, *(cell for group in theme.groups for cell in group_cells(group, say)))
        for theme, cells in zip(report.run.themes, themes.rows, strict=True)
    ]
    return Table(title=themes.title, columns=(*themes.columns, *headings), rows=tuple(rows))


def _audiences(report: Report) -> Iterable[Audience]:
    """The audiences that themes are told apart by."""
    if report.run.is_open:
        return
    for count in report.run.audiences:
        if count.audience not in report.run.left_out:
            yield count.audience


def count_cell(figure: Figure, say: Saying) -> Cell:
    """A number where it is exact, so that it can be reckoned with; else words."""
    if figure.form == "exact" and figure.n is not None:
        return figure.n
    return say.figure(figure)


def group_cells(group: GroupCell, say: Saying) -> tuple[Cell, Cell]:
    """How many of an audience, and their share."""
    share = group.share.percent if group.share else say.words.hidden
    return count_cell(group.respondents, say), share


def _theme_cells(theme: ThemeReport, say: Saying) -> tuple[Cell, ...]:
    words = say.words
    return (
        words.remainder.get(theme.theme_id, theme.name),
        theme.theme_id,
        words.sources[theme.source],
        count_cell(theme.respondents, say),
        theme.share.percent if theme.share else words.hidden,
        count_cell(theme.statements, say),
        words.unmeasured if theme.stability is None else round(theme.stability, 2),
        ", ".join(theme.terms),
        theme.definition,
    )
