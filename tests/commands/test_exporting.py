"""Paper from the command line."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.commands import bars
from lyhord.commands.bars import waiting
from lyhord.commands.context import write_out, written_whole
from lyhord.settings import Settings
from lyhord.storage.database import Database
from tests.builders import a_collector, a_publication, a_round

Run = Callable[..., Result]


@pytest.fixture
async def lyhord(settings: Settings, database: Database) -> Run:
    """Runs an export of a round with a door for children and one for young people."""
    async with database.transaction("owner") as db:
        round_id = await a_round(db, a_publication("youth"), a_publication("child"))
        await a_collector(db, round_id, "youth")
        await a_collector(db, round_id, "child")

    def run(*arguments: str) -> Result:
        environment = {"LYHORD_DATABASE_URL": settings.database_url}
        command = ["export", "--round", str(round_id), *arguments]
        return CliRunner(env=environment).invoke(main, command)

    return run


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "papper"


def in_a_thread(run: Run, *arguments: str) -> Result:
    """A command has a loop of its own."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run, *arguments).result()


def test_an_audience_has_one_paper(lyhord: Run, out: Path) -> None:
    result = in_a_thread(
        lyhord, "--format", "paper", "--audience", "child", "--out", f"{out}.pdf", "--json"
    )

    assert result.exit_code == 0, result.output
    assert out.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert f'"file":"{out}.pdf"' in result.stdout


def test_a_round_has_all_its_papers_in_a_zip(lyhord: Run, out: Path) -> None:
    result = in_a_thread(lyhord, "--format", "paper", "--out", f"{out}.zip")

    with ZipFile(io.BytesIO(out.with_suffix(".zip").read_bytes())) as archive:
        names = archive.namelist()
    assert result.exit_code == 0
    assert names == ["fragor-child-sv.pdf", "fragor-youth-sv.pdf"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--format", "paper", "--out", "x.pdf"), 2, "name --out FILE.zip"),
        (("--format", "csv", "--audience", "youth", "--out", "x"), 2, "belongs to --format paper"),
        (("--format", "docx", "--language", "ar", "--out", "x"), 2, "written in sv or en"),
        (("--format", "docx", "--out", "x"), 1, "no finished analysis"),
        (("--format", "paper", "--audience", "guardian", "--out", "x"), 1, "guardian"),
        (("--format", "paper", "--language", "ar", "--out", "x"), 1, "no questions in ar"),
        (("--format", "paper", "--audience", "child", "--out", "/no/where"), 1, "/no/where"),
    ],
)
def test_what_cannot_be_printed_is_one_clear_line(
    lyhord: Run, arguments: tuple[str, ...], status: int, said: str
) -> None:
    result = in_a_thread(lyhord, *arguments)

    assert result.exit_code == status
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "rapport.docx"
    write_out(out, b"before")

    with suppress(RuntimeError), written_whole(out) as target:
        target.write(b"half")
        raise RuntimeError

    assert out.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["rapport.docx"]


def test_a_pipe_keeps_its_name() -> None:
    write_out(Path(os.devnull), b"gone")

    assert not Path(os.devnull).is_file()


HALF = """
import sys
from pathlib import Path
from lyhord.commands import bars
from lyhord.commands.bars import waiting
from lyhord.commands.context import written_whole
with written_whole(Path(sys.argv[1])) as target:
    target.write(b"half")
    target.flush()
    print("written", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("before", [None, b"what was there"])
def test_a_command_that_is_killed_leaves_no_half_file(tmp_path: Path, before: bytes | None) -> None:
    out = tmp_path / "rapport.docx"
    if before is not None:
        out.write_bytes(before)
    with subprocess.Popen(
        [sys.executable, "-c", HALF, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writing:
        assert writing.stdout is not None
        said = writing.stdout.readline()
        writing.kill()

    assert said == b"written\n"
    assert (out.read_bytes() if out.exists() else None) == before


def test_who_waits_at_a_terminal_is_shown_that_work_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    shown = ""
    monkeypatch.setattr(bars, "is_terminal", lambda: True)
    with waiting("writing rapport.docx", after=0.0):
        deadline = time.monotonic() + 30
        while "writing" not in shown and time.monotonic() < deadline:
            shown += capsys.readouterr().err
            time.sleep(0.01)

    assert "writing rapport.docx" in shown
