"""What staff have written about a round, wherever they wrote it; read, never changed here."""

from typing import Literal, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Place: TypeAlias = Literal["theme", "in_use", "reply", "published", "story"]


class Written(Struct, frozen=True, kw_only=True):
    """All that stands in one place, a text a line; `key` is a theme, a voice or an audience."""

    place: Place
    key: str
    name: str
    text: str


async def texts(db: Connection, round_id: UUID) -> tuple[Written, ...]:
    """What staff have written, as far as this transaction sees it."""
    rows = [row async for row in sql.texts(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Written, ...])
