"""A round's codebook: open it, change it, put it to use; one transaction each.

What a command changes is `verbs`', what an event does `events`', undoing is `turning`'s. Changes
come one after the other; a form that was filled in before somebody else decided about the same is
given back.
"""

from collections.abc import Collection, Mapping
from typing import TypeAlias
from uuid import UUID, uuid4

from msgspec import Struct

from lyhord.errors import BadInputError, NotFoundError
from lyhord.instruments.definition import Audience
from lyhord.reviewing.command import Command
from lyhord.reviewing.events import (
    Book,
    as_seen,
    changed_themes,
    loose,
    parts_of,
    themes_of,
)
from lyhord.reviewing.fields import Mistake
from lyhord.reviewing.verbs import Pick
from lyhord.storage import codebooks, rounds, runs
from lyhord.storage.book import BookTheme, Changes, Codebook, Event, Head, NewEvent, Value
from lyhord.storage.database import Connection

MOST_LOGGED = 100_000  # events that a file tells of


class Done(Struct, frozen=True, kw_only=True):
    """It is done, or there was nothing to do: the number of the newest event."""

    version: int


class Clash(Struct, frozen=True, kw_only=True):
    """Nothing was done: in these events others have decided about the same since.

    Or a theme `is_filled` by them that would be gone.
    """

    version: int
    events: tuple[Event, ...]
    is_filled: bool = False


Outcome: TypeAlias = Done | Clash | Mistake


async def open_codebook(
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    *,
    themes: Collection[str],
    audiences: Collection[Audience],
    actor: str,
) -> Codebook:
    """Begin the codebook of a round from a run of the machine, once; later calls find it.

    Texts of these themes and audiences may be listed, wherever they are moved: the guard decides
    that before anybody sorts, so that sorting tells nothing of who wrote them.
    """
    await rounds.get(db, round_id)
    await codebooks.lock_opening(db, round_id)
    known = await codebooks.get(db, round_id)
    if known is not None:
        return known
    run = await runs.get(db, round_id, run_id)
    if run.state != "finished" or run.is_reviewed:
        raise NotFoundError("run", "that a codebook can begin with")
    draft = uuid4()
    await codebooks.add(
        db, round_id, draft, base=run_id, themes=themes, audiences=audiences, actor=actor
    )
    return await get(db, round_id)


async def get(db: Connection, round_id: UUID) -> Codebook:
    """The codebook of a round, or `NotFoundError`."""
    found = await codebooks.get(db, round_id)
    if found is None:
        raise NotFoundError("codebook of round", str(round_id))
    return found


async def find(db: Connection, round_id: UUID) -> Codebook | None:
    """The codebook of a round, if somebody has opened it."""
    return await codebooks.get(db, round_id)


async def themes(db: Connection, round_id: UUID) -> tuple[BookTheme, ...]:
    """Every theme of a codebook, those that are gone too."""
    book = await get(db, round_id)
    return await codebooks.themes(db, round_id, book.run_id)


async def history(
    db: Connection, round_id: UUID, *, most: int, skip: int
) -> tuple[tuple[Event, bool], ...]:
    """What everybody did, the newest first, and whether it still holds."""
    heads = await codebooks.heads(db, round_id, most=most, skip=skip)
    found: list[tuple[Event, bool]] = []
    for head in heads:
        event = await codebooks.event(db, round_id, head.number)
        if event is not None:
            found.append((event, await codebooks.holds(db, round_id, head.number)))
    return tuple(found)


async def log(db: Connection, round_id: UUID, *, until: int) -> tuple[Head, ...]:
    """What everybody did up to a version, the first of it first."""
    heads = await codebooks.heads(db, round_id, most=MOST_LOGGED, skip=0)
    return tuple(head for head in reversed(heads) if head.number <= until)


async def fields_seen(
    db: Connection, round_id: UUID, theme_id: str, *, seen: int
) -> Mapping[str, Value]:
    """What the fields of a theme said in a version; nothing of a theme that never was."""
    known = {each.theme_id: each for each in await themes(db, round_id)}
    if theme_id not in known:
        return {}
    since = await codebooks.since(db, round_id, seen)
    return as_seen(known[theme_id], [each.document for each in since])


async def change(
    db: Connection, round_id: UUID, command: Command, *, seen: int, actor: str
) -> Outcome:
    """Do what somebody wants who saw a version, unless others decided about the same since.

    Raises `BadInputError` for a version that never was: against it nothing could be checked.
    """
    book = await locked(db, round_id)
    if seen > book.version:
        raise BadInputError(f"version {seen} of this codebook never was")
    clashing = tuple(
        each for each in await codebooks.since(db, round_id, seen) if _concerns(each, command)
    )
    if clashing:
        return Clash(version=book.version, events=clashing)
    known = await _book(db, round_id, book, command)
    changes = command.changes(known)
    if not isinstance(changes, Changes):
        return changes
    if loose(known, changes):
        return "not_empty"
    event = made(actor, command.kind, changes)
    return await append(db, round_id, book, event, known=known)


async def put_to_use(db: Connection, round_id: UUID, *, actor: str) -> UUID | None:
    """Let everybody read the codebook as it stands; None where that version is in use already."""
    book = await locked(db, round_id)
    if book.in_use == book.version:
        return None
    run_id = uuid4()
    await codebooks.use(db, round_id, run_id, version=book.version, actor=actor)
    return run_id


async def locked(db: Connection, round_id: UUID) -> Codebook:
    """The codebook, which nobody else changes until this transaction ends."""
    await codebooks.lock(db, round_id)
    return await get(db, round_id)


def _concerns(event: Event, command: Command) -> bool:
    """Whether an event decided about something that a command decides about."""
    return bool(command.parts() & {*event.parts} or command.whole() & {*event.themes})


async def _book(db: Connection, round_id: UUID, book: Codebook, command: Command) -> Book:
    """What a command needs to see of the codebook."""
    known = {each.theme_id: each for each in await codebooks.themes(db, round_id, book.run_id)}
    places = await codebooks.places_of(
        db, round_id, book.run_id, statements=command.named(), is_any=False
    )
    for theme in command.whole() & known.keys():
        places |= await codebooks.places_in(db, round_id, book.run_id, theme)
    first: dict[str, int] = {}
    if isinstance(command, Pick):
        for theme in {stand.theme for stand in places.values()}:
            first[theme] = await codebooks.lowest_rank(db, round_id, book.run_id, theme)
    return Book(themes=known, places=places, first=first)


async def append(
    db: Connection, round_id: UUID, book: Codebook, event: NewEvent, *, known: Book
) -> Done:
    """Keep an event and what it changes, unless it changes nothing."""
    if event.undoes is None and not (event.changes.fields or event.changes.moves):
        return Done(version=book.version)
    themes = changed_themes(known, event.changes)
    return Done(version=await codebooks.append(db, round_id, book, event, themes))


def made(actor: str, kind: str, changes: Changes) -> NewEvent:
    """An event of somebody's."""
    return NewEvent(
        actor=actor,
        kind=kind,
        themes=themes_of(changes),
        parts=parts_of(changes),
        changes=changes,
    )
