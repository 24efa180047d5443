"""`lyhord publish` and `lyhord migrate`: what stands before a round."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path

import click

from lyhord import rounds
from lyhord.commands.context import Command, connected, data_dir_option, json_option, say
from lyhord.commands.owning import ACTOR, as_owner
from lyhord.errors import BadInputError, InstrumentError
from lyhord.instruments.reading import Library, read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import Settings
from lyhord.storage.database import Connection
from lyhord.storage.instruments import Edition
from lyhord.storage.migrating import migrate as apply_migrations


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
