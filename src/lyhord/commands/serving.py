"""`lyhord serve`: the web processes; what they show is in `web`."""

import asyncio
import errno
import os
import resource
import socket
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import click
import msgspec
from granian import Granian
from granian.constants import Interfaces

from lyhord.commands.beside import worker
from lyhord.commands.context import Command, connected, data_dir_option
from lyhord.errors import BadInputError, MigrationError
from lyhord.settings import Part, Settings
from lyhord.storage.migrating import missing
from lyhord.web import tracing

# loaded by the web processes alone: the command that waits for them needs nothing of it
APPLICATION = "lyhord.commands.application:application"
STOP_SECONDS = 10
# of one process; those who are connected and say nothing keep nobody else out
MOST_CONNECTIONS = 16_384


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--part", type=click.Choice(get_args(Part)), help="Which side; both by default.")
@click.option(
    "--worker/--no-worker",
    "has_worker",
    default=True,
    help="A worker beside the staff pages, for analyses and notices; by default.",
)
@data_dir_option
def serve(
    host: str,
    port: int,
    workers: int,
    part: Part | None,
    data_dir: Path | None,
    *,
    has_worker: bool,
) -> None:
    """Serve the survey pages (door), the staff pages (desk), or both."""
    refuse_taken(host, port)
    with connected(data_dir, is_kept=True) as settings:
        require_current(settings)
        chosen = served(settings, part=part, host=host, port=port)
        if chosen.part == "desk":
            tracing.require(chosen)
        is_alone = chosen.part == "door" or not has_worker
        with nullcontext() if is_alone else worker(to_environment(chosen)):
            run_server(chosen, host=host, port=port, workers=workers)


def served(settings: Settings, *, part: Part | None, host: str, port: int) -> Settings:
    """The settings of what is served; links lead to it where no public address is set."""
    return msgspec.structs.replace(
        settings,
        part=part or settings.part,
        base_url=settings.base_url or f"http://{host}:{port}",
    )


def require_current(settings: Settings) -> None:
    """Refuse to serve on a database that lacks a migration, where the owner's address is known."""
    if settings.owner_database_url is None and settings.database_url is None:
        return
    lacking = asyncio.run(missing(settings))
    if lacking:
        raise MigrationError(f"the database lacks {', '.join(lacking)}: run `lyhord migrate`")


def refuse_taken(host: str, port: int) -> None:
    """Say early that the pages cannot be served there; two servers would share one port."""
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BadInputError(f"port {port} is taken: choose another with --port") from error
        raise BadInputError(f"cannot serve at {host}, port {port}: {error.strerror}") from error


def run_server(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Run web processes until a signal ends them; refuses a port that is taken."""
    refuse_taken(host, port)
    with shared_counts(settings, workers) as known:
        os.environ |= to_environment(known)
        _serve(host, port, workers)


@contextmanager
def shared_counts(settings: Settings, workers: int) -> Generator[Settings]:
    """The settings, with a folder for what several processes count as long as this is held."""
    if workers == 1:
        yield settings
        return
    with TemporaryDirectory(prefix="lyhord-counts-") as folder:
        yield msgspec.structs.replace(settings, metrics_dir=Path(folder))


def _serve(host: str, port: int, workers: int) -> None:
    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.ASGI,
        factory=True,
        log_access=False,
        log_enabled=False,
        websockets=False,
        # one that dies does not take the others with it
        respawn_failed_workers=True,
        # a worker that is told to stop while it starts misses that
        workers_kill_timeout=STOP_SECONDS,
        backpressure=connections_at_once(),
    )
    server.serve()


def connections_at_once() -> int:
    """How many connections a process holds: as many as it may open files for, with some to spare.

    Raises what it may open to what the system allows.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return MOST_CONNECTIONS if soft < 0 else min(MOST_CONNECTIONS, soft * 3 // 4)


def to_environment(settings: Settings) -> dict[str, str]:
    """The settings that are set, as the environment of a process that is started."""
    values = msgspec.to_builtins(settings, enc_hook=str)
    return {name: str(value) for name, value in values.items() if value is not None}
