"""Figures: true counts, only for `disclosing`, and the versions of them that were published."""

from datetime import date
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage.database import Connection
from lyhord.storage.findings import LanguageCount
from lyhord.storage.sql import queries

sql = queries(__file__)


class PersonCount(Struct, frozen=True, kw_only=True):
    """How many respondents share these, unguarded; `digest` is another when they are others."""

    audience: Audience
    municipality: str = ""
    age: str = ""
    week: str
    collector_id: UUID
    n: int
    digest: int = 0


class Standing(Struct, frozen=True, kw_only=True):
    """How a round stands, in one row: all who are counted, and how many have withdrawn; unguarded.

    `digest` is that of all people together.
    """

    n: int
    digest: int
    has_children: bool
    withdrawn: int


class ThemeCount(Struct, frozen=True, kw_only=True):
    """How many who share these wrote of a theme, unguarded."""

    theme_id: str
    audience: Audience
    municipality: str
    age: str
    respondents: int
    statements: int


class SharedCount(Struct, frozen=True, kw_only=True):
    """How many of an audience wrote of a theme, of one published before, and of both; unguarded."""

    theme_id: str
    other_run: UUID
    other_theme: str
    audience: Audience
    here: int
    there: int
    in_both: int


class UnionCount(Struct, frozen=True, kw_only=True):
    """How many of an audience wrote of a theme alone, or alone of several that lie within it.

    The whole is a theme of the run; with `other_theme` it is one published before, and `theme_id`,
    of so many `people`, is one of its parts. Unguarded.
    """

    theme_id: str
    other_run: UUID
    other_theme: str | None
    people: int
    audience: Audience
    changed: int


class Version(Struct, frozen=True, kw_only=True):
    """The figures of a round, as they were published on a day."""

    version: int
    published_on: date
    document: dict[str, object]


class RunVersion(Struct, frozen=True, kw_only=True):
    """The figures of a run, published beside a version of its round's."""

    run_id: UUID
    version: int
    document: dict[str, object]


class AnsweredCount(Struct, frozen=True, kw_only=True):
    """How many of an audience answered so many questions, unguarded: only for `disclosing`."""

    audience: Audience
    answered: int
    n: int


async def lock(db: Connection, round_id: UUID) -> None:
    """Let nobody else publish figures of the round until this transaction ends."""
    await sql.lock(db, round_id=round_id)


async def people(db: Connection, round_id: UUID) -> tuple[PersonCount, ...]:
    """Everybody in a round, unguarded: only for `disclosing`."""
    rows = [row async for row in sql.people(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[PersonCount, ...])


async def standing(db: Connection, round_id: UUID) -> Standing:
    """How a round stands now, much faster than `people`: only for `disclosing`."""
    return msgspec.convert(await sql.standing(db, round_id=round_id), Standing)


async def themes(db: Connection, round_id: UUID, run_id: UUID) -> tuple[ThemeCount, ...]:
    """Who wrote of each theme, unguarded: only for `disclosing`."""
    rows = [row async for row in sql.themes(db, round_id=round_id, run_id=run_id)]
    return msgspec.convert(rows, tuple[ThemeCount, ...])


async def shared(db: Connection, round_id: UUID, run_id: UUID) -> tuple[SharedCount, ...]:
    """How far themes hold the same people as themes published before: only for `disclosing`."""
    rows = [row async for row in sql.shared(db, round_id=round_id, run_id=run_id)]
    return msgspec.convert(rows, tuple[SharedCount, ...])


async def unions(db: Connection, round_id: UUID, run_id: UUID) -> tuple[UnionCount, ...]:
    """How few make the difference between a theme and several: only for `disclosing`."""
    rows = [row async for row in sql.unions(db, round_id=round_id, run_id=run_id)]
    return msgspec.convert(rows, tuple[UnionCount, ...])


async def seen(db: Connection, round_id: UUID) -> tuple[str, ...] | None:
    """The municipalities that whoever asks works for; None for who sees everything."""
    return msgspec.convert(await sql.seen(db, round_id=round_id), tuple[str, ...] | None)


async def latest(db: Connection, round_id: UUID) -> Version | None:
    """The newest figures of a round that were published."""
    return msgspec.convert(await sql.latest(db, round_id=round_id), Version | None)


async def at(db: Connection, round_id: UUID, version: int) -> Version:
    """A version of a round's figures."""
    return msgspec.convert(await sql.at(db, round_id=round_id, version=version), Version)


async def add(db: Connection, round_id: UUID, *, version: int, document: dict[str, object]) -> None:
    """Publish a version of a round's figures; it is never edited."""
    await sql.add(db, round_id=round_id, version=version, document=document)


async def of_run(db: Connection, round_id: UUID, run_id: UUID) -> RunVersion | None:
    """The figures of a run, once they were published."""
    row = await sql.of_run(db, round_id=round_id, run_id=run_id)
    return msgspec.convert(row, RunVersion | None)


async def newest_run(db: Connection, round_id: UUID) -> RunVersion | None:
    """The figures of a round's run that were published last."""
    return msgspec.convert(await sql.newest_run(db, round_id=round_id), RunVersion | None)


async def every_run(db: Connection, round_id: UUID) -> tuple[RunVersion, ...]:
    """The figures of each run of a round that were published."""
    rows = [row async for row in sql.every_run(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[RunVersion, ...])


async def add_run(
    db: Connection, round_id: UUID, run_id: UUID, *, version: int, document: dict[str, object]
) -> None:
    """Publish the figures of a run beside a version of its round's."""
    await sql.add_run(db, round_id=round_id, run_id=run_id, version=version, document=document)


async def answered(db: Connection, round_id: UUID) -> tuple[AnsweredCount, ...]:
    """How many questions people answered, unguarded: only for `disclosing`."""
    rows = [row async for row in sql.answered(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[AnsweredCount, ...])


async def languages(db: Connection, round_id: UUID) -> tuple[LanguageCount, ...]:
    """How many answered in each language, unguarded: only for `disclosing`."""
    rows = [row async for row in sql.languages(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[LanguageCount, ...])
