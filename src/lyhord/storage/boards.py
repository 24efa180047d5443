"""Boards of workshops: where each note stands; what notes say are statements."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.storage import audit
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from lyhord.storage.sql import queries

sql = queries(__file__)

CHANNEL = "lyhord_boards"
MOST_ACTS = 50

Act = Literal["moved", "hidden", "shown", "renamed", "undone"]


class RoomNote(Struct, frozen=True, kw_only=True):
    """A note as a room sees it; its id leads to nothing outside the board."""

    note_id: UUID
    column_id: str
    group_name: str
    text: str


class BoardNote(RoomNote, frozen=True, kw_only=True):
    """A note as the facilitator sees it."""

    is_hidden: bool


class Placed(Struct, frozen=True, kw_only=True):
    """Where a note stands."""

    note_id: UUID
    column_id: str
    group_name: str
    is_hidden: bool


class Remembered(Struct, frozen=True, kw_only=True):
    """Where notes stood before an act."""

    was: tuple[Placed, ...]


async def room(db: Connection, round_id: UUID, collector_id: UUID) -> tuple[RoomNote, ...]:
    """What a room sees, as the door; nothing of a board that is shut."""
    rows = [row async for row in sql.room(db, round_id=round_id, collector_id=collector_id)]
    return msgspec.convert(rows, tuple[RoomNote, ...])


async def notes(db: Connection, board: Collector) -> tuple[BoardNote, ...]:
    """Every note of a board that may be seen, as the desk."""
    rows = [row async for row in sql.notes(db, **_key(board))]
    return msgspec.convert(rows, tuple[BoardNote, ...])


async def place(
    db: Connection, board: Collector, placed: Sequence[Placed], *, act: Act, actor: str
) -> None:
    """Put notes somewhere else; where they stood is remembered, so that it can be undone."""
    await sql.hold(db, collector_id=board.collector_id)
    wanted = {each.note_id for each in placed}
    known = await notes(db, board)
    was = [_placed(each) for each in known if each.note_id in wanted]
    if not was:
        return
    await sql.remember(db, **_key(board), most=MOST_ACTS, was=msgspec.to_builtins(was))
    await _put(db, board, placed)
    await _note(db, board, act, len(was), actor=actor)


async def undo(db: Connection, board: Collector, *, actor: str) -> bool:
    """Put the notes of the last act back; says no where there is nothing to undo."""
    await sql.hold(db, collector_id=board.collector_id)
    row = await sql.last_act(db, **_key(board))
    if row is None:
        return False
    was = msgspec.convert(row, Remembered).was
    await _put(db, board, was)
    await _note(db, board, "undone", len(was), actor=actor)
    return True


async def can_undo(db: Connection, board: Collector) -> bool:
    """Whether there is something to undo."""
    return bool(await sql.has_acts(db, **_key(board)))


def changes(
    database: Database, heard: Callable[[], None]
) -> AbstractAsyncContextManager[asyncio.Event]:
    """Hear of every change of a board, until the yielded event is set."""
    return database.hearing("door", CHANNEL, lambda _: heard())


async def _put(db: Connection, board: Collector, placed: Sequence[Placed]) -> None:
    await sql.place(
        db,
        **_key(board),
        notes=[each.note_id for each in placed],
        columns=[each.column_id for each in placed],
        groups=[each.group_name for each in placed],
        hidden=[each.is_hidden for each in placed],
    )


async def _note(db: Connection, board: Collector, act: Act, n: int, *, actor: str) -> None:
    details: audit.Details = {"act": act, "count": n}
    await audit.add(db, actor=actor, action="board_changed", object_=board.slug, details=details)


def _placed(note: BoardNote) -> Placed:
    return msgspec.convert(note, Placed, from_attributes=True)


def _key(board: Collector) -> dict[str, UUID]:
    return {"round_id": board.round_id, "collector_id": board.collector_id}
