"""The audit log: who did what; written by the storage functions that change something.

Not noted: what respondents do, because the time of an answer is not kept, and what the machine
keeps about its own work: sessions, and how far a job has come. Tries to sign in that failed are
noted once an hour at most.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Details = dict[str, str | int | bool | None]


class Entry(Struct, frozen=True, kw_only=True):
    """One thing that somebody did; never a content, a name of a respondent or a receipt.

    `place` is its number in the chain, which it gets when it is committed.
    """

    entry_id: int
    place: int | None
    at: datetime
    actor: str
    action: str
    object: str
    details: Details


class Names(Struct, frozen=True, kw_only=True):
    """Who has done something, and what has been done."""

    actors: tuple[str, ...]
    actions: tuple[str, ...]


class Wanted(Struct, frozen=True, kw_only=True):
    """Which entries are asked for; None asks for all."""

    actor: str | None = None
    action: str | None = None
    round_id: UUID | None = None


class Chain(Struct, frozen=True, kw_only=True):
    """Whether the chain holds: its length and end, and where it breaks first, if it does.

    `why`: an entry was `changed`, is `missing` or `unlinked`, the end was `cut`, or the place that
    was known holds an `other` entry.
    """

    entries: int
    head: str | None
    broken_at: int | None
    why: Literal["", "changed", "missing", "unlinked", "cut", "other"]


class Head(Struct, frozen=True, kw_only=True):
    """The end of the chain, to be noted where nobody else can write."""

    place: int
    hash: str


async def add(
    db: Connection, *, actor: str, action: str, object_: str = "", details: Details | None = None
) -> None:
    """Write an entry in the transaction of what it tells about."""
    await sql.add(db, actor=actor, action=action, object=object_, details=details or {})


async def newest(db: Connection, *, most: int = 200) -> tuple[Entry, ...]:
    """The newest entries first."""
    return await page(db, Wanted(), most=most)


async def page(db: Connection, wanted: Wanted, *, most: int, skip: int = 0) -> tuple[Entry, ...]:
    """A page of the entries that are wanted, the newest first."""
    rows = sql.page(db, **msgspec.structs.asdict(wanted), most=most, skip=skip)
    return msgspec.convert([row async for row in rows], tuple[Entry, ...])


async def names(db: Connection) -> Names:
    """What the log can be searched for."""
    return msgspec.convert(await sql.names(db), Names)


async def head(db: Connection) -> Head | None:
    """The end of the chain; None where somebody has taken it away."""
    return msgspec.convert(await sql.head(db), Head | None)


async def verify(
    db: Connection, *, known_place: int | None = None, known_hash: str | None = None
) -> Chain:
    """Reckon the whole chain again; with a place and hash noted earlier, look for them in it."""
    row = await sql.verify(db, known_place=known_place, known_hash=known_hash)
    return msgspec.convert(row, Chain)
