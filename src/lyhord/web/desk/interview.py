"""Interview notes at the desk: pasted or from a file, looked through by paragraph, stored whole."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from msgspec.structs import replace

from lyhord.collecting import doors
from lyhord.errors import BadInputError, NotFoundError, RoundClosedError
from lyhord.importing.entering import door_for
from lyhord.importing.notes import paragraphs, text_of
from lyhord.importing.placing import Placed
from lyhord.importing.storing import Keeper, store
from lyhord.instruments.definition import Audience, LongText
from lyhord.intake.watching import Watch
from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.storage import instruments, places, rounds
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.choices import Choice, choices, named_audiences, own_municipalities
from lyhord.web.desk.form_tokens import TAKES_FILES
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START, secret_of

INTERVIEW = START + "/{round_id:uuid}/interview"
MOST_BYTES = 10_000_000
LONGEST_SETTING = 100
PROBLEMS = {
    "nothing": mark("Paste the notes, or choose a file."),
    "too_many_paragraphs": mark("At most 200 paragraphs. Store the rest as another interview."),
    "long_paragraph": mark("A paragraph is longer than 5,000 signs. Part it by an empty line."),
    "long_setting": mark("The setting has at most 100 signs."),
    "no_question": mark("Choose which question the notes answer."),
    "no_place": mark("Choose a municipality that you work for."),
    "unreadable": mark("The file cannot be read. Give a text, Word or CSV file."),
    "not_open": mark("The round takes no answers now. Open it, and store the notes then."),
    "known": mark("This interview has been stored already."),
}


class Asked(Struct, frozen=True, kw_only=True):
    """An audience and its open questions, by the value that the form has for each."""

    name: str
    questions: tuple[Choice, ...]


class Written(Struct, frozen=True, kw_only=True):
    """What was typed and chosen."""

    text: str = ""
    question: str = ""
    municipality: str = ""
    setting: str = ""
    parts: tuple[str, ...] = ()


class InterviewPage(Struct, frozen=True, kw_only=True):
    """The form, and the paragraphs as they are stored."""

    frame: Frame
    name: str
    address: str
    problem: str
    done: str
    text: str
    setting: str
    audiences: tuple[Asked, ...]
    municipalities: tuple[Choice, ...]
    parts: tuple[str, ...]
    store: str


class Offered(Struct, frozen=True, kw_only=True):
    """Which open questions each audience is asked, and where the visitor works."""

    questions: Mapping[Audience, Mapping[str, str]]
    municipalities: tuple[tuple[str, str], ...]


@get(INTERVIEW)
async def show_interview(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Ask for notes; say that the last ones were stored."""
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        offered = await _offered(db, visit, round_)
    is_done = "stored" in visit.request.query_params
    return visit.page("interview.html", _page(visit, round_, offered, Written(), is_done=is_done))


@post(INTERVIEW, opt={TAKES_FILES: True}, request_max_body_size=MOST_BYTES)
async def look_or_store(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show notes as they would be stored; store them where that was looked at and asked for."""
    fields = await posted.parts(visit.request)
    problem = ""
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        offered = await _offered(db, visit, round_)
    written = Written(
        text=posted.first(fields, "text"),
        question=posted.first(fields, "question"),
        municipality=posted.first(fields, "municipality"),
        setting=posted.first(fields, "setting").strip(),
    )
    try:
        written = await _read(visit, written, offered)
        if posted.first(fields, "step") == "store":
            await _store(visit, round_id, written)
            here = f"{address_of(round_id)}/interview?stored=1"
            return Redirect(here, status_code=303)
    except RoundClosedError:
        problem = "not_open"
    except BadInputError as error:
        problem = str(error)
    page = _page(visit, round_, offered, written, problem=problem)
    return visit.page("interview.html", page, status=422 if problem else 200)


async def _read(visit: Visit, written: Written, offered: Offered) -> Written:
    """Read the notes, from the file where one was chosen; `BadInputError` is a code."""
    name, content = posted.file(visit.request, "file")
    if content:
        try:
            text = await asyncio.to_thread(text_of, name, content)
        except BadInputError as error:
            raise BadInputError("unreadable") from error
        written = replace(written, text=text)
    _refuse_unsound(written, offered)
    parts = paragraphs(written.text)
    if not parts:
        raise BadInputError("nothing")
    return replace(written, text="\n\n".join(parts), parts=parts)


def _refuse_unsound(written: Written, offered: Offered) -> None:
    known = {f"{audience}.{id_}" for audience, ids in offered.questions.items() for id_ in ids}
    if written.question not in known:
        raise BadInputError("no_question")
    if written.municipality not in [value for value, _ in offered.municipalities]:
        raise BadInputError("no_place")
    if len(written.setting) > LONGEST_SETTING or not written.setting.isprintable():
        raise BadInputError("long_setting")


async def _store(visit: Visit, round_id: UUID, written: Written) -> None:
    now = datetime.now(ZoneInfo(visit.timezone))
    settings = visit.settings
    keeper = Keeper(
        secret=secret_of(settings), watch=Watch.of(settings), now=now, tell=lambda _: None
    )
    name, _, question = written.question.partition(".")
    async with visit.database.transaction("desk") as db:
        door = await door_for(
            db,
            round_id,
            _audience(name),
            mode="interview",
            municipality=written.municipality or None,
            setting=written.setting,
            now=now,
            actor=visit.account.email,
        )
        language = door.publication.instrument.language
        answers: dict[str, str | int | list[str]] = {question: list(written.parts)}
        placed = Placed(row=1, language=language, answers=answers, beside=())
        stored = await store(db, door, [placed], keeper, actor=visit.account.email)
        if not stored.new:
            raise BadInputError("known")


def _audience(name: str) -> Audience:
    for each in get_args(Audience):
        if each == name:
            return each
    raise NotFoundError("audience", name)


async def _offered(db: Connection, visit: Visit, round_: Round) -> Offered:
    place = await places.get(db, round_.place_id)
    questions: dict[Audience, dict[str, str]] = {}
    for audience in await doors.spoken(db):
        instrument = (await instruments.latest(db, audience)).document.instrument
        asked = {each.id: each.text for each in instrument.questions if isinstance(each, LongText)}
        if asked:
            questions[audience] = asked
    anywhere = (("", visit.wording.say("Not said")),) if not visit.account.municipalities else ()
    municipalities = (*anywhere, *own_municipalities(visit, place))
    return Offered(questions=questions, municipalities=municipalities)


def _page(
    visit: Visit,
    round_: Round,
    offered: Offered,
    written: Written,
    *,
    problem: str = "",
    is_done: bool = False,
) -> InterviewPage:
    say, n = visit.wording.say, len(written.parts)
    return InterviewPage(
        frame=visit.frame("interview", round_),
        name=round_.name,
        address=f"{address_of(round_.round_id)}/interview",
        problem=say(PROBLEMS[problem]) if problem else "",
        done=say("The interview was stored.") if is_done else "",
        text=written.text,
        setting=written.setting,
        audiences=tuple(
            Asked(name=name, questions=_questions(offered, audience, written.question))
            for audience, name in named_audiences(visit, offered.questions)
        ),
        municipalities=choices(offered.municipalities, written.municipality),
        parts=tuple(pseudonymise(each).text for each in written.parts),
        store=say.plural("Store %(n)s statement", "Store %(n)s statements", n) if n else "",
    )


def _questions(offered: Offered, audience: str, wanted: str) -> tuple[Choice, ...]:
    asked = offered.questions[_audience(audience)]
    return choices([(f"{audience}.{id_}", text) for id_, text in asked.items()], wanted)
