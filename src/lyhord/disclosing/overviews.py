"""A round in figures: by audience, week and collector, with sums that give no hidden count away."""

from collections import Counter
from collections.abc import Mapping
from typing import get_args
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing.shown import AudienceCount, CollectorCount, Overview, WeekCount
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, K, bounds, coarse, exact, is_small, threshold
from lyhord.privacy.suppression import Arc, protect
from lyhord.storage import collectors, responses, rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.responses import Count

UNBOUNDED = 1_000_000_000
TOTAL_COST, COST = 1_000_000, 1_000  # what readers would miss most is hidden last
AUDIENCES: tuple[Audience, ...] = get_args(Audience)

Key = tuple[str, str | UUID]


class Sums(Struct, frozen=True, kw_only=True):
    """The true counts of a round's larger audiences, and which audiences are not among them."""

    audiences: Mapping[Audience, int]
    weeks: Mapping[str, int]
    collectors: Mapping[UUID, int]
    left_out: tuple[Audience, ...]

    @property
    def total(self) -> int:
        """Everybody who is counted."""
        return sum(self.audiences.values())


class Cell(Struct, frozen=True, kw_only=True):
    """One true count, the sums that it stands between, and what hiding it would cost."""

    key: Key
    k: int
    tail: str
    head: str
    n: int
    of: int | None = None
    cost: int = 1

    @property
    def points_out(self) -> bool:
        """Whether so few are in it, or in the rest of its sum, that they may be known by it."""
        rest = 0 if self.of is None else self.of - self.n
        return self.n > 0 and (is_small(self.n, self.k) or is_small(rest, self.k))


async def overview(db: Connection, round_id: UUID) -> Overview:
    """Count a round's responses as far as they may be shown; coarsely while it is open.

    While it is open, none and a few look the same in every audience, week and collector; only
    its total tells that there is no answer at all, so the very first one can be seen to arrive.
    """
    round_ = await rounds.get(db, round_id)
    doors = await collectors.of_round(db, round_id)
    is_open = not round_.is_settled
    counts = await responses.counts(db, round_id)
    sums = summed(counts, is_open=is_open)
    figures = guarded(sums, doors, is_open=is_open)
    left_out = {audience: Figure(form="under", n=threshold(audience)) for audience in sums.left_out}
    return Overview(
        round_id=round_id,
        name=round_.name,
        is_open=is_open,
        opens=round_.opens,
        closes=round_.closes,
        total=figures["total", ""] if counts else exact(0),
        audiences=tuple(
            AudienceCount(audience=each, responses=left_out.get(each) or figures["audience", each])
            for each in AUDIENCES
        ),
        weeks=tuple(
            WeekCount(week=each, responses=figures["week", each])
            for each in sorted(sums.weeks)
            if figures["week", each].form != "under"  # a week without answers is not there either
        ),
        collectors=tuple(
            CollectorCount(
                slug=door.slug,
                name=door.name,
                audience=door.audience,
                responses=left_out.get(door.audience) or figures["collector", door.collector_id],
            )
            for door in doors
        ),
        left_out=sums.left_out,
    )


def summed(counts: tuple[Count, ...], *, is_open: bool) -> Sums:
    """Sum up; audiences that are too small count nowhere.

    They are the same while a round is open and when it has closed, because the two sums would
    tell each other's difference. An open round also leaves out audiences without any answer.
    """
    by_audience = Counter[Audience]()
    for count in counts:
        by_audience[count.audience] += count.n
    left_out: tuple[Audience, ...] = tuple(
        each
        for each in AUDIENCES
        if by_audience[each] < threshold(each) and (is_open or by_audience[each])
    )
    weeks, doors = Counter[str](), Counter[UUID]()
    for count in counts:
        if count.audience not in left_out:
            weeks[count.week] += count.n
            doors[count.collector_id] += count.n
    audiences: dict[Audience, int] = {
        each: by_audience[each] for each in AUDIENCES if each not in left_out
    }
    return Sums(audiences=audiences, weeks=weeks, collectors=doors, left_out=left_out)


def guarded(sums: Sums, doors: tuple[Collector, ...], *, is_open: bool) -> Mapping[Key, Figure]:
    """Put every count into the form in which it may be shown, with all sums in mind."""
    cells = _cells(sums, doors)
    told = [_told(cell, is_open=is_open) for cell in cells]
    safe = protect([arc for _, arc in told])
    return {
        cell.key: figure if before == after else HIDDEN
        for cell, (figure, before), after in zip(cells, told, safe, strict=True)
    }


def _cells(sums: Sums, doors: tuple[Collector, ...]) -> list[Cell]:
    """Every count between its sums: all → audience → collector, and all again → week."""
    total = sums.total
    whole = Cell(key=("total", ""), k=K, tail="weeks", head="all", n=total, cost=TOTAL_COST)
    audiences = [
        Cell(key=("audience", each), k=threshold(each), tail="all", head=each, n=n, cost=COST)
        for each, n in sums.audiences.items()
    ]
    collectors = [
        Cell(
            key=("collector", door.collector_id),
            k=threshold(door.audience),
            tail=door.audience,
            head="doors",
            n=sums.collectors.get(door.collector_id, 0),
            of=sums.audiences[door.audience],
        )
        for door in doors
        if door.audience in sums.audiences
    ]
    weeks = [
        Cell(key=("week", week), k=K, tail="doors", head="weeks", n=n, of=total)
        for week, n in sums.weeks.items()
    ]
    return [whole, *audiences, *collectors, *weeks]


def _told(cell: Cell, *, is_open: bool) -> tuple[Figure, Arc]:
    """What is told of a count before sums are looked at, and whether it must stay unknown."""
    if is_open:
        figure = coarse(cell.n, cell.k)
        is_guarded = figure.form == "under"
    else:
        is_guarded = cell.points_out
        figure = HIDDEN if is_guarded else exact(cell.n)
    low, high = bounds(figure, limit=UNBOUNDED)
    return figure, Arc(
        tail=cell.tail,
        head=cell.head,
        value=cell.n,
        low=low,
        high=high,
        limit=UNBOUNDED,
        cost=cell.cost + cell.n,
        guarded=is_guarded,
    )
