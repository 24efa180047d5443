"""`lyhord export`: a round's newest themes as a file."""

import asyncio
from pathlib import Path
from uuid import UUID

import click

from lyhord import analysing, exports
from lyhord.commands.collecting import round_option
from lyhord.commands.context import Command, connected, data_dir_option, json_option, say
from lyhord.commands.owning import ACTOR
from lyhord.errors import BadInputError
from lyhord.exports import File
from lyhord.settings import Settings
from lyhord.storage.database import Database


@click.command(cls=Command)
@round_option
@click.option("--format", "format_", required=True, type=click.Choice(list(exports.FORMATS)))
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@data_dir_option
@json_option
def export(
    round_id: UUID, format_: str, out: Path, data_dir: Path | None, *, as_json: bool
) -> None:
    """Write what the newest analysis found, as far as it may be shown."""
    with connected(data_dir) as settings:
        file = asyncio.run(made(settings, round_id, format_))
    try:
        out.write_bytes(file.content)
    except OSError as error:
        raise BadInputError(f"{out}: {error.strerror or error}") from error
    result = {"round": str(round_id), "format": format_, "file": str(out)}
    say(result, as_json=as_json, text=str(out))


async def made(settings: Settings, round_id: UUID, format_: str) -> File:
    """The file, noted in the audit log; raises `BadInputError` where there is no analysis yet."""
    async with (
        Database.open(settings, roles=["desk"]) as database,
        database.transaction("desk") as db,
    ):
        run = await analysing.latest(db, round_id)
        if run is None:
            raise BadInputError(f"round {round_id} has no finished analysis: run `lyhord analyse`")
        report = await exports.take_out(db, round_id, run.run_id, format_=format_, actor=ACTOR)
    return exports.make(format_, report)
