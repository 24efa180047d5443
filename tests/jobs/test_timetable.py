"""What time makes due: done at its moments, whatever else fails, waits or works meanwhile."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from lyhord import analysing
from lyhord.errors import StorageUnavailableError
from lyhord.jobs import tasks
from lyhord.jobs.kinds import kinds
from lyhord.jobs.timetable import Task, Timetable
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage import responses
from lyhord.storage.database import Database
from lyhord.storage.jobs import Job
from tests.builders import a_collector, a_response, a_round
from tests.jobs.test_worker import a_queued_analysis

WAIT = 30.0
# a fiftieth of a second before a full minute
MOMENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC) - timedelta(seconds=0.02)

Told = list[tuple[str, dict[str, object]]]


def a_timetable(due: Sequence[Task], told: Told | None = None) -> Timetable:
    def tell(event: str, **fields: object) -> None:
        (told if told is not None else []).append((event, fields))

    return Timetable(due, clock=lambda: MOMENT, tell=tell)


async def run_until(timetable: Timetable, enough: asyncio.Event) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(timetable.run(stop))
    async with asyncio.timeout(WAIT):
        await enough.wait()
        stop.set()
        await running


async def test_a_task_is_done_at_once_and_then_at_its_moment() -> None:
    done: list[str] = []
    twice = asyncio.Event()

    async def sweep() -> bool:
        done.append("swept")
        if len(done) == 2:
            twice.set()
        return True

    # the second comes at the full minute, not a minute after the first
    await run_until(a_timetable([Task(name="sweep", seconds=60, do=sweep)]), twice)

    assert done == ["swept", "swept"]


async def test_one_that_fails_or_hangs_keeps_no_other_waiting() -> None:
    told: Told = []
    swept, hung = asyncio.Event(), asyncio.Event()

    async def fail() -> bool:
        raise ZeroDivisionError("what somebody wrote")

    async def hang() -> bool:
        return await hung.wait()

    async def sweep() -> bool:
        swept.set()
        hung.set()
        return True

    due = [
        Task(name="broken", seconds=60, do=fail),
        Task(name="hanging", seconds=60, do=hang),
        Task(name="sweep", seconds=60, do=sweep),
    ]
    await run_until(a_timetable(due, told), swept)
    ((event, fields),) = told

    assert (event, fields["task"], fields["error"]) == (
        "task_failed",
        "broken",
        "ZeroDivisionError",
    )
    assert "what somebody wrote" not in str(told)


async def test_a_database_that_is_away_is_said_and_tried_again() -> None:
    told: Told = []
    back = asyncio.Event()

    async def look() -> bool:
        if not told:
            raise StorageUnavailableError("away")
        back.set()
        return True

    await run_until(a_timetable([Task(name="look", seconds=0.01, do=look)], told), back)

    assert told == [("database_unavailable", {"task": "look", "retry_seconds": 0.01})]


async def test_what_is_put_off_is_said() -> None:
    told: Told = []

    async def wait() -> bool:
        return False

    await a_timetable([Task(name="sweep", seconds=60, do=wait)], told).once()

    assert told == [("task_put_off", {"task": "sweep"})]


async def test_a_long_analysis_keeps_no_task_waiting(settings: Settings) -> None:
    done = asyncio.Event()

    async def sweep() -> bool:
        done.set()
        return True

    async def analyse(_: Database, __: Job, ___: object) -> None:
        await asyncio.wait_for(done.wait(), WAIT)

    known = kinds(settings)[analysing.KIND]
    long = {analysing.KIND: msgspec.structs.replace(known, perform=analyse)}
    async with Database.open(settings, roles=["owner", "desk"]) as database:
        await a_queued_analysis(database, "en text")
        worker = Worker(database, long, tell=lambda *_, **__: None)
        working = asyncio.create_task(worker.once())
        await run_until(a_timetable([Task(name="sweep", seconds=60, do=sweep)]), done)
        job = await working

    assert job is not None


async def test_every_task_of_this_version_can_be_done(
    database: Database, settings: Settings
) -> None:
    told: Told = []
    due = tasks.usual(database, settings, clock=lambda: MOMENT, tell=lambda *_, **__: None)
    await a_timetable(due, told).once()

    assert told == []
    assert len({task.name for task in due}) == len(due)


async def test_rows_are_mixed_where_enough_have_come(database: Database) -> None:
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db))
        await responses.submit(db, [a_response(door) for _ in range(10)])
    await tasks.mix(database, share=tasks.SHARE_LATER)
    async with database.transaction("owner") as db:
        first = await db.fetchval("select mixed_by::text from lyhord.mixing")
        await responses.submit(db, [a_response(door) for _ in range(9)])
    await tasks.mix(database, share=tasks.SHARE_LATER)
    async with database.transaction("owner") as db:
        second = await db.fetchval("select mixed_by::text from lyhord.mixing")

    assert first == second is not None


async def test_rows_that_somebody_reads_are_mixed_another_time(database: Database) -> None:
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db))
        await responses.submit(db, [a_response(door) for _ in range(10)])
    async with database.transaction("officer") as reader:
        await reader.fetch("select box from sealed.original")
        assert await tasks.mix(database, share=tasks.SHARE_LATER) is False
    async with database.transaction("owner") as db:
        assert await db.fetchval("select count(*) from lyhord.mixing") == 0


async def test_who_does_not_lead_does_only_what_each_does() -> None:
    done: list[str] = []

    def noting(name: str, *, is_for_each: bool) -> Task:
        async def do() -> bool:
            done.append(name)
            return True

        return Task(name=name, seconds=60, do=do, is_for_each=is_for_each)

    async def never() -> bool:
        return False

    both = [noting("for all", is_for_each=False), noting("for each", is_for_each=True)]
    await Timetable(both, clock=lambda: MOMENT, tell=lambda *_, **__: None, leads=never).once()

    assert ["for each"] == done
