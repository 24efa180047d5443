"""`lyhord analyse`: queues an analysis, and does it here when no worker takes it."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import click

from lyhord import analysing
from lyhord.commands.bars import bar
from lyhord.commands.context import (
    Command,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
)
from lyhord.commands.owning import ACTOR
from lyhord.errors import BadInputError, NotFoundError
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage import jobs
from lyhord.storage.database import Database
from lyhord.storage.jobs import Job

PATIENCE = 2.0  # seconds that a worker has to take the job
LOOK = 0.2  # seconds between two looks at how far it has come

Show = Callable[[Job], None]

REASONS = {
    "no_texts": "the round has no texts to analyse",
    "codebook": "the codebook cannot be used; see `lyhord themes --codebook`",
    "worker_lost": "the workers stopped while they analysed",
    "unexpected": "the analysis failed; the worker's log says where",
}


@click.command(cls=Command)
@round_option
@click.option("--seed", default=0, show_default=True, help="The same seed gives the same themes.")
@data_dir_option
@json_option
def analyse(round_id: UUID, seed: int, data_dir: Path | None, *, as_json: bool) -> None:
    """Find the themes of a round."""
    with connected(data_dir) as settings:
        run_id = asyncio.run(shown(settings, round_id, seed=seed))
    result = {"round": str(round_id), "run": str(run_id), "state": "finished"}
    say(result, as_json=as_json, text=f"analysed: {run_id}")


async def shown(settings: Settings, round_id: UUID, *, seed: int) -> UUID:
    """Analyse with a bar on a terminal, and in silence in a pipe."""
    with bar("queued", {}) as tell:

        def show(job: Job) -> None:
            tell(job.progress, job.stage or job.state)

        return await analyse_once(settings, round_id, seed=seed, patience=PATIENCE, show=show)


async def analyse_once(
    settings: Settings,
    round_id: UUID,
    *,
    seed: int = 0,
    patience: float = 0.0,
    show: Show = lambda _: None,
) -> UUID:
    """Analyse a round and return the run; done here when no worker takes it within `patience`.

    Raises `BadInputError` saying why when the analysis fails.
    """
    async with Database.open(settings, roles=["desk"]) as database:
        async with database.transaction("desk") as db:
            run_id = await analysing.start(db, round_id, actor=ACTOR, seed=seed)
            job = await jobs.of_run(db, round_id, run_id)
        if job is None:
            raise NotFoundError("job of the run", str(run_id))
        worker = Worker(database, kinds(settings), tell=lambda *_, **__: None)
        done = await _followed(database, worker, job, patience=patience, show=show)
    if done.state == "failed":
        raise BadInputError(REASONS.get(done.error, REASONS["unexpected"]))
    return run_id


async def _followed(
    database: Database, worker: Worker, job: Job, *, patience: float, show: Show
) -> Job:
    """Watch a job until it ends, and take it on when nobody else does."""
    started, own = time.monotonic(), None
    while job.state in {"queued", "running"}:
        if own is not None and own.done():
            await own  # raises what went wrong
            own = None
        if own is None and time.monotonic() - started >= patience:
            own = asyncio.create_task(worker.once(job.job_id))
        await asyncio.sleep(LOOK)
        async with database.transaction("desk") as db:
            job = await jobs.get(db, job.job_id)
        show(job)
    if own is not None:
        await own
    return job
