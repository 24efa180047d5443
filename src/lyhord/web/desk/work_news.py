"""What others did to a codebook since a page of it was opened: the page asks every few seconds."""

from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from msgspec import Struct

from lyhord.reviewing import codebooks as reviewed
from lyhord.storage import rounds
from lyhord.web.desk.visit import VisitDependency
from lyhord.web.desk.work_clash import Done, actors_of, done, in_use
from lyhord.web.desk.work_forms import number_of
from lyhord.web.desk.work_names import names_of, work_address
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

MOST = 20


class NewsPage(Struct, frozen=True, kw_only=True):
    """The newest that somebody else did, and how many more there are."""

    newest: Done
    more: int
    history: str


@get(START + "/{round_id:uuid}/themes/work/news")
async def show_news(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Tell what others did since a version; nothing (204) where nobody did."""
    visit.require_all()
    seen = number_of(visit.request.query_params.get("seen", ""))
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        book = await reviewed.get(db, round_id)
        if book.version <= seen:
            return Response(None, status_code=204)
        since = await reviewed.history(db, round_id, most=min(MOST, book.version - seen), skip=0)
        theirs = [event for event, _ in since if event.actor != visit.account.email]
        if not theirs:
            return Response(None, status_code=204)
        names = names_of(
            visit.wording, await reviewed.themes(db, round_id), await in_use(db, round_id)
        )
        page = NewsPage(
            newest=done(visit.wording, theirs[0], names, await actors_of(db, round_)),
            more=len(theirs) - 1,
            history=f"{work_address(round_id)}/history",
        )
    return visit.page("work_news.html", page)
