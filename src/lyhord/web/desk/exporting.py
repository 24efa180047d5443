"""Reports to take along, as files."""

from collections.abc import Mapping
from uuid import UUID

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from msgspec import Struct

from lyhord import exports
from lyhord.exports import Language
from lyhord.web.catalogue import mark
from lyhord.web.desk.choosing import finished_run
from lyhord.web.desk.visit import VisitDependency, address_of
from lyhord.web.desk.wording import Wording
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
async def export(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[bytes]:
    """Give the report of a run as a file; no connection waits while the file is written."""
    query = visit.request.query_params
    format_ = query.get("format", "")
    language = exports.LANGUAGES.get(query.get("language", "sv"))
    if format_ not in FORMATS or language is None:
        raise NotFoundException
    async with visit.database.transaction("desk") as db:
        run = await finished_run(db, round_id, query.get("run"))
    file = await exports.hand_out(
        visit.database,
        round_id,
        run.run_id,
        format_=format_,
        actor=visit.account.email,
        language=language,
    )
    disposition = f'attachment; filename="{file.name}"'
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Content-Disposition": disposition},
    )
