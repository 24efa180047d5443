"""Events of a series as they may be told: in groups of enough people, once, when they are over.

Whoever answered at an event is in one group, which is never told anew, and every sum is made of
what was told: so no two figures can be subtracted. Who may see a group is the database's to say.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import sqrt
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.disclosing.choices import FrozenOption
from lyhord.disclosing.coordination import interval
from lyhord.disclosing.cuts import needed
from lyhord.disclosing.shown import Quote
from lyhord.instruments.definition import Audience
from lyhord.privacy import means
from lyhord.privacy.cells import HIDDEN, Figure, coarse, exact, is_telling
from lyhord.privacy.means import TOP
from lyhord.storage import events, figures, guards
from lyhord.storage.database import Connection
from lyhord.storage.events import EventCount, PublishedEvents, SettledEvent
from lyhord.storage.guards import Guard

USEFULNESS, NEEDS = "usefulness", "next_need"
WORDS = ("take_away", "lacked")
SCALE = ("not_at_all", "little", "fairly", "very")  # worst first
MOST_COMMENTS = 200
PEOPLE = ("", "")


class FrozenEvents(Struct, frozen=True, kw_only=True):
    """What is told of a group: how many, how useful it was (0 to 100), needs, and whose words.

    `size` and `raters` are rounded down; `worded` are the questions whose texts may be read.
    """

    size: Figure
    raters: Figure
    useful: int | None
    needs: tuple[FrozenOption, ...]
    worded: tuple[str, ...]
    k: int


class EventGroup(Struct, frozen=True, kw_only=True):
    """Events beside each other in time, of one series, audience and municipality, as told.

    `low` and `high` are the 95 % interval around `useful`; all are missing where it is hidden.
    """

    series: str
    audience: Audience
    municipality: str
    collectors: tuple[UUID, ...]
    first_week: str
    last_week: str
    published_on: date
    size: Figure
    raters: Figure
    useful: int | None
    low: int | None
    high: int | None
    needs: tuple[FrozenOption, ...]
    worded: tuple[str, ...]
    k: int


async def event_groups(db: Connection, round_id: UUID) -> tuple[EventGroup, ...]:
    """Tell of the events of a round that are over, in order of time; the first look publishes."""
    await _publish(db, round_id)
    return tuple(_group(each) for each in await events.published(db, round_id))


async def event_comments(
    db: Connection, round_id: UUID, group: EventGroup
) -> Mapping[str, tuple[Quote, ...]]:
    """What was written at the events of a group, by question, where enough people wrote."""
    if not group.worded:
        return {}
    found = await events.comments(db, round_id, group.collectors, group.worded, most=MOST_COMMENTS)
    return {
        question: tuple(
            Quote(text=each.text, language=each.language)
            for each in found
            if each.question == question
        )
        for question in group.worded
    }


async def _publish(db: Connection, round_id: UUID) -> None:
    if not await events.settled(db, round_id):
        return
    await figures.lock(db, round_id)
    settled = await events.settled(db, round_id)  # somebody else may have told of them meanwhile
    found = await events.counts(db, round_id, closed=(USEFULNESS, NEEDS), opened=WORDS)
    rule = await guards.get(db, round_id)
    counts = {each.collector_id: Counter[tuple[str, str]]() for each in settled}
    for count in found:
        if count.collector_id in counts:
            counts[count.collector_id][_key(count)] = count.n
    for group in joined(settled, counts, rule):
        answered = sum((counts[each.collector_id] for each in group), Counter[tuple[str, str]]())
        made = await asyncio.to_thread(frozen_events, answered, needed(rule, group[0].audience))
        await events.publish(db, round_id, uuid4(), group, msgspec.to_builtins(made))


def joined(
    settled: Iterable[SettledEvent],
    counts: Mapping[UUID, Mapping[tuple[str, str], int]],
    rule: Guard,
) -> Sequence[Sequence[SettledEvent]]:
    """Events of one series, audience and municipality, taken together in time until enough came.

    What is left over waits for the next event, and is never told of where none comes.
    """
    lanes: dict[tuple[str, Audience, str], list[SettledEvent]] = {}
    for each in sorted(settled, key=lambda event: (event.week, event.collector_id)):
        lanes.setdefault((each.series, each.audience, each.municipality), []).append(each)
    groups: list[Sequence[SettledEvent]] = []
    for (_, audience, _), lane in lanes.items():
        waiting: list[SettledEvent] = []
        for each in lane:
            waiting.append(each)
            people = sum(counts[one.collector_id].get(PEOPLE, 0) for one in waiting)
            if people >= needed(rule, audience):
                groups.append(tuple(waiting))
                waiting = []
    return groups


def frozen_events(answered: Mapping[tuple[str, str], int], k: int) -> FrozenEvents:
    """What may be told of a group, by how many gave each answer."""
    size = answered.get(PEOPLE, 0)
    placed = [answered.get((USEFULNESS, option), 0) for option in SCALE]
    total = sum(n * TOP * place / (len(SCALE) - 1) for place, n in enumerate(placed))
    cell = means.Cell(n=sum(placed), total=total, k=k)
    group = means.Group(key="all", table="", parts=frozenset({0}), cost=1.0)
    useful = means.means_told([cell], [group]).get("all") if cell.n else None
    chosen = {option: n for (question, option), n in answered.items() if question == NEEDS}
    return FrozenEvents(
        size=coarse(size, k),
        raters=HIDDEN if useful is None else coarse(cell.n, k),
        useful=useful,
        needs=tuple(
            FrozenOption(option=option, people=_told(n, size, k))
            for option, n in sorted(chosen.items())
        ),
        worded=tuple(each for each in WORDS if answered.get((each, ""), 0) >= k),
        k=k,
    )


def _told(n: int, size: int, k: int) -> Figure:
    if n == 0:
        return exact(0)
    return HIDDEN if is_telling(n, size, k) else coarse(n, k)


def _group(known: PublishedEvents) -> EventGroup:
    told = msgspec.convert(known.document, FrozenEvents)
    low, high = (None, None) if told.useful is None else _interval(told.useful, told.raters)
    return EventGroup(
        series=known.series,
        audience=known.audience,
        municipality=known.municipality,
        collectors=known.collectors,
        first_week=known.first_week,
        last_week=known.last_week,
        published_on=known.published_on,
        low=low,
        high=high,
        **msgspec.structs.asdict(told),
    )


def _interval(useful: int, raters: Figure) -> tuple[int, int]:
    """Made of what is told alone: with the widest spread that answers with this mean can have."""
    return interval(useful, raters, round(sqrt(useful * (TOP - useful))))


def _key(count: EventCount) -> tuple[str, str]:
    return count.question, count.option
