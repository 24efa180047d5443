"""Workshops at the desk: boards are opened, put in order, closed and printed by a facilitator."""

import asyncio
from collections.abc import Collection
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord.collecting import boards as verbs
from lyhord.collecting import doors
from lyhord.errors import BadInputError, NotFoundError
from lyhord.exports.boards import board_file
from lyhord.storage import boards, instruments, places, rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.web import posted
from lyhord.web.desk.choices import own_municipalities
from lyhord.web.desk.law import download
from lyhord.web.desk.links_page import may_change
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.desk.workshop_page import Known, board_page, boards_page, printed
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

WORKSHOP = START + "/{round_id:uuid}/workshop"


@get(WORKSHOP)
async def show_boards(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show the boards of a round, and ask for a new one."""
    return await _boards(visit, round_id)


@post(WORKSHOP)
async def open_board(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Open a board, and lead to it."""
    fields = await posted.form(visit.request)
    name, municipality = (posted.first(fields, each).strip() for each in ("name", "municipality"))
    try:
        async with visit.database.transaction("desk") as db:
            place = await places.get(db, (await rounds.get(db, round_id)).place_id)
            own = [value for value, _ in own_municipalities(visit, place)]
            if municipality not in (["", *own] if visit.sees_all else own):
                raise NotFoundError("municipality", municipality)
            board = await verbs.open_board(
                db, round_id, name=name, municipality=municipality, actor=visit.account.email
            )
    except BadInputError:
        return await _boards(visit, round_id, name=name, problem="long_name")
    return Redirect(f"{address_of(round_id)}/workshop/{board.slug}", status_code=303)


@get(WORKSHOP + "/{slug:str}")
async def show_board(
    visit: VisitDependency, round_id: FromPath[UUID], slug: FromPath[str]
) -> Response[str]:
    """Show a board to its facilitator, or only its columns to the page's script."""
    return await _board(visit, round_id, slug)


@post(WORKSHOP + "/{slug:str}")
async def act_on_board(
    visit: VisitDependency, round_id: FromPath[UUID], slug: FromPath[str]
) -> AnyResponse:
    """Move, group, hide or show notes, undo that, or close and open the board."""
    fields = await posted.form(visit.request)
    try:
        async with visit.database.transaction("desk") as db:
            await rounds.get(db, round_id)
            board = await _own(db, visit, round_id, slug)
            await _act(db, visit, board, fields)
    except BadInputError as error:
        return await _board(visit, round_id, slug, problem=_problem_of(error))
    return Redirect(f"{address_of(round_id)}/workshop/{slug}#board", status_code=303)


@get(WORKSHOP + "/{slug:str}/board.pdf")
async def print_board(
    visit: VisitDependency, round_id: FromPath[UUID], slug: FromPath[str]
) -> AnyResponse:
    """Give the board on A3, as the room sees it."""
    async with visit.database.transaction("desk") as db:
        known = await _known(db, visit, round_id, slug)
    return download(await asyncio.to_thread(board_file, printed(visit, known)))


async def _act(
    db: Connection, visit: Visit, board: Collector, fields: dict[str, list[str]]
) -> None:
    actor, act = visit.account.email, posted.first(fields, "act")
    chosen = _notes(fields)
    column, _, group = posted.first(fields, "to").partition(":")
    name = posted.first(fields, "name")
    match act:
        case "open" | "closed":
            await doors.set_state(db, board.round_id, board.slug, act, actor=actor)
        case "undo":
            await boards.undo(db, board, actor=actor)
        case "rename":
            await verbs.rename(db, board, column=column, group=group, name=name, actor=actor)
        case "move" | "hide" | "show" if not chosen:
            raise BadInputError("none_chosen")
        case "move":
            group = name.strip() or group
            await verbs.move(db, board, chosen, column=column, group=group, actor=actor)
        case "hide" | "show":
            await verbs.hide(db, board, chosen, is_hidden=act == "hide", actor=actor)
        case _:
            raise NotFoundException


def _notes(fields: dict[str, list[str]]) -> Collection[UUID]:
    try:
        return {UUID(each) for each in fields.get("note", ())}
    except ValueError as error:
        raise NotFoundException from error


def _problem_of(error: BadInputError) -> str:
    return "none_chosen" if str(error) == "none_chosen" else "long_name"


async def _own(db: Connection, visit: Visit, round_id: UUID, slug: str) -> Collector:
    """A board that is the visitor's to lead."""
    board = await verbs.named(db, round_id, slug)
    if not may_change(visit, board):
        raise NotFoundError("board", slug)
    return board


async def _known(db: Connection, visit: Visit, round_id: UUID, slug: str) -> Known:
    round_ = await rounds.get(db, round_id)
    board = await _own(db, visit, round_id, slug)
    edition = await instruments.at_version(db, board.instrument_id, board.version)
    return Known(
        round=round_,
        board=board,
        publication=edition.document,
        notes=await boards.notes(db, board),
        can_undo=await boards.can_undo(db, board),
    )


async def _board(visit: Visit, round_id: UUID, slug: str, *, problem: str = "") -> Response[str]:
    async with visit.database.transaction("desk") as db:
        known = await _known(db, visit, round_id, slug)
    page = board_page(visit, known, problem=problem)
    template = "board_part.html" if visit.is_by_script else "board.html"
    return visit.page(template, page, status=422 if problem else 200)


async def _boards(
    visit: Visit, round_id: UUID, *, name: str = "", problem: str = ""
) -> Response[str]:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        found = await verbs.of_round(db, round_id)
        own = own_municipalities(visit, await places.get(db, round_.place_id))
        is_published = await _is_published(db)
    shown = [each for each in found if may_change(visit, each)]
    page = boards_page(
        visit, round_, shown, own, name=name, problem=problem, is_published=is_published
    )
    return visit.page("boards.html", page, status=422 if problem else 200)


async def _is_published(db: Connection) -> bool:
    try:
        await instruments.latest(db, verbs.SURVEY)
    except NotFoundError:
        return False
    return True
