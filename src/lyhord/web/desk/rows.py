"""Statements as rows, as files: who may, and what for; what stands in them is `disclosing`'s."""

import asyncio
from collections.abc import Mapping
from random import SystemRandom
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from msgspec import Struct

from lyhord import exports
from lyhord.disclosing import Request
from lyhord.disclosing.microdata import LONGEST_PURPOSE
from lyhord.errors import WithheldError
from lyhord.storage import guards, rounds
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

FORMATS: Mapping[str, str] = {
    "statements-xlsx": mark("Workbook (Excel)"),
    "statements-csv": mark("Table (CSV)"),
    "statements-json": mark("For programs (JSON)"),
}
WITHHELD: Mapping[str, str] = {
    "right": mark(
        "You have not been granted statements as rows of this round. An administrator can do that."
    ),
    "purpose": mark("Say in some words what you need the rows for."),
    "open": mark("The round still takes answers. Rows are given out when it has closed."),
    "changed": mark(
        "A few answers have come or gone since the figures were published, and rows would tell "
        "which. They are given out again when more have."
    ),
    "few": mark("So few wrote anything that rows would point them out."),
}


class FormatChoice(Struct, frozen=True, kw_only=True):
    """A format of the file."""

    value: str
    name: str
    is_chosen: bool


class RowsPage(Struct, frozen=True, kw_only=True):
    """What is asked of whoever wants statements as rows."""

    frame: Frame
    name: str
    address: str
    is_granted: bool
    k: int
    formats: tuple[FormatChoice, ...]
    purpose: str
    longest: int
    problem: str


@get(START + "/{round_id:uuid}/rows")
async def show_rows(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Ask what statements as rows are wanted for."""
    return await _page(visit, round_id, Request(actor="", format="", purpose=""))


@post(START + "/{round_id:uuid}/rows")
async def take_rows(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Give statements as rows, noted with what for; or the page again with what is in the way."""
    form = await posted.form(visit.request)
    email = visit.account.email
    request = Request(
        actor=email,
        email=email,
        format=posted.first(form, "format"),
        purpose=posted.first(form, "purpose"),
    )
    try:
        async with visit.database.transaction("desk") as db:
            data = await exports.take_rows(db, round_id, request, chance=SystemRandom())
    except WithheldError as error:
        return await _page(visit, round_id, request, problem=error.reason)
    file = await asyncio.to_thread(exports.make_rows, request.format, data)
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


async def _page(
    visit: Visit, round_id: UUID, asked: Request, *, problem: str = ""
) -> Response[str]:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        rule = await guards.get(db, round_id)
        is_granted = await guards.may_take_rows(db, round_id, email=visit.account.email)
    say = visit.wording.say
    page = RowsPage(
        frame=visit.frame("overview", round_),
        name=round_.name,
        address=f"{address_of(round_id)}/rows",
        is_granted=is_granted,
        k=rule.k_children,
        formats=tuple(
            FormatChoice(value=value, name=say(name), is_chosen=value == asked.format)
            for value, name in FORMATS.items()
        ),
        purpose=asked.purpose[:LONGEST_PURPOSE],
        longest=LONGEST_PURPOSE,
        problem=say(WITHHELD[problem]) if problem else "",
    )
    return visit.page("rows.html", page, status=422 if problem else 200)
