"""The worker: each job once, taken over when a worker falls silent, failed plainly."""

import asyncio
from pathlib import Path

import msgspec
import pytest

from lyhord import analysing
from lyhord.jobs.kinds import Kind, kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage import jobs, responses
from lyhord.storage.database import EVERYTHING, Connection, Database
from lyhord.storage.jobs import MOST_ATTEMPTS, Job
from tests.builders import a_collector, a_response, a_round
from tests.test_analysing import CODEBOOK, TEXTS

WAIT = 30.0


@pytest.fixture
def prepared(settings: Settings, tmp_path: Path) -> Settings:
    """Settings with a small codebook in their surveys folder."""
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "sv.toml").write_text(CODEBOOK)
    return msgspec.structs.replace(settings, surveys_dir=tmp_path)


def a_worker(database: Database, settings: Settings, events: list[str] | None = None) -> Worker:
    def tell(event: str, **_: object) -> None:
        (events if events is not None else []).append(event)

    return Worker(database, kinds(settings), tell=tell)


async def a_queued_analysis(database: Database, *texts: str) -> Job:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        await responses.submit(db, [a_response(door, text) for text in texts])
    async with database.transaction("desk") as db:
        run_id = await analysing.start(db, round_id, actor="tests")
        job = await jobs.of_run(db, round_id, run_id)
    assert job is not None
    return job


async def status_of(database: Database, job: Job) -> analysing.Status:
    async with database.transaction("desk") as db:
        status = await analysing.status(db, job.round_id)
    assert status is not None
    return status


async def test_the_queue_is_emptied(prepared: Settings) -> None:
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        waiting = [await a_queued_analysis(database, *TEXTS) for _ in range(2)]
        done = await a_worker(database, prepared).empty()
        states = [(await status_of(database, job)).state for job in waiting]

    assert (done, states) == (2, ["finished", "finished"])


async def test_an_empty_queue_is_done_at_once(prepared: Settings) -> None:
    async with Database.open(prepared, roles=["desk"]) as database:
        assert await a_worker(database, prepared).empty() == 0


async def test_two_workers_do_each_job_once(prepared: Settings) -> None:
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        for _ in range(3):
            await a_queued_analysis(database, *TEXTS)
        done = await asyncio.gather(*(a_worker(database, prepared).empty() for _ in range(2)))

    assert sum(done) == 3


async def test_a_round_without_texts_fails_plainly_and_once(prepared: Settings) -> None:
    events: list[str] = []
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        job = await a_queued_analysis(database)
        await a_worker(database, prepared, events).empty()
        status = await status_of(database, job)

    assert (status.state, status.failure, events) == ("failed", "no_texts", ["job_failed"])


async def test_a_missing_codebook_fails_plainly(prepared: Settings, tmp_path: Path) -> None:
    (tmp_path / "codebook" / "sv.toml").unlink()
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        job = await a_queued_analysis(database, *TEXTS)
        await a_worker(database, prepared).empty()
        status = await status_of(database, job)

    assert status.failure == "codebook"


async def test_what_nobody_foresaw_is_tried_three_times(prepared: Settings) -> None:
    events: list[str] = []

    async def breaks(_: Database, __: Job, ___: object) -> None:
        raise RuntimeError("something that an answer said")

    def tell(event: str, **fields: object) -> None:
        events.append(f"{event} {fields}")

    known = kinds(prepared)[analysing.KIND]
    broken: Kind = msgspec.structs.replace(known, perform=breaks)
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        job = await a_queued_analysis(database, *TEXTS)
        await Worker(database, {analysing.KIND: broken}, tell=tell).empty()
        status = await status_of(database, job)

    assert (status.state, status.failure) == ("failed", "unexpected")
    assert len(events) == MOST_ATTEMPTS
    assert "something that an answer said" not in "".join(events)


async def test_a_job_that_silent_workers_left_three_times_is_given_up(prepared: Settings) -> None:
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        job = await a_queued_analysis(database, *TEXTS)
        async with database.transaction("desk") as db:
            for _ in range(MOST_ATTEMPTS):
                await jobs.claim(db, kinds=[analysing.KIND], patience=-1)
        await _silence(database, job)
        await a_worker(database, prepared).empty()
        status = await status_of(database, job)

    assert (status.state, status.failure) == ("failed", "worker_lost")


async def _silence(database: Database, job: Job) -> None:
    async with database.transaction("owner") as db:
        await db.execute(
            "update staff.job set heartbeat_at = now() - interval '1 hour' where job_id = $1",
            job.job_id,
        )


async def test_a_listening_worker_takes_new_jobs_and_finishes_the_one_in_hand(
    prepared: Settings,
) -> None:
    stop = asyncio.Event()
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        running = asyncio.create_task(a_worker(database, prepared).run(stop))
        await asyncio.sleep(0.3)
        job = await a_queued_analysis(database, *TEXTS)
        async with asyncio.timeout(WAIT):
            while (await status_of(database, job)).state == "queued":  # noqa: ASYNC110 - as others look
                await asyncio.sleep(0.02)
            stop.set()
            await running
        status = await status_of(database, job)

    assert status.state == "finished"


async def test_the_stages_of_an_analysis_are_told(prepared: Settings) -> None:
    stages: list[str] = []
    known = kinds(prepared)[analysing.KIND]

    async def watched(database: Database, job: Job, report: analysing.Report) -> None:
        async def noting(progress: float, stage: str) -> None:
            await report(progress, stage)
            async with database.transaction("desk") as db:
                stages.append((await jobs.get(db, job.job_id)).stage)

        await known.perform(database, job, noting)

    watching: Kind = msgspec.structs.replace(known, perform=watched)
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        await a_queued_analysis(database, *TEXTS)
        await Worker(database, {analysing.KIND: watching}, tell=lambda *_, **__: None).empty()

    # finding is told more than once: how far it has come goes with it
    assert list(dict.fromkeys(stages)) == ["reading", "finding", "storing"]


async def test_the_desk_role_is_enough(db: Connection) -> None:
    round_id = await a_round(db)
    await db.execute("set local role lyhord_desk")
    await db.execute("select set_config('lyhord.sees', $1, true)", EVERYTHING)

    assert await analysing.start(db, round_id, actor="tests")


async def test_a_stopped_analysis_is_left_alone_by_whoever_works_on_it(prepared: Settings) -> None:
    events: list[str] = []
    known = kinds(prepared)[analysing.KIND]

    async def stopped(database: Database, job: Job, report: analysing.Report) -> None:
        async with database.transaction("desk") as db:
            await analysing.stop(db, job.round_id, actor="tests")
        await known.perform(database, job, report)

    stopping: Kind = msgspec.structs.replace(known, perform=stopped)
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        job = await a_queued_analysis(database, *TEXTS)
        worker = Worker(
            database, {analysing.KIND: stopping}, tell=lambda event, **_: events.append(event)
        )
        await worker.empty()
        status = await status_of(database, job)

    assert (status.state, status.failure, events) == ("failed", "stopped", ["job_lost"])


async def test_a_stopped_analysis_that_waits_is_never_begun(prepared: Settings) -> None:
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        job = await a_queued_analysis(database, *TEXTS)
        async with database.transaction("desk") as db:
            await analysing.stop(db, job.round_id, actor="tests")
            await analysing.stop(db, job.round_id, actor="tests")
        done = await a_worker(database, prepared).empty()
        status = await status_of(database, job)
        async with database.transaction("desk") as db:
            again = await analysing.start(db, job.round_id, actor="tests")

    assert (done, status.failure) == (0, "stopped")
    assert again != status.run_id
