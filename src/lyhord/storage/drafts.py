"""Drafts of surveys: every save of them is kept, and published versions never change."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Publication
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.instruments import Edition
from lyhord.storage.sql import queries

sql = queries(__file__)


class Draft(Struct, frozen=True, kw_only=True):
    """A draft as it was saved last; `leads_to` is the save that undoing brings back."""

    draft_id: UUID
    instrument_id: str
    begun_from: int
    revision: int
    leads_to: int | None
    saved_by: str
    saved_at: datetime
    document: Publication


class Save(Struct, frozen=True, kw_only=True):
    """An earlier save of a draft."""

    revision: int
    leads_to: int | None
    saved_by: str
    document: Publication


class DraftLine(Struct, frozen=True, kw_only=True):
    """A draft in a list, without what it says."""

    draft_id: UUID
    instrument_id: str
    begun_from: int
    begun_by: str
    begun_on: date
    saved_by: str
    saved_at: datetime


async def copy(db: Connection, edition: Edition, draft_id: UUID, *, actor: str) -> None:
    """Begin a draft with what a version says; the same id again changes and notes nothing."""
    made = await sql.add(
        db,
        draft_id=draft_id,
        instrument_id=edition.instrument_id,
        begun_from=edition.version,
        begun_by=actor,
    )
    if made is None:
        return
    await _keep(db, draft_id, 1, edition.document, leads_to=None, actor=actor)
    details: audit.Details = {"version": edition.version}
    await audit.add(
        db, actor=actor, action="survey_copied", object_=edition.instrument_id, details=details
    )


async def save(
    db: Connection,
    draft: Draft,
    document: Publication,
    *,
    leads_to: int | None,
    actor: str,
) -> bool:
    """Keep what somebody made of a draft; says no where another save came first."""
    revision = await sql.advance(db, draft_id=draft.draft_id, revision=draft.revision)
    if revision is None:
        return False
    await _keep(db, draft.draft_id, revision, document, leads_to=leads_to, actor=actor)
    await audit.add(db, actor=actor, action="survey_draft_saved", object_=draft.instrument_id)
    return True


async def get(db: Connection, draft_id: UUID) -> Draft:
    """A draft as it was saved last, or `NotFoundError`."""
    row = await sql.get(db, draft_id=draft_id)
    if row is None:
        raise NotFoundError("draft", str(draft_id))
    return msgspec.convert(row, Draft)


async def locked(db: Connection, draft_id: UUID) -> Draft:
    """A draft that nobody else saves or publishes until the transaction ends."""
    await sql.lock(db, draft_id=draft_id)
    return await get(db, draft_id)


async def at_revision(db: Connection, draft_id: UUID, revision: int) -> Save:
    """An earlier save of a draft, or `NotFoundError`."""
    row = await sql.at_revision(db, draft_id=draft_id, revision=revision)
    if row is None:
        raise NotFoundError("save", f"{draft_id} {revision}")
    return msgspec.convert(row, Save)


async def every(db: Connection) -> tuple[DraftLine, ...]:
    """All drafts, the one that was saved last first."""
    return msgspec.convert([row async for row in sql.every(db)], tuple[DraftLine, ...])


async def remove(db: Connection, draft_id: UUID, *, actor: str) -> None:
    """Remove a draft with its saves and trial links, or `NotFoundError`."""
    name = await sql.remove(db, draft_id=draft_id)
    if name is None:
        raise NotFoundError("draft", str(draft_id))
    await audit.add(db, actor=actor, action="survey_draft_removed", object_=name)


async def _keep(
    db: Connection,
    draft_id: UUID,
    revision: int,
    document: Publication,
    *,
    leads_to: int | None,
    actor: str,
) -> None:
    await sql.add_save(
        db,
        draft_id=draft_id,
        revision=revision,
        leads_to=leads_to,
        saved_by=actor,
        document=msgspec.to_builtins(document),
    )
