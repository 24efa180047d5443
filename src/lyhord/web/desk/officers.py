"""Who answers for a round's warning signs: shown and changed by those who keep the round."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.storage import rounds
from lyhord.storage.rounds import Round
from lyhord.triage import staffing
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START, reaches_originals

OFFICERS = START + "/{round_id:uuid}/officers"
LONGEST = 320
UNSOUND = mark("Name two different people, each by an e-mail address.")


class Typed(Struct, frozen=True, kw_only=True):
    """The two addresses as they stand in the form."""

    officer: str
    deputy: str


class OfficersPage(Struct, frozen=True, kw_only=True):
    """The two people of a round, what they lack, and the form that names others."""

    frame: Frame
    name: str
    address: str
    typed: Typed
    without_account: tuple[str, ...]
    without_key: tuple[str, ...]
    problem: str
    is_done: bool


@get(OFFICERS, guards=[reaches_originals])
async def show_officers(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show who answers for a round."""
    visit.require_all()
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
    return await _page(visit, round_, is_done="done" in visit.request.query_params)


@post(OFFICERS, guards=[reaches_originals])
async def name_officers(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Name others, by the same checks as `lyhord round officers`."""
    visit.require_all()
    form = await posted.form(visit.request)
    typed = Typed(
        officer=posted.first(form, "officer").strip()[:LONGEST],
        deputy=posted.first(form, "deputy").strip()[:LONGEST],
    )
    try:
        await staffing.change_at_desk(
            visit.database,
            round_id,
            officer=typed.officer,
            deputy=typed.deputy,
            actor=visit.account.email,
        )
    except BadInputError:
        async with visit.database.transaction("desk") as db:
            round_ = await rounds.get(db, round_id)
        return await _page(visit, round_, typed=typed)
    return Redirect(f"{address_of(round_id)}/officers?done=1", status_code=303)


async def _page(
    visit: Visit, round_: Round, *, typed: Typed | None = None, is_done: bool = False
) -> Response[str]:
    """The page; with what was typed where that was refused."""
    async with visit.database.transaction("desk") as db:
        without_account = await staffing.without_account(db, round_)
    async with visit.database.transaction("officer") as db:
        without_key = await staffing.cannot_open(db, round_)
    page = OfficersPage(
        frame=visit.frame("law", round_),
        name=round_.name,
        address=f"{address_of(round_.round_id)}/officers",
        typed=typed or Typed(officer=round_.officer, deputy=round_.deputy),
        without_account=without_account,
        without_key=without_key,
        problem=visit.wording.say(UNSOUND) if typed else "",
        is_done=is_done,
    )
    return visit.page("officers.html", page, status=422 if typed else 200)
