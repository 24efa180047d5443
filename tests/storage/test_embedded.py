"""The embedded server: shared while somebody holds it, started again when it dies."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import asyncpg
import pytest

from lyhord.errors import StorageUnavailableError
from lyhord.storage import embedded
from lyhord.storage.leftovers import HOLDERS, forget_dead


@pytest.fixture
def folder() -> Generator[Path]:
    with tempfile.TemporaryDirectory(prefix="lyhord-") as name:
        yield Path(name)


async def _answer(url: str) -> int:
    db = await asyncpg.connect(url)
    try:
        return await db.fetchval("select 41 + 1")
    finally:
        await db.close()


async def _answer_within(url: str, seconds: float) -> int:
    async with asyncio.timeout(seconds):
        while True:
            try:
                return await _answer(url)
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.2)


def _postmaster(folder: Path) -> int:
    return int((folder / "postgres" / "postmaster.pid").read_text().split()[0])


async def test_a_server_that_dies_is_started_again(folder: Path) -> None:
    with embedded.running(folder, is_kept=True) as url:
        first = _postmaster(folder)
        assert 42 == await _answer(url)
        os.kill(first, signal.SIGKILL)

        assert 42 == await _answer_within(url, seconds=30)
        assert first != _postmaster(folder)


async def test_it_stops_with_the_last_who_holds_it(folder: Path) -> None:
    with embedded.running(folder) as url:
        with embedded.running(folder) as same:
            assert url == same
        assert 42 == await _answer(url)

    with pytest.raises(OSError, match="No such file"):
        await _answer(url)


HOLDER = """
import sys, time
from pathlib import Path
from lyhord.storage import embedded
with embedded.running(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


async def test_what_a_killed_holder_leaves_is_used_and_stopped_at_the_end(folder: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert "held" in holder.stdout.readline()
        holder.kill()
    left = _postmaster(folder)

    with embedded.running(folder) as url:
        assert left == _postmaster(folder)
        assert 42 == await _answer(url)

    assert not (folder / "postgres" / "postmaster.pid").exists()


async def test_what_a_power_cut_leaves_is_neither_a_server_nor_a_holder(folder: Path) -> None:
    with embedded.running(folder):
        told = (folder / "postgres" / "postmaster.pid").read_text()
    # the server's number belongs to another process by now, and a holder's to nobody
    (folder / "postgres" / "postmaster.pid").write_text(
        told.replace(told.partition("\n")[0], str(os.getpid()), 1)
    )
    with embedded.running(folder) as url:
        assert 42 == await _answer(url)
        (folder / "postgres" / HOLDERS).write_text(f"[{os.getpid()}, {_gone()}]")

    assert not (folder / "postgres" / "postmaster.pid").exists()


def test_what_nobody_can_read_of_holders_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / HOLDERS).write_text("[12, 3")
    forget_dead(tmp_path)

    assert "[]" == (tmp_path / HOLDERS).read_text()


def _gone() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen(["true"]) as process:  # noqa: S607 - no shell, no path needed
        process.wait()
    return process.pid


def test_a_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    taken = folder / "file"
    taken.write_text("")

    with (
        pytest.raises(StorageUnavailableError, match="cannot start PostgreSQL"),
        embedded.running(taken),
    ):
        pass


async def test_the_lock_lies_with_the_data(folder: Path) -> None:
    with embedded.running(folder) as url:
        assert (folder / embedded.LOCK).exists()
        assert 42 == await _answer(url)


def test_a_server_that_does_not_start_is_told_in_one_line(folder: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "in-the-way").write_text("")

    result = subprocess.run(
        [sys.executable, "-m", "lyhord", "migrate", "--data-dir", str(folder)],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert "cannot start PostgreSQL" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_secret_stays_the_same_and_is_for_its_owner_alone(folder: Path) -> None:
    first = embedded.kept_secret(folder)

    assert 64 == len(first)
    assert ["secret"] == [file.name for file in folder.iterdir()]
    assert first == embedded.kept_secret(folder)
    assert 0o600 == (folder / "secret").stat().st_mode & 0o777
