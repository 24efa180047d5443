"""The queue: claimed once, fenced by attempts, given up in the end."""

from uuid import UUID

import pytest

from lyhord.errors import NotFoundError
from lyhord.storage import jobs
from lyhord.storage.database import Connection
from lyhord.storage.jobs import MOST_ATTEMPTS, Job
from tests.builders import a_round

KINDS = ["analyse"]


async def a_job(db: Connection) -> UUID:
    round_id = await a_round(db)
    return await jobs.enqueue(db, kind="analyse", round_id=round_id, payload={"run_id": "x"})


async def claimed(db: Connection, **how: float) -> Job:
    job = await jobs.claim(db, kinds=KINDS, **how)
    assert job is not None
    return job


async def test_a_job_is_claimed_once(db: Connection) -> None:
    job_id = await a_job(db)

    first, second = [await jobs.claim(db, kinds=KINDS) for _ in range(2)]

    assert first is not None
    assert (first.job_id, first.state, first.attempts) == (job_id, "running", 1)
    assert second is None


async def test_other_kinds_are_left_to_others(db: Connection) -> None:
    await a_job(db)

    assert await jobs.claim(db, kinds=["mail"]) is None


async def test_a_named_job_is_claimed_before_older_ones(db: Connection) -> None:
    await a_job(db)
    younger = await a_job(db)

    job = await jobs.claim(db, kinds=KINDS, job_id=younger)

    assert job is not None
    assert job.job_id == younger


async def test_a_job_of_a_silent_worker_is_taken_over(db: Connection) -> None:
    await a_job(db)
    lost = await claimed(db)
    taken = await claimed(db, patience=-1)

    assert taken.attempts == 2
    assert not await jobs.report(db, lost, progress=0.5, stage="finding")
    assert not await jobs.finish(db, lost)
    assert not await jobs.fail(db, lost, error="late")
    assert not await jobs.beat(db, lost)
    assert await jobs.finish(db, taken)


async def test_after_three_attempts_a_job_is_given_up(db: Connection) -> None:
    job_id = await a_job(db)
    for _ in range(MOST_ATTEMPTS):
        await claimed(db, patience=-1)

    assert await jobs.claim(db, kinds=KINDS, patience=-1) is None
    assert [job.job_id for job in await jobs.give_up(db, error="lost", patience=-1)] == [job_id]
    assert (await jobs.get(db, job_id)).error == "lost"


async def test_a_job_whose_worker_lives_is_not_given_up(db: Connection) -> None:
    await a_job(db)
    job = await claimed(db)

    assert await jobs.beat(db, job)
    assert await jobs.give_up(db, error="lost") == ()


async def test_progress_and_failure_are_told(db: Connection) -> None:
    job_id = await a_job(db)
    job = await claimed(db)
    await jobs.report(db, job, progress=0.5, stage="finding")
    halfway = await jobs.get(db, job_id)
    await jobs.fail(db, job, error="no_texts")
    failed = await jobs.get(db, job_id)

    assert (halfway.progress, halfway.stage) == (0.5, "finding")
    assert (failed.state, failed.error) == ("failed", "no_texts")


async def test_a_job_that_was_given_back_can_be_claimed_again(db: Connection) -> None:
    await a_job(db)
    await jobs.give_back(db, await claimed(db))

    assert (await claimed(db)).attempts == 2


async def test_an_unknown_job_is_not_found(db: Connection) -> None:
    with pytest.raises(NotFoundError):
        await jobs.get(db, UUID(int=0))
