"""Sessions of signed-in staff: values with an end, under a hash of their id.

Only the hash is stored, so a copy of the table opens no session.
"""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Session(Struct, frozen=True, kw_only=True):
    """A session of an account; its key is the hash of its id, and opens nothing."""

    session_key: str
    begun_at: datetime
    expires_at: datetime


async def put(
    db: Connection,
    session_id: str,
    data: bytes,
    *,
    seconds: float | None,
    account_id: UUID | None = None,
) -> None:
    """Keep a value for so many seconds, and forget what has expired."""
    await sql.delete_expired(db)
    await sql.put(
        db, session_key=hashed(session_id), data=data, account_id=account_id, seconds=seconds
    )


async def get(db: Connection, session_id: str) -> bytes | None:
    """The value while it lasts."""
    return await sql.get(db, session_key=hashed(session_id))


async def renew(db: Connection, session_id: str, *, seconds: float | None) -> bytes | None:
    """The value while it lasts; it then lasts for so many seconds from now."""
    return await sql.renew(db, session_key=hashed(session_id), seconds=seconds)


async def delete(db: Connection, session_id: str) -> None:
    """Forget a value, if it is there."""
    await sql.delete(db, session_key=hashed(session_id))


async def delete_all(db: Connection) -> None:
    """Forget every value: everybody signs in again."""
    await sql.delete_all(db)


async def seconds_left(db: Connection, session_id: str) -> int | None:
    """How long the value lasts; None where there is none."""
    return await sql.seconds_left(db, session_key=hashed(session_id))


async def of_account(db: Connection, account_id: UUID) -> tuple[Session, ...]:
    """The live sessions of an account, the newest first."""
    rows = [row async for row in sql.of_account(db, account_id=account_id)]
    return msgspec.convert(rows, tuple[Session, ...])


async def end(db: Connection, account_id: UUID, session_key: str) -> None:
    """End one session of an account, if it is its own."""
    await sql.end(db, account_id=account_id, session_key=session_key)


async def end_others(db: Connection, account_id: UUID, session_id: str) -> None:
    """End every session of an account but this one."""
    await sql.end_others(db, account_id=account_id, session_key=hashed(session_id))


def hashed(session_id: str) -> str:
    """What stands for an id where it is kept."""
    return hashlib.sha256(session_id.encode("utf-8", "surrogatepass")).hexdigest()
