"""The list of rounds."""

from litestar import Response, get
from msgspec import Struct

from lyhord import disclosing
from lyhord.privacy.cells import Figure
from lyhord.storage import rounds
from lyhord.storage.rounds import Round
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
    purpose: str
    total: str


class RoundsPage(Struct, frozen=True, kw_only=True):
    """Every round, the newest first."""

    frame: Frame
    rounds: tuple[RoundLine, ...]


@get(START)
async def show_rounds(visit: VisitDependency) -> Response[str]:
    """List the rounds."""
    async with visit.database.transaction("desk") as db:
        lines = [
            _line(visit, round_, (await disclosing.overview(db, round_.round_id)).total)
            for round_ in await rounds.all_rounds(db)
        ]
    return visit.page("rounds.html", RoundsPage(frame=visit.frame("rounds"), rounds=tuple(lines)))


def _line(visit: Visit, round_: Round, total: Figure) -> RoundLine:
    wording = visit.wording
    return RoundLine(
        name=round_.name,
        address=address_of(round_.round_id),
        state=round_.state,
        state_name=wording.say(STATES[round_.state]),
        dates=wording.days(round_.opens, round_.closes),
        purpose=round_.purpose,
        total=wording.figure(total),
    )
