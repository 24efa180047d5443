"""Handing a text over to the safeguarding officers: only one that the visitor is shown anyway."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath
from msgspec import Struct

from lyhord import disclosing
from lyhord.errors import NotFoundError
from lyhord.storage import rounds
from lyhord.storage.database import Connection
from lyhord.triage import handing
from lyhord.triage.handing import Deadlines, HandedLevel
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.hiding import Place, place_at, seen_at
from lyhord.web.desk.theme_page import Piece, pieces
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.security import START

PAGE = "handing.html"
IN_PILE = ("door", "standing", "text")
FIELDS = (*Place.__struct_fields__[1:], *IN_PILE)
LEVELS: Mapping[str, HandedLevel] = {"acute": "acute", "concern": "concern"}
CHOICES: Mapping[HandedLevel, str] = {
    "acute": mark("Acute: somebody may be in danger now"),
    "concern": mark("Concern: somebody may be harmed"),
}
NO_LEVEL = mark("Choose how serious it is.")
GONE = mark(
    "The originals of this round have been purged, so nobody can open them. Tell the safeguarding "
    "officer yourself."
)


class Told(Struct, frozen=True, kw_only=True):
    """A text that the visitor is shown, and where they came from."""

    text: str
    language: str
    back: str


class Level(Struct, frozen=True, kw_only=True):
    """How serious somebody may say that it is."""

    value: str
    text: str


class HandingPage(Struct, frozen=True, kw_only=True):
    """A text, the form that hands it over, and what became of it."""

    frame: Frame
    name: str
    address: str
    back: str
    pieces: tuple[Piece, ...]
    language: str
    said: tuple[tuple[str, str], ...]
    levels: tuple[Level, ...]
    problem: str
    is_done: bool


@get(START + "/{round_id:uuid}/hand-over")
async def show_handing(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show a text with the form that hands it over."""
    query = visit.request.query_params
    said = {name: query.get(name) or "" for name in FIELDS}
    async with visit.database.transaction("desk") as db:
        told = await _told(db, round_id, said)
    return await _page(visit, round_id, told, said)


@post(START + "/{round_id:uuid}/hand-over", status_code=200)
async def hand_over(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Make a case of a text; the same again changes nothing."""
    read = await posted.form(visit.request)
    said = {name: posted.first(read, name) for name in FIELDS}
    level = LEVELS.get(posted.first(read, "level"))
    async with visit.database.transaction("desk") as db:
        told = await _told(db, round_id, said)
        is_done = level is not None and await handing.hand_over(
            db,
            round_id,
            told.text,
            level=level,
            due=Deadlines.of(visit.settings).due(level, datetime.now(ZoneInfo(visit.timezone))),
            actor=visit.account.email,
        )
    problem = "" if is_done else NO_LEVEL if level is None else GONE
    return await _page(visit, round_id, told, said, problem=problem, is_done=is_done)


async def _told(db: Connection, round_id: UUID, said: dict[str, str]) -> Told:
    """The text, if the guard shows it there; `NotFoundError` for whatever it does not show."""
    if not said["door"]:
        place = place_at(round_id, said)
        quote = (await seen_at(db, place)).quote
        return Told(text=quote.text, language=quote.language, back=place.back)
    await rounds.get(db, round_id)
    for pile in await disclosing.piles(db, round_id):
        if (pile.door, pile.standing) != (said["door"], said["standing"]):
            continue
        for text in pile.texts:
            if text.text_key == said["text"] and pile.standing != "trial":
                back = f"{address_of(round_id)}/aside"
                return Told(text=text.text, language=text.language, back=back)
    raise NotFoundError("statement", "on this page")


async def _page(
    visit: Visit,
    round_id: UUID,
    told: Told,
    said: dict[str, str],
    *,
    problem: str = "",
    is_done: bool = False,
) -> Response[str]:
    say = visit.wording.say
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
    page = HandingPage(
        frame=visit.frame("themes", round_),
        name=round_.name,
        address=f"{address_of(round_id)}/hand-over",
        back=told.back,
        pieces=tuple(pieces(told.text)),
        language=told.language,
        said=tuple((name, value) for name, value in said.items() if value),
        levels=tuple(Level(value=each, text=say(text)) for each, text in CHOICES.items()),
        problem=say(problem) if problem else "",
        is_done=is_done,
    )
    return visit.page(PAGE, page, status=422 if problem else 200)
