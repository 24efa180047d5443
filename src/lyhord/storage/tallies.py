"""Who typed in how many papers, by door and day: the finest that is logged about typing.

A line for each paper would give its answer a time and a place in an order.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Typed(Struct, frozen=True, kw_only=True):
    """A paper that somebody typed in through a door."""

    round_id: UUID
    collector_id: UUID
    typist: str


async def add(db: Connection, papers: Sequence[Typed], *, day: date) -> None:
    """Count papers in the transaction that stores them."""
    await sql.add(
        db,
        rounds=[each.round_id for each in papers],
        collectors=[each.collector_id for each in papers],
        typists=[each.typist for each in papers],
        day=day,
    )


async def of_day(db: Connection, door: Typed, *, day: date) -> int:
    """Count what somebody typed in through a door on a day."""
    return int(
        await sql.of_day(
            db, round_id=door.round_id, collector_id=door.collector_id, typist=door.typist, day=day
        )
    )
