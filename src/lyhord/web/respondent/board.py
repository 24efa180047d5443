"""A workshop's room: in by the code, notes out of phones, and the board that all in it see."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import suppress
from urllib.parse import urlencode
from uuid import UUID, uuid4

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, ServerSentEvent, ServerSentEventMessage
from msgspec import Struct

from lyhord.errors import StorageUnavailableError, SubmissionConflictError
from lyhord.forms.mistakes import Mistakes
from lyhord.instruments.flow import Answers
from lyhord.instruments.wording import in_language
from lyhord.intake.boards import Boards, Shown
from lyhord.intake.doors import Door
from lyhord.intake.receiving import Intake
from lyhord.intake.rooms import Rooms
from lyhord.web import entering, posted, problems
from lyhord.web.entering import TheIntake
from lyhord.web.exchange import AnyRequest, AnyResponse
from lyhord.web.headers import survey_policy
from lyhord.web.problems import RETRY_SECONDS
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.answering import html_response
from lyhord.web.respondent.board_page import (
    Attempt,
    board_page,
    columns_html,
    join_page,
    read_note,
    refused_attempt,
    wall_page,
)
from lyhord.web.respondent.dependencies import Pages, TheBoards, TheRooms

# a board that changes all the time is told so often, and one that does not is said to be there
PAUSE_SECONDS = 0.4
SILENT_SECONDS = 20.0
# then the page asks anew, by itself
LONGEST_TURNS = 2_000
_AGAIN = 2_000  # milliseconds until a page that lost the board asks anew
_STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Room(Struct, frozen=True, kw_only=True):
    """A board as a request meets it."""

    request: AnyRequest
    renderer: Renderer
    rooms: Rooms
    boards: Boards
    door: Door
    language: str

    async def page(self, attempt: Attempt | None = None, *, status: int = 200) -> Response[str]:
        """The page of a phone: a note to write, and the board; or the part that is written in."""
        tried = attempt or Attempt(submission=uuid4())
        is_part = self.request.headers.get("x-part") == "write"
        shown = () if is_part else (await self.boards.now(self.door)).notes
        words = self.renderer.catalogues.of(self.language)
        page = board_page(self.door, self.language, words, shown, tried, self.rooms)
        name = "board_write" if is_part else "board"
        return self.answer(name, page, status=status)

    def answer(self, template: str, page: object, *, status: int = 200) -> Response[str]:
        """Fill a template; it belongs to a moment, and is kept nowhere."""
        html = self.renderer.render(
            f"respondent/{template}.html", language=self.language, page=page
        )
        return html_response(html, survey_policy(self.renderer.assets, html), status=status)


@get("/board", media_type=MediaType.HTML, include_in_schema=False)
async def show_entrance(request: AnyRequest, pages: Pages) -> Response[str]:
    """Ask for the code of the room."""
    return _entrance(request, pages.renderer)


@post("/board", media_type=MediaType.HTML, status_code=200, include_in_schema=False)
async def enter(request: AnyRequest, pages: Pages, rooms: TheRooms) -> AnyResponse:
    """Lead to the board of a code; whether a name exists shows nowhere."""
    typed = posted.first(await posted.form(request), "room")
    board = await rooms.enter(typed)
    if isinstance(board, str):
        return _entrance(request, pages.renderer, refused=board, typed=typed)
    lang = request.query_params.get("lang", "")
    here = rooms.address(board)
    return Redirect(f"{here}?{urlencode({'lang': lang})}" if lang else here, status_code=303)


@get("/board/{key:str}", media_type=MediaType.HTML, include_in_schema=False)
async def show_board(
    key: FromPath[str], request: AnyRequest, pages: Pages, rooms: TheRooms, boards: TheBoards
) -> AnyResponse:
    """Show the board to a phone."""
    room = await _room(key, request, pages.renderer, rooms, boards)
    return await room.page()


@get("/board/{key:str}/wall", media_type=MediaType.HTML, include_in_schema=False)
async def show_wall(
    key: FromPath[str], request: AnyRequest, pages: Pages, rooms: TheRooms, boards: TheBoards
) -> AnyResponse:
    """Show the board on the wall, with the way in for those who come."""
    room = await _room(key, request, pages.renderer, rooms, boards)
    words = room.renderer.catalogues.of(room.language)
    shown = (await boards.now(room.door)).notes
    return room.answer("board_wall", wall_page(room.door, room.language, words, shown, rooms))


@post("/board/{key:str}", media_type=MediaType.HTML, status_code=200, include_in_schema=False)
async def put_note(
    key: FromPath[str],
    request: AnyRequest,
    pages: Pages,
    rooms: TheRooms,
    boards: TheBoards,
    intake: TheIntake,
) -> AnyResponse:
    """Take a note in like every answer, and give its receipt."""
    fields = await posted.form(request)
    room = await _room(key, request, pages.renderer, rooms, boards)
    attempt = Attempt(
        submission=posted.submission(fields),
        column=posted.first(fields, "column"),
        text=posted.first(fields, "text"),
    )
    if not room.door.is_open:
        return await room.page(attempt, status=410)
    return await _taken(room, attempt, intake)


@get("/board/{key:str}/news", include_in_schema=False)
async def tell_news(
    key: FromPath[str], request: AnyRequest, pages: Pages, rooms: TheRooms, boards: TheBoards
) -> AnyResponse:
    """Tell a page what changes on the board, from the whole of it on."""
    room = await _room(key, request, pages.renderer, rooms, boards)
    if boards.is_full:
        return Response("", status_code=503, headers={"Retry-After": RETRY_SECONDS})
    return ServerSentEvent(_news(room, key), headers=_STREAM)


async def _taken(room: Room, attempt: Attempt, intake: Intake) -> AnyResponse:
    words = room.renderer.catalogues.of(room.language)
    instrument = in_language(room.door.publication, room.language)
    answers = read_note(instrument, attempt)
    if isinstance(answers, Mistakes):
        return await room.page(refused_attempt(attempt, answers, words), status=422)
    try:
        receipt = await _stored(room, answers, intake, attempt.submission)
    except StorageUnavailableError:
        said = words(
            "Your answers could not be saved right now. They are still on this page. "
            "Wait a moment and press Send again."
        )
        response = await room.page(msgspec.structs.replace(attempt, problem=said), status=503)
        response.headers["Retry-After"] = RETRY_SECONDS
        return response
    done = Attempt(submission=uuid4(), column=attempt.column, receipt=receipt, sent=attempt.text)
    return await room.page(done)


async def _stored(room: Room, answers: Answers, intake: Intake, submission: UUID) -> str:
    """Store a note; another one under the same submission, from a page gone back to, is new."""

    async def store(under: UUID) -> str:
        accepted = await intake.submit(
            room.door,
            instrument=room.door.publication.instrument,
            version=room.door.version,
            language=room.language,
            answers=answers,
            submission=under,
        )
        return accepted.receipt

    try:
        return await store(submission)
    except SubmissionConflictError:
        return await store(uuid4())


async def _news(room: Room, key: str) -> AsyncGenerator[ServerSentEventMessage]:
    sent: Mapping[str, str] = {}
    # without the database the page asks anew, by itself
    with room.boards.looking(), suppress(StorageUnavailableError):
        for _ in range(LONGEST_TURNS):
            if room.boards.has_ended:
                return
            door = await room.rooms.find(key)
            if not door.is_open:
                yield ServerSentEventMessage(event="closed", data="-")
                return
            shown = await room.boards.shown(door)
            columns = _columns(room, shown)
            yield _told({name: html for name, html in columns.items() if sent.get(name) != html})
            sent = columns
            await _wait(room.boards, shown)


def _columns(room: Room, shown: Shown) -> Mapping[str, str]:
    if room.language not in shown.made:
        made = columns_html(room.door, room.language, room.renderer, shown.notes)
        shown.made[room.language] = made
    return shown.made[room.language]


def _told(changed: Mapping[str, str]) -> ServerSentEventMessage:
    if not changed:
        return ServerSentEventMessage(comment="")
    told = msgspec.json.encode(changed).decode()
    return ServerSentEventMessage(event="columns", data=told, retry=_AGAIN)


async def _wait(boards: Boards, shown: Shown) -> None:
    if await boards.changed(shown, within=SILENT_SECONDS):
        # those who post at the same moment are told of together
        await asyncio.sleep(PAUSE_SECONDS)


async def _room(
    key: str, request: AnyRequest, renderer: Renderer, rooms: Rooms, boards: Boards
) -> Room:
    door = await rooms.find(key)
    language = entering.language(request, door, request.query_params.get("lang"))
    return Room(
        request=request, renderer=renderer, rooms=rooms, boards=boards, door=door, language=language
    )


def _entrance(
    request: AnyRequest, renderer: Renderer, *, refused: str = "", typed: str = ""
) -> Response[str]:
    language = problems.page_language(request, renderer)
    words = renderer.catalogues.of(language)
    page = join_page(renderer, language, words, refused=refused, typed=typed)
    html = renderer.render("respondent/board_join.html", language=language, page=page)
    status = {"": 200, "too_many": 429}.get(refused, 422)
    return html_response(html, survey_policy(renderer.assets, html), status=status)


board_routes = (show_entrance, enter, show_board, show_wall, put_note, tell_news)
