"""Keeps hearing the news of the database, anew when the connection was lost; remembers none."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress

from lyhord.errors import StorageUnavailableError

RETRY_SECONDS = 1.0


@asynccontextmanager
async def kept_hearing(hear: Callable[[], Awaitable[None]]) -> AsyncGenerator[None]:
    """Hear in the background, over and over, for as long as this is held."""
    async with in_background(over_and_over(hear)):
        yield


@asynccontextmanager
async def in_background(work: Coroutine[object, object, None]) -> AsyncGenerator[None]:
    """Let work that has no end go on for as long as this is held."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def over_and_over(hear: Callable[[], Awaitable[None]]) -> None:
    """Hear until cancelled; where the database is away, again a moment later."""
    while True:
        with suppress(StorageUnavailableError):
            await hear()
        await asyncio.sleep(RETRY_SECONDS)
