"""Codebooks: the draft that people work on, and its events; what they mean is `reviewing`'s."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage import audit
from lyhord.storage.book import (
    Asked,
    BookText,
    BookTheme,
    Codebook,
    Earlier,
    Event,
    Head,
    Listed,
    Moves,
    NamedText,
    NewEvent,
    Places,
    Stand,
)
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Standing(Struct, frozen=True, kw_only=True):
    """A statement and where it stands, as a row."""

    statement_id: UUID
    theme: str
    rank: int | None
    by_hand: bool
    copies: tuple[str, ...]


class Writer(Struct, frozen=True, kw_only=True):
    """Who wrote a statement."""

    statement_id: UUID
    response_id: UUID
    audience: Audience


async def get(db: Connection, round_id: UUID) -> Codebook | None:
    """The codebook of a round, once somebody has opened it."""
    return msgspec.convert(await sql.get(db, round_id=round_id), Codebook | None)


async def lock(db: Connection, round_id: UUID) -> None:
    """Let nobody else change the codebook until this transaction ends."""
    await sql.lock(db, round_id=round_id)


async def lock_opening(db: Connection, round_id: UUID) -> None:
    """Let nobody else open the codebook until this transaction ends."""
    await sql.lock_opening(db, round_id=round_id)


async def add(  # noqa: PLR0913 - a draft of a run of a round, and what of it may be listed
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    *,
    base: UUID,
    themes: Collection[str],
    audiences: Collection[Audience],
    actor: str,
) -> None:
    """Begin the codebook of a round from a run; texts of these themes and audiences are listed."""
    await sql.add_draft(db, round_id=round_id, run_id=run_id, base=base)
    await sql.add_draft_themes(db, round_id=round_id, run_id=run_id, base=base)
    await sql.add_draft_places(
        db,
        round_id=round_id,
        run_id=run_id,
        base=base,
        themes=list(themes),
        audiences=list(audiences),
    )
    await sql.add(db, round_id=round_id, run_id=run_id)
    await _note(db, "codebook_opened", round_id, {"run": str(base)}, actor)


async def put_themes(
    db: Connection, round_id: UUID, run_id: UUID, themes: Iterable[BookTheme]
) -> None:
    """Keep themes of the draft as they are now; what marks them stays the machine's."""
    rows = [msgspec.to_builtins(each) for each in themes]
    await sql.put_themes(db, round_id=round_id, run_id=run_id, themes=rows)


async def themes(db: Connection, round_id: UUID, run_id: UUID) -> tuple[BookTheme, ...]:
    """Every theme of the draft, those that are gone too."""
    rows = [row async for row in sql.themes(db, round_id=round_id, run_id=run_id)]
    return msgspec.convert(rows, tuple[BookTheme, ...])


async def counts(db: Connection, round_id: UUID, run_id: UUID) -> tuple[Listed, ...]:
    """How many texts of each theme may be listed."""
    rows = [row async for row in sql.counts(db, round_id=round_id, run_id=run_id)]
    return msgspec.convert(rows, tuple[Listed, ...])


async def texts(
    db: Connection, round_id: UUID, run_id: UUID, asked: Asked
) -> tuple[NamedText, ...]:
    """A page of the texts of a theme that may be listed, the most typical first."""
    found = sql.texts(db, round_id=round_id, run_id=run_id, **msgspec.structs.asdict(asked))
    return msgspec.convert([row async for row in found], tuple[NamedText, ...])


async def text(db: Connection, round_id: UUID, run_id: UUID, statement: UUID) -> BookText | None:
    """One text, if it may be listed."""
    row = await sql.text(db, round_id=round_id, run_id=run_id, statement_id=statement)
    return msgspec.convert(row, BookText | None)


async def writers(
    db: Connection, round_id: UUID, run_id: UUID, *, statements: Iterable[UUID]
) -> dict[UUID, tuple[Audience, UUID]]:
    """Who wrote these statements, as far as their texts may be listed: audience and response."""
    found = sql.writers(db, round_id=round_id, run_id=run_id, statements=sorted(set(statements)))
    rows = msgspec.convert([row async for row in found], tuple[Writer, ...])
    return {each.statement_id: (each.audience, each.response_id) for each in rows}


async def places_of(
    db: Connection, round_id: UUID, run_id: UUID, *, statements: Iterable[UUID], is_any: bool
) -> Places:
    """Where statements stand; without `is_any` only those whose texts may be listed."""
    wanted = sorted(set(statements))
    found = sql.places_of(db, round_id=round_id, run_id=run_id, statements=wanted, is_any=is_any)
    return _places([row async for row in found])


async def places_in(db: Connection, round_id: UUID, run_id: UUID, theme_id: str) -> Places:
    """Where every statement stands that has its theme or a copy there."""
    found = sql.places_in(db, round_id=round_id, run_id=run_id, theme_id=theme_id)
    return _places([row async for row in found])


async def append(
    db: Connection, round_id: UUID, book: Codebook, event: NewEvent, themes: Sequence[BookTheme]
) -> int:
    """Keep an event and what it changes, `themes` as they are afterwards; gives its number."""
    if themes:
        await put_themes(db, round_id, book.run_id, themes)
    for moves in event.changes.moves:
        await _move(db, round_id, book.run_id, moves)
    number = book.version + 1
    await sql.append(
        db,
        round_id=round_id,
        number=number,
        actor=event.actor,
        kind=event.kind,
        undoes=event.undoes,
        themes=list(event.themes),
        parts=list(event.parts),
        document=msgspec.to_builtins(event.changes),
    )
    await sql.set_version(db, round_id=round_id, version=number)
    details: audit.Details = {"kind": event.kind, "version": number}
    await _note(db, "codebook_changed", round_id, details, event.actor)
    return number


async def _move(db: Connection, round_id: UUID, run_id: UUID, moves: Moves) -> None:
    statements, after = list(moves.statements), moves.after
    where = {"round_id": round_id, "run_id": run_id, "statements": statements}
    await sql.drop_copies(db, **where)
    await sql.put_places(db, **where, theme_id=after.theme, rank=after.rank, by_hand=after.by_hand)
    if after.copies:
        await sql.put_copies(db, **where, copies=list(after.copies))


async def lowest_rank(db: Connection, round_id: UUID, run_id: UUID, theme_id: str) -> int:
    """The rank of the quote of a theme that comes first; 0 where there is none."""
    found = await sql.lowest_rank(db, round_id=round_id, run_id=run_id, theme_id=theme_id)
    return msgspec.convert(found, int)


async def holds(db: Connection, round_id: UUID, number: int) -> bool:
    """Whether an event was not undone, or was done again."""
    turned = await sql.times_turned(db, round_id=round_id, number=number)
    return msgspec.convert(turned, int) % 2 == 0


async def next_undo(db: Connection, round_id: UUID, actor: str) -> Head | None:
    """What somebody did last that still holds."""
    return msgspec.convert(await sql.next_undo(db, round_id=round_id, actor=actor), Head | None)


async def next_redo(db: Connection, round_id: UUID, actor: str) -> Head | None:
    """What somebody undid last, unless they have done something else since."""
    return msgspec.convert(await sql.next_redo(db, round_id=round_id, actor=actor), Head | None)


async def heads(db: Connection, round_id: UUID, *, most: int, skip: int) -> tuple[Head, ...]:
    """What everybody did, the newest first."""
    rows = [row async for row in sql.heads(db, round_id=round_id, most=most, skip=skip)]
    return msgspec.convert(rows, tuple[Head, ...])


async def event(db: Connection, round_id: UUID, number: int) -> Event | None:
    """One event."""
    return msgspec.convert(await sql.event(db, round_id=round_id, number=number), Event | None)


async def earlier(
    db: Connection, round_id: UUID, *, number: int, parts: Sequence[str]
) -> tuple[Earlier, ...]:
    """What was done to these parts before an event, the newest first."""
    found = sql.earlier(db, round_id=round_id, number=number, parts=list(parts))
    return msgspec.convert([row async for row in found], tuple[Earlier, ...])


async def since(db: Connection, round_id: UUID, version: int) -> tuple[Event, ...]:
    """Every event after a version, the newest last."""
    rows = [row async for row in sql.since(db, round_id=round_id, version=version)]
    return msgspec.convert(rows, tuple[Event, ...])


async def use(db: Connection, round_id: UUID, run_id: UUID, *, version: int, actor: str) -> None:
    """Put the codebook as it stands to use, as a run that never changes."""
    await sql.use(db, round_id=round_id, run_id=run_id, version=version)
    await sql.use_themes(db, round_id=round_id, run_id=run_id)
    await sql.use_places(db, round_id=round_id, run_id=run_id)
    details: audit.Details = {"run": str(run_id), "version": version}
    await _note(db, "codebook_used", round_id, details, actor)


def _places(rows: Sequence[object]) -> Places:
    return {
        each.statement_id: Stand(
            theme=each.theme, copies=each.copies, rank=each.rank, by_hand=each.by_hand
        )
        for each in msgspec.convert(rows, tuple[Standing, ...])
    }


async def _note(
    db: Connection,
    action: Literal["codebook_opened", "codebook_changed", "codebook_used"],
    round_id: UUID,
    details: audit.Details,
    actor: str,
) -> None:
    await audit.add(db, actor=actor, action=action, object_=str(round_id), details=details)
