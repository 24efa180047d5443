"""Boards of workshops: opened in a round, found again, and put in order by a facilitator."""

from collections.abc import Collection, Sequence
from uuid import UUID

from msgspec.structs import replace

from lyhord import rounds
from lyhord.collecting import doors
from lyhord.errors import BadInputError, NotFoundError
from lyhord.instruments.definition import LongText, Publication
from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.storage import boards, collectors, instruments
from lyhord.storage.boards import Act, BoardNote, Placed
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection

SURVEY = "workshop"
LONGEST_NAME = 80


async def open_board(
    db: Connection, round_id: UUID, *, name: str = "", municipality: str = "", actor: str
) -> Collector:
    """Open a board for the audience of the workshop's survey; its name is drawn."""
    edition = await instruments.latest(db, SURVEY)
    return await rounds.add_collector(
        db,
        round_id,
        audience=edition.document.instrument.audience,
        mode="workshop",
        survey=SURVEY,
        municipality=municipality or None,
        name=name,
        actor=actor,
    )


async def of_round(db: Connection, round_id: UUID) -> tuple[Collector, ...]:
    """The boards of a round that may be seen."""
    found = await collectors.of_round(db, round_id)
    return tuple(each for each in found if each.mode == "workshop")


async def named(db: Connection, round_id: UUID, slug: str) -> Collector:
    """A board of a round, or `NotFoundError`."""
    board = await doors.named(db, round_id, slug)
    if board.mode != "workshop":
        raise NotFoundError("board", slug)
    return board


def columns(publication: Publication) -> tuple[str, ...]:
    """The questions whose notes stand in a column each."""
    return tuple(q.id for q in publication.instrument.questions if isinstance(q, LongText))


async def move(
    db: Connection,
    board: Collector,
    chosen: Collection[UUID],
    *,
    column: str,
    group: str,
    actor: str,
) -> None:
    """Put notes into a column, else leave them in theirs, and into a group where one is named."""
    edition = await instruments.at_version(db, board.instrument_id, board.version)
    if column and column not in columns(edition.document):
        raise NotFoundError("column", column)
    name = group_name(group)
    placed = [
        replace(_placed(each), column_id=column or each.column_id, group_name=name)
        for each in await _chosen(db, board, chosen)
    ]
    await boards.place(db, board, placed, act="moved", actor=actor)


async def rename(
    db: Connection, board: Collector, *, column: str, group: str, name: str, actor: str
) -> None:
    """Give a group another name; without one, its notes are in no group any more."""
    new = group_name(name)
    placed = [
        replace(_placed(each), group_name=new)
        for each in await boards.notes(db, board)
        if (each.column_id, each.group_name) == (column, group)
    ]
    await boards.place(db, board, placed, act="renamed", actor=actor)


async def hide(
    db: Connection, board: Collector, chosen: Collection[UUID], *, is_hidden: bool, actor: str
) -> None:
    """Take notes out of the room's sight, or show them again; they stay statements."""
    act: Act = "hidden" if is_hidden else "shown"
    placed = [
        replace(_placed(each), is_hidden=is_hidden) for each in await _chosen(db, board, chosen)
    ]
    await boards.place(db, board, placed, act=act, actor=actor)


def group_name(typed: str) -> str:
    """A group's name as the room may see it: on one line, without names of people."""
    name = pseudonymise(" ".join(typed.split())).text
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInputError(f"a group's name has at most {LONGEST_NAME} letters, on one line")
    return name


async def _chosen(
    db: Connection, board: Collector, chosen: Collection[UUID]
) -> Sequence[BoardNote]:
    return [each for each in await boards.notes(db, board) if each.note_id in chosen]


def _placed(note: BoardNote) -> Placed:
    return Placed(
        note_id=note.note_id,
        column_id=note.column_id,
        group_name=note.group_name,
        is_hidden=note.is_hidden,
    )
