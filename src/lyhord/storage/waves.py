"""Waves: which rounds follow each other up, and what joins their answers; it is never read out."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal
from uuid import UUID, uuid4

import asyncpg
import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.instruments.definition import Audience
from lyhord.storage import audit
from lyhord.storage.answers import Document
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

KEY_BYTES = 32
MOST_WAVES = 6


class Place(Struct, frozen=True, kw_only=True):
    """Which wave of a series a round is, the first one 0; one that has ended joins nothing more.

    It `is_whole` where whoever asks sees all rounds.
    """

    series_id: UUID
    number: int
    ended_on: date | None
    is_whole: bool = True


class Wave(Struct, frozen=True, kw_only=True):
    """A round of a series."""

    round_id: UUID
    number: int
    name: str
    opens: date
    closes: date
    state: Literal["draft", "open", "closed"]


class WaveCode(Struct, frozen=True, kw_only=True):
    """The keyed hash of a self-made code, on its way in beside its response."""

    round_id: UUID
    response_id: UUID
    code_hash: bytes


class CodedCount(Struct, frozen=True, kw_only=True):
    """How many of an audience gave a code in a wave, and how many one that others gave, unguarded.

    Waves are counted from 1 in the order in which they were asked for.
    """

    wave: int
    audience: Audience
    coded: int
    alike: int


class PlacesCount(Struct, frozen=True, kw_only=True):
    """How many placed themselves like this, unguarded: answered and points, by wave from 1."""

    audience: Audience
    places: Mapping[int, tuple[int, int]]
    n: int


async def of_round(db: Connection, round_id: UUID) -> Place | None:
    """Which wave a round is; None where it belongs to no series."""
    return msgspec.convert(await sql.of_round(db, round_id=round_id), Place | None)


async def of_series(db: Connection, series_id: UUID) -> tuple[Wave, ...]:
    """The waves of a series that whoever asks sees, in order."""
    rows = [row async for row in sql.of_series(db, series_id=series_id)]
    return msgspec.convert(rows, tuple[Wave, ...])


async def begin(db: Connection, round_id: UUID, *, actor: str) -> Place:
    """Make a round the first wave of a series, unless it belongs to one."""
    known = await of_round(db, round_id)
    if known is not None:
        return known
    series_id = uuid4()
    await sql.begin(db, series_id=series_id, key=secrets.token_bytes(KEY_BYTES))
    return await _added(db, round_id, series_id, 0, actor=actor)


async def follow(db: Connection, round_id: UUID, earlier: UUID, *, actor: str) -> Place:
    """Make a round the wave after another one.

    Raises `BadInputError` where that one has been followed up already, or its series has ended.
    """
    before = await begin(db, earlier, actor=actor)
    if before.ended_on is not None:
        raise BadInputError("the series has ended: what could join its waves is gone")
    if before.number + 1 >= MOST_WAVES:
        raise BadInputError(f"a series has at most {MOST_WAVES} waves")
    return await _added(db, round_id, before.series_id, before.number + 1, actor=actor)


async def end(db: Connection, round_id: UUID, *, actor: str) -> bool:
    """End the series of a round: its key and every hash go; no while one of its rounds is open."""
    known = await of_round(db, round_id)
    ended = known is not None and await sql.end(db, series_id=known.series_id)
    if ended:
        await audit.add(db, actor=actor, action="series_ended", object_=str(round_id))
    return bool(ended)


async def keep(db: Connection, codes: Sequence[WaveCode]) -> None:
    """Keep codes beside their responses, which came in this same transaction as the door."""
    if codes:
        await sql.keep(
            db,
            rounds=[each.round_id for each in codes],
            responses=[each.response_id for each in codes],
            hashes=[each.code_hash for each in codes],
        )


async def coded(db: Connection, waves: Sequence[UUID]) -> tuple[CodedCount, ...]:
    """How many gave codes, unguarded: only for `disclosing`."""
    rows = [row async for row in sql.coded(db, waves=waves)]
    return msgspec.convert(rows, tuple[CodedCount, ...])


async def changes(
    db: Connection,
    waves: Sequence[UUID],
    *,
    straight: Sequence[str],
    turned: Sequence[str],
    scale: Sequence[str],
) -> tuple[PlacesCount, ...]:
    """Where the same people placed themselves wave by wave, unguarded: only for `disclosing`."""
    found = sql.changes(db, waves=waves, straight=straight, turned=turned, scale=scale)
    rows = [row async for row in found]
    return msgspec.convert(rows, tuple[PlacesCount, ...], strict=False)


async def published(db: Connection, round_id: UUID) -> Document | None:
    """What was told of a wave beside those before it."""
    return msgspec.convert(await sql.published(db, round_id=round_id), Document | None)


async def publish(db: Connection, round_id: UUID, document: Document) -> None:
    """Publish what is told of a wave beside those before it; what was told first stays."""
    await sql.publish(db, round_id=round_id, document=document)


async def _added(
    db: Connection, round_id: UUID, series_id: UUID, number: int, *, actor: str
) -> Place:
    try:
        await sql.add(db, round_id=round_id, series_id=series_id, number=number)
    except asyncpg.UniqueViolationError as error:
        raise BadInputError("another round follows that one up: follow up the last one") from error
    details: audit.Details = {"wave": number}
    await audit.add(db, actor=actor, action="wave_planned", object_=str(round_id), details=details)
    return Place(series_id=series_id, number=number, ended_on=None)
