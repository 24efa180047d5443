"""The store that litestar keeps sessions in: ours in Postgres, through the desk role."""

from datetime import timedelta
from uuid import UUID

import msgspec
from litestar.stores.base import Store
from msgspec import Struct

from lyhord.storage import sessions
from lyhord.storage.database import Database


class _Owned(Struct):
    account: UUID | None = None


class SessionStore(Store):
    """Values with an end; each call is a transaction of its own."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(
        self, key: str, value: str | bytes, expires_in: int | timedelta | None = None
    ) -> None:
        """Keep a value, and forget what has expired."""
        data = value.encode() if isinstance(value, str) else value
        async with self._database.transaction("desk") as db:
            await sessions.put(
                db, key, data, seconds=_seconds(expires_in), account_id=_account_in(data)
            )

    async def get(self, key: str, renew_for: int | timedelta | None = None) -> bytes | None:
        """The value while it lasts; `renew_for` makes it last that long from now."""
        async with self._database.transaction("desk") as db:
            if renew_for is None:
                return await sessions.get(db, key)
            return await sessions.renew(db, key, seconds=_seconds(renew_for))

    async def delete(self, key: str) -> None:
        """Forget a value, if it is there."""
        async with self._database.transaction("desk") as db:
            await sessions.delete(db, key)

    async def delete_all(self) -> None:
        """Forget every value: everybody signs in again."""
        async with self._database.transaction("desk") as db:
            await sessions.delete_all(db)

    async def exists(self, key: str) -> bool:
        """Whether there is a value that lasts."""
        return await self.expires_in(key) is not None

    async def expires_in(self, key: str) -> int | None:
        """How many seconds the value lasts."""
        async with self._database.transaction("desk") as db:
            return await sessions.seconds_left(db, key)


def _account_in(data: bytes) -> UUID | None:
    """Whose a session is, where it is somebody's."""
    try:
        return msgspec.json.decode(data, type=_Owned).account
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _seconds(duration: int | timedelta | None) -> float | None:
    return duration.total_seconds() if isinstance(duration, timedelta) else duration
