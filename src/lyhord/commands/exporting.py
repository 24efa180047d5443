"""`lyhord export`: a round's newest themes as a file, or its questions on paper."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import get_args
from uuid import UUID

import click

from lyhord import analysing, exports
from lyhord.commands.context import (
    Command,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
    write_out,
)
from lyhord.commands.owning import ACTOR
from lyhord.errors import BadInputError
from lyhord.exports import File, paper
from lyhord.exports.paper import Paper
from lyhord.instruments.definition import Audience
from lyhord.settings import Settings
from lyhord.storage.database import Database

PAPER = "paper"


@click.command(cls=Command)
@round_option
@click.option("--format", "format_", required=True, type=click.Choice([*exports.FORMATS, PAPER]))
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--audience", type=click.Choice(get_args(Audience)), help="Whose paper.")
@click.option("--language", help="The language of the paper, such as sv or en.")
@data_dir_option
@json_option
def export(
    *,
    round_id: UUID,
    format_: str,
    out: Path,
    audience: Audience | None,
    language: str | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Write what the newest analysis found, as far as it may be shown; or the questions on paper.

    A paper is one PDF with --audience (in its own language unless --language says another), else a
    zip with a PDF for each audience and language.
    """
    if format_ != PAPER and (audience or language):
        raise click.UsageError("--audience and --language belong to --format paper")
    with connected(data_dir) as settings:
        if format_ == PAPER:
            _refuse_wrong_name(out, audience)
            file = printed(asyncio.run(papers(settings, round_id)), audience, language)
        else:
            file = asyncio.run(made(settings, round_id, format_))
    write_out(out, file.content)
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


async def papers(settings: Settings, round_id: UUID) -> tuple[Paper, ...]:
    """The papers of a round, not yet set."""
    async with (
        Database.open(settings, roles=["desk"]) as database,
        database.transaction("desk") as db,
    ):
        return await paper.papers_of(db, round_id)


def printed(found: Sequence[Paper], audience: str | None, language: str | None) -> File:
    """One paper, or all of them in a zip."""
    if audience is None:
        return paper.all_papers(found, language)
    return paper.one_paper(found, audience, language)


def _refuse_wrong_name(out: Path, audience: str | None) -> None:
    if audience is None and out.suffix.lower() == ".pdf":
        raise click.UsageError("without --audience the papers come as a zip: name --out FILE.zip")
