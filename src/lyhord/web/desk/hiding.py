"""Hiding more of a statement by hand, and reporting a miss: only of what one is shown anyway."""

from urllib.parse import urlencode
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord import disclosing, reviewing
from lyhord.disclosing import Quote, sorting
from lyhord.errors import NotFoundError
from lyhord.reviewing import Hiding
from lyhord.storage import rounds
from lyhord.storage.database import Connection
from lyhord.web import posted
from lyhord.web.desk.choosing import finished_run
from lyhord.web.desk.hiding_left import left_page
from lyhord.web.desk.hiding_page import (
    KINDS,
    MISTAKES,
    Choice,
    HidingPage,
    Typed,
    shown_pieces,
    words_to_tick,
)
from lyhord.web.desk.theme_page import key_of, shown_quotes
from lyhord.web.desk.themes import page_number
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.desk.work_names import WORK, work_address
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

PAGE = "hiding.html"


class Place(Struct, frozen=True, kw_only=True):
    """Where a statement is shown: a page of a theme of a run, or of the workspace; and which."""

    round_id: UUID
    run: str
    theme: str
    page: int
    entry: str

    @property
    def back(self) -> str:
        """The address of the page of the theme."""
        said = {"theme": self.theme, "page": self.page}
        if self.run == WORK:
            return f"{work_address(self.round_id)}?{urlencode(said)}"
        return f"{address_of(self.round_id)}/themes?{urlencode({'run': self.run} | said)}"


class Seen(Struct, frozen=True, kw_only=True):
    """A statement that the visitor is shown."""

    place: Place
    round_name: str
    quote: Quote


@get(START + "/{round_id:uuid}/hide")
async def show_hiding(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show a statement with the form that hides more of it."""
    query = visit.request.query_params
    place = place_at(round_id, {name: query.get(name) or "" for name in Place.__struct_fields__})
    async with visit.database.transaction("desk") as db:
        seen = await seen_at(db, place)
    return _page(visit, seen, Typed())


@post(START + "/{round_id:uuid}/hide")
async def hide_words(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Hide words of a statement everywhere and say where staff have them, or what is wrong."""
    read = await posted.form(visit.request)
    place = place_at(round_id, {name: posted.first(read, name) for name in Place.__struct_fields__})
    typed = Typed(
        words=posted.first(read, "words"),
        ticked=tuple(read.get("word", ())),
        kind=posted.first(read, "kind"),
        was_missed=posted.first(read, "missed") == "yes",
    )
    async with visit.database.transaction("desk") as db:
        seen = await seen_at(db, place)
        found = reviewing.hiding(
            seen.quote.text,
            (typed.words, *typed.ticked),
            kind=typed.kind,
            was_missed=typed.was_missed,
        )
        if isinstance(found, Hiding):
            await reviewing.hide(db, round_id, found, actor=visit.account.email)
            words = (typed.words, *typed.ticked)
            left = await reviewing.left_standing(db, round_id, words, kind=typed.kind)
            if not left:
                return Redirect(place.back, status_code=303)
            page = left_page(visit, round_id, seen.round_name, place.back, left)
            return visit.page("hiding_left.html", page)
    return _page(visit, seen, typed, problem=found)


@post(START + "/{round_id:uuid}/miss")
async def report_a_miss(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Note that pseudonymising missed something, or hid something wrongly; hide nothing."""
    read = await posted.form(visit.request)
    place = place_at(round_id, {name: posted.first(read, name) for name in Place.__struct_fields__})
    kind = posted.first(read, "kind")
    async with visit.database.transaction("desk") as db:
        seen = await seen_at(db, place)
        mistake = await reviewing.report_miss(db, round_id, kind=kind, actor=visit.account.email)
    if mistake is None:
        return Redirect(place.back, status_code=303)
    return _page(visit, seen, Typed(kind=kind), problem=mistake)


def place_at(round_id: UUID, said: dict[str, str]) -> Place:
    """Where somebody says that they see a statement."""
    return Place(
        round_id=round_id,
        run=said["run"],
        theme=said["theme"],
        page=page_number(said["page"]),
        entry=said["entry"],
    )


async def seen_at(db: Connection, place: Place) -> Seen:
    """The statement, if the guard shows it there; `NotFoundError` for whatever it does not show."""
    if place.run == WORK:
        return await _sorted(db, place)
    run = await finished_run(db, place.round_id, place.run)
    report = await disclosing.run_report(
        db,
        run.round_id,
        run.run_id,
        theme=place.theme,
        page=place.page,
        quoting="candidates",
    )
    for quote in shown_quotes(report):
        if key_of(quote.text) == place.entry:
            return Seen(place=place, round_name=report.round_name, quote=quote)
    raise NotFoundError("statement", "on this page")


async def _sorted(db: Connection, place: Place) -> Seen:
    """A statement of the workspace, named by its id; only who sees the codebook finds it."""
    round_ = await rounds.get(db, place.round_id)
    text = await sorting.text_of(db, place.round_id, place.entry)
    quote = Quote(text=text.text, language=text.language)
    return Seen(place=place, round_name=round_.name, quote=quote)


def _page(visit: Visit, seen: Seen, typed: Typed, *, problem: str = "") -> AnyResponse:
    place = seen.place
    say = visit.wording.say
    page = HidingPage(
        frame=visit.frame("themes"),
        name=seen.round_name,
        pieces=shown_pieces(seen.quote),
        language=seen.quote.language,
        address=address_of(place.round_id),
        back=place.back,
        run=place.run,
        theme=place.theme,
        number=place.page,
        entry=place.entry,
        words=words_to_tick(seen.quote, typed),
        kinds=tuple(
            Choice(value=kind, text=say(text), is_chosen=kind == typed.kind)
            for kind, text in KINDS.items()
        ),
        typed=typed,
        problem=say(MISTAKES[problem]) if problem else "",
    )
    return visit.page(PAGE, page, status=422 if problem else 200)
