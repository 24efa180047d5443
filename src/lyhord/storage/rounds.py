"""Rounds: collection periods with purpose, owner, dates and officers."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError, NotFoundError
from lyhord.instruments.definition import Publication
from lyhord.instruments.places import Place
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Plan(Struct, frozen=True, kw_only=True):
    """What a process leader decides about a round before it exists."""

    name: str
    purpose: str = ""
    owner: str = ""
    mode: Literal["development", "research"] = "development"
    opens: date
    closes: date
    results_by: date | None = None
    officer: str
    deputy: str
    retention_days: int
    place_id: str


class NewRound(Plan, frozen=True, kw_only=True):
    """A planned round with its id and the key that its originals are sealed to."""

    round_id: UUID
    key_id: UUID
    public_key: bytes


class Round(Struct, frozen=True, kw_only=True):
    """A round as staff see it.

    It is settled when no answer can come any more: two hours after it closed or its last day
    ended. `grace_until` is that moment by the service's own clock, while only answers that were
    begun are taken. `closed_why` is what it lacked where it closed itself.
    """

    round_id: UUID
    name: str
    purpose: str
    owner: str
    mode: Literal["development", "research"]
    state: Literal["draft", "open", "closed"]
    opens: date
    closes: date
    closed_at: datetime | None
    results_by: date | None
    officer: str
    deputy: str
    retention_days: int
    place_id: str
    is_locked: bool
    closed_why: Literal["", "dates", "officer", "deputy"]
    is_settled: bool
    grace_until: datetime | None


class Lapsed(Struct, frozen=True, kw_only=True):
    """A round that lacks somebody or something without which it must not take answers."""

    round_id: UUID
    state: Literal["draft", "open", "closed"]
    why: Literal["dates", "officer", "deputy"]


class PublicRound(Struct, frozen=True, kw_only=True):
    """A round as anybody may see it; it is late when the promised day has passed."""

    owner: str
    results_by: date | None
    is_late: bool | None
    place: Place
    publications: tuple[Publication, ...]


async def add(db: Connection, round_: NewRound, *, actor: str) -> None:
    """Keep a new round."""
    await sql.add(db, **msgspec.structs.asdict(round_))
    await audit.add(db, actor=actor, action="round_created", object_=str(round_.round_id))


async def get(db: Connection, round_id: UUID) -> Round:
    """One round, or `NotFoundError`."""
    row = await sql.get(db, round_id=round_id)
    if row is None:
        raise NotFoundError("round", str(round_id))
    return msgspec.convert(row, Round)


async def public(db: Connection, round_id: UUID) -> PublicRound:
    """What anybody may know of a round that has been opened, or `NotFoundError`."""
    row = await sql.public(db, round_id=round_id)
    if row is None:
        raise NotFoundError("round", str(round_id))
    return msgspec.convert(row, PublicRound)


async def all_rounds(db: Connection) -> tuple[Round, ...]:
    """Every round, the newest first."""
    return msgspec.convert([row async for row in sql.all(db)], tuple[Round, ...])


async def has_overdue_case(db: Connection, round_id: UUID) -> bool:
    """Whether an officer is late with a case; nothing of it but that."""
    return bool(await sql.has_overdue_case(db, round_id=round_id))


async def change(db: Connection, round_id: UUID, plan: Plan, *, actor: str) -> bool:
    """Plan a draft anew, but for its officers and its place; says no where it is none."""
    changed = await sql.change(
        db,
        round_id=round_id,
        name=plan.name,
        purpose=plan.purpose,
        owner=plan.owner,
        mode=plan.mode,
        opens=plan.opens,
        closes=plan.closes,
        results_by=plan.results_by,
        retention_days=plan.retention_days,
    )
    if changed:
        await audit.add(db, actor=actor, action="round_changed", object_=str(round_id))
    return bool(changed)


async def set_draft(db: Connection, round_id: UUID, *, actor: str) -> bool:
    """Take a round back to a draft; says no where somebody has answered."""
    is_draft = await sql.to_draft(db, round_id=round_id)
    if is_draft:
        await audit.add(db, actor=actor, action="round_taken_back", object_=str(round_id))
    return bool(is_draft)


async def discard(db: Connection, round_id: UUID, *, actor: str) -> bool:
    """Remove a draft; says no where it is none or has been worked on."""
    is_gone = await sql.discard(db, round_id=round_id)
    if is_gone:
        await audit.add(db, actor=actor, action="round_discarded", object_=str(round_id))
    return bool(is_gone)


async def set_open(db: Connection, round_id: UUID, *, actor: str) -> None:
    """Open a round for answers, or raise `BadInputError` when its last day has passed."""
    if await sql.open(db, round_id=round_id) is None:
        raise BadInputError("the round's last day has passed: create one with later dates")
    await audit.add(db, actor=actor, action="round_opened", object_=str(round_id))


async def set_closed(
    db: Connection, round_id: UUID, *, actor: str, at: datetime | None = None
) -> None:
    """Close a round, now or as of a moment that has been."""
    await sql.close(db, round_id=round_id, at=at)
    await audit.add(db, actor=actor, action="round_closed", object_=str(round_id))


async def set_officers(
    db: Connection, round_id: UUID, *, officer: str, deputy: str, actor: str
) -> None:
    """Let other people answer for a round's warning signs."""
    await sql.set_officers(db, round_id=round_id, officer=officer, deputy=deputy)
    details: audit.Details = {"officer": officer, "deputy": deputy}
    await audit.add(
        db, actor=actor, action="officers_changed", object_=str(round_id), details=details
    )


async def note_known_officers(db: Connection) -> None:
    """Remember which officers have had an account, so that they can be missed; no entry."""
    if await sql.has_officers_to_note(db):
        await sql.note_known_officers(db)


async def lapsed(db: Connection, round_id: UUID | None = None) -> tuple[Lapsed, ...]:
    """The rounds that nobody answers for any more, or whose days are over.

    Closed ones are left out, but for the one that is named.
    """
    rows = [row async for row in sql.lapsed(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Lapsed, ...])


async def close_lapsed(db: Connection, round_: Lapsed, *, actor: str) -> None:
    """Close an open round because of what it lacks; a round that is closed stays as it is."""
    if await sql.close_lapsed(db, round_id=round_.round_id, why=round_.why) is None:
        return
    details: audit.Details = {"lapsed": round_.why}
    await audit.add(
        db, actor=actor, action="round_closed", object_=str(round_.round_id), details=details
    )


async def set_locked(db: Connection, round_id: UUID, *, actor: str) -> None:
    """Let no answer of a round be taken back from now on."""
    await sql.lock(db, round_id=round_id)
    await audit.add(db, actor=actor, action="round_locked", object_=str(round_id))
