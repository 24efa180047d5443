"""Jobs whose worker is killed: each is done once and whole, by whoever takes it over."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from uuid import UUID

import asyncpg

from lyhord import analysing
from lyhord.exports import queued
from lyhord.exports.queued import Asker
from lyhord.storage.database import Database
from lyhord.storage.made_files import Wanted
from tests.faults.holding import END, held, reached, silenced
from tests.faults.scenes import Scenes, Told, told, with_more
from tests.faults.stage import Stage, under_load
from tests.web.desk.analysed import Shown, shown

EMAIL = "analyst@exempel.se"
ANALYSIS = ("reading", "finding", "storing", END)
FILE = ("reading", "writing", "checking", END)
# what is left of a job that was done once: state, takers, and what it made
OF_RUN = """
select r.state, j.state as job, j.attempts,
  (select count(*) from lyhord.theme as t where t.run_id = r.run_id) > 0 as has_themes,
  (select count(*) from staff.audit as a
    where a.action = 'analysis_finished' and a.details ->> 'run' = r.run_id::text) as noted
from lyhord.run as r
join staff.job as j on j.payload ->> 'run_id' = r.run_id::text
where r.run_id = $1
"""
OF_FILE = """
select j.state as job, j.attempts, f.content is not null as is_there
from staff.job as j
join lyhord.made_file as f on f.file_id = j.job_id
where j.job_id = $1
"""


async def analyses_killed(scenes: Scenes) -> Told:
    """A worker dies at each stage of an analysis, and the next one takes it over."""
    return await _killed(scenes, "analysis", ANALYSIS)


async def files_killed(scenes: Scenes) -> Told:
    """The same for a file of a round's themes."""
    return await _killed(scenes, "export", FILE)


async def _killed(scenes: Scenes, what: str, stages: Sequence[str]) -> Told:
    async with scenes.stage() as stage:
        with stage.web("--part", "door"), ExitStack() as workers:
            # few people: the worker needs the processors too
            async with under_load(stage, clients=2) as load:
                there = await a_settled_round(stage)
                wrong: list[str] = []
                worker = workers.enter_context(stage.worker())
                for at in stages:
                    kind = analysing.KIND if what == "analysis" else queued.KIND
                    async with held(stage.url, kind, at) as db:
                        job = await queue_job(stage, there, kind)
                        await reached(db)
                        worker.kill()
                    await silenced(stage.url)
                    worker.start()
                    wrong += await job_mistakes(stage.url, kind, job, at)
        note = f"{len(stages)} jobs, each killed once and done by the next worker"
        made = await told(f"worker killed at {', '.join(stages)} of an {what}", stage, load)
        return with_more(made, note, wrong)


async def a_settled_round(stage: Stage) -> Shown:
    """A settled round with themes, beside the one that is answered."""
    async with Database.open(stage.settings, roles=["owner", "desk"]) as database:
        return await shown(database)


async def queue_job(stage: Stage, there: Shown, kind: str) -> UUID:
    """Queue a job as the desk does; its run or its file."""
    async with (
        Database.open(stage.settings, roles=["desk"]) as database,
        database.transaction("desk") as db,
    ):
        if kind == analysing.KIND:
            return await analysing.start(db, there.round_id, actor="tests")
        wanted = Wanted(format="csv", run_id=there.run_id)
        return await queued.ask(db, there.round_id, wanted, asker=Asker(email=EMAIL))


async def job_mistakes(url: str, kind: str, job: UUID, stage: str) -> list[str]:
    """What is wrong with a job once it is over."""
    db = await asyncpg.connect(url)
    try:
        row = await over(db, OF_RUN if kind == analysing.KIND else OF_FILE, job)
        if kind == queued.KIND:
            # the next file is made anew
            await db.execute("delete from lyhord.made_file")
    finally:
        await db.close()
    found = dict(row)
    expected = (
        {"state": "finished", "job": "finished", "attempts": 2, "has_themes": True, "noted": 1}
        if kind == analysing.KIND
        else {"job": "finished", "attempts": 2, "is_there": True}
    )
    return [] if found == expected else [f"killed at {stage}: {found}"]


async def over(db: asyncpg.Connection, query: str, job: UUID) -> asyncpg.Record:
    """What is left of a job once it is over."""
    async with asyncio.timeout(180):
        while True:
            row = await db.fetchrow(query, job)
            if row is not None and row["job"] in {"finished", "failed"}:
                return row
            await asyncio.sleep(0.1)


ALL = (analyses_killed, files_killed)
