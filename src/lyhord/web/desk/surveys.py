"""Published surveys at the desk: listed, read in several languages, and copied into a draft."""

from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord.authoring import drafts as verbs
from lyhord.storage import drafts, instruments
from lyhord.web import posted
from lyhord.web.desk.surveys_page import DRAFTS, SURVEYS, chosen, survey_page, surveys_page
from lyhord.web.desk.visit import VisitDependency

VERSION = SURVEYS + "/{name:str}/{version:int}"


@get(SURVEYS)
async def show_surveys(visit: VisitDependency) -> Response[str]:
    """List what is published; drafts to whoever works for every municipality."""
    async with visit.database.transaction("desk") as db:
        editions = await instruments.every(db)
        begun = await drafts.every(db) if visit.sees_all else ()
    return visit.page("surveys.html", surveys_page(visit, editions, begun))


@get(VERSION)
async def show_version(
    visit: VisitDependency, name: FromPath[str], version: FromPath[int]
) -> Response[str]:
    """Show a version as it reads, in one language or in two side by side."""
    asked = visit.request.query_params
    async with visit.database.transaction("desk") as db:
        edition = await instruments.at_version(db, name, version)
        newest = (await instruments.latest(db, name)).version
    shown = chosen(edition.document, asked.get("first", ""), asked.get("second", ""))
    page = survey_page(visit, edition, newest=newest, shown=shown, draft=uuid4())
    return visit.page("survey.html", page)


@post(VERSION + "/copy")
async def copy_version(
    visit: VisitDependency, name: FromPath[str], version: FromPath[int]
) -> Redirect:
    """Begin a draft with a version; the form that is sent twice begins one."""
    visit.require_all()
    fields = await posted.form(visit.request)
    try:
        draft_id = UUID(posted.first(fields, "draft"))
    except ValueError as error:
        raise NotFoundException from error
    async with visit.database.transaction("desk") as db:
        await verbs.copy(db, name, version, draft_id, actor=visit.account.email)
    return Redirect(f"{DRAFTS}/{draft_id}", status_code=303)
