"""The embedded server: it outlives a command that is killed, and dies beneath one that is not."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import get_args

import asyncpg
import psutil

from lyhord.commands.demo_rounds import CLOSED, demo_answers
from lyhord.instruments.definition import Audience
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import Settings
from lyhord.storage import embedded
from lyhord.storage.migrating import migrate
from tests.builders import SECRET
from tests.faults.scenes import Scenes, Told, told, with_more
from tests.faults.services import PATIENCE, Service, is_ready, ours, wait_until
from tests.faults.stage import Stage, a_stage, under_load

SENT = """
select count(*)
from lyhord.response join lyhord.round as o using (round_id)
where o.name = $1
"""


async def embedded_outlives(scenes: Scenes) -> Told:
    """Kill the whole command; the next one finds the server, uses it and stops it at its end."""
    async with _embedded(scenes, "outlived") as stage:
        with _served(stage) as web:
            async with under_load(stage) as load:
                before = _postmaster(stage)
                web.kill()
                is_left = _is_alive(before)
                web.start()
                await load.until(60)
                is_same = _postmaster(stage) == before
            made = await told("`lyhord serve` with its embedded Postgres killed", stage, load)
            status = await asyncio.to_thread(web.end)
        wrong = [] if is_left and is_same else ["the server was not found again"]
        wrong += [f"status {status}"] if status else []
        wrong += ["the server was not stopped"] if _is_alive(before) else []
        note = "Postgres outlived it, was used by the next one, and stopped with that one"
        return with_more(made, note, wrong)


async def embedded_killed(scenes: Scenes) -> Told:
    """Kill the embedded server twice; the command starts it again each time."""
    async with _embedded(scenes, "killed") as stage:
        with _served(stage) as web:
            async with under_load(stage) as load:
                for _ in range(2):
                    os.kill(_postmaster(stage), signal.SIGKILL)
                    await load.until(60)
            made = await told("embedded Postgres killed twice (kill -9)", stage, load)
            await asyncio.to_thread(web.end)
        return with_more(made, "started again by `lyhord serve` each time", [])


async def demo_killed(scenes: Scenes) -> Told:
    """Kill `lyhord demo` while it sends its answers, and while it serves; it comes back whole."""
    async with _embedded(scenes, "demo") as stage:
        options = ["--port", str(stage.port), "--data-dir", str(stage.folder / "data")]
        with stage.run("demo", ours("demo", *options), database_url=None) as demo:
            amid = await _some_sent(stage)
            demo.kill()
            demo.start()
            await asyncio.to_thread(wait_until, lambda: is_ready(stage.address), "it is not ready")
            whole = await _sent(stage)
            async with under_load(stage, clients=2) as load:
                demo.kill()
                demo.start()
            again = await _sent(stage)
            fault = "`lyhord demo` killed while it sets up, and while it serves"
            made = await told(fault, stage, load)
            await asyncio.to_thread(demo.end)
    folder = surveys_folder(None)
    every = sum(len(demo_answers(folder, audience)) for audience in get_args(Audience))
    note = f"{amid} of {every} answers of its own were there when it was killed, {again} at the end"
    wrong = [] if whole == again == every else [f"{whole} and {again} of {every} answers"]
    return with_more(made, note, wrong)


async def _some_sent(stage: Stage) -> int:
    """Wait until the demo has sent some answers; how many these are."""
    async with asyncio.timeout(PATIENCE):
        while not (count := await _sent(stage)):  # noqa: ASYNC110 - the database is asked
            await asyncio.sleep(0.02)
    return count


async def _sent(stage: Stage) -> int:
    """How many answers the demo's closed round holds; none before its database is there."""
    try:
        db = await asyncpg.connect(stage.url, timeout=5)
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return 0
    try:
        return int(await db.fetchval(SENT, CLOSED))
    finally:
        await db.close()


@asynccontextmanager
async def _embedded(scenes: Scenes, name: str) -> AsyncGenerator[Stage]:
    """A stage on an embedded server that stands still until something is served."""
    folder = scenes.folder / f"embedded-{name}"
    folder.mkdir()
    with embedded.running(folder / "data") as url:
        settings = Settings(database_url=url, secret=SECRET)
        await migrate(settings)
        stage = await a_stage(settings, folder)
    yield stage


@contextmanager
def _served(stage: Stage) -> Generator[Service]:
    """`lyhord serve` without any database address, on the stage's data folder."""
    command = ours("serve", "--no-worker", "--part", "door", "--port", str(stage.port))
    data = str(stage.folder / "data")
    with stage.run("embedded", [*command, "--data-dir", data], database_url=None) as web:
        wait_until(lambda: web.has_ended() or is_ready(stage.address), "it is not ready")
        assert not web.has_ended(), web.told[-2_000:]
        yield web


def _postmaster(stage: Stage) -> int:
    file: Path = stage.folder / "data" / "postgres" / "postmaster.pid"
    return int(file.read_text().split()[0])


def _is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be counted out does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


ALL = (embedded_outlives, embedded_killed, demo_killed)
