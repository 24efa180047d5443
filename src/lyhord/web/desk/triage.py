"""The safeguarding pages: the queue, one case, its original, and the decision; officers alone."""

import asyncio
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from lyhord.errors import NotFoundError
from lyhord.storage import cases
from lyhord.triage import deciding, opening
from lyhord.triage.deciding import Choice
from lyhord.triage.guessing import Refused
from lyhord.triage.opening import Guess, Opened
from lyhord.triage.pointing import Pointed, pointed
from lyhord.web import posted
from lyhord.web.desk.themes import page_number
from lyhord.web.desk.triage_keys import hand_on, show_keys
from lyhord.web.desk.triage_page import TRIAGE, Leaves, case_page, opened_page, queue_page
from lyhord.web.desk.visit import Visit, VisitDependency
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import reaches_originals

HasNotices = NamedDependency[SkipValidation[bool]]
ON_A_PAGE = 50


@get(TRIAGE, guards=[reaches_originals])
async def show_queue(visit: VisitDependency, has_notices: HasNotices) -> Response[str]:
    """Show what waits."""
    note = "decided" if "decided" in visit.request.query_params else ""
    return await _queue(visit, note=note, has_notices=has_notices)


@get(TRIAGE + "/{case_id:uuid}", guards=[reaches_originals])
async def show_case(
    visit: VisitDependency, case_id: FromPath[UUID], has_notices: HasNotices
) -> Response[str]:
    """Show one case, still closed."""
    try:
        return await _case(visit, case_id)
    except NotFoundError:
        return await _gone(visit, has_notices=has_notices)


@post(TRIAGE + "/{case_id:uuid}/open", guards=[reaches_originals])
async def open_case(
    visit: VisitDependency, case_id: FromPath[UUID], has_notices: HasNotices
) -> AnyResponse:
    """Show the original, this once, or say why not."""
    form = await posted.form(visit.request)
    guess = Guess(
        officer=visit.account.email,
        reason=posted.first(form, "reason"),
        passphrase=posted.first(form, "passphrase"),
    )
    try:
        outcome = await opening.open_original(
            visit.database, case_id, guess, language=visit.language
        )
        if isinstance(outcome, Refused):
            return await _case(visit, case_id, problem=outcome, reason=guess.reason)
    except NotFoundError:
        return await _gone(visit, has_notices=has_notices)
    found = await _seen_in(visit, outcome)
    return visit.page("triage_opened.html", opened_page(visit, outcome, found))


@post(TRIAGE + "/{case_id:uuid}/decide", guards=[reaches_originals])
async def decide_case(
    visit: VisitDependency, case_id: FromPath[UUID], has_notices: HasNotices
) -> AnyResponse:
    """Keep a decision, once, and go back to the queue."""
    form = await posted.form(visit.request)
    choice = Choice(
        outcome=posted.first(form, "outcome"),
        reported_on=posted.first(form, "reported_on"),
        reported_by=posted.first(form, "reported_by"),
    )
    try:
        missing = await deciding.decide(
            visit.database, case_id, choice, officer=visit.account.email, today=visit.today
        )
        if missing is not None:
            return await _case(visit, case_id, problem=missing)
    except NotFoundError:
        return await _gone(visit, has_notices=has_notices)
    return Redirect(f"{TRIAGE}?decided=1", status_code=303)


async def _case(
    visit: Visit,
    case_id: UUID,
    *,
    problem: Refused | deciding.Missing | None = None,
    reason: str = "",
) -> Response[str]:
    async with visit.database.transaction("officer") as db:
        case = await cases.get(db, case_id, visit.account.email)
    page = case_page(visit, case, problem=problem, reason=reason)
    if isinstance(problem, Refused) and problem.why == "wait":
        waiting = {"Retry-After": str(problem.seconds)}
        return visit.page("triage_case.html", page, status=429, headers=waiting)
    return visit.page("triage_case.html", page, status=200 if problem is None else 422)


async def _seen_in(visit: Visit, opened: Opened) -> Pointed:
    """What rules see in an original, looked for where it delays nobody."""
    texts = [text for each in opened.written for text in each.texts]
    return await asyncio.to_thread(pointed, texts, additional=visit.settings.warning_rules)


async def _gone(visit: Visit, *, has_notices: bool) -> Response[str]:
    """A case of others, one that was decided and one that was taken back look the same."""
    return await _queue(visit, note="gone", has_notices=has_notices, status=404)


async def _queue(visit: Visit, *, note: str, has_notices: bool, status: int = 200) -> Response[str]:
    number = page_number(visit.request.query_params.get("page"))
    skip = (number - 1) * ON_A_PAGE
    async with visit.database.transaction("officer") as db:
        waiting = await cases.queue(db, visit.account.email, most=ON_A_PAGE + 1, skip=skip)
        decided = await cases.decided(db, visit.account.email)
    leaves = Leaves(number=number, has_more=len(waiting) > ON_A_PAGE)
    page = queue_page(
        visit, waiting[:ON_A_PAGE], decided, leaves=leaves, note=note, has_notices=has_notices
    )
    return visit.page("triage.html", page, status=status)


triage_routes = (show_queue, show_case, open_case, decide_case, show_keys, hand_on)
