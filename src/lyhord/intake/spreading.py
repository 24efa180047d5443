"""What each web process counts of a door counts at all: each tells the others of what it met.

Wrong codes, which slow tries down, and steps of how fast answers come through a link.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Protocol
from uuid import UUID, uuid4

from lyhord.errors import StorageUnavailableError
from lyhord.intake.hearing import over_and_over
from lyhord.storage import misses
from lyhord.storage.database import Database

MOST_WAITING = 1_000


class Counting(Protocol):
    """What counts something door by door; `tell` is told of each that is met here."""

    tell: Callable[[UUID], None]

    def count(self, key: UUID, /) -> None:
        """Remember one that another process met at this door."""
        ...


class Spread:
    """Joins the paces of this process, by name, with those of the same name in the others.

    While the database is away each process counts for itself, as it does without this.
    """

    def __init__(self, database: Database, paces: Mapping[str, Counting]) -> None:
        self._database = database
        self._paces = dict(paces)
        self._own = uuid4().hex
        self._waiting: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        for name, pace in self._paces.items():
            pace.tell = partial(self._put, name)

    @asynccontextmanager
    async def on(self) -> AsyncGenerator[None]:
        """Tell and hear for as long as this is held."""
        tasks = [
            asyncio.create_task(self._tell()),
            asyncio.create_task(over_and_over(self._hear_on)),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def hear(self, word: str) -> None:
        """Count what another process met."""
        own, name, collector = word.split()
        if own != self._own and name in self._paces:
            self._paces[name].count(UUID(collector))

    def _put(self, name: str, collector: UUID) -> None:
        # so many at once slow each try down as far as it goes already
        with suppress(asyncio.QueueFull):
            self._waiting.put_nowait(f"{self._own} {name} {collector}")

    async def _tell(self) -> None:
        while True:
            word = await self._waiting.get()
            with suppress(StorageUnavailableError):
                async with self._database.transaction("door") as db:
                    await misses.tell(db, word)

    async def _hear_on(self) -> None:
        async with misses.told(self._database, self.hear) as lost:
            await lost.wait()
