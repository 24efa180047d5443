"""The figures of a round that nothing was published of: rounded, and no sum tells a small count.

Whoever looks every day may see a rounded figure take its next step; what came between is not told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing.cuts import AUDIENCES, EVERYBODY, Group, needed, of_audience, of_door
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, bounds, coarse, exact
from lyhord.privacy.suppression import Arc, protect
from lyhord.storage.collectors import Collector
from lyhord.storage.figures import PersonCount
from lyhord.storage.guards import Guard

UNBOUNDED = 1_000_000_000
TOTAL_COST, COST = 1_000_000, 1_000  # what readers would miss most is hidden last


class Sums(Struct, frozen=True, kw_only=True):
    """The true counts of a round's larger audiences, and which audiences are not among them."""

    audiences: Mapping[Audience, int]
    weeks: Mapping[str, int]
    collectors: Mapping[UUID, int]
    left_out: tuple[Audience, ...]
    is_empty: bool

    @property
    def total(self) -> int:
        """Everybody who is counted."""
        return sum(self.audiences.values())


class Place(Struct, frozen=True, kw_only=True):
    """A count, the sums that it stands between, and what hiding it would cost."""

    group: Group
    k: int
    tail: str
    head: str
    n: int
    cost: int = 1


def summed(counts: Iterable[PersonCount], rule: Guard) -> Sums:
    """Sum up; audiences that are too small count nowhere, nor those without any answer."""
    counts = tuple(counts)
    by_audience = Counter[Audience]()
    for count in counts:
        by_audience[count.audience] += count.n
    large: dict[Audience, int] = {
        each: by_audience[each] for each in AUDIENCES if by_audience[each] >= needed(rule, each)
    }
    weeks, doors = Counter[str](), Counter[UUID]()
    for count in counts:
        if count.audience in large:
            weeks[count.week] += count.n
            doors[count.collector_id] += count.n
    return Sums(
        audiences=large,
        weeks=weeks,
        collectors=doors,
        left_out=tuple(each for each in AUDIENCES if each not in large),
        is_empty=not counts,
    )


def rounded(sums: Sums, doors: Iterable[Collector], rule: Guard) -> Mapping[Group, Figure]:
    """Round every count down, and hide what would narrow another one down."""
    places = _places(sums, doors, rule)
    told = [(coarse(place.n, place.k), place) for place in places]
    arcs = [_arc(figure, place) for figure, place in told]
    figures = {
        place.group: figure if before == after else HIDDEN
        for (figure, place), before, after in zip(told, arcs, protect(arcs), strict=True)
    }
    return figures | {EVERYBODY: exact(0)} if sums.is_empty else figures


def _places(sums: Sums, doors: Iterable[Collector], rule: Guard) -> list[Place]:
    """Every count between its sums: all → audience → collector, and all again → week."""
    whole = Place(
        group=EVERYBODY, k=rule.k, tail="weeks", head="all", n=sums.total, cost=TOTAL_COST
    )
    audiences = [
        Place(group=of_audience(each), k=needed(rule, each), tail="all", head=each, n=n, cost=COST)
        for each, n in sums.audiences.items()
    ]
    collectors = [
        Place(
            group=of_door(door),
            k=needed(rule, door.audience),
            tail=door.audience,
            head="doors",
            n=sums.collectors.get(door.collector_id, 0),
        )
        for door in doors
        if door.audience in sums.audiences
    ]
    weeks = [
        Place(group=(("week", week),), k=rule.k, tail="doors", head="weeks", n=n)
        for week, n in sums.weeks.items()
    ]
    return [whole, *audiences, *collectors, *weeks]


def _arc(figure: Figure, place: Place) -> Arc:
    low, high = bounds(figure, limit=UNBOUNDED)
    return Arc(
        tail=place.tail,
        head=place.head,
        value=place.n,
        low=low,
        high=high,
        limit=UNBOUNDED,
        cost=place.cost + place.n,
        guarded=figure.form == "under",
    )
