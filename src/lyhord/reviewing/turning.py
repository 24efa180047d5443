"""Undoing what was done to a codebook, and doing it again; one transaction each."""

from collections.abc import Collection, Sequence
from uuid import UUID

from msgspec.structs import replace

from lyhord.reviewing.codebooks import Clash, Done, Outcome, append, locked, made
from lyhord.reviewing.events import (
    GONE,
    Book,
    field_part,
    inverse,
    loose,
    towards,
    vanishing,
    without_undone,
)
from lyhord.reviewing.housing import housed
from lyhord.storage import codebooks
from lyhord.storage.book import Changes, Codebook, Earlier, Event, Head
from lyhord.storage.database import Connection

UNDO, REDO = "undo", "redo"


async def turns(db: Connection, round_id: UUID, actor: str) -> tuple[Head | None, Head | None]:
    """What somebody would undo next, and what they would do again."""
    return (
        await codebooks.next_undo(db, round_id, actor),
        await codebooks.next_redo(db, round_id, actor),
    )


async def undo(
    db: Connection, round_id: UUID, *, number: int | None, anyway: bool, actor: str
) -> Outcome:
    """Turn back an event, else what somebody did last that still holds.

    Unless `anyway`, not where somebody decided about the same since and that still holds, nor
    where a theme would be gone that others were put into.
    """
    book = await locked(db, round_id)
    if number is None:
        last = await codebooks.next_undo(db, round_id, actor)
        number = last.number if last else 0
    event = await codebooks.event(db, round_id, number)
    if event is None or event.undoes is not None:
        return Done(version=book.version)
    if not await codebooks.holds(db, round_id, number):
        return Done(version=book.version)
    clashing = () if anyway else await _held_since(db, round_id, event, event.parts)
    if clashing:
        return Clash(version=book.version, events=clashing)
    return await _turn(db, round_id, book, event, kind=UNDO, anyway=anyway, actor=actor)


async def redo(db: Connection, round_id: UUID, *, anyway: bool, actor: str) -> Outcome:
    """Do again what somebody undid last, unless they have done something else since."""
    book = await locked(db, round_id)
    last = await codebooks.next_redo(db, round_id, actor)
    event = await codebooks.event(db, round_id, last.number) if last else None
    if event is None:
        return Done(version=book.version)
    clashing = () if anyway else await _held_since(db, round_id, event, event.parts)
    if clashing:
        return Clash(version=book.version, events=clashing)
    return await _turn(db, round_id, book, event, kind=REDO, anyway=anyway, actor=actor)


async def _held_since(
    db: Connection, round_id: UUID, event: Event, parts: Collection[str]
) -> tuple[Event, ...]:
    """What was decided about these after an event, and still holds."""
    wanted = {*parts}
    later = [
        each
        for each in await codebooks.since(db, round_id, event.number)
        if each.undoes is None and wanted & {*each.parts}
    ]
    return tuple([each for each in later if await codebooks.holds(db, round_id, each.number)])


async def _turn(  # noqa: PLR0913 - who turns which event of which codebook, and how
    db: Connection,
    round_id: UUID,
    book: Codebook,
    event: Event,
    *,
    kind: str,
    anyway: bool,
    actor: str,
) -> Outcome:
    """Undo an event or do it again, on what is there now.

    Statements that would stand in a theme that is gone go back to where they stood, if `anyway`.
    """
    wanted = event.document
    if kind == UNDO:
        before = await _earlier(db, round_id, event.number, event.parts)
        wanted = without_undone(inverse(wanted), before)
    now = await _now(db, round_id, book, wanted)
    changes = towards(now, wanted)
    left = loose(now, changes)
    if left and not anyway:
        gone = (field_part(stand.theme, GONE) for stand in left.values())
        filled = await _held_since(db, round_id, event, {*map(str, left), *gone})
        return Clash(version=book.version, events=filled, is_filled=True)
    if left:
        parts = tuple(map(str, left))
        changes = housed(now, changes, await _earlier(db, round_id, book.version + 1, parts))
    turned = replace(made(actor, kind, changes), undoes=event.number)
    return await append(db, round_id, book, turned, known=now)


async def _earlier(
    db: Connection, round_id: UUID, number: int, parts: Sequence[str]
) -> tuple[Earlier, ...]:
    return await codebooks.earlier(db, round_id, number=number, parts=parts)


async def _now(db: Connection, round_id: UUID, book: Codebook, wanted: Changes) -> Book:
    """All themes, and the statements that move or stand in a theme that would be gone."""
    known = {each.theme_id: each for each in await codebooks.themes(db, round_id, book.run_id)}
    moved = [each for moves in wanted.moves for each in moves.statements]
    places = await codebooks.places_of(db, round_id, book.run_id, statements=moved, is_any=True)
    for theme in vanishing(wanted.fields):
        places |= await codebooks.places_in(db, round_id, book.run_id, theme)
    return Book(themes=known, places=places)
