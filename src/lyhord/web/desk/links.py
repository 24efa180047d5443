"""The links of a round at the desk: made by the list, opened, paused, closed, removed, undone."""

from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord.collecting import doors as verbs
from lyhord.collecting.lists import Defaults
from lyhord.errors import BadInputError, NotFoundError
from lyhord.storage import collectors, instruments, places, rounds
from lyhord.storage.collectors import State
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.desk.choices import own_municipalities
from lyhord.web.desk.links_page import (
    LinksPage,
    Offered,
    Pasted,
    audience_of,
    links_page,
    may_change,
    mode_of,
)
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

LINKS = START + "/{round_id:uuid}/links"
STATES: dict[str, State] = {"open": "open", "pause": "paused", "close": "closed"}


@get(LINKS)
async def show_links(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show every link of a round and how it stands."""
    made = visit.request.query_params.get("made", "")
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        page = await _page(db, visit, round_, Pasted(), made=made)
    return visit.page("links.html", page)


@post(LINKS)
async def make_links(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show what a pasted list would make; make it where that was looked at and asked for."""
    fields = await posted.form(visit.request)
    text = posted.first(fields, "list")
    defaults = _defaults(fields)
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        within = visit.account.municipalities
        listed = await verbs.read_for(db, round_id, text, defaults, within=within)
        if listed.lines and not listed.faults and posted.first(fields, "step") == "make":
            made = await verbs.make(db, round_id, listed.lines, actor=visit.account.email)
            return Redirect(f"{_address(round_id)}?made={made[0].list_id}", status_code=303)
        pasted = Pasted(text=text, defaults=defaults, listed=listed)
        page = await _page(db, visit, round_, pasted)
    return visit.page("links.html", page, status=422 if listed.faults else 200)


@post(LINKS + "/undo")
async def undo_links(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Remove the links of a list again, unless somebody has answered through one of them."""
    fields = await posted.form(visit.request)
    try:
        list_id = UUID(posted.first(fields, "made"))
    except ValueError as error:
        raise NotFoundException from error
    try:
        async with visit.database.transaction("desk") as db:
            await rounds.get(db, round_id)
            listed = await verbs.of_list(db, round_id, list_id)
            if not all(may_change(visit, each) for each in listed):
                raise NotFoundError("list of doors", str(list_id))
            await verbs.undo(db, round_id, list_id, actor=visit.account.email)
    except BadInputError:
        return await _refused(visit, round_id)
    return Redirect(_address(round_id), status_code=303)


@post(LINKS + "/{slug:str}")
async def change_link(
    visit: VisitDependency, round_id: FromPath[UUID], slug: FromPath[str]
) -> AnyResponse:
    """Open, pause, close or remove one link."""
    act = posted.first(await posted.form(visit.request), "act")
    try:
        async with visit.database.transaction("desk") as db:
            await rounds.get(db, round_id)
            if not may_change(visit, await verbs.named(db, round_id, slug)):
                raise NotFoundError("collector", slug)
            if act in STATES:
                actor = visit.account.email
                await verbs.set_state(db, round_id, slug, STATES[act], actor=actor)
            elif act == "remove":
                await verbs.remove(db, round_id, slug, actor=visit.account.email)
            else:
                raise NotFoundException
    except BadInputError:
        return await _refused(visit, round_id)
    return Redirect(f"{_address(round_id)}#{slug}", status_code=303)


async def _refused(visit: Visit, round_id: UUID) -> Response[str]:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        page = await _page(db, visit, round_, Pasted(), problem="answered")
    return visit.page("links.html", page, status=422)


async def _page(
    db: Connection,
    visit: Visit,
    round_: Round,
    pasted: Pasted,
    *,
    problem: str = "",
    made: str = "",
) -> LinksPage:
    doors = await collectors.of_round(db, round_.round_id)
    new = [each for each in doors if made and str(each.list_id) == made]
    offered = await _offered(db, visit, round_)
    return links_page(visit, round_, doors, offered, pasted=pasted, problem=problem, made=new)


async def _offered(db: Connection, visit: Visit, round_: Round) -> Offered:
    place = await places.get(db, round_.place_id)
    municipalities = own_municipalities(visit, place)
    return Offered(
        spoken=await verbs.spoken(db),
        municipalities=municipalities,
        titles=await instruments.titles_beside(db),
        surveys=[(each.survey, each.title) for each in await verbs.beside(db)],
    )


def _defaults(fields: dict[str, list[str]]) -> Defaults:
    return Defaults(
        audience=audience_of(posted.first(fields, "audience")),
        mode=mode_of(posted.first(fields, "mode")),
        municipality=posted.first(fields, "municipality") or None,
        language=posted.first(fields, "language") or None,
        survey=posted.first(fields, "survey"),
    )


def _address(round_id: UUID) -> str:
    return f"{address_of(round_id)}/links"
