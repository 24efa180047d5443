"""Events at the desk: made by a short form, shut, and what was told of a series; words beside."""

from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord import disclosing
from lyhord.collecting import doors
from lyhord.collecting import events as verbs
from lyhord.collecting.events import NewEvent
from lyhord.errors import NotFoundError
from lyhord.exports import series as files
from lyhord.exports.making import note_series
from lyhord.instruments.definition import Audience, Instrument
from lyhord.instruments.wording import in_language
from lyhord.storage import events, instruments, places, rounds
from lyhord.storage.collectors import State
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.desk.choices import own_municipalities
from lyhord.web.desk.events_page import Offered, Typed, events_page, read
from lyhord.web.desk.law import download
from lyhord.web.desk.links_page import may_change
from lyhord.web.desk.series_page import Asked, Surveys, series_page
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

EVENTS = START + "/{round_id:uuid}/events"
ACTS: dict[str, State] = {"close": "closed", "open": "open"}


@get(EVENTS)
async def show_events(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show the events of a round by series, and the form for another."""
    made = visit.request.query_params.get("made", "")
    return await _shown(visit, round_id, Typed(), made=made)


@post(EVENTS)
async def make_event(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Make the door of an event, or show the form again with what is wrong."""
    fields = await posted.form(visit.request)
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        found = read(fields, await _offered(db, visit, round_))
        if isinstance(found, NewEvent):
            door = await verbs.add(db, round_id, found, actor=visit.account.email)
            return Redirect(f"{address_of(round_id)}/events?made={door.slug}", status_code=303)
    return await _shown(visit, round_id, found, status=422)


@post(EVENTS + "/{slug:str}")
async def shut_event(
    visit: VisitDependency, round_id: FromPath[UUID], slug: FromPath[str]
) -> Redirect:
    """Close the door of an event, or open it again."""
    act = posted.first(await posted.form(visit.request), "act")
    if act not in ACTS:
        raise NotFoundException
    async with visit.database.transaction("desk") as db:
        await rounds.get(db, round_id)
        await verbs.event_at(db, round_id, slug)
        if not may_change(visit, await doors.named(db, round_id, slug)):
            raise NotFoundError("collector", slug)
        await doors.set_state(db, round_id, slug, ACTS[act], actor=visit.account.email)
    return Redirect(f"{address_of(round_id)}/events#{slug}", status_code=303)


@get(EVENTS + "/results")
async def show_series(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show what was told of a series, or give its figures as a file."""
    query = visit.request.query_params
    series = query.get("series", "")
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        groups = [
            each for each in await disclosing.event_groups(db, round_id) if each.series == series
        ]
        listed = [each for each in await events.of_round(db, round_id) if each.series == series]
        if not listed:
            raise NotFoundError("series", series)
        if query.get("format") == "csv":
            await note_series(db, round_id, actor=visit.account.email)
            return download(files.series_csv(groups, round_id))
        asked = Asked(
            round=round_,
            series=series,
            groups=groups,
            comments=[await disclosing.event_comments(db, round_id, each) for each in groups],
            events=listed,
            surveys=await _surveys(db, visit, {each.audience for each in listed}),
        )
    return visit.page("series.html", series_page(visit, asked))


async def _surveys(db: Connection, visit: Visit, audiences: set[Audience]) -> Surveys:
    """The newest words of the feedback survey of each audience, in the language of the page."""
    found: dict[Audience, Instrument] = {}
    for audience in audiences:
        edition = await instruments.latest(db, verbs.SURVEYS[audience])
        found[audience] = in_language(edition.document, visit.language)
    return found


async def _shown(
    visit: Visit, round_id: UUID, typed: Typed, *, made: str = "", status: int = 200
) -> Response[str]:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        offered = await _offered(db, visit, round_)
        found = await events.of_round(db, round_id)
    page = events_page(visit, round_, found, offered, typed=typed, made=made)
    return visit.page("events.html", page, status=status)


async def _offered(db: Connection, visit: Visit, round_: Round) -> Offered:
    place = await places.get(db, round_.place_id)
    return Offered(
        series=await verbs.offered(db, visit.language),
        municipalities=own_municipalities(visit, place),
    )
