"""Breaks everything that can break while people answer: `python -m tests.faults [NAME …]`.

Prints a table: the fault, what clients met meanwhile, the answers that they were thanked for, how
many of these are stored exactly once, and the verdict on all that is stored. Ends with status 1
where anything is wrong, begins nothing new after twelve minutes, and gives up what still runs after
fourteen and a half.
"""

import asyncio
import sys
import tempfile
import time
import traceback
from argparse import ArgumentParser
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from tests.faults import (
    clocks,
    commits,
    disks,
    embedding,
    migrations,
    network,
    processes,
    resources,
    saving,
    several,
    working,
)
from tests.faults.ledger import Books
from tests.faults.scenes import Scenes, Told
from tests.faults.servers import open_to_all, postgres

LAST_BEGIN = 12 * 60.0
LAST_END = 14.5 * 60.0  # seconds; ending what it started takes some more
# these share a service, which none of them ends
CALM = (
    network.cut,
    network.same_at_once,
    network.slow_ones,
    network.idle_ones,
    network.large_bodies,
    resources.locked,
    resources.without_connections,
)
ALONE = (
    *processes.ALL,
    *embedding.ALL,
    *commits.ALL,
    *clocks.ALL,
    *disks.ALL,
    *saving.ALL,
    *migrations.ALL,
    *several.ALL,
    *working.ALL,
)
HEAD = ("fault", "clients met", "thanked for", "stored once", "verdict", "seconds")


class Table:
    """The rows so far; a fault that could not be tried is a row too."""

    def __init__(self, *, last_end: float = LAST_END) -> None:
        self.is_right = True
        self._began = time.monotonic()
        self._last_end = self._began + last_end
        self._rows: list[tuple[str, ...]] = []

    async def add(self, name: str, scene: Callable[[], Awaitable[Told]]) -> None:
        """Try a fault and remember what came of it."""
        began = time.monotonic()
        if began - self._began > LAST_BEGIN:
            self._keep(_untried(name, "not tried: no time left"), 0)
            return
        limit = asyncio.timeout(self._last_end - began)
        try:
            async with limit:
                told = await scene()
        except Exception as error:  # noqa: BLE001 - the others are tried all the same
            traceback.print_exc()
            why = f"{type(error).__name__}: {error}"
            told = _untried(name, "not ended: no time left" if limit.expired() else why)
        self._keep(told, time.monotonic() - began)

    def _keep(self, told: Told, seconds: float) -> None:
        self.is_right = self.is_right and told.is_right
        verdict = "right" if told.is_right else f"WRONG: {'; '.join(told.books.wrong[:3])}"
        verdict += f" ({told.note})" if told.note else ""
        counts = (f"{told.books.acknowledged:,}", f"{told.books.once:,}")
        self._rows.append((told.fault, told.met or "–", *counts, verdict, f"{seconds:.0f}"))
        sys.stderr.write(f"{seconds:4.0f} s  {told.fault}: {verdict}\n")

    def __str__(self) -> str:
        """The table as Markdown."""
        lines = [HEAD, ("---",) * len(HEAD), *self._rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _untried(name: str, why: str) -> Told:
    return Told(fault=name, books=Books(acknowledged=0, once=0, wrong=(why,)))


async def _calm(scenes: Scenes, table: Table, chosen: Sequence[str]) -> None:
    parts = [each for each in CALM if each.__name__ in chosen]
    if not parts:
        return
    async with scenes.stage() as stage:
        with stage.web("--part", "door"):
            for each in parts:
                await table.add(each.__name__, partial(each, stage))


async def _all(scenes: Scenes, table: Table, chosen: Sequence[str]) -> None:
    await _calm(scenes, table, chosen)
    for each in ALONE:
        if each.__name__ in chosen:
            await table.add(each.__name__, partial(each, scenes))


def chosen_of(arguments: Sequence[str]) -> tuple[str, ...]:
    """The faults that are named, or all; ends the program where one is not known."""
    names = [each.__name__ for each in (*CALM, *ALONE)]
    parser = ArgumentParser("python -m tests.faults", description=__doc__)
    parser.add_argument("names", metavar="NAME", nargs="*", help=", ".join(names))
    chosen: list[str] = parser.parse_args(arguments).names
    unknown = [name for name in chosen if name not in names]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(names)}")
    return tuple(chosen or names)


def main() -> None:
    """Try the faults that are named, or all."""
    chosen = chosen_of(sys.argv[1:])
    table = Table()
    with tempfile.TemporaryDirectory(prefix="lyhord-faults-") as name:
        folder = open_to_all(Path(name))
        with postgres(folder / "postgres") as server:
            scenes = Scenes(server, folder)
            scenes.prepare()
            asyncio.run(_all(scenes, table, chosen))
    sys.stdout.write(f"{table}\n")
    sys.exit(0 if table.is_right else 1)


if __name__ == "__main__":
    main()
