"""Which texts are withheld from a copy of a round that is disclosed, and on which ground."""

from uuid import UUID

import asyncpg
import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Redaction(Struct, frozen=True, kw_only=True):
    """A text that is withheld; `reason` is the code of the ground."""

    statement_id: UUID
    reason: str
    decided_by: str


async def of_round(db: Connection, round_id: UUID) -> dict[UUID, Redaction]:
    """The texts of a round that are withheld, by their id."""
    rows = [row async for row in sql.of_round(db, round_id=round_id)]
    return {each.statement_id: each for each in msgspec.convert(rows, list[Redaction])}


async def put(
    db: Connection, round_id: UUID, statement_id: UUID, *, reason: str, actor: str
) -> None:
    """Withhold a text of a round on a ground, or `NotFoundError` where it has no such text."""
    try:
        changed = await sql.put(
            db, round_id=round_id, statement_id=statement_id, reason=reason, decided_by=actor
        )
    except asyncpg.ForeignKeyViolationError as error:
        raise NotFoundError("statement", str(statement_id)) from error
    if changed is not None:
        await _note(db, "statement_withheld", round_id, {"reason": reason}, actor)


async def lift(db: Connection, round_id: UUID, statement_id: UUID, *, actor: str) -> None:
    """Withhold a text no longer."""
    if await sql.lift(db, round_id=round_id, statement_id=statement_id) is not None:
        await _note(db, "statement_released", round_id, {}, actor)


async def note_copy(db: Connection, round_id: UUID, details: audit.Details, *, actor: str) -> None:
    """Note that somebody made a copy to be disclosed: what for, and how much is withheld."""
    await _note(db, "copy_made", round_id, details, actor)


async def _note(
    db: Connection, action: str, round_id: UUID, details: audit.Details, actor: str
) -> None:
    await audit.add(db, actor=actor, action=action, object_=str(round_id), details=details)
