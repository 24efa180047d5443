"""A redacted copy of a round's texts: going through them, and making the file."""

import asyncio
from collections.abc import Mapping
from math import ceil
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord.disclosing import copies
from lyhord.disclosing.copies import GROUNDS, RELEASED, UNDECIDED, Copy, Line
from lyhord.errors import BadInputError
from lyhord.exports.law import copying
from lyhord.storage import rounds
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk import audit_words
from lyhord.web.desk.choices import Choice, choices
from lyhord.web.desk.law import LAW, download
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse

PER_PAGE = 25
PREFIX = "reason."
LONGEST = 100
REST = "rest"
_DIGITS = 6
Wrong = Literal["", "reference", "unseen"]
PROBLEMS: Mapping[str, str] = {
    "reference": mark("Name the request by its reference number."),
    "unseen": mark("Look through the texts that nobody has looked at, or say that you mean it."),
}
CHOICES: Mapping[str, str] = {"": mark("Not decided"), **audit_words.GROUNDS}


class TextLine(Struct, frozen=True, kw_only=True):
    """A text, what is decided, and whether it has to be looked at."""

    number: int
    field: str
    text: str
    options: tuple[Choice, ...]
    by: str
    is_delicate: bool


class Making(Struct, frozen=True, kw_only=True):
    """What is asked of whoever makes a copy, and the copies that were made."""

    reference: str
    unseen: str
    unseen_told: str
    problem: str
    problem_at: Wrong
    log: tuple[str, ...]


class CopyPage(Struct, frozen=True, kw_only=True):
    """Some of the texts, and the way to the file."""

    frame: Frame
    name: str
    address: str
    here: str
    all_address: str
    delicate_address: str
    is_delicate_only: bool
    summary: str
    lines: tuple[TextLine, ...]
    earlier: str
    later: str
    is_kept: bool
    making: Making


@get(LAW + "/copy")
async def show_copy(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show a page of the texts with what is decided about each."""
    visit.require_all()
    return await _show(visit, round_id)


@post(LAW + "/copy")
async def keep_copy(visit: VisitDependency, round_id: FromPath[UUID]) -> Redirect:
    """Keep what is decided about the texts of a page."""
    visit.require_all()
    fields = await posted.form(visit.request)
    wanted = {
        _statement(name): values[0] for name, values in fields.items() if name.startswith(PREFIX)
    }
    async with visit.database.transaction("desk") as db:
        copy = await copies.copy_of(db, round_id)
        known = {line.statement_id: _decided(line) for line in copy.lines}
        if REST in fields:
            plain = {line.statement_id for line in copy.lines if not line.is_delicate}
            wanted |= {each: RELEASED for each in wanted.keys() & plain if not wanted[each]}
        for statement_id, reason in wanted.items():
            if known.get(statement_id) != reason:
                await copies.decide(db, round_id, statement_id, reason, actor=visit.account.email)
    query = {name: visit.request.query_params.get(name, "") for name in ("only", "page")}
    return Redirect(_address(round_id, query | {"kept": "1"}), status_code=303)


@post(LAW + "/copy/file")
async def give_copy(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Give the copy as a Word file, noted with the request that it is made for."""
    visit.require_all()
    fields = await posted.form(visit.request)
    reference = posted.first(fields, "reference").strip()
    actor = visit.account.email
    try:
        async with visit.database.transaction("desk") as db:
            copy = await copies.take_out(
                db,
                round_id,
                reference=reference,
                actor=actor,
                most_unseen=_as_number(posted.first(fields, "unseen")),
            )
            request = copying.Request(
                reference=reference,
                actor=actor,
                today=visit.today,
                questions=await copying.questions_of(db, round_id),
                log=await copying.log_of(db, round_id),
            )
    except BadInputError:
        wrong = "unseen" if copies.is_sound(reference) else "reference"
        return await _show(visit, round_id, wrong=wrong, reference=reference)
    return download(await asyncio.to_thread(copying.copy_file, copy, request))


async def _show(
    visit: Visit, round_id: UUID, *, wrong: Wrong = "", reference: str = ""
) -> Response[str]:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        if not round_.is_settled:
            raise NotFoundException
        copy = await copies.copy_of(db, round_id)
        log = await copying.log_of(db, round_id)
    say = visit.wording.say
    details = [", ".join(audit_words.details_of(say, entry.details)) for entry in log]
    told = tuple(
        f"{entry.at:%Y-%m-%d %H.%M}, {entry.actor}: {each}"
        for entry, each in zip(log, details, strict=True)
    )
    making = Making(
        reference=reference[:LONGEST],
        unseen=str(copy.unseen) if copy.unseen else "",
        unseen_told=_unseen(visit, copy),
        problem=say(PROBLEMS[wrong]) if wrong else "",
        problem_at=wrong,
        log=told,
    )
    return visit.page("copy.html", _page(visit, round_, copy, making), status=422 if wrong else 200)


def _page(visit: Visit, round_: Round, copy: Copy, making: Making) -> CopyPage:
    query = visit.request.query_params
    only = query.get("only", "") == "delicate"
    lines = [line for line in copy.lines if line.is_delicate or not only]
    pages = max(1, ceil(len(lines) / PER_PAGE))
    page = _number(query.get("page", ""), most=pages)
    base = {"only": "delicate"} if only else {}
    round_id = round_.round_id
    return CopyPage(
        frame=visit.frame("law", round_),
        name=round_.name,
        address=f"{address_of(round_id)}/law/copy",
        here=_address(round_id, base | {"page": str(page)}),
        all_address=_address(round_id, {}),
        delicate_address=_address(round_id, {"only": "delicate"}),
        is_delicate_only=only,
        summary=_summary(visit, copy),
        lines=tuple(_line(visit, line) for line in lines[(page - 1) * PER_PAGE : page * PER_PAGE]),
        earlier=_address(round_id, base | {"page": str(page - 1)}) if page > 1 else "",
        later=_address(round_id, base | {"page": str(page + 1)}) if page < pages else "",
        is_kept="kept" in query,
        making=making,
    )


def _summary(visit: Visit, copy: Copy) -> str:
    return visit.wording.say(
        "%(texts)s texts, of which %(withheld)s are withheld and %(undecided)s of those wait for "
        "somebody to look at them.",
        texts=visit.wording.number(len(copy.lines)),
        withheld=visit.wording.number(sum(copy.withheld.values())),
        undecided=visit.wording.number(copy.withheld.get(UNDECIDED, 0)),
    )


def _unseen(visit: Visit, copy: Copy) -> str:
    return visit.wording.say.plural(
        "%(n)s text would be given out that nobody has looked at: only the machine has replaced "
        "names and numbers there.",
        "%(n)s texts would be given out that nobody has looked at: only the machine has replaced "
        "names and numbers there.",
        copy.unseen,
    )


def _as_number(text: str) -> int:
    """A small whole number that was typed or sent; none where it is no number."""
    return posted.whole_number(text, digits=_DIGITS) or 0


def _line(visit: Visit, line: Line) -> TextLine:
    say, decided = visit.wording.say, _decided(line)
    return TextLine(
        number=line.number,
        field=f"{PREFIX}{line.statement_id}",
        text=line.text,
        options=choices([(each, say(name)) for each, name in CHOICES.items()], decided),
        by=line.decided_by,
        is_delicate=line.is_delicate,
    )


def _decided(line: Line) -> str:
    """What somebody has decided about a text; nothing where nobody has."""
    if not line.decided_by:
        return ""
    return line.reason if line.reason in GROUNDS else RELEASED


def _statement(name: str) -> UUID:
    try:
        return UUID(name.removeprefix(PREFIX))
    except ValueError as error:
        raise BadInputError("a text has no such name") from error


def _number(text: str, *, most: int) -> int:
    """Which page is asked for; the nearest that there is."""
    return min(max(_as_number(text), 1), most)


def _address(round_id: UUID, query: Mapping[str, str]) -> str:
    given = urlencode({name: value for name, value in query.items() if value})
    return f"{address_of(round_id)}/law/copy" + (f"?{given}" if given else "")
