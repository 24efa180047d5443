"""`lyhord backup` and `lyhord restore`, as somebody runs them."""

import asyncio
import json
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.settings import Settings
from lyhord.storage import responses, taken_back
from lyhord.storage.database import owning
from tests.builders import SECRET
from tests.safekeeping.saved import filled, texts


@pytest.fixture
def kept(settings: Settings) -> Settings:
    """A database with an answer that stays and one that is taken back later."""
    asyncio.run(filled(settings, "kvar"))
    return settings


def run(settings: Settings, *arguments: str, **environment: str) -> Result:
    address = settings.database_url or ""
    variables = {"LYHORD_DATABASE_URL": address, "LYHORD_SECRET": SECRET} | environment
    return CliRunner(env=variables).invoke(main, arguments)


def test_a_backup_is_its_owners_alone_and_comes_back(kept: Settings, tmp_path: Path) -> None:
    file = tmp_path / "saved.lyhord"
    first = run(kept, "backup", str(file), "--json")
    (regretted,) = asyncio.run(filled(kept, "ångrat"))
    second = run(kept, "backup", str(file), "--json")
    list_ = tmp_path / "list.json"
    asyncio.run(_take_back(kept, regretted.receipt_hash))
    list_.write_bytes(b"{}")
    unasked = run(kept, "restore", str(file), "--withdrawals", str(list_))
    asked = run(kept, "restore", str(file), "--replace", "--withdrawals", str(list_))

    assert 0 == first.exit_code, first.stderr
    assert json.loads(first.stdout)["rows"] < json.loads(second.stdout)["rows"]
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert [] == [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert 1 == unasked.exit_code
    assert "--replace" in unasked.stderr
    assert (0, "") == (asked.exit_code, asked.stderr)
    assert {"kvar"} == asyncio.run(texts(kept))


def test_a_file_that_others_laid_there_gets_nothing(kept: Settings, tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "saved.lyhord", tmp_path / "elsewhere"
    elsewhere.write_bytes(b"theirs")
    (tmp_path / f".saved.lyhord.{os.getpid()}.part").symlink_to(elsewhere)
    done = run(kept, "backup", str(file))

    assert 0 == done.exit_code, done.stderr
    assert b"theirs" == elsewhere.read_bytes()
    assert file.is_file()
    assert not file.is_symlink()


async def _take_back(settings: Settings, receipt: bytes) -> None:
    async with owning(settings) as db, db.transaction():
        await responses.withdraw(db, receipt)
        assert 1 == len((await taken_back.known(db)).withdrawn)


def test_without_a_list_nothing_is_restored_unless_somebody_says_so(
    kept: Settings, tmp_path: Path
) -> None:
    file = str(tmp_path / "saved.lyhord")
    run(kept, "backup", file)
    asyncio.run(filled(kept, "senare"))
    forgotten = run(kept, "restore", file, "--replace")
    untouched = asyncio.run(texts(kept))
    meant = run(kept, "restore", file, "--replace", "--without-withdrawals")

    assert 1 == forgotten.exit_code
    assert "--without-withdrawals" in forgotten.stderr
    assert {"kvar", "senare"} == untouched
    assert 0 == meant.exit_code, meant.stderr
    assert "has come back, unless the database" in meant.stderr
    assert {"kvar"} == asyncio.run(texts(kept))


def test_a_full_disk_is_told_and_nothing_stays(kept: Settings) -> None:
    result = run(kept, "backup", "/dev/full")

    assert (1, "lyhord: /dev/full: No space left on device\n") == (result.exit_code, result.stderr)


def test_without_a_program_that_saves_it_is_said_what_is_missing(
    kept: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lyhord.storage.dumping._candidates", lambda _: [])
    result = run(kept, "backup", str(tmp_path / "saved"))

    assert 1 == result.exit_code
    assert "there is no pg_dump of PostgreSQL" in result.stderr
    assert [] == list(tmp_path.iterdir())
