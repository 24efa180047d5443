"""Which of several workers does what time makes due: the one that holds a lock in the database.

When it dies its connection ends, and with it the lock; whoever asks next leads from then on.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Self

from lyhord.storage.database import UNREACHABLE, Connection, Database, unreachable

KEY = 7_468_113


class Lead:
    """One worker's claim to lead; `is_ours` says whether it does now."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connections = AsyncExitStack()
        self._turn = asyncio.Lock()
        self._db: Connection | None = None
        self._is_held = False

    @classmethod
    @asynccontextmanager
    async def claimed(cls, database: Database) -> AsyncGenerator[Self]:
        """A claim for as long as this is held; the lead is given up at the end."""
        lead = cls(database)
        try:
            yield lead
        finally:
            await lead._connections.aclose()

    async def is_ours(self) -> bool:
        """Lead where nobody else does; raises `StorageUnavailableError`."""
        async with self._turn:  # several tasks ask at once
            try:
                return await self._taken(await self._connection())
            except UNREACHABLE as error:
                raise unreachable(error) from error

    async def _connection(self) -> Connection:
        if self._db is None or self._db.is_closed():
            self._is_held = False
            await self._connections.aclose()
            self._db = await self._connections.enter_async_context(self._database.beside("desk"))
        return self._db

    async def _taken(self, db: Connection) -> bool:
        if not self._is_held:
            asked = await db.fetchval("select pg_try_advisory_lock($1)", KEY)
            self._is_held = asked is True
        return self._is_held
