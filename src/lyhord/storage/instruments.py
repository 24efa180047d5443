"""Published instruments: versions that never change."""

import hashlib

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience, Publication
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Edition(Struct, frozen=True, kw_only=True):
    """One published version of an instrument with its translations."""

    instrument_id: str
    version: int
    digest: str
    document: Publication


class SmallSurvey(Struct, frozen=True, kw_only=True):
    """A survey that stands beside an audience's own, and whom it asks."""

    survey: str
    audience: Audience
    title: str


async def publish(db: Connection, publication: Publication, *, actor: str) -> Edition:
    """Publish what differs from every earlier version; the same content stays one version."""
    name = publication.instrument.id
    digest = hashlib.sha256(msgspec.json.encode(publication, order="deterministic")).hexdigest()
    known = await sql.by_digest(db, instrument_id=name, digest=digest)
    if known is not None:
        return msgspec.convert(known, Edition)
    document = msgspec.to_builtins(publication)
    row = await sql.add(db, instrument_id=name, digest=digest, document=document)
    edition = msgspec.convert(row, Edition)
    details: audit.Details = {"version": edition.version}
    await audit.add(db, actor=actor, action="instrument_published", object_=name, details=details)
    return edition


async def latest(db: Connection, instrument_id: str) -> Edition:
    """The newest version, or `NotFoundError`."""
    row = await sql.latest(db, instrument_id=instrument_id)
    if row is None:
        raise NotFoundError("instrument", instrument_id)
    return msgspec.convert(row, Edition)


async def small(db: Connection) -> tuple[SmallSurvey, ...]:
    """The surveys that stand beside the audiences' own, as published last."""
    return msgspec.convert([row async for row in sql.small(db)], tuple[SmallSurvey, ...])


async def at_version(db: Connection, instrument_id: str, version: int) -> Edition:
    """One version, or `NotFoundError`."""
    row = await sql.at_version(db, instrument_id=instrument_id, version=version)
    if row is None:
        raise NotFoundError("instrument", f"{instrument_id} version {version}")
    return msgspec.convert(row, Edition)
