"""Posters, slips, slides and cards of a link, printed; codes on cards are shown this once."""

import asyncio
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lyhord import rounds as verbs
from lyhord.collecting import doors
from lyhord.errors import BadInputError, NotFoundError
from lyhord.exports import posters
from lyhord.exports.posters import Link, printed
from lyhord.storage import rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.desk.law import download
from lyhord.web.desk.links import LINKS
from lyhord.web.desk.links_page import may_change
from lyhord.web.desk.paper_page import letters_page
from lyhord.web.desk.visit import Visit, VisitDependency
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import secret_of

MOST_CARDS = 500
_DIGITS = 3


@get(LINKS + "/{slug:str}/poster.pdf")
async def print_poster(
    visit: VisitDependency, round_id: FromPath[UUID], slug: FromPath[str]
) -> AnyResponse:
    """Give a poster or slips in a language as a PDF; no connection waits while it is set."""
    query = visit.request.query_params
    round_, door, link = await _known(visit, round_id, slug, query.get("language", ""))
    if door.mode in {"paper", "codes", "workshop"}:
        raise NotFoundError("poster of", door.slug)
    try:
        kind = posters.kind_of(query.get("kind"))
        return download(await asyncio.to_thread(posters.poster, link, kind))
    except BadInputError:
        return visit.page("paper_letters.html", letters_page(visit, round_), status=422)


@get(LINKS + "/{slug:str}/slide")
async def print_slide(
    visit: VisitDependency, round_id: FromPath[UUID], slug: FromPath[str]
) -> AnyResponse:
    """Give the last slide of a presentation in a language: as a PDF, or a picture of it."""
    query = visit.request.query_params
    round_, door, link = await _known(visit, round_id, slug, query.get("language", ""))
    if door.mode in {"paper", "codes"}:
        raise NotFoundError("slide of", door.slug)
    picture = posters.picture_of(query.get("format"))
    try:
        if picture:
            return download(await asyncio.to_thread(posters.slide, link, picture))
        return download(await asyncio.to_thread(posters.poster, link, "slide"))
    except BadInputError:
        return visit.page("paper_letters.html", letters_page(visit, round_), status=422)


@post(LINKS + "/{slug:str}/cards")
async def print_cards(
    visit: VisitDependency, round_id: FromPath[UUID], slug: FromPath[str]
) -> AnyResponse:
    """Make codes and give them as cards to cut: the codes are kept only once the file is made."""
    fields = await posted.form(visit.request)
    language = posted.first(fields, "language")
    round_, door, link = await _known(visit, round_id, slug, language)
    count = posted.whole_number(posted.first(fields, "count").strip(), digits=_DIGITS) or 0
    if door.mode != "codes" or not may_change(visit, door):
        raise NotFoundError("cards of", door.slug)
    if not 1 <= count <= MOST_CARDS:
        raise BadInputError(f"a sheet has from 1 to {MOST_CARDS} cards")
    codes = verbs.new_codes(count)
    try:
        file = await asyncio.to_thread(posters.cards, link, codes)
    except BadInputError:
        return visit.page("paper_letters.html", letters_page(visit, round_), status=422)
    async with visit.database.transaction("desk") as db:
        secret = secret_of(visit.settings)
        await verbs.keep_codes(db, door, codes, secret=secret, actor=visit.account.email)
    return download(file)


async def _known(
    visit: Visit, round_id: UUID, slug: str, language: str
) -> tuple[Round, Collector, Link]:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        door = await doors.named(db, round_id, slug)
        url = f"{visit.base_url}/s/{door.slug}"
        return round_, door, await printed(db, door, url=url, language=language)
