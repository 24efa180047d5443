"""A Dask scheduler's workers find what one process finds, and what they lack is said clearly."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import distributed
import pytest
from click.testing import CliRunner

from lyhord.commands.theming import themes
from lyhord.theming import finding
from lyhord_themes import (
    NoTextError,
    SchedulerError,
    ThemeFinder,
    at_scheduler,
    guiding,
    scheduler,
    space,
    summing,
    training,
)
from lyhord_themes.pieces import each
from tests.themes import scheduled
from tests.themes.corpora import planted

FILES = ("themes.json", "assignments.csv", "codebook.toml", "report.html", "map.svg")
MANY, FEW = 210, 30  # of each of four topics; the first go every way that large corpora go
BLOCK = 60
BOOK = """
language = "sv"

[[themes]]
id = "buss"
name = "Buss"
definition = "Att resa"
seeds = ["buss", "resa"]

[[themes]]
id = "mat"
name = "Mat"
definition = "Att äta"
seeds = ["mat", "lunch"]
"""
ROOT = Path(__file__).parents[2]


@contextmanager
def running(folder: Path, name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of Dask's commands, from the folder where its workers find the tests."""
    code = "import sys; from dask.__main__ import main; sys.exit(main())"
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    settings = {"PYTHONPATH": paths, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with (folder / f"{name}.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", code, name, "--no-dashboard", *arguments],
            cwd=folder,
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


@contextmanager
def a_scheduler(folder: Path) -> Iterator[str]:
    """Run a scheduler at a free port and give its address."""
    file = folder / "scheduler.json"
    own = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with running(folder, "scheduler", *own) as process:
        yield address(file, process)


def address(file: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until a scheduler has told its address."""
    while process.poll() is None:
        try:
            return str(json.loads(file.read_text())["address"])
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.05)
    raise AssertionError("the scheduler ended at once")


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two worker processes, each begun anew when it ends."""
    folder = tmp_path_factory.mktemp("dask")
    two = ("--nworkers", "2", "--nthreads", "1", "--local-directory", str(folder))
    with (
        a_scheduler(folder) as address,
        running(folder, "worker", address, "--host", "127.0.0.1", *two),
    ):
        yield address


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few hundred texts come in several pieces; no other seeds are tried."""
    monkeypatch.setattr(finding, "OTHER_SEEDS", ())
    for module in (guiding, space, summing, training):
        monkeypatch.setattr(module, "BLOCK", BLOCK)


def written(file: Path, name: str, *arguments: str) -> dict[str, bytes]:
    """Run the command; gives what it wrote."""
    out = file.parent / name
    model = file.parent / f"{name}.model"
    own = ("--save-model", str(model), "--out", str(out))
    result = CliRunner().invoke(themes, [str(file), *arguments, *own])
    assert result.exit_code == 0, result.output
    return {"model": model.read_bytes(), **{each: (out / each).read_bytes() for each in FILES}}


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(
    ("per_topic", "how"),
    [
        (MANY, ("--codebook", "none", "--themes", "4")),
        (FEW, ("--codebook", "book.toml", "--background", "none")),
    ],
    ids=["by likeness", "by a codebook"],
)
def test_two_workers_write_the_same_bytes_as_one_process(
    workers: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    per_topic: int,
    how: Sequence[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("book.toml").write_text(BOOK, encoding="utf-8")
    file = tmp_path / "answers.csv"
    file.write_text("text\n" + "\n".join(planted(per_topic)[0]), encoding="utf-8")

    alone = written(file, "alone", *how)
    together = written(file, "together", *how, "--scheduler", workers)

    for name, content in alone.items():
        assert content == together[name], name


@pytest.mark.usefixtures("small_blocks")
def test_a_worker_that_dies_during_a_fit_changes_nothing(workers: str, tmp_path: Path) -> None:
    texts, died, told = planted(2 * FEW)[0], tmp_path / "died", list[str]()

    def end_one(share: float, step: str) -> None:  # noqa: ARG001  what progress is told
        told.append(step)
        if told.count("placing") == 1:
            told.append("placing")  # it is told again meanwhile
            doubled = list(each(partial(scheduled.doubled_by_the_next, died), range(12)))
            assert doubled == [2 * piece for piece in range(12)]

    with at_scheduler(workers):
        found = ThemeFinder(n_themes=4).fit(texts, progress=end_one).findings_

    assert died.exists()
    assert found == ThemeFinder(n_themes=4).fit(texts).findings_


def test_work_is_done_elsewhere_until_the_block_ends(workers: str) -> None:
    with at_scheduler(workers):
        there = set(each(scheduled.process, range(8)))

    assert os.getpid() not in there
    assert set(each(scheduled.process, range(8))) == {os.getpid()}


def test_a_piece_that_every_worker_dies_of_is_named_at_last(workers: str) -> None:
    with pytest.raises(SchedulerError, match="workers die of a piece"), at_scheduler(workers):
        list(each(scheduled.deadly, [1]))


def test_errors_of_the_work_come_home_as_they_are(workers: str) -> None:
    with pytest.raises(NoTextError, match="no text there"), at_scheduler(workers):
        list(each(scheduled.failing, ["no text there"]))


def test_a_worker_that_lacks_a_module_is_told(workers: str) -> None:
    with (
        pytest.raises(SchedulerError, match="a worker lacks lyhord_lacks_this"),
        at_scheduler(workers),
    ):
        list(each(scheduled.lacking, [1]))


def test_workers_with_another_version_do_nothing(
    workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {**scheduler.made_of(), "numpy": "0.1"}
    monkeypatch.setattr(scheduler, "made_of", lambda: here)

    with (
        pytest.raises(SchedulerError, match=r"a worker has numpy .*, not 0\.1"),
        at_scheduler(workers),
    ):
        list(each(scheduled.process, [1]))


def test_without_any_worker_it_ends_after_a_while(tmp_path: Path) -> None:
    with a_scheduler(tmp_path) as address:
        with (
            pytest.raises(SchedulerError, match="has no workers"),
            at_scheduler(address, patience=0.2),
        ):
            pass

        with (
            scheduler._client(distributed, address, tries=3) as client,
            pytest.raises(SchedulerError, match="no worker is left"),
        ):
            list(scheduler._at_workers(client, address, 0.2, scheduled.process, [1]))


def test_work_that_cannot_travel_is_told(workers: str) -> None:
    with pytest.raises(SchedulerError, match="cannot be sent"), at_scheduler(workers):
        list(each(lambda piece: piece, [1]))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{port}", "nonsense://x", "127.0.0.1:1e9"])
def test_where_no_scheduler_answers_it_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(scheduler, "REACHED", 0.5)
    (tmp_path / "a.csv").write_text("text\nbussen\n", encoding="utf-8")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        asked = address.format(port=silent.getsockname()[1])
        out = ("--out", str(tmp_path / "out"))

        result = CliRunner().invoke(themes, [str(tmp_path / "a.csv"), "--scheduler", asked, *out])

    assert result.exit_code == 1
    assert result.stderr.startswith(f"lyhord: {asked}: no Dask scheduler answers here")
    assert len(result.stderr.splitlines()) == 1
    assert not list((tmp_path / "out").glob("*"))


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(SchedulerError, match=r"install lyhord\[scale\]"), at_scheduler("tcp://x:1"):
        pass


def test_a_forged_model_finds_no_class_here_that_unpickles() -> None:
    own = [each for each in vars(scheduler).values() if isinstance(each, type)]

    assert not [each for each in own if each.__module__ == scheduler.__name__]
