"""Answers from other tools at the desk: a file is chosen, looked through, and stored whole."""

import asyncio
from datetime import datetime
from typing import get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord.collecting import doors
from lyhord.errors import BadInputError, NotFoundError, RoundClosedError
from lyhord.importing.entering import door_for
from lyhord.importing.placing import Reading, place
from lyhord.importing.proposing import Proposal
from lyhord.importing.remembering import proposed, remember
from lyhord.importing.storing import Keeper, Stored, store
from lyhord.instruments.definition import Audience, Publication
from lyhord.intake.watching import Watch
from lyhord.privacy.lockers import Locker
from lyhord.rounds import preset_of
from lyhord.storage import instruments, places, rounds
from lyhord.storage.collectors import Presets
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.tables.reading import table_of
from lyhord.web import posted
from lyhord.web.desk.choices import own_municipalities
from lyhord.web.desk.form_tokens import TAKES_FILES
from lyhord.web.desk.importing_form import (
    PURPOSE,
    Brought,
    Fields,
    mapping_of,
    packed,
    unpacked,
)
from lyhord.web.desk.importing_page import Choices, Looked, import_page, proposal_of
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START, secret_of

IMPORT = START + "/{round_id:uuid}/import"
MOST_BYTES = 10_000_000
MOST_DIGITS = 6


@get(IMPORT)
async def show_import(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Ask for a file; say what was stored of the last one."""
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        offered = await _offered(db, visit, round_)
    page = import_page(visit, round_, offered, done=_done(visit))
    return visit.page("import.html", page)


@post(IMPORT + "/file", opt={TAKES_FILES: True}, request_max_body_size=MOST_BYTES)
async def read_file(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Read a file and show what its columns probably mean."""
    fields = await posted.parts(visit.request)
    name, content = posted.file(visit.request, "file")
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        offered = await _offered(db, visit, round_)
        try:
            brought = await _brought(fields, offered, name, content)
            edition = await instruments.latest(db, brought.audience)
            proposal = await proposed(
                db, brought.table, edition.document, language=brought.language
            )
            presets = await _presets(db, round_, brought, edition.document)
            looked = await _looked(visit, brought, proposal, edition.document, presets)
        except BadInputError as error:
            page = import_page(visit, round_, offered, problem=_plain(error, name))
            return visit.page("import.html", page, status=422)
    return visit.page("import.html", import_page(visit, round_, offered, looked=looked))


@post(IMPORT, request_max_body_size=MOST_BYTES)
async def look_or_store(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show how rows read by what was chosen; store them where that was looked at and asked for."""
    fields = await posted.form(visit.request)
    problem, looked = "", None
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        offered = await _offered(db, visit, round_)
        try:
            brought = unpacked(_locker(visit), posted.first(fields, "file"))
            edition = await instruments.latest(db, brought.audience)
            mapping = mapping_of(fields, brought, edition.document.instrument)
            presets = await _presets(db, round_, brought, edition.document)
            proposal = proposal_of(mapping)
            looked = await _looked(visit, brought, proposal, edition.document, presets)
        except BadInputError as error:
            problem = str(error)
    if looked and not looked.reading.doubts and posted.first(fields, "step") == "store":
        try:
            return await _stored(visit, round_id, looked)
        except RoundClosedError:
            problem = "not_open"
        except BadInputError as error:
            problem = str(error)
    page = import_page(visit, round_, offered, problem=problem, looked=looked)
    is_wrong = bool(problem or (looked and looked.reading.doubts))
    return visit.page("import.html", page, status=422 if is_wrong else 200)


async def _stored(visit: Visit, round_id: UUID, looked: Looked) -> Redirect:
    if not looked.reading.placed:
        raise BadInputError("no_answers")
    now = datetime.now(ZoneInfo(visit.timezone))
    keeper = Keeper(
        secret=secret_of(visit.settings), watch=Watch.of(visit.settings), now=now, tell=_untold
    )
    brought = looked.brought
    async with visit.database.transaction("desk") as db:
        door = await door_for(
            db,
            round_id,
            brought.audience,
            municipality=brought.municipality or None,
            now=now,
            actor=visit.account.email,
        )
        # the door may ask what an earlier version asked
        reading = await _read(brought, looked.proposal, door.publication, door.presets)
        if reading.doubts:
            raise BadInputError("no_answers")
        stored = await store(db, door, reading.placed, keeper, actor=visit.account.email)
        await remember(db, brought.table, looked.proposal.mapping)
    return Redirect(_address(round_id, stored), status_code=303)


def _address(round_id: UUID, stored: Stored) -> str:
    return f"{address_of(round_id)}/import?new={stored.new}&known={stored.known}"


def _untold(share: float) -> None:
    """A page that is waited for shows no progress."""
    del share


async def _brought(fields: Fields, offered: Choices, name: str, content: bytes) -> Brought:
    audience = _audience(posted.first(fields, "audience"), offered)
    municipality = posted.first(fields, "municipality")
    if municipality not in [value for value, _ in offered.municipalities]:
        raise BadInputError("no_place")
    if not content:
        raise BadInputError("no_file")
    language = posted.first(fields, "language")
    return Brought(
        table=await asyncio.to_thread(table_of, name, content),
        audience=audience,
        municipality=municipality,
        language=language if language in offered.languages else offered.languages[0],
    )


async def _looked(
    visit: Visit, brought: Brought, proposal: Proposal, publication: Publication, presets: Presets
) -> Looked:
    file = await asyncio.to_thread(packed, _locker(visit), brought)
    reading = await _read(brought, proposal, publication, presets)
    return Looked(
        brought=brought, file=file, proposal=proposal, publication=publication, reading=reading
    )


async def _read(
    brought: Brought, proposal: Proposal, publication: Publication, presets: Presets
) -> Reading:
    table, mapping = brought.table, proposal.mapping
    return await asyncio.to_thread(place, table, mapping, publication, presets=presets)


async def _presets(
    db: Connection, round_: Round, brought: Brought, publication: Publication
) -> Presets:
    """What is answered for all rows, whatever a column says."""
    if not brought.municipality:
        return {}
    place_ = await places.get(db, round_.place_id)
    return preset_of(publication, place_, brought.municipality)


def _audience(text: str, offered: Choices) -> Audience:
    for each in get_args(Audience):
        if each == text and each in offered.audiences:
            return each
    raise NotFoundError("audience", text)


async def _offered(db: Connection, visit: Visit, round_: Round) -> Choices:
    place_, spoken = await places.get(db, round_.place_id), await doors.spoken(db)
    anywhere = [("", visit.wording.say("As the answers say"))]
    return Choices(
        audiences=tuple(spoken),
        municipalities=(
            *([] if visit.account.municipalities else anywhere),
            *own_municipalities(visit, place_),
        ),
        languages=tuple(dict.fromkeys(code for codes in spoken.values() for code in codes)),
    )


def _locker(visit: Visit) -> Locker:
    return Locker(secret_of(visit.settings), PURPOSE)


def _plain(error: BadInputError, name: str) -> str:
    """What is wrong with a file, which the error begins with the name of."""
    return str(error).removeprefix(f"{name}: ")


def _done(visit: Visit) -> str:
    query, say = visit.request.query_params, visit.wording.say
    new, known = (
        posted.whole_number(query.get(name, ""), digits=MOST_DIGITS) for name in ("new", "known")
    )
    if new is None or known is None:
        return ""
    stored = say.plural("%(n)s answer was stored.", "%(n)s answers were stored.", new)
    already = say.plural("%(n)s was there already.", "%(n)s were there already.", known)
    return f"{stored} {already}" if known else stored
