"""Our commands as processes of their own, which can be killed with all that they started."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

PATIENCE = 240.0  # a crowded machine takes its time; nothing waits longer than it has to
LOOK = 0.05


class Service:
    """A command that runs, and what it printed; started again it is the same command."""

    def __init__(self, command: list[str], environment: Mapping[str, str], log: Path) -> None:
        self._command = command
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("LYHORD_")
        } | dict(environment)
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> psutil.Process:
        """The command's own process."""
        assert self._process is not None
        return psutil.Process(self._process.pid)

    @property
    def children(self) -> list[psutil.Process]:
        """What it started, the oldest first."""
        return sorted(self.process.children(recursive=True), key=lambda each: each.pid)

    @property
    def told(self) -> str:
        """What it printed."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def start(self) -> None:
        """Start it, in a session of its own so that it can be killed whole."""
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """Kill the command and everything that it started, at once and unasked."""
        if self._process is None:
            return
        started = [] if self.has_ended() else self.children
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)
        # whoever is started next finds the port free
        psutil.wait_procs(started, timeout=PATIENCE)

    def kill_alone(self) -> None:
        """Kill the command itself; what it started has to notice."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)

    def end(self) -> int:
        """Ask it to stop, as a supervisor does; gives its exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(PATIENCE)

    def has_ended(self) -> bool:
        """Whether the command is over."""
        return self._process is None or self._process.poll() is not None

    def ended(self) -> int:
        """Wait until it is over by itself; gives its exit status."""
        assert self._process is not None
        return self._process.wait(PATIENCE)


@contextmanager
def service(command: list[str], environment: Mapping[str, str], log: Path) -> Generator[Service]:
    """A command for as long as this is held; killed whole at the end."""
    made = Service(command, environment, log)
    made.start()
    try:
        yield made
    finally:
        made.kill()


def ours(*arguments: str) -> list[str]:
    """The command line of one of our commands."""
    return [sys.executable, "-m", "lyhord", *arguments]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(address: str) -> bool:
    """Whether a web process answers, and its database with it."""
    try:
        urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
    except (OSError, urllib.error.URLError):
        return False
    return True


def wait_until(what: Callable[[], bool], told: str, *, seconds: float = PATIENCE) -> float:
    """Wait for a condition and give the seconds that it took; a failure names it."""
    began = time.monotonic()
    while not what():
        if time.monotonic() - began > seconds:
            raise TimeoutError(told)
        time.sleep(LOOK)
    return time.monotonic() - began
