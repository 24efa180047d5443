"""Texts by their words, where people sort them; the words are taken up when a run is stored."""

from uuid import UUID

import msgspec

from lyhord.storage.book import BookText
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

COMMON = 5_000  # statements with the same words; more are met with sooner than fetched


async def texts(
    db: Connection, round_id: UUID, run_id: UUID, *, words: str, most: int, skip: int
) -> tuple[BookText, ...]:
    """A page of the texts in which every one of these words begins a word, as far as listed.

    The strongest come first, in whatever theme. Only who sees everything finds anything.
    """
    where = {"round_id": round_id, "run_id": run_id}
    page = {"most": most, "skip": skip}
    found = sql.holding(db, round_id=round_id, words=words, most=COMMON + 1)
    statements = [row["statement_id"] async for row in found]
    if len(statements) > COMMON:
        found = sql.strongest(db, **where, **page, words=words)
        statements, page = [row["statement_id"] async for row in found], {"most": most, "skip": 0}
    rows = [row async for row in sql.among(db, **where, **page, statements=statements)]
    return msgspec.convert(rows, tuple[BookText, ...])
