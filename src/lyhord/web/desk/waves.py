"""The page of a follow-up: waves beside each other, and the end of what joins them."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord import disclosing
from lyhord.collecting.following import plan_next
from lyhord.disclosing import FollowUp
from lyhord.errors import BadInputError, NotFoundError
from lyhord.privacy.cells import K_CHILDREN, K
from lyhord.storage import rounds
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.desk.waves_page import WavesPage, audiences_told, waves_told
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

WAVES = START + "/{round_id:uuid}/waves"
PROBLEMS = {
    "understood": mark("Tick that you know what goes."),
    "full": mark(
        "No wave could be planned: the series has ended or is full, or its officers lack the key."
    ),
    "open": mark("One of the rounds still takes answers. Close it and wait two hours."),
}


@get(WAVES)
async def show_waves(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show how the index went from wave to wave."""
    return await _shown(visit, round_id)


@post(WAVES + "/next")
async def plan_next_wave(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Make a draft of the next wave with the same doors, to be looked through and opened."""
    visit.require_all()
    try:
        async with visit.database.transaction("desk") as db:
            made = await plan_next(db, round_id, today=visit.today, actor=visit.account.email)
    except (BadInputError, NotFoundError):
        return await _shown(visit, round_id, problem="full", status=422)
    return Redirect(f"{address_of(made)}/plan", status_code=303)


@post(WAVES + "/end")
async def end_waves(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Remove what joins the waves, once somebody has said so and no answer can come."""
    visit.require_all()
    fields = await posted.form(visit.request)
    if posted.first(fields, "understood") != "yes":
        return await _shown(visit, round_id, problem="understood", status=422)
    async with visit.database.transaction("desk") as db:
        ended = await disclosing.end_follow_up(db, round_id, actor=visit.account.email)
    if not ended:
        return await _shown(visit, round_id, problem="open", status=422)
    return Redirect(f"{address_of(round_id)}/waves", status_code=303)


async def _shown(
    visit: Visit, round_id: UUID, *, problem: str = "", status: int = 200
) -> Response[str]:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        found = await disclosing.follow_up(db, round_id)
    page = _page(visit, round_, found, PROBLEMS.get(problem, ""))
    return visit.page("waves.html", page, status=status)


def _page(visit: Visit, round_: Round, found: FollowUp | None, problem: str) -> WavesPage:
    may_end = visit.may("POST /desk/rounds/{round_id}/waves/end") and visit.sees_all
    may_plan = visit.may("POST /desk/rounds/{round_id}/waves/next") and visit.sees_all
    is_going_on = found is None or found.ended_on is None
    return WavesPage(
        frame=visit.frame("waves", round_),
        name=round_.name,
        address=address_of(round_.round_id),
        audiences=audiences_told(visit.wording, found) if found else (),
        waves=waves_told(visit.wording, found.waves, START) if found else (),
        ended_on=visit.wording.day(found.ended_on) if found and found.ended_on else "",
        may_end=may_end and found is not None and is_going_on,
        may_plan=may_plan and is_going_on,
        problem=visit.wording.say(problem) if problem else "",
        k=found.k if found else K,
        k_children=found.k_children if found else K_CHILDREN,
    )
