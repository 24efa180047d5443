"""Responses: stored in batches through one function of the database, withdrawn by receipt."""

from collections.abc import AsyncIterable, Mapping, Sequence
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Struct

from lyhord.errors import StorageError
from lyhord.privacy.warning_rules import Level
from lyhord.storage import tallies
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries
from lyhord.storage.tallies import Typed

sql = queries(__file__)

Outcome = Literal["stored", "same", "other", "closed", "refused"]
REFUSALS = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.InsufficientPrivilegeError,
)


class NewStatement(Struct, frozen=True, kw_only=True):
    """A statement of a response that is about to be stored."""

    statement_id: UUID
    question_id: str
    position: int
    text: str


class NewCase(Struct, frozen=True, kw_only=True):
    """A warning sign that was found in a response: which rules held, and who waits until when."""

    level: Level
    rules: tuple[str, ...]
    due: datetime


class Extra(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the database is told beside a response, where there is anything.

    The code is the hex of its keyed hash; aside and test mark what does not count.
    """

    case: NewCase | None = None
    code: str = ""
    aside: bool = False
    test: bool = False


class NewResponse(Struct, frozen=True, kw_only=True):
    """A response that is about to be stored; nothing in it says who or when within a week."""

    round_id: UUID
    collector_id: UUID
    response_id: UUID
    receipt_hash: bytes
    content_hash: bytes
    version: int
    language: str
    week: str
    answers: dict[str, str | int | list[str]]
    statements: tuple[NewStatement, ...]
    box: bytes | None
    extra: Extra | None = None


async def submit(db: Connection, batch: Sequence[NewResponse]) -> tuple[Outcome, ...]:
    """Store a batch as the door and say of each response, in order, what became of it.

    Raises `StorageError` when one of them cannot be stored; then none is.
    """
    return await _outcomes(sql.submit(db, **_columns(batch)))


async def submit_paper(
    db: Connection, batch: Sequence[NewResponse], *, typists: Sequence[str], day: date
) -> tuple[Outcome, ...]:
    """Store a batch as the desk, and count for each typist what is new of it.

    Its doors are for paper, else `StorageError` and none is stored.
    """
    outcomes = await _outcomes(sql.submit_paper(db, **_columns(batch)))
    typed = [
        Typed(round_id=new.round_id, collector_id=new.collector_id, typist=typist)
        for new, typist, outcome in zip(batch, typists, outcomes, strict=True)
        if outcome == "stored"
    ]
    await tallies.add(db, typed, day=day)
    return outcomes


async def submit_import(db: Connection, batch: Sequence[NewResponse]) -> tuple[Outcome, ...]:
    """Store a batch that staff bring, from another tool or an interview.

    Its doors are for imports or interviews, else `StorageError` and none is stored.
    """
    return await _outcomes(sql.submit_import(db, **_columns(batch)))


async def withdraw(db: Connection, receipt_hash: bytes) -> None:
    """Remove the response of a receipt, if there is one and its round is not locked."""
    await sql.withdraw(db, receipt=receipt_hash)


def _columns(batch: Sequence[NewResponse]) -> dict[str, list[object]]:
    return {
        "rounds": [new.round_id for new in batch],
        "collectors": [new.collector_id for new in batch],
        "responses": [new.response_id for new in batch],
        "receipts": [new.receipt_hash for new in batch],
        "contents": [new.content_hash for new in batch],
        "versions": [new.version for new in batch],
        "languages": [new.language for new in batch],
        "weeks": [new.week for new in batch],
        "answers": [new.answers for new in batch],
        "statements": [new.statements for new in batch],
        "boxes": [new.box for new in batch],
        "extras": [new.extra for new in batch],
    }


async def _outcomes(rows: AsyncIterable[Mapping[str, str]]) -> tuple[Outcome, ...]:
    try:
        outcomes = [row["outcome"] async for row in rows]
    except REFUSALS as error:
        raise StorageError("the database refused a response of this batch") from error
    return msgspec.convert(outcomes, tuple[Outcome, ...])
