"""Does what time alone makes due, each task by itself beside the jobs; `tasks` says which."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime

from msgspec import Struct

from lyhord.errors import StorageUnavailableError

RETRY_SECONDS = 30.0

Tell = Callable[..., object]  # an event and its fields, as structlog's methods take them


class Task(Struct, frozen=True, kw_only=True):
    """Something to do every so many seconds; `do` says whether all of it could be done.

    By the worker that leads; or by each, where what it does hangs on the machine or its settings.
    """

    name: str
    seconds: float
    do: Callable[[], Awaitable[bool]]
    is_for_each: bool = False


async def always() -> bool:
    """Lead whatever others do: their tasks are safe side by side."""
    return True


class Timetable:
    """Does each task at a start and then at the same moments of every hour.

    No task waits for another, nor for a job. One that could not be done, or failed, comes again
    soon. `leads` says whether this worker does what one does for all; where two believe so for a
    moment, nothing is harmed.
    """

    def __init__(
        self,
        tasks: Sequence[Task],
        *,
        clock: Callable[[], datetime],
        tell: Tell,
        leads: Callable[[], Awaitable[bool]] = always,
    ) -> None:
        self._tasks = tuple(tasks)
        self._leads = leads
        self._clock = clock
        self._tell = tell

    async def run(self, stop: asyncio.Event) -> None:
        """Do what is due until `stop` is set; what is in hand is finished first."""
        await asyncio.gather(*(self._again_and_again(task, stop) for task in self._tasks))

    async def once(self) -> None:
        """Do each task now, one after the other; raises where the database is away."""
        for task in self._tasks:
            await self._tried(task)

    async def _again_and_again(self, task: Task, stop: asyncio.Event) -> None:
        while not stop.is_set():
            seconds = self._until_next(task) if await self._done(task) else _retry(task)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), seconds)

    async def _done(self, task: Task) -> bool:
        try:
            return await self._tried(task)
        except StorageUnavailableError:
            self._tell("database_unavailable", task=task.name, retry_seconds=_retry(task))
            return False

    async def _tried(self, task: Task) -> bool:
        try:
            if not (task.is_for_each or await self._leads()):
                return True
            is_done = await task.do()
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
            frames = traceback.extract_tb(error.__traceback__)[-3:]
            where = [f"{frame.filename}:{frame.lineno}" for frame in frames]
            self._tell("task_failed", task=task.name, error=type(error).__name__, where=where)
            return False
        if not is_done:
            self._tell("task_put_off", task=task.name)
        return is_done

    def _until_next(self, task: Task) -> float:
        return task.seconds - self._clock().timestamp() % task.seconds


def _retry(task: Task) -> float:
    return min(RETRY_SECONDS, task.seconds)
