"""One shared batch: what waits is written together as soon as the connection is free.

There is no tick: an idle service writes at once, a busy one writes what gathered meanwhile.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

from lyhord.errors import StorageError, StorageUnavailableError

Item = TypeVar("Item")
Result = TypeVar("Result")
Waiting: TypeAlias = Sequence[tuple[Item, asyncio.Future[Result]]]


# how many items were written together, and the seconds that it took
Measure: TypeAlias = Callable[[int, float], None]


def unmeasured(_: int, __: float) -> None:
    """Measure nothing."""


class Batcher(Generic[Item, Result]):
    """Collects items while one batch is being written; each waits for its own result.

    `write` stores a batch and returns one result an item. When it refuses a batch, its items are
    written one by one, so that one bad item fails alone.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]],
        *,
        most: int,
        limit: int,
        measure: Measure = unmeasured,
    ) -> None:
        self._write = write
        self._measure = measure
        self._most = most
        self._limit = limit
        self._waiting: deque[tuple[Item, asyncio.Future[Result]]] = deque()
        self._writing: asyncio.Task[None] | None = None

    @property
    def n_waiting(self) -> int:
        """How many items wait, besides those that are being written."""
        return len(self._waiting)

    def require_room(self) -> None:
        """Raise `StorageUnavailableError` when no more may wait."""
        if self.n_waiting >= self._limit:
            raise StorageUnavailableError("too many answers are waiting to be written")

    async def put(self, item: Item) -> Result:
        """Store an item and return its result; raises `StorageUnavailableError` when full."""
        self.require_room()
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        return await future

    async def drain(self) -> None:
        """Wait until nothing is waiting."""
        while self._writing is not None and not self._writing.done():
            await asyncio.wait([self._writing])

    async def _write_all(self) -> None:
        while self._waiting:
            size = min(self._most, len(self._waiting))
            await self._settle([self._waiting.popleft() for _ in range(size)])
            # what has come in meanwhile is read first: fewer and larger batches cost less
            await asyncio.sleep(0)

    async def _settle(self, batch: Waiting[Item, Result]) -> StorageUnavailableError | None:
        """Write a batch and let those who wait hear; gives the error where nothing is written."""
        started = time.perf_counter()
        try:
            results = await self._write([item for item, _ in batch])
        except StorageUnavailableError as error:
            _fail(batch, error)
            return error
        except StorageError as error:
            await self._settle_alone(batch, error)
        except Exception as error:  # noqa: BLE001 - whatever it was, those who wait must hear of it
            _fail(batch, error)
        else:
            self._measure(len(batch), time.perf_counter() - started)
            _answer(batch, results)
        return None

    async def _settle_alone(self, batch: Waiting[Item, Result], error: StorageError) -> None:
        if len(batch) == 1:
            _fail(batch, error)
            return
        for place, one in enumerate(batch):
            away = await self._settle([one])
            if away is not None:
                # each would wait for the database in its turn
                _fail(batch[place + 1 :], away)
                return


def _answer(batch: Waiting[Item, Result], results: Sequence[Result]) -> None:
    for (_, future), result in zip(batch, results, strict=True):
        if not future.done():
            future.set_result(result)


def _fail(batch: Waiting[Item, Result], error: Exception) -> None:
    for _, future in batch:
        if not future.done():
            future.set_exception(error)
