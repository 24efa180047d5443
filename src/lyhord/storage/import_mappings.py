"""What the columns of other tools' files meant the last time, by their headers; no cell."""

from lyhord.instruments.definition import Audience
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


async def get(db: Connection, headers: bytes, audience: Audience) -> object | None:
    """The mapping that was kept for these headers (their digest), as plain data."""
    row = await sql.get(db, headers=headers, audience=audience)
    return None if row is None else row["mapping"]


async def put(db: Connection, headers: bytes, audience: Audience, mapping: object) -> None:
    """Keep a mapping for these headers in the stead of an earlier one."""
    await sql.put(db, headers=headers, audience=audience, mapping=mapping)
