"""Invitations by e-mail at the desk: looked through and sent, paused, cancelled, reminded of."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord.errors import BadInputError
from lyhord.inviting import mailing as verbs
from lyhord.inviting.addresses import Listed, read, text_of
from lyhord.inviting.letters import Sender
from lyhord.inviting.mailing import Draft
from lyhord.storage import collectors, instruments, invitations, rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.invitations import Mailing
from lyhord.web import posted
from lyhord.web.desk.form_tokens import TAKES_FILES
from lyhord.web.desk.invitations_page import InvitationsPage, Ready, Typed, invitations_page
from lyhord.web.desk.links_page import may_change
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START, secret_of

INVITATIONS = START + "/{round_id:uuid}/invitations"
MOST_BYTES = 10_000_000
DIGITS = 6

Act = Callable[[Connection, Mailing], Awaitable[None]]


@get(INVITATIONS)
async def show_invitations(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show how far each mailing has come, and the form for a new one."""
    query = visit.request.query_params
    known = posted.whole_number(query.get("bounced", ""), digits=DIGITS)
    async with visit.database.transaction("desk") as db:
        shown = Ready(done=query.get("done", ""), bounced=known)
        page = await _page(db, visit, round_id, Typed(), shown)
    return visit.page("invitations.html", page)


@post(INVITATIONS, opt={TAKES_FILES: True}, request_max_body_size=MOST_BYTES)
async def look_or_send(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show what a list would send; send it where that was looked at and asked for."""
    fields = await posted.parts(visit.request)
    typed = Typed(
        text=posted.first(fields, "list"),
        door=posted.first(fields, "door"),
        language=posted.first(fields, "language"),
    )
    problem, ready = "", None
    async with visit.database.transaction("desk") as db:
        try:
            typed = await _with_file(visit, typed)
            listed = await asyncio.to_thread(read, typed.text)
            typed = Typed(text=typed.text, door=typed.door, language=typed.language, listed=listed)
            if not listed.faults:
                ready = await _ready(db, visit, round_id, typed, listed)
            wanted = posted.first(fields, "step"), posted.first(fields, "seen")
            if ready and wanted == ("send", ready.mark):
                secret = secret_of(visit.settings)
                await verbs.send(db, ready, secret=secret, actor=visit.account.email)
                return _back(round_id, "sent")
        except BadInputError as error:
            problem = str(error)
        shown = Ready(draft=ready, problem=problem)
        page = await _page(db, visit, round_id, typed, shown)
    is_wrong = bool(problem or (typed.listed and typed.listed.faults))
    return visit.page("invitations.html", page, status=422 if is_wrong else 200)


@post(INVITATIONS + "/bounced")
async def take_bounced(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Take a pasted list of addresses to which letters came back."""
    text = posted.first(await posted.form(visit.request), "bounced")
    listed = await asyncio.to_thread(read, text)
    async with visit.database.transaction("desk") as db:
        await rounds.get(db, round_id)
        secret, actor = secret_of(visit.settings), visit.account.email
        n = await verbs.bounce(db, round_id, listed.addresses, secret=secret, actor=actor)
    return Redirect(f"{_address(round_id)}?done=bounced&bounced={n}", status_code=303)


@post(INVITATIONS + "/{mailing_id:uuid}")
async def change_mailing(
    visit: VisitDependency, round_id: FromPath[UUID], mailing_id: FromPath[UUID]
) -> AnyResponse:
    """Pause, go on, cancel or remind."""
    act = posted.first(await posted.form(visit.request), "act")
    try:
        async with visit.database.transaction("desk") as db:
            mailing = await invitations.get(db, round_id, mailing_id)
            if not may_change(visit, await verbs.door_of(db, mailing)):
                raise NotFoundException
            await _act(db, visit, mailing, act)
    except BadInputError as error:
        async with visit.database.transaction("desk") as db:
            shown = Ready(problem=str(error))
            page = await _page(db, visit, round_id, Typed(), shown)
        return visit.page("invitations.html", page, status=422)
    return _back(round_id, act)


async def _act(db: Connection, visit: Visit, mailing: Mailing, act: str) -> None:
    actor = visit.account.email
    match act:
        case "pause":
            await verbs.pause(db, mailing, actor=actor)
        case "go_on":
            await verbs.go_on(db, mailing, actor=actor)
        case "cancel":
            await verbs.cancel(db, mailing, actor=actor)
        case "remind":
            await verbs.remind(db, mailing, today=visit.today, actor=actor)
        case _:
            raise NotFoundException


async def _with_file(visit: Visit, typed: Typed) -> Typed:
    """The list of the file where one was chosen."""
    name, content = posted.file(visit.request, "file")
    if not content:
        return typed
    try:
        text = await asyncio.to_thread(text_of, name, content)
    except BadInputError as error:
        raise BadInputError("unreadable") from error
    return Typed(text=text, door=typed.door, language=typed.language)


async def _ready(
    db: Connection, visit: Visit, round_id: UUID, typed: Typed, listed: Listed
) -> Draft:
    door = next(
        (each for each in await _doors(db, visit, round_id) if each.slug == typed.door), None
    )
    if door is None:
        raise BadInputError("no_door")
    return await verbs.draft(
        db,
        door,
        listed,
        language=typed.language,
        sender=_sender(visit, door),
        secret=secret_of(visit.settings),
        today=visit.today,
    )


def _sender(visit: Visit, door: Collector) -> Sender:
    return Sender(
        mail_from=visit.settings.mail_from,
        address=visit.base_url,
        door=f"{visit.base_url}/s/{door.slug}",
    )


async def _doors(db: Connection, visit: Visit, round_id: UUID) -> list[Collector]:
    """The doors that the visitor may write through."""
    found = await collectors.of_round(db, round_id)
    return [each for each in found if verbs.may_invite(each) and may_change(visit, each)]


async def _page(
    db: Connection, visit: Visit, round_id: UUID, typed: Typed, shown: Ready
) -> InvitationsPage:
    round_ = await rounds.get(db, round_id)
    doors = await _doors(db, visit, round_id)
    spoken = {
        door.audience: (await instruments.at_version(db, door.instrument_id, door.version)).document
        for door in doors
    }
    return invitations_page(
        visit,
        round_,
        doors,
        await invitations.of_round(db, round_id),
        spoken=spoken,
        typed=typed,
        shown=shown,
    )


def _back(round_id: UUID, done: str) -> Redirect:
    return Redirect(f"{_address(round_id)}?done={done}", status_code=303)


def _address(round_id: UUID) -> str:
    return f"{address_of(round_id)}/invitations"
