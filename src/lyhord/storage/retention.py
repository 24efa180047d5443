"""How long rounds are kept: what is due, destroying it, and the protocols of that.

The function of the database decides what is due; nobody at the desk can destroy anything earlier.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Counts = dict[str, int]


class Retention(Struct, frozen=True, kw_only=True):
    """When the parts of a round are to be destroyed; no day before the round has ended.

    A part is due when its day has come and there is something of it. All of it awaits the
    safeguarding officers while they have not decided every case of the round.
    """

    round_id: UUID
    name: str
    owner: str
    reference: str
    ended_on: date | None
    originals_on: date | None
    statements_on: date | None
    registrations_on: date | None
    originals_due: bool
    statements_due: bool
    registrations_due: bool
    awaits_officer: bool

    @property
    def is_due(self) -> bool:
        """Whether anything is to be destroyed by now."""
        return self.originals_due or self.statements_due or self.registrations_due


class Preserved(Struct, frozen=True, kw_only=True):
    """A file that was kept before its round was purged."""

    file: str
    sha256: str


class Protocol(Struct, frozen=True, kw_only=True):
    """What a purge destroyed, by whom, when, and by which decision; never a content."""

    round_id: UUID
    purge_id: UUID
    name: str
    owner: str
    at: datetime
    actor: str
    reference: str
    ended_on: date
    counts: Counts
    preserved: tuple[Preserved, ...]


async def get(db: Connection, round_id: UUID) -> Retention:
    """How long a round is kept, or `NotFoundError`."""
    row = await sql.get(db, round_id=round_id)
    if row is None:
        raise NotFoundError("round", str(round_id))
    return msgspec.convert(row, Retention)


async def today(db: Connection) -> date:
    """The day that what is due goes by."""
    return msgspec.convert(await sql.today(db), date)


async def due(db: Connection) -> tuple[Retention, ...]:
    """The rounds of which something is to be destroyed, decided or not."""
    return msgspec.convert([row async for row in sql.due(db)], tuple[Retention, ...])


async def wanting(db: Connection, *, kind: str) -> tuple[UUID, ...]:
    """The rounds to be purged that no job of this kind was queued for today."""
    return tuple([row["round_id"] async for row in sql.wanting(db, kind=kind)])


async def retained(db: Connection, round_id: UUID) -> Counts:
    """How much there is of each part, unguarded: only for protocols."""
    return msgspec.convert(await sql.retained(db, round_id=round_id), Counts)


async def purge(
    db: Connection, round_id: UUID, *, preserved: tuple[Preserved, ...], actor: str
) -> Protocol | None:
    """Destroy what is due of a round, and keep the protocol; None where nothing was due."""
    purge_id = uuid4()
    kept = msgspec.to_builtins(preserved)
    counts = await sql.purge(db, round_id=round_id, purge_id=purge_id, actor=actor, preserved=kept)
    if counts is None:
        return None
    done = await protocol(db, round_id, purge_id)
    # how much it was says the protocol, guarded
    details: audit.Details = {"purge": str(purge_id), "reference": done.reference}
    await audit.add(db, actor=actor, action="round_purged", object_=str(round_id), details=details)
    return done


async def protocols(db: Connection, round_id: UUID) -> tuple[Protocol, ...]:
    """The protocols of a round, the newest first."""
    rows = [row async for row in sql.protocols(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Protocol, ...])


async def answers_gone_on(db: Connection, round_id: UUID) -> date | None:
    """The day on which the answers of a round were destroyed, where none has come since."""
    return msgspec.convert(await sql.answers_gone_on(db, round_id=round_id), date | None)


async def protocol(db: Connection, round_id: UUID, purge_id: UUID) -> Protocol:
    """One protocol of a round, or `NotFoundError`."""
    for each in await protocols(db, round_id):
        if each.purge_id == purge_id:
            return each
    raise NotFoundError("protocol", str(purge_id))
