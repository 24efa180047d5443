"""Links by which drafts are tried out: what is sent there is counted, and nothing of it is kept."""

from datetime import date
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Publication
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.drafts import Draft
from lyhord.storage.sql import queries

sql = queries(__file__)


class Trial(Struct, frozen=True, kw_only=True):
    """A trial link of a save, with how many answers and how many texts in them it has had."""

    slug: str
    revision: int
    made_by: str
    made_on: date
    answers: int
    texts: int
    is_open: bool


async def add(db: Connection, draft: Draft, slug: str, *, actor: str) -> None:
    """Open a trial link of what was saved last; earlier ones of the draft close."""
    await close(db, draft, actor=actor)
    await sql.add(db, slug=slug, draft_id=draft.draft_id, revision=draft.revision, made_by=actor)
    await audit.add(db, actor=actor, action="survey_trial_opened", object_=draft.instrument_id)


async def close(db: Connection, draft: Draft, *, actor: str) -> None:
    """Close the trial links of a draft; where none is open, nothing is noted."""
    closed = [row async for row in sql.close(db, draft_id=draft.draft_id)]
    if closed:
        await audit.add(db, actor=actor, action="survey_trial_closed", object_=draft.instrument_id)


async def of_draft(db: Connection, draft_id: UUID) -> tuple[Trial, ...]:
    """The trial links of a draft, the newest first."""
    rows = [row async for row in sql.of_draft(db, draft_id=draft_id)]
    return msgspec.convert(rows, tuple[Trial, ...])


async def document(db: Connection, slug: str) -> Publication:
    """What an open trial link shows, or `NotFoundError`."""
    row = await sql.document(db, slug=slug)
    if row is None:
        raise NotFoundError("trial", slug)
    return msgspec.convert(row["document"], Publication)


async def count(db: Connection, slug: str, *, texts: int) -> bool:
    """Count an answer with so many texts; says no where the link is not open any more."""
    return bool(await sql.count(db, slug=slug, texts=texts))
