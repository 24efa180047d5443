"""The figures of a series of events as a file, by group, as they were told."""

from collections.abc import Sequence
from uuid import UUID

from lyhord.disclosing import EventGroup
from lyhord.exports.csv import written
from lyhord.exports.table import Cell, Column, File, Table
from lyhord.privacy.cells import Figure

CSV = "text/csv; charset=utf-8"
HEADINGS = (
    "series",
    "audience",
    "municipality",
    "first_week",
    "last_week",
    "events",
    "people_at_least",
    "useful",
    "useful_low",
    "useful_high",
)


def series_csv(groups: Sequence[EventGroup], round_id: UUID) -> File:
    """One row a group: how many at least, how useful (0 to 100), needs; hidden ones are empty."""
    needs = sorted({need.option for each in groups for need in each.needs})
    table = Table(
        title="events",
        columns=tuple(
            Column(heading=each)
            for each in (*HEADINGS, *(f"need_{each}_at_least" for each in needs))
        ),
        rows=tuple(_row(each, needs) for each in groups),
    )
    return File(name=f"events-{str(round_id)[:8]}.csv", media_type=CSV, content=written(table))


def _row(group: EventGroup, needs: Sequence[str]) -> tuple[Cell, ...]:
    told = {each.option: each.people for each in group.needs}
    means = (group.useful, group.low, group.high)
    return (
        group.series,
        group.audience,
        group.municipality,
        group.first_week,
        group.last_week,
        len(group.collectors),
        _number(group.size),
        *("" if each is None else each for each in means),
        *(_number(told[each]) if each in told else 0 for each in needs),
    )


def _number(figure: Figure) -> Cell:
    return "" if figure.n is None or figure.form == "under" else figure.n
