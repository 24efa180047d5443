"""The short form: whoever works on a job is gone at each of its stages, and the next one does it.

Gone means cancelled where the database holds it; `make faults` kills processes there.
"""

import asyncio
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from lyhord import analysing
from lyhord.exports import queued
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage.database import Database
from tests.faults.holding import held, reached, silenced
from tests.faults.stage import Stage, a_stage
from tests.faults.working import ANALYSIS, FILE, a_settled_round, job_mistakes, queue_job
from tests.test_analysing import CODEBOOK, TEXTS, a_round_with
from tests.web.desk.analysed import Shown


async def a_small_round(stage: Stage) -> Shown:
    """A round whose few texts are analysed in a moment."""
    async with (
        Database.open(stage.settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        return Shown(round_id=await a_round_with(db, *TEXTS), run_id=UUID(int=0))


@pytest.mark.parametrize(("kind", "stages"), [(analysing.KIND, ANALYSIS), (queued.KIND, FILE)])
async def test_a_job_that_is_dropped_at_any_stage_is_done_once_and_whole(
    settings: Settings, tmp_path: Path, kind: str, stages: tuple[str, ...]
) -> None:
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "sv.toml").write_text(CODEBOOK)
    prepared = msgspec.structs.replace(settings, surveys_dir=tmp_path)
    stage = await a_stage(prepared, tmp_path)
    there = await (a_small_round if kind == analysing.KIND else a_settled_round)(stage)
    wrong: list[str] = []
    for at in stages:
        async with Database.open(settings, roles=["desk"]) as database:
            worker = Worker(database, kinds(prepared), tell=lambda *_, **__: None)
            async with held(stage.url, kind, at) as db:
                job = await queue_job(stage, there, kind)
                working = asyncio.create_task(worker.once())
                await reached(db)
                working.cancel()
                with suppress(asyncio.CancelledError):
                    await working
            await silenced(stage.url)
            await worker.once()
        wrong += await job_mistakes(stage.url, kind, job, at)

    assert [] == wrong
