"""Law and retention of a round: decisions, checklist, opening, purge, protocols and papers."""

import asyncio
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord import retention, rounds
from lyhord.errors import BadInputError
from lyhord.exports import File
from lyhord.exports.law.facts import Known, known_of
from lyhord.exports.law.papers import all_papers, one_paper, zipped
from lyhord.exports.law.protocol import protocol_pdf
from lyhord.instruments.shelf import surveys_folder
from lyhord.storage import decisions, jobs
from lyhord.storage import retention as stored
from lyhord.storage import rounds as stored_rounds
from lyhord.storage.database import Connection
from lyhord.storage.decisions import REQUIREMENTS, Decision, Requirement
from lyhord.web import posted
from lyhord.web.desk.law_deciding import deciding_page
from lyhord.web.desk.law_page import LawPage, Notice, law_page
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

LAW = START + "/{round_id:uuid}/law"
DAYS = ("originals_days", "statements_days", "registrations_days")
_DIGITS = 5


@get(LAW)
async def show_law(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show what is decided, what is ticked, what is due, and the papers."""
    done = visit.request.query_params.get("done", "")
    return visit.page("law.html", await _page(visit, round_id, Notice(done=done)))


@post(LAW + "/decision")
async def decide(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Keep what is decided; ask first where it destroys something at once; or say what is wrong."""
    visit.require_all()
    fields = await posted.form(visit.request)
    try:
        decision = _decision(fields)
        async with visit.database.transaction("desk") as db:
            rounds.refuse_unsound_decision(decision)
            lost = await retention.newly_due(db, round_id, decision)
            if lost is None or posted.first(fields, "understood") == "yes":
                await rounds.decide(db, round_id, decision, actor=visit.account.email)
                return _back(round_id, "decision")
            round_ = await stored_rounds.get(db, round_id)
    except BadInputError:
        return await _refused(visit, round_id, "decision", typed=fields)
    was_asked = "asked" in fields
    page = deciding_page(visit, round_, decision, lost, was_asked=was_asked)
    return visit.page("law_decision.html", page, status=422 if was_asked else 200)


@post(LAW + "/checklist")
async def tick(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Keep which requirements are ticked."""
    ticked = set((await posted.form(visit.request)).get("requirement", []))
    wanted: list[Requirement] = [each for each in REQUIREMENTS if each in ticked]
    async with visit.database.transaction("desk") as db:
        await decisions.get(db, round_id)
        await decisions.set_ticks(db, round_id, wanted, actor=visit.account.email)
    return _back(round_id, "checklist")


@post(LAW + "/open")
async def open_round(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Open a round whose checklist is whole; at the desk an unticked row is no warning but a no."""
    visit.require_all()
    try:
        async with visit.database.transaction("desk") as db:
            await _require_whole_checklist(db, round_id)
            await rounds.open_round(db, round_id, actor=visit.account.email)
    except BadInputError:
        return await _refused(visit, round_id, "open")
    return _back(round_id, "open")


@post(LAW + "/purge")
async def purge(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Queue a purge once somebody has said that it cannot be undone."""
    visit.require_all()
    fields = await posted.form(visit.request)
    if posted.first(fields, "understood") != "yes":
        return await _refused(visit, round_id, "purge")
    try:
        async with visit.database.transaction("desk") as db:
            await retention.request(db, round_id, actor=visit.account.email)
    except BadInputError:
        return await _refused(visit, round_id, "purge")
    return _back(round_id, "purge")


@get(LAW + "/protocol")
async def protocol(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[bytes]:
    """Give the protocol of a purge as a PDF; no connection waits while it is set."""
    try:
        purge_id = UUID(visit.request.query_params.get("purge", ""))
    except ValueError as error:
        raise NotFoundException from error
    async with visit.database.transaction("desk") as db:
        found = await stored.protocol(db, round_id, purge_id)
    return download(await asyncio.to_thread(protocol_pdf, found))


@get(LAW + "/papers")
async def papers(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[bytes]:
    """Give one paper as a Word file, or all in a zip."""
    query = visit.request.query_params
    surveys = surveys_folder(visit.settings.surveys_dir)
    async with visit.database.transaction("desk") as db:
        known = await _known(db, visit, round_id)

    def make() -> File:
        if "name" not in query:
            return zipped(all_papers(known, surveys=surveys))
        return one_paper(known, query["name"], query.get("language", "sv"), surveys=surveys)

    return download(await asyncio.to_thread(make))


def download(file: File) -> Response[bytes]:
    """Give a file to be kept."""
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Content-Disposition": f'attachment; filename="{file.name}"'},
    )


async def _known(db: Connection, visit: Visit, round_id: UUID) -> Known:
    return await known_of(db, round_id, address=visit.base_url, today=visit.today)


async def _page(visit: Visit, round_id: UUID, notice: Notice) -> LawPage:
    async with visit.database.transaction("desk") as db:
        known = await _known(db, visit, round_id)
        retained = await stored.get(db, round_id)
        due = await retention.due_of(db, round_id)
        protocols = await stored.protocols(db, round_id)
        job = await jobs.newest(db, round_id, kind=retention.KIND)
    return law_page(
        visit, known, retained=retained, due=due, protocols=protocols, job=job, notice=notice
    )


async def _refused(
    visit: Visit, round_id: UUID, part: str, *, typed: dict[str, list[str]] | None = None
) -> AnyResponse:
    notice = Notice(problem=part, typed=typed or {})
    return visit.page("law.html", await _page(visit, round_id, notice), status=422)


def _back(round_id: UUID, done: str) -> Redirect:
    return Redirect(f"{address_of(round_id)}/law?done={done}#{done}", status_code=303)


async def _require_whole_checklist(db: Connection, round_id: UUID) -> None:
    if len(await decisions.ticks(db, round_id)) < len(REQUIREMENTS):
        raise BadInputError("the checklist is not whole")


def _decision(fields: dict[str, list[str]]) -> Decision:
    """What the form says, or `BadInputError` where a number of days is none."""
    originals, statements, registrations = (_days(posted.first(fields, name)) for name in DAYS)
    return Decision(
        reference=posted.first(fields, "reference").strip(),
        originals_days=originals,
        statements_days=statements,
        registrations_days=registrations,
        approval=posted.first(fields, "approval").strip(),
    )


def _days(text: str) -> int:
    days = posted.whole_number(text.strip(), digits=_DIGITS)
    if days is None:
        raise BadInputError("days are whole numbers")
    return days
