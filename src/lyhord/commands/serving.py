"""`lyhord serve`: the web processes; what they show is in `web`."""

import asyncio
import os
from pathlib import Path
from typing import get_args

import click
import msgspec
from granian import Granian
from granian.constants import Interfaces
from litestar import Litestar

from lyhord.commands.context import Command, connected, data_dir_option
from lyhord.errors import MigrationError
from lyhord.settings import Part, Settings, from_environment
from lyhord.storage.migrating import missing
from lyhord.web.app import create_app


def application() -> Litestar:
    """The app of one web process; its settings come through the environment."""
    return create_app(from_environment(os.environ))


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--part", type=click.Choice(get_args(Part)), help="Which side; both by default.")
@data_dir_option
def serve(host: str, port: int, workers: int, part: Part | None, data_dir: Path | None) -> None:
    """Serve the survey pages (door), the staff pages (desk), or both."""
    with connected(data_dir, is_kept=True) as settings:
        require_current(settings)
        chosen = served(settings, part=part, host=host, port=port)
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


def run_server(settings: Settings, *, host: str, port: int, workers: int) -> None:
    """Run web processes until a signal ends them."""
    os.environ |= to_environment(settings)
    server = Granian(
        f"{__name__}:application",
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.ASGI,
        factory=True,
        log_access=False,
        log_enabled=False,
        websockets=False,
    )
    server.serve()


def to_environment(settings: Settings) -> dict[str, str]:
    """The settings that are set, as the environment of a process that is started."""
    values = msgspec.to_builtins(settings, enc_hook=str)
    return {name: str(value) for name, value in values.items() if value is not None}
