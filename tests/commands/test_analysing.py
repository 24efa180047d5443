"""Analysing, exporting and working from the command line, on the test's own database."""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from click.testing import CliRunner, Result

from lyhord import analysing
from lyhord.cli import main
from lyhord.commands.owning import as_owner
from lyhord.commands.serving import to_environment
from lyhord.settings import Settings
from lyhord.storage import responses
from lyhord.storage.database import Connection
from tests.builders import a_collector, a_response, a_round
from tests.test_analysing import CODEBOOK, TEXTS

Run = Callable[..., Result]


@pytest.fixture
def prepared(settings: Settings, tmp_path: Path) -> Settings:
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "sv.toml").write_text(CODEBOOK)
    return msgspec.structs.replace(settings, surveys_dir=tmp_path)


@pytest.fixture
def lyhord(prepared: Settings) -> Run:
    def run(*arguments: str) -> Result:
        return CliRunner(env=to_environment(prepared)).invoke(main, list(arguments))

    return run


def a_round_with(settings: Settings, *texts: str) -> UUID:
    async def work(db: Connection) -> UUID:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        await responses.submit(db, [a_response(door, text) for text in texts])
        return round_id

    return asyncio.run(as_owner(settings, work))


def state_of(settings: Settings, round_id: UUID) -> str:
    status = asyncio.run(as_owner(settings, lambda db: analysing.status(db, round_id)))
    return status.state if status else ""


def test_analyse_does_the_work_itself_when_no_worker_takes_it(
    lyhord: Run, prepared: Settings
) -> None:
    round_id = a_round_with(prepared, *TEXTS)
    result = lyhord("analyse", "--round", str(round_id), "--json")

    assert json.loads(result.stdout)["state"] == "finished"
    assert state_of(prepared, round_id) == "finished"
    assert result.stderr == ""


def test_a_round_without_texts_is_one_clear_line(lyhord: Run, prepared: Settings) -> None:
    result = lyhord("analyse", "--round", str(a_round_with(prepared)))

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "lyhord: the round has no texts to analyse\n"


def test_an_unknown_round_is_one_clear_line(lyhord: Run) -> None:
    result = lyhord("analyse", "--round", str(UUID(int=7)))

    assert result.exit_code == 1
    assert result.stderr.startswith("lyhord: there is no round")


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_the_newest_themes_become_a_file(
    lyhord: Run, prepared: Settings, tmp_path: Path, format_: str
) -> None:
    round_id = str(a_round_with(prepared, *TEXTS))
    lyhord("analyse", "--round", round_id)
    out = tmp_path / f"themes.{format_}"
    result = lyhord("export", "--round", round_id, "--format", format_, "--out", str(out))

    assert result.exit_code == 0, result.output
    assert out.stat().st_size > 100


def test_there_is_nothing_to_export_before_an_analysis(
    lyhord: Run, prepared: Settings, tmp_path: Path
) -> None:
    round_id = str(a_round_with(prepared, *TEXTS))
    out = str(tmp_path / "themes.csv")
    result = lyhord("export", "--round", round_id, "--format", "csv", "--out", out)

    assert result.exit_code == 1
    assert "no finished analysis" in result.stderr


def test_an_unknown_format_is_wrong_usage(lyhord: Run) -> None:
    result = lyhord("export", "--round", str(UUID(int=1)), "--format", "doc", "--out", "x")

    assert result.exit_code == 2


def start(settings: Settings, round_id: UUID) -> None:
    asyncio.run(as_owner(settings, lambda db: analysing.start(db, round_id, actor="tests")))


def test_a_worker_asked_once_empties_the_queue_and_stops(lyhord: Run, prepared: Settings) -> None:
    round_id = a_round_with(prepared, *TEXTS)
    start(prepared, round_id)
    result = lyhord("worker", "--once")

    assert result.exit_code == 0, result.output
    assert state_of(prepared, round_id) == "finished"


def test_a_worker_stops_at_a_signal_when_its_job_is_done(prepared: Settings) -> None:
    round_id = a_round_with(prepared, *TEXTS)
    process = subprocess.Popen(
        [sys.executable, "-m", "lyhord", "worker"],
        env=to_environment(prepared),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        start(prepared, round_id)
        deadline = time.monotonic() + 60
        while state_of(prepared, round_id) == "queued" and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()

    assert process.returncode == 0, err
    assert state_of(prepared, round_id) == "finished"
    assert TEXTS[0].encode() not in out + err
