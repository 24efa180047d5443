"""Published instruments: versions that never change."""

import hashlib
from datetime import date

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience, Publication
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

_LAST_VERSION = 2**31 - 1  # what the database can count


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


class EditionLine(Struct, frozen=True, kw_only=True):
    """A published version in a list; the day is missing for what was published long ago."""

    instrument_id: str
    version: int
    title: str
    audience: Audience
    published_on: date | None


async def publish(db: Connection, publication: Publication, *, actor: str) -> Edition:
    """Publish what differs from every earlier version; the same content stays one version."""
    known = await with_content(db, publication)
    if known is not None:
        return known
    name, digest = publication.instrument.id, digest_of(publication)
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


async def titles_beside(db: Connection) -> dict[str, str]:
    """What each survey that is not an audience's own is called, by its id."""
    return {each.survey: each.title for each in await small(db)}


async def at_version(db: Connection, instrument_id: str, version: int) -> Edition:
    """One version, or `NotFoundError`, also where no version can be called so."""
    if not (instrument_id.isprintable() and 0 < version <= _LAST_VERSION):
        raise NotFoundError("instrument", "that nobody can have published")
    row = await sql.at_version(db, instrument_id=instrument_id, version=version)
    if row is None:
        raise NotFoundError("instrument", f"{instrument_id} version {version}")
    return msgspec.convert(row, Edition)


async def every(db: Connection) -> tuple[EditionLine, ...]:
    """Every version of every instrument, the newest of each first."""
    return msgspec.convert([row async for row in sql.every(db)], tuple[EditionLine, ...])


def digest_of(publication: Publication) -> str:
    """What tells the content of a version from that of every other."""
    encoded = msgspec.json.encode(publication, order="deterministic")
    return hashlib.sha256(encoded).hexdigest()


async def with_content(db: Connection, publication: Publication) -> Edition | None:
    """The version that says just this already, if there is one."""
    name = publication.instrument.id
    row = await sql.by_digest(db, instrument_id=name, digest=digest_of(publication))
    return None if row is None else msgspec.convert(row, Edition)
