"""Files that the worker makes: what was asked for, and the bytes until they are fetched or gone."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

# a file is gone within a day, also where the task that throws it away comes late
HOURS = 23


class Wanted(Struct, frozen=True, kw_only=True):
    """Which file: a report of a run, or rows with what for."""

    format: str
    language: Literal["sv", "en"] = "sv"
    run_id: UUID | None = None
    purpose: str = ""


class Asked(Struct, frozen=True, kw_only=True):
    """A file that an account asked for, seeing these municipalities; none means all.

    One that `is_void` was thrown away, because what it was made of changed.
    """

    asked_by: str
    municipalities: tuple[str, ...]
    wanted: Wanted
    is_void: bool


class Made(Struct, frozen=True, kw_only=True):
    """A finished file, and a mark of what it was made of."""

    name: str
    media_type: str
    mark: str
    content: bytes


async def add(
    db: Connection,
    round_id: UUID,
    file_id: UUID,
    *,
    asked_by: str,
    municipalities: Sequence[str],
    wanted: Wanted,
) -> None:
    """Note what somebody wants, under the id of the job that makes it."""
    await sql.add(
        db,
        round_id=round_id,
        file_id=file_id,
        asked_by=asked_by,
        municipalities=list(municipalities),
        wanted=msgspec.to_builtins(wanted),
    )


async def same(
    db: Connection,
    round_id: UUID,
    *,
    asked_by: str,
    municipalities: Sequence[str],
    wanted: Wanted,
) -> UUID | None:
    """The same file that the same account asked for, made or being made."""
    found = await sql.same(
        db,
        round_id=round_id,
        asked_by=asked_by,
        municipalities=list(municipalities),
        wanted=msgspec.to_builtins(wanted),
        hours=HOURS,
    )
    return msgspec.convert(found, UUID | None)


async def get(db: Connection, round_id: UUID, file_id: UUID, *, asked_by: str) -> Asked:
    """What this account asked for; `NotFoundError` where it did not, or too long ago."""
    row = await sql.get(db, round_id=round_id, file_id=file_id, asked_by=asked_by, hours=HOURS)
    return _asked(row, file_id)


async def lock(db: Connection, round_id: UUID, file_id: UUID) -> Asked:
    """What was asked for, or `NotFoundError`; withdrawals wait until this transaction ends."""
    return _asked(await sql.lock(db, round_id=round_id, file_id=file_id), file_id)


async def keep(db: Connection, round_id: UUID, file_id: UUID, made: Made) -> None:
    """Keep a file that was made, in the transaction in which `lock` found it wanted."""
    await sql.keep(db, round_id=round_id, file_id=file_id, **msgspec.structs.asdict(made))


async def content(db: Connection, round_id: UUID, file_id: UUID) -> Made | None:
    """What was made, if it is there."""
    row = await sql.content(db, round_id=round_id, file_id=file_id)
    return msgspec.convert(row, Made | None)


async def void(db: Connection, round_id: UUID, file_id: UUID) -> None:
    """Throw away what was made."""
    await sql.void(db, round_id=round_id, file_id=file_id)


async def drop_old(db: Connection) -> None:
    """Throw away every file that is as old as files get."""
    await sql.drop_old(db, hours=HOURS)


def _asked(row: object, file_id: UUID) -> Asked:
    if row is None:
        raise NotFoundError("file", str(file_id))
    return msgspec.convert(row, Asked)
