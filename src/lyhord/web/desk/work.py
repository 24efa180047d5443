"""The theme workspace: what is shown of a round's codebook, and what is done to it.

Only who works for the whole round sorts: a codebook is everybody's.
"""

from urllib.parse import urlencode
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord import analysing, disclosing, learning
from lyhord.errors import NotFoundError, WithheldError
from lyhord.instruments.shelf import surveys_folder
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing import later, turning
from lyhord.reviewing.codebooks import Clash, Done, Outcome
from lyhord.reviewing.command import Command
from lyhord.reviewing.verbs import Edit, Merge, Reject, Start
from lyhord.storage import replica, rounds, runs
from lyhord.storage.database import Connection
from lyhord.web import posted
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.desk.work_clash import clash_page
from lyhord.web.desk.work_forms import (
    LONGEST_SEARCH,
    Asked,
    Typed,
    asked_of,
    command_of,
    number_of,
    typed,
)
from lyhord.web.desk.work_names import work_address
from lyhord.web.desk.work_page import work_page
from lyhord.web.desk.work_reading import begun, read
from lyhord.web.desk.work_words import FEW, MISTAKES
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

TEMPLATE, BEGINNING = "work.html", "work_begin.html"
WHERE = ("theme", "q", "show", "page", "find", "tag", "question", "within", "audience")
TURNS = ("undo", "redo")


class BeginPage(Struct, frozen=True, kw_only=True):
    """A round whose codebook nobody has opened."""

    frame: Frame
    name: str
    round: str
    address: str
    may_begin: bool


@get(START + "/{round_id:uuid}/themes/work")
async def show_work(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show a theme of the codebook with its statements."""
    visit.require_all()
    asked = asked_of(visit.request.query_params)
    async with visit.database.transaction("desk") as db:
        book = await reviewed.find(db, round_id)
        if book is None:
            return await _begin(visit, db, round_id)
        at = await begun(db, round_id, book)
    async with replica.reading(visit.database) as db:
        work = await read(visit, db, round_id, at, asked=asked, written=Typed())
    return visit.page(TEMPLATE, work_page(work))


@post(START + "/{round_id:uuid}/themes/work")
async def do_work(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Do what a button of the workspace says, or say why it was not done."""
    visit.require_all()
    fields = await posted.form(visit.request)
    verb = posted.first(fields, "verb")
    if verb == "place":
        return await _place(visit, round_id)
    async with visit.database.transaction("desk") as db:
        if verb == "open":
            return await _open(visit, db, round_id)
        if verb == "use":
            return await _use(visit, db, round_id, fields)
        if verb in TURNS:
            outcome = await _turn(visit, db, round_id, verb, fields)
            return await _answer(visit, db, round_id, outcome, fields, None)
        theme, seen = posted.first(fields, "theme"), number_of(posted.first(fields, "seen"))
        before = await reviewed.fields_seen(db, round_id, theme, seen=seen)
        command = command_of(verb, fields, as_seen=before)
        outcome = await reviewed.change(db, round_id, command, seen=seen, actor=visit.account.email)
        return await _answer(visit, db, round_id, outcome, fields, command)


async def _begin(visit: Visit, db: Connection, round_id: UUID) -> AnyResponse:
    round_ = await rounds.get(db, round_id)
    page = BeginPage(
        frame=visit.frame("themes", round_),
        name=round_.name,
        round=address_of(round_id),
        address=work_address(round_id),
        may_begin=round_.is_settled and await runs.latest(db, round_id) is not None,
    )
    return visit.page(BEGINNING, page)


async def _open(visit: Visit, db: Connection, round_id: UUID) -> AnyResponse:
    """Begin the codebook; while the guard lists no text the page says that it cannot begin."""
    run = await runs.latest(db, round_id)
    if run is None:
        raise NotFoundError("run", "that is finished")
    try:
        may = await disclosing.sortable(db, round_id, run.run_id)
    except WithheldError:
        return await _begin(visit, db, round_id)
    await reviewed.open_codebook(
        db,
        round_id,
        run.run_id,
        themes=may.themes,
        audiences=may.audiences,
        actor=visit.account.email,
    )
    return Redirect(work_address(round_id), status_code=303)


async def _use(
    visit: Visit, db: Connection, round_id: UUID, fields: dict[str, list[str]]
) -> AnyResponse:
    """Put the codebook to use, with its figures, which are published at once."""
    run_id = await reviewed.put_to_use(db, round_id, actor=visit.account.email)
    if run_id is not None:
        await disclosing.run_report(db, round_id, run_id)
    return Redirect(_back(round_id, fields, None), status_code=303)


async def _place(visit: Visit, round_id: UUID) -> AnyResponse:
    """Place what came later, by the machine's newest run and what people decided."""
    async with visit.database.transaction("desk") as db:
        run = await runs.latest(db, round_id)
        if run is None:
            raise NotFoundError("run", "that is finished")
        lesson = await later.lesson(db, round_id, run.run_id)
    codebook = analysing.codebook_file(surveys_folder(visit.settings.surveys_dir))
    taught = await learning.places(lesson, codebook)
    async with visit.database.transaction("desk") as db:
        try:
            may = await disclosing.sortable(db, round_id, run.run_id)
        except WithheldError:
            typed = Typed(problem=visit.wording.say(FEW))
            return await _refuse(visit, db, round_id, Asked(), typed)
        listed = later.Guarded(themes=may.themes, audiences=may.audiences, names=may.names)
        await later.place_later(
            db, round_id, run.run_id, may=listed, taught=taught, actor=visit.account.email
        )
    return Redirect(work_address(round_id), status_code=303)


async def _turn(
    visit: Visit, db: Connection, round_id: UUID, verb: str, fields: dict[str, list[str]]
) -> Outcome:
    anyway = posted.first(fields, "anyway") == "yes"
    if verb == "redo":
        return await turning.redo(db, round_id, anyway=anyway, actor=visit.account.email)
    number = number_of(posted.first(fields, "number")) or None
    return await turning.undo(db, round_id, number=number, anyway=anyway, actor=visit.account.email)


async def _answer(
    visit: Visit,
    db: Connection,
    round_id: UUID,
    outcome: Outcome,
    fields: dict[str, list[str]],
    command: Command | None,
) -> AnyResponse:
    if isinstance(outcome, Done):
        return Redirect(_back(round_id, fields, command), status_code=303)
    if isinstance(outcome, Clash):
        page = await clash_page(visit, db, round_id, outcome, fields, command)
        return visit.page("work_clash.html", page, status=409)
    say = visit.wording.say
    written = Typed(
        fields=typed(fields) if isinstance(command, Edit) else {},
        statements=frozenset(fields.get("statement", ())),
        new_name=posted.first(fields, "new_name"),
        problem=say(MISTAKES[outcome]),
    )
    return await _refuse(visit, db, round_id, _asked(fields), written)


async def _refuse(
    visit: Visit, db: Connection, round_id: UUID, asked: Asked, written: Typed
) -> AnyResponse:
    """Show the page again, with what was filled in and why it was not done."""
    at = await begun(db, round_id, await reviewed.get(db, round_id))
    work = await read(visit, db, round_id, at, asked=asked, written=written)
    return visit.page(TEMPLATE, work_page(work), status=422)


def _asked(fields: dict[str, list[str]]) -> Asked:
    return asked_of({name: posted.first(fields, name) for name in fields})


def _back(round_id: UUID, fields: dict[str, list[str]], command: Command | None) -> str:
    """Where one was; after a theme came or went, at the one that is there."""
    said = {name: posted.first(fields, name) for name in WHERE}
    match command:
        case Merge(into=into):
            said = {"theme": into}
        case Start(new=new):
            said = {"theme": new}
        case Reject():
            said = {}
        case _:
            pass
    kept = {name: value for name, value in said.items() if 0 < len(value) <= LONGEST_SEARCH}
    address = work_address(round_id)
    return f"{address}?{urlencode(kept)}" if kept else address
