"""Jobs: work that outlasts a request, queued in Postgres and claimed by one worker at a time.

A worker that falls silent loses its job to another. `attempts` tells their claims apart: whoever
lost a job can no longer report, finish or fail it.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Literal
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.storage.database import Connection, Database
from lyhord.storage.sql import queries

sql = queries(__file__)

CHANNEL = "lyhord_jobs"
MOST_ATTEMPTS = 3
PATIENCE_SECONDS = 60.0

Payload = dict[str, str | int]


class Job(Struct, frozen=True, kw_only=True):
    """A piece of work and how far it has come; `attempts` counts the workers that took it."""

    job_id: UUID
    kind: str
    round_id: UUID
    payload: Payload
    state: Literal["queued", "running", "finished", "failed"]
    progress: float
    stage: str
    error: str
    attempts: int


async def enqueue(db: Connection, *, kind: str, round_id: UUID, payload: Payload) -> UUID:
    """Queue a job in the transaction of what it is about; workers hear of it at the commit."""
    job_id = uuid4()
    await sql.enqueue(db, job_id=job_id, kind=kind, round_id=round_id, payload=payload)
    return job_id


async def claim(
    db: Connection,
    *,
    kinds: Sequence[str],
    job_id: UUID | None = None,
    patience: float = PATIENCE_SECONDS,
) -> Job | None:
    """Take the oldest job that waits, or one whose worker was silent for `patience` seconds.

    Only jobs of these kinds; with `job_id` only that one.
    """
    row = await sql.claim(
        db, kinds=list(kinds), job_id=job_id, patience=patience, most=MOST_ATTEMPTS
    )
    return msgspec.convert(row, Job | None)


async def give_up(
    db: Connection, *, error: str, patience: float = PATIENCE_SECONDS
) -> tuple[Job, ...]:
    """Fail the jobs that silent workers have left too often, and return them."""
    rows = sql.give_up(db, patience=patience, most=MOST_ATTEMPTS, error=error)
    return msgspec.convert([row async for row in rows], tuple[Job, ...])


async def get(db: Connection, job_id: UUID) -> Job:
    """One job, or `NotFoundError`."""
    row = await sql.get(db, job_id=job_id)
    if row is None:
        raise NotFoundError("job", str(job_id))
    return msgspec.convert(row, Job)


async def of_run(db: Connection, round_id: UUID, run_id: UUID) -> Job | None:
    """The job of a run."""
    row = await sql.of_run(db, round_id=round_id, run_id=run_id)
    return msgspec.convert(row, Job | None)


async def newest(db: Connection, round_id: UUID, *, kind: str) -> Job | None:
    """The job of a kind that was queued last for a round."""
    return msgspec.convert(await sql.newest(db, round_id=round_id, kind=kind), Job | None)


async def beat(db: Connection, job: Job) -> bool:
    """Say that the worker is alive; False when the job is no longer its own."""
    return bool(await sql.beat(db, job_id=job.job_id, attempts=job.attempts))


async def report(db: Connection, job: Job, *, progress: float, stage: str) -> bool:
    """Say how far the work has come, 0 to 1; False when the job is no longer its own."""
    return bool(
        await sql.report(
            db, job_id=job.job_id, attempts=job.attempts, progress=progress, stage=stage
        )
    )


async def finish(db: Connection, job: Job) -> bool:
    """Say that the work is done; False when the job is no longer its own."""
    return bool(await sql.finish(db, job_id=job.job_id, attempts=job.attempts))


async def fail(db: Connection, job: Job, *, error: str) -> bool:
    """Say why the work cannot be done; False when the job is no longer its own."""
    return bool(await sql.fail(db, job_id=job.job_id, attempts=job.attempts, error=error))


async def stop(db: Connection, job: Job, *, error: str) -> bool:
    """End a job that waits or is under way, whoever has it; False when it is over already."""
    return bool(await sql.stop(db, job_id=job.job_id, error=error))


async def give_back(db: Connection, job: Job) -> bool:
    """Put a job back for another attempt; False when the job is no longer its own."""
    return bool(await sql.give_back(db, job_id=job.job_id, attempts=job.attempts))


@asynccontextmanager
async def arrivals(database: Database) -> AsyncGenerator[asyncio.Event]:
    """An event that is set whenever a job is queued, as long as the connection holds."""
    arrived = asyncio.Event()
    async with database.hearing("desk", CHANNEL, lambda _: arrived.set()):
        yield arrived
