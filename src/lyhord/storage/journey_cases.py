"""Fictive cases: what people made of a draft that was put together from published figures."""

from datetime import date
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

LONGEST = 10_000


class JourneyCase(Struct, frozen=True, kw_only=True):
    """The case of an audience, as it was edited last, and its text before that."""

    audience: Audience
    revision: int
    text: str
    before: str
    edited_by: str
    edited_on: date


async def get(db: Connection, round_id: UUID, audience: Audience) -> JourneyCase | None:
    """The case of a round and audience, if somebody has saved one."""
    row = await sql.get(db, round_id=round_id, audience=audience)
    return msgspec.convert(row, JourneyCase | None)


async def put(
    db: Connection, round_id: UUID, audience: Audience, *, text: str, seen: int, actor: str
) -> bool:
    """Keep a text; False, and nothing kept, where somebody saved after the revision `seen`."""
    saved = await sql.put(
        db, round_id=round_id, audience=audience, text=text, seen=seen, actor=actor
    )
    if saved is None:
        return False
    details: audit.Details = {"audience": audience, "revision": saved}
    await audit.add(
        db, actor=actor, action="journey_case_written", object_=str(round_id), details=details
    )
    return True
