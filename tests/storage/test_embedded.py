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
