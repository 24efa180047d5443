"""The fictive case of a round: a draft from published figures, edited and kept."""

import unicodedata
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from msgspec import Struct

from lyhord import disclosing
from lyhord.disclosing import ClosedAnswers, Journey
from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience
from lyhord.replying import linting
from lyhord.storage import journey_cases, rounds, runs
from lyhord.storage.database import Connection
from lyhord.storage.journey_cases import LONGEST, JourneyCase
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.case_draft import AUDIENCES, Draft, draft
from lyhord.web.desk.visit import Fact, Frame, Visit, VisitDependency, address_of
from lyhord.web.desk.wording import AUDIENCES as NAMES
from lyhord.web.security import START

TAKEN = mark(
    "Somebody else saved the case since you opened it. Theirs stands above, what you wrote is "
    "still in the field: save again to put it in the place of theirs."
)
UNDO = "undo"
HERO = "Alex"  # who the draft is about
TOO_LONG = mark("The text is too long: at most 10,000 characters.")


class Choice(Struct, frozen=True, kw_only=True):
    """An audience that has a case of its own."""

    name: str
    href: str
    is_current: bool


class CasePage(Struct, frozen=True, kw_only=True):
    """The case as it stands, the form that changes it, and what the draft rests on."""

    frame: Frame
    name: str
    address: str
    back: str
    audience: str
    choices: tuple[Choice, ...]
    text: str
    typed: str
    seen: int
    edited: str
    facts: tuple[Fact, ...]
    fewest: str
    names: str
    problem: str
    may_save: bool
    may_undo: bool


class Told(Struct, frozen=True, kw_only=True):
    """A round with its draft and the case that was saved."""

    round: Round
    draft: Draft
    saved: JourneyCase | None
    fewest: int


@get(START + "/{round_id:uuid}/compare/case")
async def show_case(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show the case of an audience, or the draft of one."""
    audience = _audience(visit.request.query_params.get("audience") or AUDIENCES[-1])
    async with visit.database.transaction("desk") as db:
        told = await _told(visit, db, round_id, audience)
    return _page(visit, told, audience)


@post(START + "/{round_id:uuid}/compare/case", status_code=200)
async def save_case(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Keep what somebody wrote, or what stood before, unless somebody else saved meanwhile."""
    visit.require_all()
    read = await posted.form(visit.request)
    audience = _audience(posted.first(read, "audience"))
    text = _plain(posted.first(read, "text"))
    problem = TOO_LONG if len(text) > LONGEST else ""
    async with visit.database.transaction("desk") as db:
        await rounds.get(db, round_id)
        if posted.first(read, "act") == UNDO:
            known = await journey_cases.get(db, round_id, audience)
            text = known.before if known else ""
        if not problem and not await journey_cases.put(
            db,
            round_id,
            audience,
            text=text,
            seen=posted.version(read) or 0,
            actor=visit.account.email,
        ):
            problem = TAKEN
        told = await _told(visit, db, round_id, audience)
    typed = text if problem and posted.first(read, "act") != UNDO else None
    return _page(visit, told, audience, typed=typed, problem=problem)


def _audience(name: str) -> Audience:
    for each in AUDIENCES:
        if each == name:
            return each
    raise NotFoundError("audience", "that tells of one child")


def _plain(text: str) -> str:
    """What was typed without signs that no text has, with its lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    kept = ("".join(s for s in line if unicodedata.category(s)[0] != "C") for line in lines)
    return "\n".join(kept).strip()


async def _told(visit: Visit, db: Connection, round_id: UUID, audience: Audience) -> Told:
    round_ = await rounds.get(db, round_id)
    answers = await disclosing.closed_answers(db, round_id, language=visit.language)
    run = await runs.current(db, round_id)
    made = Draft(text="", facts=())
    if run is not None and not answers.is_open:
        report = await disclosing.run_report(db, round_id, run.run_id)
        made = _draft(visit, audience, answers, await disclosing.journey(db, report))
    saved = await journey_cases.get(db, round_id, audience)
    return Told(round=round_, draft=made, saved=saved, fewest=answers.k)


def _draft(visit: Visit, audience: Audience, answers: ClosedAnswers, journey: Journey) -> Draft:
    return draft(visit.wording, audience, answers, journey)


def _names(visit: Visit, text: str) -> str:
    """What reads as somebody's name or address in a case that is to be nobody's."""
    found = dict.fromkeys(each for each in linting.people(text) if each != HERO)
    if not found:
        return ""
    return visit.wording.say(
        "This reads as somebody's name or address: %(words)s. The case is to be nobody's.",
        words=", ".join(found),
    )


def _page(
    visit: Visit, told: Told, audience: Audience, *, typed: str | None = None, problem: str = ""
) -> Response[str]:
    say, saved = visit.wording.say, told.saved
    back = f"{address_of(told.round.round_id)}/compare"
    text = saved.text if saved and saved.text else told.draft.text
    page = CasePage(
        frame=visit.frame("compare", told.round),
        name=told.round.name,
        address=f"{back}/case",
        back=back,
        audience=audience,
        choices=tuple(
            Choice(
                name=say(NAMES[each]),
                href=f"{back}/case?audience={each}",
                is_current=each == audience,
            )
            for each in AUDIENCES
        ),
        text=text,
        typed=text if typed is None else typed,
        seen=saved.revision if saved else 0,
        edited=say(
            "Saved %(day)s by %(who)s.", day=visit.wording.day(saved.edited_on), who=saved.edited_by
        )
        if saved
        else "",
        facts=told.draft.facts,
        fewest=say("Each part is of at least %(k)s people.", k=told.fewest),
        names=_names(visit, text),
        problem=say(problem) if problem else "",
        may_save=visit.sees_all,
        may_undo=saved is not None,
    )
    return visit.page("case.html", page, status=422 if problem else 200)
