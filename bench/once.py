"""Runs one program of the measurements, reads its last line, and never waits for ever."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import cast

from msgspec import Struct

from programs import Program

FOLDER = Path(__file__).parent
PATIENCE = 60.0  # seconds in which a program may end what it started


class Run(Struct, frozen=True, kw_only=True):
    """What came of a program: its figures, or why there are none; the load when it began."""

    program: Program
    command: str
    load: float
    figures: dict[str, object] | None
    why: str = ""


def arguments_of(program: Program, *, is_quick: bool) -> tuple[str, ...]:
    """What a program is asked."""
    return (program.quick or program.usual) if is_quick else program.usual


def run(program: Program, *, is_quick: bool) -> Run:
    """Run one program, at most for its minutes; nothing that it started is left."""
    asked = (program.script, *arguments_of(program, is_quick=is_quick))
    load, began = os.getloadavg()[0], time.monotonic()
    _tell(f"{program.name} …")
    with tempfile.TemporaryFile("w+") as told, tempfile.TemporaryFile("w+") as complaints:
        process = subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, *asked],
            stdout=told,
            stderr=complaints,
            cwd=FOLDER,
            env=os.environ | {"PYTHONPATH": _paths()},
            start_new_session=True,
        )
        why = _ended(process, program.minutes)
        told.seek(0)
        complaints.seek(0)
        figures = _figures(told.read())
        if not why and (figures is None or process.returncode):
            why = _why(complaints.read(), process.returncode)
    _tell(f"{program.name}: {why or 'done'}, {time.monotonic() - began:.0f} s")
    return Run(
        program=program,
        command=f"python bench/{' '.join(asked)}",
        load=load,
        figures=None if why else figures,
        why=why,
    )


def _paths() -> str:
    """Where programs find the tests' own instruments too."""
    return os.pathsep.join(
        each for each in (str(FOLDER.parent), os.environ.get("PYTHONPATH", "")) if each
    )


def _ended(process: subprocess.Popen[bytes], minutes: float) -> str:
    """Wait for a program; where it takes too long, let it end what it started, and say so."""
    try:
        process.wait(60 * minutes)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return f"not ended after {minutes:g} minutes"
    return ""


def _figures(told: str) -> dict[str, object] | None:
    """What the last line says, where it is a JSON object."""
    try:
        figures = json.loads(told.strip().rpartition("\n")[2])
    except ValueError:
        return None
    return cast("dict[str, object]", figures) if isinstance(figures, dict) else None


def _why(complaints: str, status: int) -> str:
    """Why there are no figures: what the program complained of last."""
    last = complaints.strip().rpartition("\n")[2][:120]
    return f"ended with {status}: {last}" if status else "printed no figures"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
