"""One round: what needs attention, how many answered and how, its links, its last analysis."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from lyhord import disclosing
from lyhord.exports.paper import papers_of
from lyhord.storage import collectors, instruments, places, retention, rounds, runs
from lyhord.web.desk.attention import attention
from lyhord.web.desk.needs import standing
from lyhord.web.desk.overview_page import overview_page
from lyhord.web.desk.visit import VisitDependency
from lyhord.web.security import START


@get(START + "/{round_id:uuid}")
async def show_round(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show how a round goes."""
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        counted = await disclosing.overview(db, round_id)
        doors = await collectors.of_round(db, round_id)
        titles = await instruments.titles_beside(db)
        newest = await runs.newest(db, round_id)
        finished = await runs.current(db, round_id)
        papers = await papers_of(db, round_id)
        place = await places.get(db, round_.place_id)
        purged_on = await retention.answers_gone_on(db, round_id)
        known = await standing(db, round_, today=visit.today)
    page = overview_page(
        visit,
        round_,
        counted,
        doors=doors,
        titles=titles,
        newest=newest,
        finished=finished,
        papers=papers,
        purged_on=purged_on,
        needing=attention(visit.wording, papers, place, today=visit.today),
        known=known,
    )
    return visit.page("round.html", page)
