"""Takes one job after the other, says that it is alive while it works, and stops between jobs."""

import asyncio
import time
import traceback
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import TypeAlias
from uuid import UUID

from lyhord.errors import JobLostError, StorageUnavailableError
from lyhord.jobs.kinds import Kind
from lyhord.jobs.timetable import Tell
from lyhord.storage import jobs
from lyhord.storage.database import Database
from lyhord.storage.jobs import MOST_ATTEMPTS, PATIENCE_SECONDS, Job

BEAT_SECONDS = PATIENCE_SECONDS / 6
POLL_SECONDS = 15.0
RETRY_SECONDS = 3.0
LOST = "worker_lost"


# the kind of a job, how it ended here, and the seconds that it took
Measure: TypeAlias = Callable[[str, str, float], None]


def unmeasured(_: str, __: str, ___: float) -> None:
    """Measure nothing."""


class Worker:
    """Does the jobs of a database; any number of workers may share it."""

    def __init__(
        self,
        database: Database,
        kinds: Mapping[str, Kind],
        *,
        tell: Tell,
        measure: Measure = unmeasured,
    ) -> None:
        self._database = database
        self._kinds = kinds
        self._tell = tell
        self._measure = measure

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; the job in hand is finished first."""
        while not stop.is_set():
            try:
                await self._until_idle_or(stop)
            except StorageUnavailableError:
                self._tell("database_unavailable", retry_seconds=RETRY_SECONDS)
                await _either(stop.wait(), seconds=RETRY_SECONDS)

    async def empty(self) -> int:
        """Do every job that waits, and return how many that were."""
        done = 0
        while await self.once() is not None:
            done += 1
        return done

    async def once(self, job_id: UUID | None = None) -> Job | None:
        """Do the oldest job that waits, or the one that is named; None when there is none."""
        await self._give_up()
        async with self._database.transaction("desk") as db:
            job = await jobs.claim(db, kinds=list(self._kinds), job_id=job_id)
        if job is not None:
            await self._do(job)
        return job

    async def _until_idle_or(self, stop: asyncio.Event) -> None:
        """Listen first and look then, so that no job slips in between."""
        async with jobs.arrivals(self._database) as arrived:
            while not stop.is_set():
                arrived.clear()
                if await self.once() is None:
                    await _either(stop.wait(), arrived.wait(), seconds=POLL_SECONDS)

    async def _do(self, job: Job) -> None:
        started = time.monotonic()
        state = await self._done(job, started)
        self._measure(job.kind, state, time.monotonic() - started)

    async def _done(self, job: Job, started: float) -> str:
        kind = self._kinds[job.kind]
        try:
            async with self._beating(job):
                await kind.perform(self._database, job, self._reporting(job))
        except StorageUnavailableError:
            raise
        except JobLostError:
            self._tell("job_lost", kind=job.kind, job=str(job.job_id))
            return "lost"
        except Exception as error:  # noqa: BLE001 - whatever it is, the job must not be lost
            await self._failed(kind, job, error)
            return "failed"
        seconds = round(time.monotonic() - started, 1)
        self._tell("job_finished", kind=job.kind, job=str(job.job_id), seconds=seconds)
        return "finished"

    async def _failed(self, kind: Kind, job: Job, error: Exception) -> None:
        """Record what is final, give back the rest; the error's words may quote an answer."""
        frames = traceback.extract_tb(error.__traceback__)[-3:]
        where = [f"{frame.filename}:{frame.lineno}" for frame in frames]
        name = type(error).__name__
        self._tell("job_failed", kind=job.kind, job=str(job.job_id), error=name, where=where)
        async with self._database.transaction("desk") as db:
            if kind.is_final(error) or job.attempts >= MOST_ATTEMPTS:
                await kind.fail(db, job, error)
            else:
                await jobs.give_back(db, job)

    async def _give_up(self) -> None:
        async with self._database.transaction("desk") as db:
            for job in await jobs.give_up(db, error=LOST):
                await self._kinds[job.kind].abandon(db, job)

    def _reporting(self, job: Job) -> Callable[[float, str], Awaitable[None]]:
        async def report(progress: float, stage: str) -> None:
            async with self._database.transaction("desk") as db:
                is_ours = await jobs.report(db, job, progress=progress, stage=stage)
            if not is_ours:
                raise JobLostError

        return report

    @asynccontextmanager
    async def _beating(self, job: Job) -> AsyncGenerator[None]:
        """Say again and again that the worker is alive, while the work is done."""
        heart = asyncio.create_task(self._beat(job))
        try:
            yield
        finally:
            heart.cancel()
            with suppress(asyncio.CancelledError):
                await heart

    async def _beat(self, job: Job) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            with suppress(StorageUnavailableError):
                async with self._database.transaction("desk") as db:
                    await jobs.beat(db, job)


async def _either(*waits: Awaitable[object], seconds: float) -> None:
    """Wait for the first of these, but not for longer than this."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
