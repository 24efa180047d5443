"""Rows as files: who may, and what for; what stands in them is `disclosing`'s."""

from collections.abc import Mapping
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord.disclosing import Request
from lyhord.disclosing.microdata import LONGEST_PURPOSE
from lyhord.errors import WithheldError
from lyhord.storage import guards, rounds
from lyhord.web import posted, sending
from lyhord.web.catalogue import mark
from lyhord.web.desk.asked_files import WITHHELD, ask_large, file_address
from lyhord.web.desk.choices import Choice, choices
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

FORMATS: Mapping[str, str] = {
    "statements-xlsx": mark("Workbook (Excel)"),
    "statements-csv": mark("Table (CSV)"),
    "statements-csv-sv": mark("Table for a Swedish Excel (CSV with semicolons)"),
    "sav": mark("SPSS (SAV)"),
    "parquet": mark("Parquet"),
    "json": mark("For programs (JSON)"),
    "qdpx": mark("Project for NVivo, QualCoder and others (REFI-QDA)"),
}
ANSWERS: Mapping[str, str] = {
    "responses-sav": mark("SPSS (SAV)"),
    "responses-csv": mark("Table (CSV)"),
    "responses-csv-sv": mark("Table for a Swedish Excel (CSV with semicolons)"),
    "responses-parquet": mark("Parquet"),
    "responses-json": mark("For programs (JSON)"),
}


class RowsPage(Struct, frozen=True, kw_only=True):
    """What is asked of whoever wants statements as rows."""

    frame: Frame
    name: str
    address: str
    is_granted: bool
    k: int
    formats: tuple[Choice, ...]
    answers: tuple[Choice, ...]
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
        holder=email,
        format=posted.first(form, "format"),
        purpose=posted.first(form, "purpose"),
    )
    try:
        file_id = await ask_large(visit, round_id, request)
        if file_id is not None:
            return Redirect(file_address(round_id, file_id), status_code=303)
        return await sending.rows(visit.database, round_id, request)
    except WithheldError as error:
        return await _page(visit, round_id, request, problem=error.reason)


async def _page(
    visit: Visit, round_id: UUID, asked: Request, *, problem: str = ""
) -> Response[str]:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        rule = await guards.get(db, round_id)
        is_granted = await guards.may_take_rows(db, round_id, holder=visit.account.email)
    say = visit.wording.say
    formats, answers = (
        [(each, say(name)) for each, name in named.items()] for named in (FORMATS, ANSWERS)
    )
    page = RowsPage(
        frame=visit.frame("overview", round_),
        name=round_.name,
        address=f"{address_of(round_id)}/rows",
        is_granted=is_granted,
        k=rule.k_children,
        formats=choices(formats, asked.format),
        answers=choices(answers, asked.format) if round_.mode == "research" else (),
        purpose=asked.purpose[:LONGEST_PURPOSE],
        longest=LONGEST_PURPOSE,
        problem=say(WITHHELD[problem]) if problem else "",
    )
    return visit.page("rows.html", page, status=422 if problem else 200)
