"""Word of what a web process met at a door to the others; it passes by, and is kept nowhere."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from lyhord.storage.database import Connection, Database

CHANNEL = "lyhord_misses"


async def tell(db: Connection, word: str) -> None:
    """Pass a word on to every process that listens, this one too, when the transaction commits."""
    await db.execute("select pg_notify($1, $2)", CHANNEL, word)


def told(
    database: Database, heard: Callable[[str], None]
) -> AbstractAsyncContextManager[asyncio.Event]:
    """Hear every word, until the yielded event is set."""
    return database.hearing("door", CHANNEL, heard)
