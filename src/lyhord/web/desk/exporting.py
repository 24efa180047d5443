"""Reports to take along, as files."""

import asyncio
from collections.abc import Mapping
from uuid import UUID

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from msgspec import Struct

from lyhord import exports
from lyhord.web.catalogue import mark
from lyhord.web.desk.choosing import finished_run
from lyhord.web.desk.visit import VisitDependency, address_of
from lyhord.web.desk.wording import Wording
from lyhord.web.security import START

FORMATS: Mapping[str, str] = {
    "xlsx": mark("Workbook (Excel)"),
    "csv": mark("Table of themes (CSV)"),
}


class Download(Struct, frozen=True, kw_only=True):
    """A file that can be taken along."""

    name: str
    href: str


def downloads(wording: Wording, round_id: UUID, run_id: UUID) -> tuple[Download, ...]:
    """The files that there are of a run."""
    address = f"{address_of(round_id)}/export?run={run_id}"
    return tuple(
        Download(name=wording.say(name), href=f"{address}&format={format_}")
        for format_, name in FORMATS.items()
    )


@get(START + "/{round_id:uuid}/export")
async def export(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[bytes]:
    """Give the report of a run as a file; no connection waits while the file is written."""
    query = visit.request.query_params
    format_ = query.get("format", "")
    if format_ not in FORMATS:
        raise NotFoundException
    async with visit.database.transaction("desk") as db:
        run = await finished_run(db, round_id, query.get("run"))
        report = await exports.take_out(
            db, round_id, run.run_id, format_=format_, actor=visit.account.email
        )
    file = await asyncio.to_thread(exports.make, format_, report)
    disposition = f'attachment; filename="{file.name}"'
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Content-Disposition": disposition},
    )
