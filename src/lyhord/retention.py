"""Retention: what is due of which rounds, and destroying it once what is to stay has been kept."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct

from lyhord.errors import BadInputError, JobLostError, PreservingError
from lyhord.storage import jobs
from lyhord.storage import retention as stored
from lyhord.storage.database import Connection, Database
from lyhord.storage.decisions import Decision
from lyhord.storage.jobs import Job
from lyhord.storage.retention import Counts, Preserved, Protocol, Retention

KIND = "retention"
WORKER = "worker"
PARTS = {
    "originals": ("originals",),
    "statements": (
        *("responses", "statements", "assignments", "runs"),
        *("quotes", "drafts", "stories"),
    ),
    "registrations": ("receipts", "codes", "tallies"),
}
REFUSALS = {
    "end": "it has not ended",
    "decision": (
        "nobody has decided to destroy it (lyhord round decide --round {round} --decision NUMBER)"
    ),
    "officer": "the safeguarding officers have not decided every case of it",
}

Preserve = Callable[[Connection, UUID], Awaitable[tuple[Preserved, ...]]]
Waiting = Literal["", "end", "decision", "officer"]
Failure = Literal["archive", "refused", "worker_lost", "unexpected"]


class Due(Struct, frozen=True, kw_only=True):
    """What of a round a purge would destroy now, and what it waits for, if it waits."""

    round_id: UUID
    name: str
    reference: str
    ended_on: date | None
    waits_for: Waiting
    counts: Counts


async def due(db: Connection) -> tuple[Due, ...]:
    """What a purge of each round would destroy now."""
    return tuple([await _counted(db, each) for each in await stored.due(db)])


async def due_of(db: Connection, round_id: UUID) -> Due:
    """What a purge of a round would destroy now, which may be nothing."""
    return await _counted(db, await stored.get(db, round_id))


async def newly_due(db: Connection, round_id: UUID, decision: Decision) -> Due | None:
    """What a worker would destroy at once if this were decided, and would not without; or None."""
    known = await stored.get(db, round_id)
    if known.ended_on is None or not decision.reference:
        return None
    there = await stored.retained(db, round_id)
    passed = (await stored.today(db) - known.ended_on).days
    names = [
        name
        for part, days in _days(decision).items()
        if days <= passed and part not in _carried_out(known)
        for name in PARTS[part]
        if there[name]
    ]
    if not names:
        return None
    return Due(
        round_id=round_id,
        name=known.name,
        reference=decision.reference,
        ended_on=known.ended_on,
        waits_for="officer" if known.awaits_officer else "",
        counts={name: there[name] for name in names},
    )


def _days(decision: Decision) -> dict[str, int]:
    return {
        "originals": decision.originals_days,
        "statements": decision.statements_days,
        "registrations": decision.registrations_days,
    }


def _carried_out(known: Retention) -> tuple[str, ...]:
    """The parts that are due by what is decided already; none where no decision is named."""
    return tuple(part for part, is_due in _due_parts(known).items() if is_due and known.reference)


def _due_parts(retention: Retention) -> dict[str, bool]:
    return {
        "originals": retention.originals_due,
        "statements": retention.statements_due,
        "registrations": retention.registrations_due,
    }


async def _counted(db: Connection, retention: Retention) -> Due:
    there = await stored.retained(db, retention.round_id) if retention.is_due else {}
    due_parts = _due_parts(retention)
    names = [name for part, is_due in due_parts.items() if is_due for name in PARTS[part]]
    return Due(
        round_id=retention.round_id,
        name=retention.name,
        reference=retention.reference,
        ended_on=retention.ended_on,
        waits_for=_waits_for(retention),
        counts={name: there[name] for name in names},
    )


def _waits_for(retention: Retention) -> Waiting:
    """For its end, for a decision to destroy it, for the officers' last case, or for nothing."""
    if retention.ended_on is None:
        return "end"
    if not retention.reference:
        return "decision"
    return "officer" if retention.awaits_officer else ""


async def purge(
    db: Connection, round_id: UUID, *, preserve: Preserve, actor: str
) -> Protocol | None:
    """Destroy what is due of a round, all or nothing; None where nothing is due.

    What is to stay is kept first: when that fails nothing is destroyed. Raises `BadInputError` for
    a round that waits for something.
    """
    retention = await stored.get(db, round_id)
    _refuse_early(retention)
    if not retention.is_due:
        return None
    preserved = await preserve(db, round_id) if retention.statements_due else ()
    return await stored.purge(db, round_id, preserved=preserved, actor=actor)


async def request(db: Connection, round_id: UUID, *, actor: str) -> None:
    """Queue a purge; raises `BadInputError` as `purge` does."""
    _refuse_early(await stored.get(db, round_id))
    await jobs.enqueue(db, kind=KIND, round_id=round_id, payload={"actor": actor})


async def queue_due(db: Connection) -> None:
    """Queue a purge of every round that is due and decided on, once a day each."""
    for round_id in await stored.wanting(db, kind=KIND):
        await jobs.enqueue(db, kind=KIND, round_id=round_id, payload={})


async def perform(database: Database, job: Job, *, preserve: Preserve) -> None:
    """Do a queued purge, in one transaction with the end of its job.

    Raises `JobLostError` when another worker has taken the job over meanwhile.
    """
    actor = str(job.payload.get("actor", WORKER))
    async with database.transaction("desk") as db:
        await purge(db, job.round_id, preserve=preserve, actor=actor)
        if not await jobs.finish(db, job):
            raise JobLostError


async def fail(db: Connection, job: Job, error: Exception) -> None:
    """Record that nothing was destroyed, and why."""
    await jobs.fail(db, job, error=why(error))


def why(error: Exception) -> Failure:
    """The kind of a failure; `refused` is a round that was opened again meanwhile."""
    match error:
        case PreservingError():
            return "archive"
        case BadInputError():
            return "refused"
        case _:
            return "unexpected"


def _refuse_early(retention: Retention) -> None:
    waits_for = _waits_for(retention)
    if waits_for:
        told = REFUSALS[waits_for].format(round=retention.round_id)
        raise BadInputError(f"nothing of the round {retention.round_id} is destroyed: {told}")
