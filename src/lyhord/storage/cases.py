"""Cases of warning signs, and what was decided of them; read and changed as officer alone."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience
from lyhord.privacy.warning_rules import Level
from lyhord.storage import audit
from lyhord.storage.accounts import known_as
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Outcome = Literal["no_concern", "general", "reported"]


class Case(Struct, frozen=True, kw_only=True):
    """A case as the officers of its round see it; `opened_by` is empty until somebody read it."""

    case_id: UUID
    round_id: UUID
    round_name: str
    audience: Audience
    level: Level
    rules: tuple[str, ...]
    due_at: datetime
    is_overdue: bool
    is_escalated: bool
    opened_by: str
    is_deputy: bool


class Sealed(Struct, frozen=True, kw_only=True):
    """What a case is about, closed, and the survey whose questions it answers."""

    box: bytes
    key_id: UUID
    instrument_id: str
    version: int
    language: str
    answers: dict[str, str | int | list[str]]


class Decision(Struct, frozen=True, kw_only=True):
    """What became of a case; of a report only its day and the role of who made it."""

    outcome: Outcome
    reported_on: date | None = None
    reported_by: str = ""


class Decided(Struct, frozen=True, kw_only=True):
    """How often something was decided in a round."""

    round_id: UUID
    round_name: str
    outcome: Outcome
    n: int


class Untold(Struct, frozen=True, kw_only=True):
    """A case that somebody has to be told of."""

    round_id: UUID
    case_id: UUID
    recipient: str


class Ended(Struct, frozen=True, kw_only=True):
    """What is left of a case at its end."""

    round_id: UUID
    level: Level


async def queue(db: Connection, member: str, *, most: int = 200, skip: int = 0) -> tuple[Case, ...]:
    """The undecided cases of somebody's rounds, the most acute first; so many at a time."""
    rows = [row async for row in sql.queue(db, member=known_as(member), most=most, skip=skip)]
    return msgspec.convert(rows, tuple[Case, ...])


async def get(db: Connection, case_id: UUID, member: str) -> Case:
    """One undecided case of somebody's rounds, or `NotFoundError`."""
    row = await sql.get(db, case_id=case_id, member=known_as(member))
    if row is None:
        raise NotFoundError("case", str(case_id))
    return msgspec.convert(row, Case)


async def original(db: Connection, case_id: UUID) -> Sealed:
    """What a case is about, or `NotFoundError` where it was withdrawn, decided or purged."""
    row = await sql.original(db, case_id=case_id)
    if row is None:
        raise NotFoundError("original of the case", str(case_id))
    return msgspec.convert(row, Sealed)


async def set_opened(db: Connection, case: Case, *, actor: str, reason: str) -> None:
    """Note who opened it and why, or raise `NotFoundError` where it has gone meanwhile."""
    if await sql.set_opened(db, case_id=case.case_id, opened_by=actor) is None:
        raise NotFoundError("case", str(case.case_id))
    await _note(db, "case_opened", case.case_id, actor=actor, reason=reason)


async def refuse_opening(db: Connection, case: Case, *, actor: str, reason: str) -> None:
    """Note that somebody tried to open it with a wrong passphrase or without a key."""
    await _note(db, "case_not_opened", case.case_id, actor=actor, reason=reason)


async def decide(db: Connection, case_id: UUID, decision: Decision, *, actor: str) -> None:
    """End a case, or raise `NotFoundError` where somebody else did or it was withdrawn."""
    row = await sql.take(db, case_id=case_id)
    if row is None:
        raise NotFoundError("case", str(case_id))
    ended = msgspec.convert(row, Ended)
    await sql.add_decision(
        db,
        round_id=ended.round_id,
        decision_id=uuid4(),
        level=ended.level,
        **msgspec.structs.asdict(decision),
    )
    details: audit.Details = {"outcome": decision.outcome}
    await audit.add(db, actor=actor, action="case_decided", object_=str(case_id), details=details)


async def decided(db: Connection, member: str) -> tuple[Decided, ...]:
    """How often what was decided, in somebody's rounds."""
    rows = [row async for row in sql.decided(db, member=known_as(member))]
    return msgspec.convert(rows, tuple[Decided, ...])


async def untold(db: Connection, levels: tuple[Level, ...]) -> tuple[Untold, ...]:
    """Cases of these levels that their officers were not told of; held until the commit."""
    rows = [row async for row in sql.untold(db, levels=list(levels))]
    return msgspec.convert(rows, tuple[Untold, ...])


async def unescalated(db: Connection) -> tuple[Untold, ...]:
    """Overdue cases that the deputies were not told of; held until the commit."""
    return msgspec.convert([row async for row in sql.unescalated(db)], tuple[Untold, ...])


async def set_told(db: Connection, told: tuple[Untold, ...]) -> None:
    """Their officers have been told; not in the audit log, whose times would tell of arrivals."""
    await sql.set_told(db, cases=[each.case_id for each in told])


async def set_escalated(db: Connection, told: tuple[Untold, ...], *, actor: str) -> None:
    """Their deputies have been told."""
    await sql.set_escalated(db, cases=[each.case_id for each in told])
    for each in told:
        await _note(db, "case_escalated", each.case_id, actor=actor)


async def tell_again(db: Connection, round_id: UUID, *, officer: bool, deputy: bool) -> None:
    """Whoever is new in a round, its officer or deputy, hears of what waits; no entry."""
    await sql.tell_again(db, round_id=round_id, officer=officer, deputy=deputy)


async def colleagues(db: Connection, member: str) -> tuple[str, ...]:
    """Who shares a round with somebody, themselves among them."""
    rows = [row["address"] async for row in sql.colleagues(db, member=known_as(member))]
    return msgspec.convert(rows, tuple[str, ...])


async def _note(
    db: Connection, action: str, case_id: UUID, *, actor: str, reason: str = ""
) -> None:
    details: audit.Details = {"reason": reason} if reason else {}
    await audit.add(db, actor=actor, action=action, object_=str(case_id), details=details)
