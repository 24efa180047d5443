"""Events: doors with a series and a week, true counts of them, and what was told of them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage import audit
from lyhord.storage.collectors import Collector, Presets, State
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Document = dict[str, object]


class Event(Struct, frozen=True, kw_only=True):
    """A door with what it is for; `series` is an option of the survey, or a name of its own.

    A settled one takes no answer any more; one that was told of is never told of again.
    """

    collector_id: UUID
    series: str
    week: str
    slug: str
    name: str
    audience: Audience
    presets: Presets
    state: State
    is_settled: bool
    is_told: bool


class SettledEvent(Struct, frozen=True, kw_only=True):
    """An event of which nothing was told yet."""

    collector_id: UUID
    series: str
    week: str
    audience: Audience
    municipality: str


class EventCount(Struct, frozen=True, kw_only=True):
    """How many answered at an event (no question), chose an option, or wrote (no option)."""

    collector_id: UUID
    question: str
    option: str
    n: int


class PublishedEvents(Struct, frozen=True, kw_only=True):
    """What was told of events that were taken together."""

    group_id: UUID
    series: str
    audience: Audience
    municipality: str
    collectors: tuple[UUID, ...]
    first_week: str
    last_week: str
    published_on: date
    document: Document


class Comment(Struct, frozen=True, kw_only=True):
    """A text that was written at an event."""

    question: str
    text: str
    language: str


async def add(db: Connection, door: Collector, *, series: str, week: str, actor: str) -> None:
    """Keep what a door is for, and its week."""
    await sql.add(
        db, round_id=door.round_id, collector_id=door.collector_id, series=series, week=week
    )
    details: audit.Details = {"week": week}
    await audit.add(db, actor=actor, action="event_created", object_=door.slug, details=details)


async def of_round(db: Connection, round_id: UUID) -> tuple[Event, ...]:
    """The events of a round that whoever asks sees, the latest first."""
    rows = [row async for row in sql.of_round(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Event, ...])


async def settled(db: Connection, round_id: UUID) -> tuple[SettledEvent, ...]:
    """Every event that can be told of now, whoever asks: only for `disclosing`."""
    rows = [row async for row in sql.settled(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[SettledEvent, ...])


async def counts(
    db: Connection, round_id: UUID, *, closed: Sequence[str], opened: Sequence[str]
) -> tuple[EventCount, ...]:
    """What was answered at each event, unguarded: only for `disclosing`."""
    found = sql.counts(db, round_id=round_id, closed=closed, opened=opened)
    return msgspec.convert([row async for row in found], tuple[EventCount, ...])


async def published(db: Connection, round_id: UUID) -> tuple[PublishedEvents, ...]:
    """What was told of the events of a round, in order of time."""
    rows = [row async for row in sql.published(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[PublishedEvents, ...])


async def publish(
    db: Connection,
    round_id: UUID,
    group_id: UUID,
    events: Sequence[SettledEvent],
    document: Document,
) -> None:
    """Tell of events of one series and municipality together; it is never edited."""
    weeks = sorted(each.week for each in events)
    await sql.publish(
        db,
        round_id=round_id,
        group_id=group_id,
        series=events[0].series,
        audience=events[0].audience,
        municipality=events[0].municipality,
        collectors=[each.collector_id for each in events],
        first_week=weeks[0],
        last_week=weeks[-1],
        document=document,
    )


async def comments(
    db: Connection,
    round_id: UUID,
    collectors: Sequence[UUID],
    questions: Sequence[str],
    *,
    most: int,
) -> tuple[Comment, ...]:
    """What was written at events, at most so much: only for `disclosing`."""
    found = sql.comments(
        db, round_id=round_id, collectors=collectors, questions=questions, most=most
    )
    return msgspec.convert([row async for row in found], tuple[Comment, ...])
