"""Reports to take along, as files; those that the worker makes are `files`'."""

from collections.abc import Mapping
from uuid import UUID

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from msgspec import Struct

from lyhord import exports
from lyhord.exports import File, Language, queued
from lyhord.storage import rounds
from lyhord.web.catalogue import mark
from lyhord.web.desk.choosing import finished_run
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.desk.wording import Wording
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

FORMATS: Mapping[str, str] = {
    "docx": mark("Report (Word)"),
    "pdf": mark("Report (PDF)"),
    "pptx": mark("Slides (PowerPoint)"),
    "xlsx": mark("Workbook (Excel)"),
    "brief": mark("Decision brief, two pages (Word)"),
    "cards": mark("Quote cards to print (PDF)"),
    "notes": mark("Sticky notes for Miro or Mural (CSV)"),
    "newsletter": mark("Paragraph for a newsletter (text)"),
    "csv": mark("Table of themes (CSV)"),
    "csv-sv": mark("Table of themes for a Swedish Excel (CSV with semicolons)"),
    "qdc": mark("Codebook for NVivo, QualCoder and others (REFI-QDA)"),
}


class Download(Struct, frozen=True, kw_only=True):
    """A file that can be taken along."""

    name: str
    href: str


class LargePage(Struct, frozen=True, kw_only=True):
    """A report that the worker makes when a button is pressed."""

    frame: Frame
    name: str
    address: str
    file: str
    run: str
    format: str
    language: str


def downloads(wording: Wording, round_id: UUID, run_id: UUID) -> tuple[Download, ...]:
    """The files that there are of a run."""
    query = f"run={run_id}&language={in_report(wording)}"
    address = f"{address_of(round_id)}/export?{query}"
    return tuple(
        Download(name=wording.say(name), href=f"{address}&format={format_}")
        for format_, name in FORMATS.items()
    )


def in_report(wording: Wording) -> Language:
    """The language of the files that a page offers: its own, where reports have it."""
    return exports.LANGUAGES.get(wording.say.language, "sv")


@get(START + "/{round_id:uuid}/export")
async def export(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Give the report of a run as a file; of a large round, a page from which it is asked for.

    No connection waits while the file is written.
    """
    query = visit.request.query_params
    format_ = query.get("format", "")
    language = exports.LANGUAGES.get(query.get("language", "sv"))
    if format_ not in FORMATS or language is None:
        raise NotFoundException
    async with visit.database.transaction("desk") as db:
        run = await finished_run(db, round_id, query.get("run"))
        is_large = await queued.is_large(db, round_id, least=visit.settings.large_round)
    if is_large:
        return await _large(visit, round_id, run.run_id, format_=format_, language=language)
    file = await exports.hand_out(
        visit.database,
        round_id,
        run.run_id,
        format_=format_,
        actor=visit.account.email,
        language=language,
    )
    return sent(file)


def sent(file: File) -> Response[bytes]:
    """A finished file, to be saved."""
    disposition = f'attachment; filename="{file.name}"'
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Content-Disposition": disposition},
    )


async def _large(
    visit: Visit, round_id: UUID, run_id: UUID, *, format_: str, language: Language
) -> Response[str]:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
    page = LargePage(
        frame=visit.frame("overview", round_),
        name=round_.name,
        address=address_of(round_id),
        file=visit.wording.say(FORMATS[format_]),
        run=str(run_id),
        format=format_,
        language=language,
    )
    return visit.page("file_large.html", page)
