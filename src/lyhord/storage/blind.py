"""Samples that a second analyst codes without seeing the first coding."""

from datetime import date
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Sample(Struct, frozen=True, kw_only=True):
    """A sample, whose it is, and how far it is coded."""

    sample_id: UUID
    coder: str
    drawn_on: date
    size: int
    coded: int


class BlindText(Struct, frozen=True, kw_only=True):
    """A statement of a sample, without its theme."""

    place: int
    text: str
    language: str


class Pair(Struct, frozen=True, kw_only=True):
    """Both codes of a statement."""

    first: str
    second: str


async def draw(
    db: Connection, round_id: UUID, sample_id: UUID, *, draft: UUID, most: int, coder: str
) -> None:
    """Draw statements by chance for somebody to code."""
    await sql.add(db, round_id=round_id, sample_id=sample_id, coder=coder)
    await sql.draw(db, round_id=round_id, sample_id=sample_id, draft=draft, most=most)
    details: audit.Details = {"count": most}
    await audit.add(db, actor=coder, action="sample_drawn", object_=str(round_id), details=details)


async def samples(db: Connection, round_id: UUID) -> tuple[Sample, ...]:
    """Every sample of a round, the newest first."""
    rows = [row async for row in sql.samples(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Sample, ...])


async def next_text(
    db: Connection, round_id: UUID, sample_id: UUID, *, coder: str
) -> BlindText | None:
    """The next statement of somebody's sample that they have not coded."""
    row = await sql.next_text(db, round_id=round_id, sample_id=sample_id, coder=coder)
    return msgspec.convert(row, BlindText | None)


async def code(
    db: Connection, round_id: UUID, sample_id: UUID, *, place: int, theme_id: str, coder: str
) -> None:
    """Code a statement of one's own sample; a code that was given stays."""
    await sql.code(
        db,
        round_id=round_id,
        sample_id=sample_id,
        coder=coder,
        place=place,
        theme_id=theme_id,
    )


async def pairs(db: Connection, round_id: UUID, sample_id: UUID) -> tuple[Pair, ...]:
    """Both codes of each statement that was coded twice."""
    rows = [row async for row in sql.pairs(db, round_id=round_id, sample_id=sample_id)]
    return msgspec.convert(rows, tuple[Pair, ...])
