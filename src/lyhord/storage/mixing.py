"""The order in which rows lie: mixed from time to time, so that it does not tell who came when."""

import asyncpg

from lyhord.errors import StorageUnavailableError
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

IN_THE_WAY = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError)


async def is_due(db: Connection, *, fewest: int, share: float) -> bool:
    """Whether at least so many responses, and this share of all, have come since the last time.

    Also when anything has, where that was on an earlier day or in a round that has closed.
    """
    return bool(await sql.is_due(db, fewest=fewest, share=share))


async def mix(db: Connection) -> None:
    """Write the rows of all collected data anew in random order, all or none.

    Whoever submits meanwhile waits. Raises `StorageUnavailableError` when something else is in the
    way for half a second.
    """
    try:
        await sql.mix(db)
    except IN_THE_WAY as error:
        raise StorageUnavailableError("the rows are in use and cannot be mixed now") from error
