"""What a machine runs short of: room on the disk, connections, the right time; and locks."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import asyncpg

from tests.faults.load import Load
from tests.faults.scenes import Scenes, Told, told
from tests.faults.servers import postgres
from tests.faults.services import is_ready, wait_until
from tests.faults.stage import Stage, under_load

LOCKED_SECONDS = 10
HOUR = 3_600
DISK = "160m"


async def locked(stage: Stage) -> Told:
    """Somebody holds what every answer is written to for ten seconds; people wait that long."""
    async with under_load(stage) as load:
        db = await asyncpg.connect(stage.url)
        async with db.transaction():
            await db.execute("lock table lyhord.receipt in access exclusive mode")
            before = load.acknowledged
            await asyncio.sleep(LOCKED_SECONDS)
            meanwhile = load.acknowledged - before
        await db.close()
    return await told(
        "a lock held for ten seconds", stage, load, note=f"{meanwhile} thanked for meanwhile"
    )


async def without_connections(stage: Stage) -> Told:
    """Postgres has no connection left, not even those that the service had."""
    async with under_load(stage) as load, _taken(stage) as taken:
        await _met(load, "503", 20)
    return await told(
        "connection limit reached", stage, load, note=f"{len(taken)} connections taken by others"
    )


async def _met(load: Load, what: str, more: int) -> None:
    """Wait until people have met a refusal so many times more."""
    goal = load.refusals[what] + more
    async with asyncio.timeout(120):
        while load.refusals[what] < goal:  # noqa: ASYNC110 - counted by several
            await asyncio.sleep(0.1)


@asynccontextmanager
async def _taken(stage: Stage) -> AsyncGenerator[list[asyncpg.Connection]]:
    """Every connection that there is, also those that the service gives up."""
    taken = [await asyncpg.connect(stage.url)]
    try:
        for _ in range(3):
            with suppress(asyncpg.TooManyConnectionsError):
                while True:
                    taken.append(await asyncpg.connect(stage.url))
            await taken[0].execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where application_name like 'lyhord%' and datname = current_database()"
            )
        yield taken
    finally:
        for db in taken:
            db.terminate()


async def clock_jumps(scenes: Scenes) -> Told:
    """The clock of the web process jumps an hour ahead, two back, and to where it was."""
    async with scenes.stage() as stage:
        file = stage.folder / "clock"
        file.write_text("0")
        with _shifted(stage, file):
            async with under_load(stage) as load:
                for seconds in (HOUR, -HOUR, 0):
                    file.write_text(str(seconds))
                    await load.until(60)
        return await told("clock of the web process jumps an hour ahead and back", stage, load)


@contextmanager
def _shifted(stage: Stage, file: Path) -> Generator[None]:
    options = ["--interface", "asgi", "--factory", "--no-ws", "--log-level", "error"]
    app = "tests.faults.shifted:application"
    command = [sys.executable, "-m", "granian", app, "--port", str(stage.port), *options]
    with stage.run("shifted", ["env", f"FAULTS_CLOCK={file}", *command], part="door") as web:
        wait_until(
            lambda: web.has_ended() or is_ready(stage.address), "the shifted process is not ready"
        )
        assert not web.has_ended(), web.told[-2_000:]
        yield


async def disk_full(scenes: Scenes) -> Told:
    """The disk of Postgres has no byte left for a while; the server may even fall."""
    folder = scenes.folder / "small-disk"
    folder.mkdir()
    with _small_disk(folder), postgres(folder / "postgres", options="-c max_wal_size=48MB") as full:
        small = Scenes(full, scenes.folder)
        await asyncio.to_thread(small.prepare)
        async with small.stage() as stage:
            with stage.web("--part", "door"):
                async with under_load(stage) as load:
                    await asyncio.to_thread(_fill, folder / "filler")
                    await _met(load, "503", 40)
                    fell = not full.is_up()
                    (folder / "filler").unlink()
                    if not full.is_up():
                        await asyncio.to_thread(full.start)
            note = "Postgres fell and was started again" if fell else "Postgres stayed up"
            return await told(f"disk of Postgres full ({DISK} tmpfs)", stage, load, note=note)


@contextmanager
def _small_disk(folder: Path) -> Generator[None]:
    """A file system of its own in memory; only root may make one."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0755", "tmpfs", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607 - Debian's own


def _fill(file: Path) -> None:
    """Write until there is no room, and again what the server frees meanwhile."""
    end = time.monotonic() + 2
    with file.open("ab", buffering=0) as target:
        while time.monotonic() < end:
            with suppress(OSError):
                while target.write(b"\0" * 4_096):
                    pass
            time.sleep(0.1)
