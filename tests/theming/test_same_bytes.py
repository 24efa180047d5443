"""The same texts give the same bytes: in another process, on other threads, in another order."""

import csv
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.themes.corpora import FINNISH, planted, planted_in

FILES = ("themes.json", "assignments.csv", "codebook.toml", "report.html")
TEXTS = [*planted(60)[0], *planted_in(FINNISH, 9)[0], "vi väntade i kön", ""]
ARGUMENTS = ("--codebook", "none")


def written(folder: Path, texts: list[str], name: str, *, threads: int, hashes: int) -> Path:
    """Run the command in a process of its own; gives the folder that it wrote."""
    out = folder / name
    out.mkdir()
    file = out / "answers.csv"
    file.write_text("text\n" + "".join(f'"{text}"\n' for text in texts), encoding="utf-8")
    limits = {f"{library}_NUM_THREADS": str(threads) for library in ("OMP", "OPENBLAS", "MKL")}
    command = [sys.executable, "-m", "lyhord", "themes", str(file), *ARGUMENTS]
    subprocess.run(
        [*command, "--save-model", str(out / "model"), "--out", str(out)],
        env={**os.environ, **limits, "PYTHONHASHSEED": str(hashes)},
        check=True,
        capture_output=True,
    )
    return out


def placed(folder: Path, texts: list[str]) -> dict[str, tuple[str, ...]]:
    with (folder / "assignments.csv").open(encoding="utf-8", newline="") as lines:
        rows = [tuple(row.values())[1:] for row in csv.DictReader(lines)]
    return dict(zip(texts, rows, strict=True))


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same")
    return written(folder, TEXTS, "once", threads=1, hashes=1)


def test_another_process_with_more_threads_writes_the_same_bytes(once: Path) -> None:
    again = written(once.parent, TEXTS, "again", threads=2, hashes=2)

    for name in (*FILES, "model"):
        assert (again / name).read_bytes() == (once / name).read_bytes(), name


def test_another_order_of_the_rows_moves_no_text_and_makes_the_same_model(once: Path) -> None:
    mixed = TEXTS.copy()
    random.Random(5).shuffle(mixed)  # noqa: S311  an order, no secret

    turned = written(once.parent, mixed, "turned", threads=2, hashes=3)

    assert placed(turned, mixed) == placed(once, TEXTS)
    assert (turned / "codebook.toml").read_bytes() == (once / "codebook.toml").read_bytes()
    assert (turned / "model").read_bytes() == (once / "model").read_bytes()


def test_the_bytes_are_those_of_many_themes_and_languages(once: Path) -> None:
    themes = {place[0] for place in placed(once, TEXTS).values()}

    assert len(themes) > 4
    assert '"languages"' in (once / "themes.json").read_text(encoding="utf-8")
