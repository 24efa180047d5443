"""Statements: the pseudonymised copy of what people wrote, one row a text."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Statement(Struct, frozen=True, kw_only=True):
    """One free-text answer or note."""

    statement_id: UUID
    response_id: UUID
    audience: Audience
    question_id: str
    position: int
    language: str
    text: str


async def of_round(db: Connection, round_id: UUID) -> tuple[Statement, ...]:
    """Every statement of a round, ordered by its text."""
    rows = [row async for row in sql.of_round(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Statement, ...])


class Hiding(Struct, frozen=True, kw_only=True):
    """A text and what stands in its place; `hidden` words of a kind, in each way to write them."""

    before: str
    after: str
    hidden: tuple[str, ...]
    kind: str
    was_missed: bool


async def hide(db: Connection, round_id: UUID, hiding: Hiding, *, actor: str) -> int:
    """Hide words of a text wherever that text stands in a round; how many statements changed."""
    changed: int = await sql.hide(
        db,
        round_id=round_id,
        before=hiding.before,
        after=hiding.after,
        hidden=list(hiding.hidden),
    )
    if changed:
        details: audit.Details = {"kind": hiding.kind, "missed": hiding.was_missed}
        await audit.add(
            db, actor=actor, action="statement_hidden", object_=str(round_id), details=details
        )
    return changed


async def report_miss(db: Connection, round_id: UUID, *, kind: str, actor: str) -> None:
    """Note that pseudonymising left something of a kind in a text, or hid it wrongly."""
    await audit.add(
        db, actor=actor, action="miss_reported", object_=str(round_id), details={"kind": kind}
    )


async def hand_over(
    db: Connection,
    round_id: UUID,
    text: str,
    *,
    level: Literal["acute", "concern"],
    due: datetime,
    actor: str,
) -> bool:
    """Hand a text over to the officers; false where no original is left for them to open."""
    is_done: bool = await sql.hand_over(db, round_id=round_id, said=text, wanted=level, due=due)
    if is_done:
        await audit.add(
            db,
            actor=actor,
            action="text_handed_over",
            object_=str(round_id),
            details={"level": level},
        )
    return is_done
