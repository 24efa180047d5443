"""Disks of Postgres without a byte left: beneath its tables, and beneath its write-ahead log."""

import asyncio
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg

from tests.conftest import administer
from tests.faults.scenes import Scenes, Told, told, with_more
from tests.faults.servers import Postgres, postgres
from tests.faults.services import wait_until
from tests.faults.stage import Stage, under_load

DISK = "160m"
LOG = "48m"


async def disk_full(scenes: Scenes) -> Told:
    """The disk of Postgres has no byte left for a while; the server may even fall."""
    folder = scenes.folder / "small-disk"
    folder.mkdir()
    with (
        _small_disk(folder, DISK),
        postgres(folder / "postgres", options="-c max_wal_size=48MB") as full,
    ):
        small = Scenes(full, scenes.folder)
        await asyncio.to_thread(small.prepare)
        async with small.stage() as stage:
            with stage.web("--part", "door"):
                async with under_load(stage) as load:
                    await asyncio.to_thread(_fill, folder / "filler")
                    await load.met("503", 40)
                    fell = not full.is_up()
                    (folder / "filler").unlink()
                    if not full.is_up():
                        await asyncio.to_thread(full.start)
            note = "Postgres fell and was started again" if fell else "Postgres stayed up"
            return await told(f"disk of Postgres full ({DISK} tmpfs)", stage, load, note=note)


async def log_full(scenes: Scenes) -> Told:
    """The disk beneath the write-ahead log is full: Postgres falls, and comes back with room."""
    folder, log = scenes.folder / "small-log", scenes.folder / "small-log" / "log"
    log.mkdir(parents=True)
    options = "-c wal_recycle=off -c min_wal_size=2MB -c max_wal_size=16MB"
    with _small_disk(log, LOG):
        # the folder itself must be empty, which a file system may not be
        inside = log / "pieces"
        inside.mkdir()
        with postgres(folder / "postgres", options=options, log_folder=inside) as fallen:
            small = Scenes(fallen, scenes.folder)
            await asyncio.to_thread(small.prepare)
            async with small.stage() as stage:
                with stage.web("--part", "door"):
                    async with under_load(stage) as load:
                        await asyncio.to_thread(_fill, log / "filler")
                        await asyncio.to_thread(
                            wait_until, lambda: _is_fallen(fallen, stage), "Postgres does not fall"
                        )
                        await load.met("503", 20)
                        (log / "filler").unlink()
                        await asyncio.to_thread(fallen.start)
                note = "Postgres fell, did not start while there was no room, and lost nothing"
                made = await told(f"disk beneath its log full ({LOG} tmpfs)", stage, load)
                return with_more(made, note, [])


def _is_fallen(server: Postgres, stage: Stage) -> bool:
    """Let the log begin a new piece, and see whether the server is gone for good."""
    with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        asyncio.run(administer(stage.url, "select pg_switch_wal()"))
    if server.is_up():
        return False
    with suppress(RuntimeError):
        server.start()
    return not server.is_up()


@contextmanager
def _small_disk(folder: Path, size: str) -> Generator[None]:
    """A file system of its own in memory; only root may make one."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "tmpfs", str(folder)]
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


ALL = (disk_full, log_full)
