"""Statements: the pseudonymised copy of what people wrote, one row a text."""

from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
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
