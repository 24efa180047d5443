"""Services of a benchmark, their CPU time as the operating system counts it, and its progress."""

import os
import socket
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], environment: Mapping[str, str]) -> Generator[psutil.Process]:
    """A service for as long as this is held; it ends with its children."""
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent,
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def cpu_seconds(*roots: psutil.Process) -> float:
    """User and system time of these processes and their living children."""
    total = 0.0
    for root in roots:
        for process in (root, *root.children(recursive=True)):
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system
    return total


def postmaster(folder: Path) -> psutil.Process:
    """The embedded Postgres of a data folder."""
    pid = int((folder / "postgres" / "postmaster.pid").read_text().split()[0])
    return psutil.Process(pid)


def granian(target: str, port: int, *, workers: int = 1) -> list[str]:
    """The command that serves an ASGI app the way the product does."""
    options = ["--interface", "asgi", "--workers", str(workers), "--no-ws", "--log-level", "error"]
    return [sys.executable, "-m", "granian", target, "--port", str(port), *options]


def tell(text: str) -> None:
    """Say on a terminal how far a benchmark has come."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr)
