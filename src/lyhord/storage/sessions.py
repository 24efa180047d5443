"""Sessions of signed-in staff: values with an end, under a hash of their id.

Only the hash is stored, so a copy of the table opens no session.
"""

import hashlib

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


async def put(db: Connection, session_id: str, data: bytes, *, seconds: float | None) -> None:
    """Keep a value for so many seconds, and forget what has expired."""
    await sql.delete_expired(db)
    await sql.put(db, session_key=_hashed(session_id), data=data, seconds=seconds)


async def get(db: Connection, session_id: str) -> bytes | None:
    """The value while it lasts."""
    return await sql.get(db, session_key=_hashed(session_id))


async def renew(db: Connection, session_id: str, *, seconds: float | None) -> bytes | None:
    """The value while it lasts; it then lasts for so many seconds from now."""
    return await sql.renew(db, session_key=_hashed(session_id), seconds=seconds)


async def delete(db: Connection, session_id: str) -> None:
    """Forget a value, if it is there."""
    await sql.delete(db, session_key=_hashed(session_id))


async def delete_all(db: Connection) -> None:
    """Forget every value: everybody signs in again."""
    await sql.delete_all(db)


async def seconds_left(db: Connection, session_id: str) -> int | None:
    """How long the value lasts; None where there is none."""
    return await sql.seconds_left(db, session_key=_hashed(session_id))


def _hashed(session_id: str) -> str:
    return hashlib.sha256(session_id.encode("utf-8", "surrogatepass")).hexdigest()
