"""The list of rounds."""

from litestar import Response, get
from msgspec import Struct

from lyhord import disclosing
from lyhord.privacy.cells import Figure
from lyhord.replying import promising
from lyhord.storage import rounds
from lyhord.web.desk.closed import closed_words
from lyhord.web.desk.needs import Standing, needs, standing
from lyhord.web.desk.reply_page import promise_words
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.desk.wording import STATES
from lyhord.web.security import START


class RoundLine(Struct, frozen=True, kw_only=True):
    """One round in the list."""

    name: str
    address: str
    state: str
    state_name: str
    dates: str
    closed: str
    purpose: str
    owner: str
    total: str
    promise: str
    urgent: tuple[str, ...]
    others: str


class RoundsPage(Struct, frozen=True, kw_only=True):
    """Every round, the newest first."""

    frame: Frame
    rounds: tuple[RoundLine, ...]
    may_plan: bool
    is_removed: bool


@get(START)
async def show_rounds(visit: VisitDependency) -> Response[str]:
    """List the rounds."""
    async with visit.database.transaction("desk") as db:
        lines = [
            _line(
                visit,
                await standing(db, round_, today=visit.today),
                (await disclosing.overview(db, round_.round_id)).total,
            )
            for round_ in await rounds.all_rounds(db)
        ]
    page = RoundsPage(
        frame=visit.frame("rounds"),
        rounds=tuple(lines),
        may_plan=visit.may("GET /desk/rounds/new") and visit.sees_all,
        is_removed="removed" in visit.request.query_params,
    )
    return visit.page("rounds.html", page)


def _line(visit: Visit, known: Standing, total: Figure) -> RoundLine:
    wording, round_ = visit.wording, known.round
    state = promising.state(known.loop, today=visit.today)
    found = needs(visit, known)
    others = sum(not need.is_urgent for need in found)
    return RoundLine(
        name=round_.name,
        address=address_of(round_.round_id),
        state=round_.state,
        state_name=wording.say(STATES[round_.state]),
        dates=wording.days(round_.opens, round_.closes),
        closed=closed_words(wording, round_),
        purpose=round_.purpose,
        owner=round_.owner,
        promise=promise_words(visit, state, known.loop.due_on)
        if state in {"later", "kept"}
        else "",
        urgent=tuple(need.text for need in found if need.is_urgent),
        others=wording.say.plural("%(n)s thing to see to", "%(n)s things to see to", others)
        if others
        else "",
        total=wording.figure(total),
    )
