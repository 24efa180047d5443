"""What is decided about a round: how long it is kept, its approval, and its checklist."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

# The requirements on children's participation, in the order of General Comment 12 § 134.
Requirement = Literal[
    "transparent",
    "voluntary",
    "respectful",
    "relevant",
    "child_friendly",
    "inclusive",
    "trained",
    "safe",
    "accountable",
]
REQUIREMENTS: tuple[Requirement, ...] = get_args(Requirement)


class Decision(Struct, frozen=True, kw_only=True):
    """Days are counted from a round's last day of answers.

    `reference` is that of the decision to destroy records, `approval` that of the ethical review.
    """

    reference: str = ""
    originals_days: int
    statements_days: int
    registrations_days: int
    approval: str = ""


class Tick(Struct, frozen=True, kw_only=True):
    """A requirement that somebody says is met."""

    requirement: Requirement
    ticked_by: str
    ticked_at: datetime


async def add(db: Connection, round_id: UUID, decision: Decision, *, actor: str) -> None:
    """Keep what is decided about a new round."""
    await sql.add(db, round_id=round_id, **msgspec.structs.asdict(decision))
    await _note(db, "round_decided", round_id, decision, actor)


async def get(db: Connection, round_id: UUID) -> Decision:
    """What is decided about a round, or `NotFoundError`."""
    row = await sql.get(db, round_id=round_id)
    if row is None:
        raise NotFoundError("round", str(round_id))
    return msgspec.convert(row, Decision)


async def change(db: Connection, round_id: UUID, decision: Decision, *, actor: str) -> None:
    """Keep another decision in its stead; what was decided before stays in the audit log."""
    await sql.change(db, round_id=round_id, **msgspec.structs.asdict(decision))
    await _note(db, "round_decided", round_id, decision, actor)


async def ticks(db: Connection, round_id: UUID) -> tuple[Tick, ...]:
    """The requirements that are ticked, in their order."""
    rows = [row async for row in sql.ticks(db, round_id=round_id)]
    found = msgspec.convert(rows, list[Tick])
    return tuple(sorted(found, key=lambda tick: REQUIREMENTS.index(tick.requirement)))


async def set_ticks(
    db: Connection, round_id: UUID, wanted: Sequence[Requirement], *, actor: str
) -> None:
    """Tick these requirements and no other; those that were ticked keep who ticked them."""
    for requirement in REQUIREMENTS:
        if requirement in wanted:
            change = await sql.tick(db, round_id=round_id, requirement=requirement, ticked_by=actor)
        else:
            change = await sql.untick(db, round_id=round_id, requirement=requirement)
        if change is not None:
            action = "requirement_ticked" if requirement in wanted else "requirement_unticked"
            details: audit.Details = {"requirement": requirement}
            await audit.add(db, actor=actor, action=action, object_=str(round_id), details=details)


async def _note(
    db: Connection, action: str, round_id: UUID, decision: Decision, actor: str
) -> None:
    details: audit.Details = msgspec.structs.asdict(decision)
    await audit.add(db, actor=actor, action=action, object_=str(round_id), details=details)
