"""Clocks that jump while people answer: of the web process, and of Postgres."""

import asyncio
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from tests.faults.load import Load
from tests.faults.scenes import Scenes, Told, told, with_more
from tests.faults.servers import postgres
from tests.faults.services import is_ready, wait_until
from tests.faults.stage import Stage, under_load

HOUR = 3_600
# Debian's package libfaketime
LIBRARY = "faketime/libfaketimeMT.so.1"


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


async def postgres_clock_jumps(scenes: Scenes) -> Told:
    """The same of Postgres, which tells when a round is open and when a job's worker is silent."""
    folder = scenes.folder / "other-time"
    folder.mkdir()
    file = folder / "clock"
    _set(file, 0)
    environment = {
        "LD_PRELOAD": str(_library()),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with postgres(folder / "postgres", environment=environment) as server:
        others = Scenes(server, scenes.folder)
        await asyncio.to_thread(others.prepare)
        async with others.stage() as stage:
            db = await asyncpg.connect(stage.url)
            # also just before midnight an hour earlier is a day of the round
            await db.execute("update lyhord.round set opens = opens - 2, closes = closes + 2")
            with stage.web("--part", "door"):
                async with under_load(stage) as load:
                    off = [await _jumped(db, file, load, each) for each in (HOUR, -HOUR, 0)]
            await db.close()
            made = await told("clock of Postgres jumps an hour ahead and back", stage, load)
    hours = [round(each / HOUR) for each in off]
    note = f"it was {', '.join(f'{each:+d}' for each in hours)} hours off"
    return with_more(made, note, [] if hours == [1, -1, 0] else [f"off by {off}"])


async def _jumped(db: asyncpg.Connection, file: Path, load: Load, seconds: int) -> float:
    """Let the clock be so wrong while people answer; how wrong the database says that it is."""
    _set(file, seconds)
    await load.until(60)
    told_: float = await db.fetchval("select extract(epoch from clock_timestamp())::float8")
    return told_ - time.time()


def _set(file: Path, seconds: int) -> None:
    """Say how wrong the clock is, whole at any moment."""
    draft = file.with_suffix(".draft")
    draft.write_text(f"{seconds:+d}\n")
    draft.chmod(0o644)
    draft.replace(file)


def _library() -> Path:
    found = [*Path("/usr/lib").glob(f"*/{LIBRARY}"), *Path("/usr/lib").glob(LIBRARY)]
    if not found:
        raise RuntimeError("libfaketime is not installed: install Debian's libfaketime")
    return found[0]


ALL = (clock_jumps, postgres_clock_jumps)
