"""Reading at a replica that has caught up; what writes, and what takes answers, never comes here.

A replica follows a little behind. What somebody took back, hid or changed must be so for whoever
asks afterwards, so a read waits for the replica to have what the database had when it began, and
goes to the database itself where that takes too long.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from lyhord.errors import StorageUnavailableError
from lyhord.storage.database import Connection, Database
from lyhord.storage.sql import queries

sql = queries(__file__)

LOOKS = 5
LOOK_SECONDS = 0.02
# a server that cannot be reached holds up one read in so many seconds
AWAY_SECONDS = 30.0


@asynccontextmanager
async def reading(database: Database) -> AsyncGenerator[Connection]:
    """A connection of the desk's role in a transaction that only reads.

    Sees everything that was committed before this began, and what `database` sees. Raises
    `StorageUnavailableError` when the database cannot be reached, then or midway.
    """
    async with AsyncExitStack() as stack:
        db = await _at_replica(database, stack) if database.has("replica") else None
        if db is None:
            db = await stack.enter_async_context(database.transaction("desk"))
        await db.execute("set transaction read only")
        yield db


async def _at_replica(database: Database, stack: AsyncExitStack) -> Connection | None:
    if database.is_left("replica"):
        return None
    async with database.transaction("desk") as db:
        here = str(await sql.written(db))
    try:
        async with AsyncExitStack() as mine:
            replica = await mine.enter_async_context(database.transaction("replica"))
            if not await _has_caught_up(replica, here):
                return None
            stack.push_async_exit(mine.pop_all())
            return replica
    except StorageUnavailableError:
        database.leave("replica", seconds=AWAY_SECONDS)
        return None


async def _has_caught_up(replica: Connection, here: str) -> bool:
    for _ in range(LOOKS):
        if await sql.has_replayed(replica, here=here):
            return True
        await asyncio.sleep(LOOK_SECONDS)
    return False
