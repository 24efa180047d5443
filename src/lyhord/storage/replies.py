"""Replies: what leaders promise and publish about what was said; figures are elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError, StorageUnavailableError
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Document = dict[str, object]


class Part(Struct, frozen=True, kw_only=True):
    """A part of a draft, at a revision."""

    part: str
    revision: int
    document: Document
    edited_by: str
    edited_on: date


class Loop(Struct, frozen=True, kw_only=True):
    """What was promised of a round and what stands; without a version nothing does.

    `first_due_on` is the day that was named first, where it was moved since.
    """

    due_on: date | None
    owner: str
    first_due_on: date | None
    version: int | None
    reason: str | None
    done_on: date | None
    editions: int


class Edition(Struct, frozen=True, kw_only=True):
    """What was published, once."""

    version: int
    digest: str
    document: Document
    made_on: date
    made_by: str


class Act(Struct, frozen=True, kw_only=True):
    """An edition that was published, or nothing any more, for a reason."""

    number: int
    version: int | None
    reason: str
    done_on: date
    done_by: str


class Chosen(Struct, frozen=True, kw_only=True):
    """A quote of an edition; `audience` is what it may tell of who wrote it."""

    theme_id: str
    position: int
    statement_id: UUID
    audience: str | None


class PublicQuote(Struct, frozen=True, kw_only=True):
    """A quote as its text is now."""

    theme_id: str
    position: int
    text: str
    language: str
    audience: str | None


class PublicReply(Struct, frozen=True, kw_only=True):
    """What stands of a round, as anybody may read it; without a document it was taken down."""

    version: int | None
    reason: str
    done_on: date
    document: Document | None


class PublicPromise(Struct, frozen=True, kw_only=True):
    """Who answers for the promised day, and which one was named first."""

    owner: str
    due_on: date
    first_due_on: date


async def lock(db: Connection, round_id: UUID) -> None:
    """Let nobody else publish or promise until this transaction ends."""
    await sql.lock(db, round_id=round_id)


async def parts(db: Connection, round_id: UUID) -> Mapping[str, Part]:
    """The draft of a round, by part."""
    rows = [row async for row in sql.parts(db, round_id=round_id)]
    return {each.part: each for each in msgspec.convert(rows, list[Part])}


async def put_part(
    db: Connection, round_id: UUID, part: str, *, revision: int, document: Document, actor: str
) -> bool:
    """Keep a part that was read at a revision (0: not there); says whether it still was."""
    if revision == 0:
        kept = await sql.add_part(
            db, round_id=round_id, part=part, document=document, edited_by=actor
        )
    else:
        kept = await sql.change_part(
            db, round_id=round_id, part=part, revision=revision, document=document, edited_by=actor
        )
    if kept is not None:
        await _note(db, "reply_written", round_id, {"part": part, "revision": kept}, actor)
    return kept is not None


async def loop(db: Connection, round_id: UUID) -> Loop:
    """What was promised and what stands, or `NotFoundError`."""
    row = await sql.loop(db, round_id=round_id)
    if row is None:
        raise NotFoundError("round", str(round_id))
    return msgspec.convert(row, Loop)


async def promise(db: Connection, round_id: UUID, *, due_on: date, owner: str, actor: str) -> None:
    """Promise results by a day; the promise before stays in the log."""
    await sql.promise(db, round_id=round_id, due_on=due_on, owner=owner, made_by=actor)
    details: audit.Details = {"due_on": due_on.isoformat(), "owner": owner}
    await _note(db, "results_promised", round_id, details, actor)


async def editions(db: Connection, round_id: UUID) -> tuple[Edition, ...]:
    """What was published, the newest first."""
    rows = [row async for row in sql.editions(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Edition, ...])


async def edition(db: Connection, round_id: UUID, version: int) -> Edition:
    """One edition, or `NotFoundError`."""
    row = await sql.edition(db, round_id=round_id, version=version)
    if row is None:
        raise NotFoundError("edition", str(version))
    return msgspec.convert(row, Edition)


async def publish(
    db: Connection,
    round_id: UUID,
    *,
    digest: str,
    document: Document,
    quotes: Sequence[Chosen],
    actor: str,
) -> int:
    """Keep a new edition, which stands from now on; gives its version.

    Raises `StorageUnavailableError` where a quote is taken back in the same moment: try again.
    """
    version: int = await sql.add_edition(
        db, round_id=round_id, digest=digest, document=document, made_by=actor
    )
    chosen = [msgspec.to_builtins(each) for each in quotes]
    try:
        await sql.add_quotes(db, round_id=round_id, version=version, quotes=chosen)
    except asyncpg.ForeignKeyViolationError as error:
        raise StorageUnavailableError("a quote was taken back meanwhile") from error
    await stand(db, round_id, version, actor=actor)
    return version


async def stand(db: Connection, round_id: UUID, version: int, *, actor: str) -> None:
    """Let an edition stand, whatever stood before."""
    await sql.act(db, round_id=round_id, version=version, reason="", done_by=actor)
    await _note(db, "reply_published", round_id, {"version": version}, actor)


async def take_down(db: Connection, round_id: UUID, *, reason: str, actor: str) -> None:
    """Let nothing stand any more, for a reason that anybody may read."""
    await sql.act(db, round_id=round_id, version=None, reason=reason, done_by=actor)
    await _note(db, "reply_taken_down", round_id, {}, actor)


async def acts(db: Connection, round_id: UUID) -> tuple[Act, ...]:
    """What was published and taken down, the newest first."""
    rows = [row async for row in sql.acts(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Act, ...])


async def quotes(db: Connection, round_id: UUID, version: int) -> tuple[PublicQuote, ...]:
    """The quotes of an edition as their texts are now; those that were taken back are gone."""
    rows = [row async for row in sql.quotes(db, round_id=round_id, version=version)]
    return msgspec.convert(rows, tuple[PublicQuote, ...])


async def public(db: Connection, round_id: UUID) -> PublicReply | None:
    """What stands of a round; None where nothing was ever published. As the door."""
    return msgspec.convert(await sql.public(db, round_id=round_id), PublicReply | None)


async def public_quotes(db: Connection, round_id: UUID) -> tuple[PublicQuote, ...]:
    """The quotes of what stands. As the door."""
    rows = [row async for row in sql.public_quotes(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[PublicQuote, ...])


async def public_days(db: Connection, round_id: UUID) -> tuple[date, ...]:
    """The days on which something was published, the newest first. As the door."""
    return tuple([row["done_on"] async for row in sql.public_days(db, round_id=round_id)])


async def public_promise(db: Connection, round_id: UUID) -> PublicPromise | None:
    """Who promised results and for which day; None where nobody did by name. As the door."""
    row = await sql.public_promise(db, round_id=round_id)
    return msgspec.convert(row, PublicPromise | None)


async def _note(
    db: Connection, action: str, round_id: UUID, details: audit.Details, actor: str
) -> None:
    await audit.add(db, actor=actor, action=action, object_=str(round_id), details=details)
