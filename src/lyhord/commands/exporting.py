"""`lyhord export`: a round's newest themes as a file, or its questions on paper."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args
from uuid import UUID

import click

from lyhord import exports
from lyhord.commands.bars import waiting
from lyhord.commands.context import (
    Command,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
    write_out,
    written_whole,
)
from lyhord.commands.owning import ACTOR
from lyhord.disclosing import Request
from lyhord.errors import BadInputError, WithheldError
from lyhord.exports import File, Language, paper
from lyhord.exports.paper import Paper
from lyhord.instruments.definition import Audience
from lyhord.settings import Settings
from lyhord.storage import runs
from lyhord.storage.database import Database

PAPER = "paper"
CHOICES = (*exports.FORMATS, *exports.ROW_FORMATS, PAPER)
WITHHELD: Mapping[str, str] = {
    "right": "nobody granted this account the right to rows",
    "purpose": "say in some words what the rows are for (--purpose)",
    "open": "the round still takes answers: rows are given out when it has closed",
    "changed": "too few answers came or went since the figures were published: the rows would tell "
    "which",
    "few": "too few people wrote anything",
    "joined": "what one person answered stands together in rounds for research alone",
}


@click.command(cls=Command)
@round_option
@click.option(
    "--format",
    "format_",
    required=True,
    type=click.Choice([*exports.FORMATS, *exports.ROW_FORMATS, PAPER]),
)
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--audience", type=click.Choice(get_args(Audience)), help="Whose paper.")
@click.option("--language", help="Of the report (sv or en) or of the paper.")
@click.option("--purpose", default="", help="What rows are wanted for; noted.")
@data_dir_option
@json_option
def export(
    *,
    round_id: UUID,
    format_: str,
    out: Path,
    audience: Audience | None,
    language: str | None,
    purpose: str,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Write a report of the newest analysis, as far as it may be shown; or the questions on paper.

    Reports are Word (docx), PDF, slides (pptx), a workbook (xlsx), a decision brief, quote cards,
    sticky notes, a newsletter's paragraph or a table (csv), in Swedish or English.

    A paper is one PDF with --audience (in its own language unless --language says another), else a
    zip with a PDF for each audience and language.
    """
    if format_ != PAPER and audience:
        raise click.UsageError("--audience belongs to --format paper")
    if language and format_ in exports.ROW_FORMATS:
        raise click.UsageError("--language belongs to reports and papers")
    if bool(purpose) != (format_ in exports.ROW_FORMATS):
        raise click.UsageError("--purpose belongs to rows, which need one")
    with connected(data_dir) as settings, waiting(f"writing {out.name}"):
        if format_ == PAPER:
            _refuse_wrong_name(out, audience)
            file = printed(asyncio.run(papers(settings, round_id)), audience, language)
            write_out(out, file.content)
        elif format_ in exports.ROW_FORMATS:
            asyncio.run(
                rows(settings, round_id, Request(actor=ACTOR, format=format_, purpose=purpose), out)
            )
        else:
            file = asyncio.run(made(settings, round_id, format_, in_report(language)))
            write_out(out, file.content)
            hint_at_quotes(file)
    result = {"round": str(round_id), "format": format_, "file": str(out)}
    say(result, as_json=as_json, text=str(out))


def hint_at_quotes(file: File) -> None:
    """Say why a file has no quotes, where somebody could change that."""
    if file.lacks_quotes:
        click.echo(
            "the file has no quotes: nobody has read those that are proposed. Approve them at the "
            "desk under Teman, Citat att godkänna, and export again",
            err=True,
        )


def in_report(language: str | None) -> Language:
    """The language of a report; Swedish unless another is named that reports are written in."""
    known = exports.LANGUAGES.get(language or "sv")
    if known is None:
        raise click.UsageError(f"reports are written in {' or '.join(exports.LANGUAGES)}")
    return known


async def made(settings: Settings, round_id: UUID, format_: str, language: Language) -> File:
    """The file, noted in the audit log; raises `BadInputError` where there is no analysis yet."""
    async with Database.open(settings, roles=["desk"]) as database:
        async with database.transaction("desk") as db:
            run = await runs.current(db, round_id)
        if run is None:
            raise BadInputError(f"round {round_id} has no finished analysis: run `lyhord analyse`")
        return await exports.hand_out(
            database, round_id, run.run_id, format_=format_, actor=ACTOR, language=language
        )


async def rows(settings: Settings, round_id: UUID, request: Request, out: Path) -> None:
    """Write rows, noted in the audit log with what they are for; the file is there when whole."""
    async with Database.open(settings, roles=["desk"]) as database:
        with written_whole(out) as target:
            try:
                await exports.take_rows(database, round_id, request, target)
            except WithheldError as error:
                raise BadInputError(WITHHELD[error.reason]) from error


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
