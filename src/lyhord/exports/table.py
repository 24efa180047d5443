"""What every export shares: tables of typed cells, made from a disclosed report."""

from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct

from lyhord.disclosing import GroupCell, RunReport, ThemeReport
from lyhord.exports.wording import (
    AUDIENCES,
    HIDDEN,
    REMAINDER,
    SOURCES,
    UNMEASURED,
    figure_text,
)
from lyhord.privacy.cells import Figure

Cell: TypeAlias = str | int | float


class File(Struct, frozen=True, kw_only=True):
    """A finished file, ready to be sent or written."""

    name: str
    media_type: str
    content: bytes


class Column(Struct, frozen=True, kw_only=True):
    """A column's heading, and how many characters wide it is shown."""

    heading: str
    width: int = 12


class Table(Struct, frozen=True, kw_only=True):
    """A table under a title; a text is never a formula, whatever it begins with."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def themes_table(report: RunReport) -> Table:
    """One row a theme: who wrote of it, how many, and in which words."""
    return Table(
        title="Teman",
        columns=(
            Column(heading="Tema", width=34),
            Column(heading="Id", width=22),
            Column(heading="Ursprung", width=16),
            Column(heading="Svarande"),
            Column(heading="Andel (%)"),
            Column(heading="Texter"),
            Column(heading="Stabilitet"),
            Column(heading="Typiska ord", width=48),
            Column(heading="Innebörd", width=70),
        ),
        rows=tuple(_theme_cells(theme) for theme in report.themes),
    )


def wide_table(report: RunReport) -> Table:
    """The same with two more columns for each audience, for files that hold a single table."""
    themes = themes_table(report)
    audiences = [count.audience for count in report.audiences if not report.is_open]
    audiences = [each for each in audiences if each not in report.left_out]
    headings = [
        Column(heading=f"{AUDIENCES[audience]}: {what}")
        for audience in audiences
        for what in ("svarande", "andel (%)")
    ]
    rows = [
        (*cells, *(cell for group in theme.groups for cell in _group_cells(group)))
        for theme, cells in zip(report.themes, themes.rows, strict=True)
    ]
    return Table(title=themes.title, columns=(*themes.columns, *headings), rows=tuple(rows))


def groups_table(report: RunReport) -> Table:
    """One row a theme and audience, with the interval of the share."""
    return Table(
        title="Per målgrupp",
        columns=(
            Column(heading="Tema", width=34),
            Column(heading="Målgrupp", width=20),
            Column(heading="Svarande"),
            Column(heading="Andel (%)"),
            Column(heading="Andel, lägst (%)", width=18),
            Column(heading="Andel, högst (%)", width=18),
        ),
        rows=tuple(
            (
                name_of(theme),
                AUDIENCES[group.audience],
                *_group_cells(group),
                *((group.share.low, group.share.high) if group.share else (HIDDEN, HIDDEN)),
            )
            for theme in report.themes
            for group in theme.groups
        ),
    )


def quotes_table(report: RunReport) -> Table:
    """One row a representative text."""
    return Table(
        title="Citat",
        columns=(
            Column(heading="Tema", width=34),
            Column(heading="Målgrupp", width=20),
            Column(heading="Text", width=100),
        ),
        rows=tuple(
            (name_of(theme), AUDIENCES[quote.audience] if quote.audience else HIDDEN, quote.text)
            for theme in report.themes
            for quote in theme.quotes
        ),
    )


def name_of(theme: ThemeReport) -> str:
    """The theme's name; what found no theme has a name of its own."""
    return REMAINDER.get(theme.theme_id, theme.name)


def _theme_cells(theme: ThemeReport) -> tuple[Cell, ...]:
    return (
        name_of(theme),
        theme.theme_id,
        SOURCES[theme.source],
        _count(theme.respondents),
        theme.share.percent if theme.share else HIDDEN,
        _count(theme.statements),
        UNMEASURED if theme.stability is None else round(theme.stability, 2),
        ", ".join(theme.terms),
        theme.definition,
    )


def _group_cells(group: GroupCell) -> Iterable[Cell]:
    return (_count(group.respondents), group.share.percent if group.share else HIDDEN)


def _count(figure: Figure) -> Cell:
    """A number where it is exact, so that it can be reckoned with; else words."""
    if figure.form == "exact" and figure.n is not None:
        return figure.n
    return figure_text(figure)
