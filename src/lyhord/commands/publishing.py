"""`lyhord publish`, `lyhord migrate` and `lyhord key create`: what stands before a round."""

import asyncio
import sys
from collections.abc import Awaitable
from datetime import date
from pathlib import Path

import click

from lyhord import rounds
from lyhord.commands.context import Command, Group, connected, data_dir_option, json_option, say
from lyhord.commands.owning import ACTOR, as_owner, run
from lyhord.errors import BadInputError, InstrumentError, NotFoundError
from lyhord.instruments.reading import Library, read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.privacy import sealing
from lyhord.privacy.passphrases import new_passphrase
from lyhord.settings import Settings
from lyhord.storage import keys
from lyhord.storage.database import Connection
from lyhord.storage.instruments import Edition
from lyhord.storage.migrating import migrate as apply_migrations

SHORTEST = 12


@click.command(cls=Command)
@data_dir_option
@json_option
def migrate(data_dir: Path | None, *, as_json: bool) -> None:
    """Bring the database to the schema of this version; a step of every deployment."""
    with connected(data_dir) as settings:
        applied = asyncio.run(apply_migrations(settings))
    text = "\n".join(f"applied {name}" for name in applied) or "nothing to do"
    say({"applied": applied}, as_json=as_json, text=text)


def chosen(library: Library, paths: tuple[Path, ...]) -> tuple[str, ...]:
    """The instruments that the given files hold; all of them where no file is given."""
    if not paths:
        return tuple(library.publications)
    names = tuple(path.stem for path in paths)
    unknown = [name for name in names if name not in library.publications]
    if unknown:
        raise BadInputError(f"no instrument lies in {', '.join(unknown)}.toml")
    return names


@click.command(cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@data_dir_option
@json_option
def publish(paths: tuple[Path, ...], data_dir: Path | None, *, as_json: bool) -> None:
    """Publish instruments (PATH: a survey file or a folder; all that are shipped without it)."""

    def work(db: Connection) -> Awaitable[tuple[Edition, ...]]:
        return rounds.publish(db, publications, library.place, actor=ACTOR)

    with connected(data_dir) as settings:
        folder, files = _shelf(settings, paths)
        library = read_library(folder, place=settings.place)
        names = chosen(library, files)
        publications = tuple(library.publications[name] for name in names)
        editions = asyncio.run(as_owner(settings, work))
    result = [{"instrument": e.instrument_id, "version": e.version} for e in editions]
    text = "\n".join(f"{e.instrument_id} version {e.version}" for e in editions)
    say(result, as_json=as_json, text=text)


def _shelf(settings: Settings, paths: tuple[Path, ...]) -> tuple[Path, tuple[Path, ...]]:
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise InstrumentError(tuple(f"{path}: there is no such file" for path in missing))
    folders = {path if path.is_dir() else path.parent for path in paths}
    if len(folders) > 1:
        raise BadInputError("publish the files of one folder at a time")
    folder = folders.pop() if folders else surveys_folder(settings.surveys_dir)
    return folder, tuple(path for path in paths if path.is_file())


@click.group("key", cls=Group)
def key_group() -> None:
    """The safeguarding officers' key."""


@key_group.command("create")
@click.option("--passphrase-stdin", is_flag=True, help="Read the passphrase from standard input.")
@data_dir_option
@json_option
def create_key(data_dir: Path | None, *, passphrase_stdin: bool, as_json: bool) -> None:
    """Make the key that originals are sealed to, and show its passphrase this once."""
    passphrase = read_passphrase() if passphrase_stdin else new_passphrase()
    is_first, _ = run(data_dir, lambda db: make_first_key(db, passphrase, actor=ACTOR))
    if not is_first:
        raise BadInputError("there is a key already, perhaps made with the first round")
    result = {"made": "key"} | ({} if passphrase_stdin else {"passphrase": passphrase})
    say(result, as_json=as_json, text="\n".join(f"{name}: {it}" for name, it in result.items()))


def read_passphrase() -> str:
    """One line from standard input, long enough to protect a key."""
    passphrase = sys.stdin.readline().rstrip("\n")
    if len(passphrase) < SHORTEST:
        raise BadInputError(f"a passphrase has at least {SHORTEST} characters")
    return passphrase


async def make_first_key(db: Connection, passphrase: str, *, actor: str) -> bool:
    """Make the officers' key where there is none yet, and say whether that was so."""
    try:
        await keys.latest(db)
    except NotFoundError:
        made = sealing.new_key(passphrase)
        key = keys.made_today(made, today=date.today())  # noqa: DTZ011 - a day is enough
        await keys.add(db, key, actor=actor)
        return True
    return False
