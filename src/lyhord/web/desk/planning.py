"""Planning a round at the desk: made, changed, taken back, closed and removed."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord import rounds as verbs
from lyhord.collecting.doors import beside, spoken
from lyhord.errors import BadInputError, NotFoundError
from lyhord.storage import places, rounds
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Plan, Round
from lyhord.triage import keyring
from lyhord.web import posted
from lyhord.web.desk.planning_asked import Offered, chosen
from lyhord.web.desk.planning_page import (
    Fault,
    as_typed,
    fresh,
    plan_page,
    read,
    round_of,
)
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

NEW = f"{START}/new"
PLAN = START + "/{round_id:uuid}/plan"


@get(NEW)
async def show_new_round(visit: VisitDependency) -> Response[str]:
    """Show an empty form for a round."""
    visit.require_all()
    async with visit.database.transaction("desk") as db:
        offered = await _offered(db, visit)
        earlier = next(iter(await rounds.all_rounds(db)), None)
    page = plan_page(visit, fresh(visit.today, earlier), action=NEW, offered=offered)
    return visit.page("plan.html", page)


@post(NEW)
async def create_round(visit: VisitDependency) -> AnyResponse:
    """Make a draft with its doors, or show the form again with what is wrong."""
    visit.require_all()
    fields = await posted.form(visit.request)
    round_id = round_of(fields)
    async with visit.database.transaction("desk") as db:
        offered = await _offered(db, visit)
        found = read(fields, place_id=offered.place.id, today=visit.today)
        faults = await _without_key(db, found) if isinstance(found, Plan) else found
        if isinstance(found, Plan) and not faults and not await _is_there(db, round_id):
            await verbs.create(db, found, actor=visit.account.email, round_id=round_id)
            for audience, survey, municipality in chosen(fields, offered):
                await verbs.add_collector(
                    db,
                    round_id,
                    audience=audience,
                    mode="open",
                    survey=survey,
                    municipality=municipality or None,
                    actor=visit.account.email,
                )
    if faults:
        page = plan_page(visit, fields, action=NEW, faults=faults, offered=offered)
        return visit.page("plan.html", page, status=422)
    return Redirect(address_of(round_id), status_code=303)


@get(PLAN)
async def show_plan(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show how a round is planned; a draft can be changed."""
    visit.require_all()
    round_ = await _round(visit, round_id)
    return _shown(visit, round_, as_typed(round_))


@post(PLAN)
async def change_round(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Plan a draft anew, or show the form again with what is wrong."""
    visit.require_all()
    round_ = await _round(visit, round_id)
    people = {"officer": [round_.officer], "deputy": [round_.deputy]}
    fields = await posted.form(visit.request) | people
    found = read(fields, place_id=round_.place_id, today=visit.today)
    if not isinstance(found, Plan):
        return _shown(visit, round_, fields, faults=found, status=422)
    try:
        async with visit.database.transaction("desk") as db:
            await verbs.change(db, round_id, found, actor=visit.account.email)
    except BadInputError:
        return _shown(visit, round_, as_typed(round_), problem="state", status=422)
    return _back(round_id, "changed")


@post(PLAN + "/take-back")
async def take_back(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Make a round a draft again, unless somebody has answered."""
    visit.require_all()
    try:
        async with visit.database.transaction("desk") as db:
            await verbs.take_back(db, round_id, actor=visit.account.email)
    except BadInputError:
        round_ = await _round(visit, round_id)
        return _shown(visit, round_, as_typed(round_), problem="answered", status=422)
    return _back(round_id, "draft")


@post(PLAN + "/close")
async def close_round(visit: VisitDependency, round_id: FromPath[UUID]) -> Redirect:
    """Close a round now; it can be opened again until its last day has passed."""
    visit.require_all()
    async with visit.database.transaction("desk") as db:
        await verbs.close_round(db, round_id, actor=visit.account.email)
    return _back(round_id, "closed")


@post(PLAN + "/remove")
async def remove_round(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Remove a draft with its doors once somebody has said so."""
    visit.require_all()
    fields = await posted.form(visit.request)
    round_ = await _round(visit, round_id)
    if posted.first(fields, "understood") != "yes":
        return _shown(visit, round_, as_typed(round_), problem="understood", status=422)
    try:
        async with visit.database.transaction("desk") as db:
            await verbs.discard(db, round_id, actor=visit.account.email)
    except BadInputError:
        return _shown(visit, round_, as_typed(round_), problem="worked", status=422)
    return Redirect(f"{START}?removed=1", status_code=303)


def _shown(
    visit: Visit,
    round_: Round,
    fields: Mapping[str, Sequence[str]],
    *,
    faults: Sequence[Fault] = (),
    problem: str = "",
    status: int = 200,
) -> Response[str]:
    page = plan_page(
        visit,
        fields,
        action=f"{address_of(round_.round_id)}/plan",
        faults=faults,
        round_=round_,
        problem=problem,
        done=visit.request.query_params.get("done", ""),
    )
    return visit.page("plan.html", page, status=status)


async def _round(visit: Visit, round_id: UUID) -> Round:
    async with visit.database.transaction("desk") as db:
        return await rounds.get(db, round_id)


async def _offered(db: Connection, visit: Visit) -> Offered:
    place = await places.get(db, visit.settings.place)
    return Offered(place=place, spoken=await spoken(db), surveys=await beside(db))


async def _without_key(db: Connection, plan: Plan) -> tuple[Fault, ...]:
    """Two people who could open nothing that this round seals."""
    try:
        await keyring.key_of(db, plan.officer, plan.deputy)
    except (BadInputError, NotFoundError):
        return (Fault(field="officer", code="key"),)
    return ()


async def _is_there(db: Connection, round_id: UUID) -> bool:
    try:
        await rounds.get(db, round_id)
    except NotFoundError:
        return False
    return True


def _back(round_id: UUID, done: str) -> Redirect:
    return Redirect(f"{address_of(round_id)}/plan?done={done}", status_code=303)
