"""`lyhord papers` and `lyhord disclose`: what the law asks to have on paper about a round."""

import asyncio
from pathlib import Path
from uuid import UUID

import click

from lyhord.commands.context import (
    Command,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
    today,
    write_out,
)
from lyhord.commands.owning import ACTOR, as_desk, as_owner
from lyhord.disclosing import copies
from lyhord.errors import BadInputError
from lyhord.exports.law import copying
from lyhord.exports.law.facts import Known, known_of
from lyhord.exports.law.papers import all_papers
from lyhord.instruments.shelf import surveys_folder
from lyhord.storage.database import Connection


@click.command("papers", cls=Command)
@round_option
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False))
@data_dir_option
@json_option
def papers(*, round_id: UUID, out: Path, data_dir: Path | None, as_json: bool) -> None:
    """Write the drafts and letters of a round into a folder, as Word files.

    They are drafts: the controller decides.
    """
    with connected(data_dir) as settings:

        async def work(db: Connection) -> Known:
            return await known_of(db, round_id, address=settings.address, today=today())

        known = asyncio.run(as_owner(settings, work))
        files = all_papers(known, surveys=surveys_folder(settings.surveys_dir))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInputError(f"{out}: {error.strerror or error}") from error
    for file in files:
        write_out(out / file.name, file.content)
    written = [str(out / file.name) for file in files]
    say({"round": str(round_id), "files": written}, as_json=as_json, text="\n".join(written))


@click.command("disclose", cls=Command)
@round_option
@click.option("--reference", required=True, metavar="NUMBER", help="Of the request.")
@click.option("--unseen", is_flag=True, help="Give out texts that nobody has looked at, too.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@data_dir_option
@json_option
def disclose(
    *, round_id: UUID, reference: str, unseen: bool, out: Path, data_dir: Path | None, as_json: bool
) -> None:
    """Write a redacted copy of a round's texts, for a request for official records.

    What is withheld is decided at the desk; what may point somebody out is withheld until then.
    Without --unseen it is refused while nobody has looked at a text that is given out.
    """

    async def work(db: Connection) -> tuple[copies.Copy, copying.Request]:
        copy = await copies.take_out(
            db, round_id, reference=reference, actor=ACTOR, most_unseen=None if unseen else 0
        )
        request = copying.Request(
            reference=reference,
            actor=ACTOR,
            today=today(),
            questions=await copying.questions_of(db, round_id),
            log=await copying.log_of(db, round_id),
        )
        return copy, request

    with connected(data_dir) as settings:
        copy, request = asyncio.run(as_desk(settings, work))
    write_out(out, copying.copy_file(copy, request).content)
    told = {
        "texts": len(copy.lines),
        "withheld": copy.withheld,
        "unseen": copy.unseen,
        "file": str(out),
    }
    say(told, as_json=as_json, text=str(out))
