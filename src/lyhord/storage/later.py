"""What came after a codebook was opened: what of it a run holds, and taking it up in the draft."""

from collections.abc import Collection, Mapping
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage.book import BookTheme, Event
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class LaterStatement(Struct, frozen=True, kw_only=True):
    """A statement that came after the codebook was opened, and its theme in a run."""

    statement_id: UUID
    theme_id: str


class Coming(LaterStatement, frozen=True, kw_only=True):
    """Such a statement with what was written."""

    language: str
    text: str


class Example(Struct, frozen=True, kw_only=True):
    """A text whose theme people decided."""

    language: str
    text: str
    theme_id: str


class Company(Struct, frozen=True, kw_only=True):
    """How many statements of a run's theme stand in a theme of the draft."""

    theme_id: str
    stands: str
    n: int


async def compare(db: Connection, round_id: UUID, draft: UUID, run_id: UUID) -> None:
    """Keep whether a finished run of the machine holds statements that the draft does not."""
    await sql.compare(db, round_id=round_id, draft=draft, run_id=run_id)


async def coming(db: Connection, round_id: UUID, draft: UUID, run_id: UUID) -> tuple[Coming, ...]:
    """What a run holds and the draft does not, as it was written."""
    found = sql.coming(db, round_id=round_id, draft=draft, run_id=run_id)
    return msgspec.convert([row async for row in found], tuple[Coming, ...])


async def examples(
    db: Connection, round_id: UUID, draft: UUID, *, themes: Collection[str], most: int
) -> tuple[Example, ...]:
    """What people placed or chose as quotes, and what stands in these themes; `most` of each."""
    found = sql.examples(db, round_id=round_id, draft=draft, themes=sorted(themes), most=most)
    return msgspec.convert([row async for row in found], tuple[Example, ...])


async def company(
    db: Connection, round_id: UUID, draft: UUID, run_id: UUID, *, themes: Collection[str]
) -> tuple[Company, ...]:
    """Where the draft has what a run put into these themes, the commonest first of each."""
    found = sql.company(db, round_id=round_id, draft=draft, run_id=run_id, themes=sorted(themes))
    return msgspec.convert([row async for row in found], tuple[Company, ...])


async def add_later(  # noqa: PLR0913 - a run's statements into a draft, and what may be listed
    db: Connection,
    round_id: UUID,
    draft: UUID,
    *,
    run_id: UUID,
    themes: Collection[str],
    audiences: Collection[Audience],
    remainder: str,
) -> dict[UUID, str]:
    """Take up what a run holds and the draft does not, into the theme of what is unclear.

    Gives the theme of each in that run. The remainder has to be there.
    """
    found = sql.add_later(
        db,
        round_id=round_id,
        draft=draft,
        run_id=run_id,
        themes=list(themes),
        audiences=list(audiences),
        remainder=remainder,
    )
    rows = msgspec.convert([row async for row in found], tuple[LaterStatement, ...])
    await sql.take_up(db, round_id=round_id, run_id=run_id)
    return {each.statement_id: each.theme_id for each in rows}


async def add_proposed(
    db: Connection, round_id: UUID, draft: UUID, *, run_id: UUID, theme_id: str, new: BookTheme
) -> None:
    """Keep a theme that a run found as one of the draft that is not there yet."""
    await sql.add_proposed(
        db,
        round_id=round_id,
        draft=draft,
        run_id=run_id,
        theme_id=theme_id,
        new_id=new.theme_id,
        position=new.position,
        name=new.name,
    )


async def put_strengths(
    db: Connection, round_id: UUID, draft: UUID, strengths: Mapping[UUID, float]
) -> None:
    """Keep how well statements fit where they stand."""
    await sql.put_strengths(
        db,
        round_id=round_id,
        draft=draft,
        statements=list(strengths),
        strengths=list(strengths.values()),
    )


async def merges(db: Connection, round_id: UUID) -> tuple[Event, ...]:
    """Every merge, the newest first."""
    rows = [row async for row in sql.merges(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Event, ...])
