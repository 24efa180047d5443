"""What says whether the service does its work: schema, workers, jobs, and what is late."""

from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Waiting(Struct, frozen=True, kw_only=True):
    """How many jobs wait and run, and how long the oldest has waited."""

    queued: int
    running: int
    oldest_seconds: float


class Ended(Struct, frozen=True, kw_only=True):
    """How many jobs of a kind ended so, and the seconds since they were queued, all together."""

    kind: str
    state: str
    n: int
    seconds: float


async def migrations(db: Connection) -> frozenset[str]:
    """The names of the migrations that the database has."""
    return frozenset([row["name"] async for row in sql.migrations(db)])


async def be_heard(db: Connection, worker_id: UUID) -> None:
    """Say that a worker lives, and forget those that have been gone for a day."""
    await sql.be_heard(db, worker_id=worker_id)
    await sql.forget_silent(db)


async def silence(db: Connection) -> float | None:
    """Seconds since any worker was heard of; None where none was for a day."""
    seconds = await sql.silence(db)
    return None if seconds is None else float(seconds)


async def waiting(db: Connection) -> Waiting:
    """The jobs that wait and run."""
    return msgspec.convert(await sql.waiting(db), Waiting)


async def ended(db: Connection) -> tuple[Ended, ...]:
    """The jobs that ended."""
    return msgspec.convert([row async for row in sql.ended(db)], tuple[Ended, ...])


async def purges_overdue(db: Connection) -> int:
    """How many rounds wait for a purge that was due before today and that nothing holds up."""
    return int(await sql.purges_overdue(db))


async def has_overdue_case(db: Connection) -> bool:
    """Whether any safeguarding officer is late; whether there are cases is theirs to know."""
    return bool(await sql.has_overdue_case(db))
