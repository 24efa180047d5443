"""The embedded server: it outlives a command that is killed, and dies beneath one that is not."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import psutil

from lyhord.settings import Settings
from lyhord.storage import embedded
from lyhord.storage.migrating import migrate
from tests.builders import SECRET
from tests.faults.scenes import Scenes, Told, told, with_more
from tests.faults.services import Service, is_ready, ours, wait_until
from tests.faults.stage import Stage, a_stage, under_load


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


ALL = (embedded_outlives, embedded_killed)
