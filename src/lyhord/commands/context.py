"""What every command needs: settings with a database behind them, and errors as one clear line."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import IO, BinaryIO, get_args
from zoneinfo import ZoneInfo

import click
import msgspec

from lyhord.errors import BadInputError, LyhordError
from lyhord.settings import Settings, from_environment
from lyhord.storage import embedded
from lyhord.storage.addresses import Role, is_addressed

TRACEBACK = "LYHORD_TRACEBACK"

data_dir_option = click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="LYHORD_DATA_DIR",
    help="Folder of the embedded database (without LYHORD_DATABASE_URL).",
)
round_option = click.option("--round", "round_id", required=True, type=click.UUID, metavar="ID")
json_option = click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")


class Failure(click.ClickException):
    """The work failed: one clear line on stderr and exit status 1."""

    def show(self, file: IO[str] | None = None) -> None:
        """Write the line."""
        click.echo(f"lyhord: {self.message}", err=True, file=file)


class Command(click.Command):
    """A command that turns our errors into one line instead of a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except LyhordError as error:
            raise Failure(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            # its words may quote an answer, so they are shown only to who asks for them
            told = f"{type(error).__name__}, which is a mistake of ours; {TRACEBACK}=1 shows where"
            raise Failure(told) from error


class Group(click.Group):
    """A group whose commands answer errors in one line."""

    command_class = Command
    group_class = type


def default_data_dir() -> Path:
    """Where the embedded database lies when nobody says otherwise."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/lyhord")
    base = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base).expanduser() / "lyhord"


def is_embedded(settings: Settings) -> bool:
    """Whether no address of a database is set, so that the embedded one is used."""
    roles: tuple[Role, ...] = get_args(Role)
    return not any(is_addressed(settings, role) for role in roles)


@contextmanager
def connected(data_dir: Path | None = None, *, is_kept: bool = False) -> Generator[Settings]:
    """Settings that lead to a database: the one in the environment, else the embedded one.

    Kept, the embedded one is started again when it dies.
    """
    settings = from_environment(os.environ)
    if not is_embedded(settings):
        yield settings
        return
    folder = data_dir or settings.data_dir or default_data_dir()
    with embedded.running(folder, is_kept=is_kept) as url:
        yield msgspec.structs.replace(
            settings,
            data_dir=folder,
            database_url=url,
            secret=settings.secret or embedded.kept_secret(folder),
        )


def today() -> date:
    """The day it is where the service is, which is what the database calls today."""
    return datetime.now(ZoneInfo(from_environment(os.environ).timezone)).date()


def say(value: object, *, as_json: bool, text: str) -> None:
    """Print a result: JSON on one line for programs, a text for people."""
    click.echo(msgspec.json.encode(value).decode() if as_json else text)


def write_out(out: Path, content: bytes) -> None:
    """Write a file that was asked for, whole or not at all; `BadInputError` says why it cannot."""
    with written_whole(out) as target:
        target.write(content)


@contextmanager
def written_whole(out: Path, *, is_private: bool = False) -> Generator[BinaryIO]:
    """A file to write that gets its name when it is whole and on the disk; else nothing stays.

    Private, its owner alone can read it. Raises `BadInputError` saying why it cannot be written.
    """
    is_place = out.exists() and not out.is_file()  # a pipe or a screen keeps its name
    draft = out if is_place else out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with open(
            draft, "wb", opener=_privately if is_private and not is_place else None
        ) as target:
            yield target
            target.flush()
            if not is_place:
                os.fsync(target.fileno())
        if not is_place:
            draft.replace(out)
    except OSError as error:
        raise BadInputError(f"{out}: {error.strerror or error}") from error
    finally:
        if not is_place:
            draft.unlink(missing_ok=True)


def _privately(path: str, flags: int) -> int:
    """A new file: what somebody else laid there may be open to them, or lead elsewhere."""
    with suppress(FileNotFoundError):
        Path(path).unlink()
    return os.open(path, flags | os.O_EXCL, 0o600)


def is_terminal() -> bool:
    """Whether a person watches, so that progress is shown."""
    return sys.stderr.isatty()
