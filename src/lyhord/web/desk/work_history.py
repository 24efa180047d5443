"""The history of a codebook: who did what, and undoing any of it."""

from uuid import UUID

from litestar import get
from litestar.params import FromPath
from msgspec import Struct

from lyhord.reviewing import codebooks as reviewed
from lyhord.storage import replica, rounds
from lyhord.web.desk.themes import page_number
from lyhord.web.desk.visit import Frame, VisitDependency, address_of
from lyhord.web.desk.work_clash import Done, actors_of, done, in_use
from lyhord.web.desk.work_names import names_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

PAGE = 50


class Line(Struct, frozen=True, kw_only=True):
    """An event; `may_undo` where it still holds."""

    done: Done
    day: str
    about: int | None
    holds: bool
    may_undo: bool


class HistoryPage(Struct, frozen=True, kw_only=True):
    """A page of a codebook's events, the newest first."""

    frame: Frame
    name: str
    address: str
    lines: tuple[Line, ...]
    in_use: int | None
    earlier: str
    later: str


@get(START + "/{round_id:uuid}/themes/work/history")
async def show_history(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show what everybody did to the codebook."""
    visit.require_all()
    number = page_number(visit.request.query_params.get("page"))
    async with replica.reading(visit.database) as db:
        round_ = await rounds.get(db, round_id)
        book = await reviewed.get(db, round_id)
        themes = await reviewed.themes(db, round_id)
        names = names_of(visit.wording, themes, await in_use(db, round_id))
        actors = await actors_of(db, round_)
        found = await reviewed.history(db, round_id, most=PAGE + 1, skip=(number - 1) * PAGE)
    address = f"{address_of(round_id)}/themes/work"
    page = HistoryPage(
        frame=visit.frame("themes", round_),
        name=round_.name,
        address=address,
        lines=tuple(
            Line(
                done=done(visit.wording, event, names, actors),
                day=visit.wording.day(event.day),
                about=event.undoes,
                holds=holds,
                may_undo=holds and event.undoes is None,
            )
            for event, holds in found[:PAGE]
        ),
        in_use=book.in_use,
        earlier=f"{address}/history?page={number + 1}" if len(found) > PAGE else "",
        later=f"{address}/history?page={number - 1}" if number > 1 else "",
    )
    return visit.page("work_history.html", page)
