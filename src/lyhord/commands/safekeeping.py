"""`lyhord backup` and `lyhord restore`; how they work is in `safekeeping`."""

import asyncio
from pathlib import Path

import click

from lyhord.commands.bars import bar
from lyhord.commands.context import (
    Command,
    connected,
    data_dir_option,
    json_option,
    say,
    written_whole,
)
from lyhord.commands.owning import ACTOR
from lyhord.errors import BadInputError, SettingsError
from lyhord.safekeeping import container, remembering, restoring, saving
from lyhord.safekeeping.container import Manifest
from lyhord.settings import Settings

SAVING = {"mixing": "Mixing rows", "saving": "Saving"}
RESTORING = {
    "pre-data": "Making tables",
    "data": "Loading rows",
    "post-data": "Making indexes",
    "checking": "Comparing with the backup",
    "taking_back": "Removing what was taken back",
    "migrating": "Migrating",
}
UNLISTED = (
    "no list of what was taken back or purged was found: name it with --withdrawals FILE, or say "
    "with --without-withdrawals that there is none; what was taken back after the backup may then "
    "come back"
)
UNREMEMBERED = (
    "no list was found: what was taken back or purged after {when} has come back, unless the "
    "database that was replaced knew of it"
)

file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command("backup", cls=Command)
@file_argument
@data_dir_option
@json_option
def backup(file: Path, data_dir: Path | None, *, as_json: bool) -> None:
    """Save the whole database to FILE, also while it is served."""
    with (
        connected(data_dir) as settings,
        written_whole(file, is_private=True) as target,
        bar("Saving", SAVING) as tell,
    ):
        manifest = asyncio.run(
            saving.save(settings, target, actor=ACTOR, tell=lambda step: tell(0.0, step))
        )
    _tell(manifest, file, "saved in", as_json=as_json)


@click.command("restore", cls=Command)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Also where the database holds rounds or accounts.")
@click.option(
    "--withdrawals",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A list of what was taken back after the backup; more than one may be given.",
)
@click.option("--without-withdrawals", is_flag=True, help="Also where there is no such list.")
@click.option("--other-secret", is_flag=True, help="Also where another secret sealed the file.")
@data_dir_option
@json_option
def restore(
    file: Path,
    withdrawals: tuple[Path, ...],
    data_dir: Path | None,
    *,
    replace: bool,
    without_withdrawals: bool,
    other_secret: bool,
    as_json: bool,
) -> None:
    """Put the backup in FILE in the place of the database, whole or not at all.

    What was taken back or purged since does not come back, as far as the database that is
    replaced, the list that a worker writes, or --withdrawals tell of it. Without any list it
    refuses, unless --without-withdrawals says that there is none.
    """
    with connected(data_dir) as settings:
        secret = None if other_secret else _secret(settings)
        lists = _lists(settings, withdrawals)
        if not (lists or without_withdrawals):
            raise BadInputError(UNLISTED)
        remembered = restoring.remembered_in(lists)
        with container.opened(file, secret=secret) as opened, bar("Checking", RESTORING) as tell:
            work = restoring.restore(
                settings,
                opened,
                remembered=remembered,
                replace=replace,
                actor=ACTOR,
                tell=lambda step: tell(_share(step), step),
            )
            asyncio.run(work)
    if not lists:
        when = opened.manifest.made_at.isoformat()
        click.echo(f"lyhord: {UNREMEMBERED.format(when=when)}", err=True)
    _tell(opened.manifest, file, "restored from", as_json=as_json)


def _lists(settings: Settings, named: tuple[Path, ...]) -> tuple[Path, ...]:
    usual = remembering.list_of(settings)
    return (*named, usual) if usual is not None and usual.exists() else named


def _secret(settings: Settings) -> str:
    if settings.secret is None:
        raise SettingsError("set LYHORD_SECRET to the one of the installation that was saved")
    return settings.secret


def _share(step: str) -> float:
    return list(RESTORING).index(step) / len(RESTORING)


def _tell(manifest: Manifest, file: Path, done: str, *, as_json: bool) -> None:
    told = {
        "file": str(file),
        "made_at": manifest.made_at,
        "version": manifest.version,
        "sha256": manifest.sha256,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
    }
    moment = manifest.made_at.isoformat()
    text = f"{len(manifest.tables)} tables with {manifest.rows} rows of {moment} {done} {file}"
    say(told, as_json=as_json, text=text)
