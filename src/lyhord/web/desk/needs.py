"""What needs somebody's attention in a round, most urgent first, and where it is mended."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from lyhord.exports.paper import Paper, papers_of
from lyhord.instruments.places import unverified
from lyhord.instruments.wording import is_reviewed
from lyhord.replying import promising
from lyhord.storage import decisions, places, replies, rounds
from lyhord.storage.database import Connection
from lyhord.storage.decisions import REQUIREMENTS, Decision
from lyhord.storage.replies import Loop
from lyhord.storage.rounds import Round
from lyhord.triage import staffing
from lyhord.web.desk.closed import closed_words
from lyhord.web.desk.reply_page import promise_words
from lyhord.web.desk.visit import Visit, address_of

ROUND = "/desk/rounds/{round_id}"


class Need(Struct, frozen=True, kw_only=True):
    """Something to see to; without an address for whoever may only know of it."""

    text: str
    href: str
    action: str
    is_urgent: bool = False


class Standing(Struct, frozen=True, kw_only=True):
    """How a round stands, as far as somebody may have to act."""

    round: Round
    loop: Loop
    decision: Decision
    unticked: int
    absent: tuple[str, ...]
    is_overdue: bool
    untried: int
    unreviewed: int


async def standing(db: Connection, round_: Round, *, today: date) -> Standing:
    """Go through all of it."""
    round_id, is_over = round_.round_id, round_.state == "closed"
    place = await places.get(db, round_.place_id)
    papers = () if is_over else await papers_of(db, round_id)
    met = {paper.audience for paper in papers}
    return Standing(
        round=round_,
        loop=await replies.loop(db, round_id),
        decision=await decisions.get(db, round_id),
        unticked=0 if is_over else len(REQUIREMENTS) - len(await decisions.ticks(db, round_id)),
        absent=() if is_over else await staffing.without_account(db, round_),
        is_overdue=await rounds.has_overdue_case(db, round_id),
        untried=sum(bool(met & set(line.audiences)) for line in unverified(place, today=today)),
        unreviewed=sum(_unreviewed(paper) for paper in papers),
    )


def needs(visit: Visit, known: Standing) -> tuple[Need, ...]:
    """What the visitor can see to, and what everybody should know."""
    found = [
        *_closed(visit, known),
        *_people(visit, known),
        *_promise(visit, known),
        *_law(visit, known),
    ]
    found += _texts(visit, known)
    return tuple(sorted(found, key=lambda need: not need.is_urgent))


def _unreviewed(paper: Paper) -> int:
    return sum(not is_reviewed(paper.publication, code) for code in paper.languages)


def _people(visit: Visit, known: Standing) -> Iterator[Need]:
    say = visit.wording.say
    if known.is_overdue and (visit.may(f"GET {ROUND}/law") or visit.may("GET /desk/triage")):
        may_open = visit.may("GET /desk/triage")
        yield Need(
            text=say("A case of the safeguarding officers has waited past its time."),
            href="/desk/triage" if may_open else "",
            action=say("To the cases") if may_open else "",
            is_urgent=True,
        )
    if known.absent and visit.may(f"GET {ROUND}/law"):
        yield Need(
            text=say(
                "No account as safeguarding officer, so cases are not seen: %(people)s.",
                people=", ".join(known.absent),
            ),
            href="",
            action="",
            is_urgent=known.round.state == "open",
        )


def _closed(visit: Visit, known: Standing) -> Iterator[Need]:
    """That nobody answered for a round that would still take answers."""
    say, round_ = visit.wording.say, known.round
    if round_.closed_why in {"", "dates"} or round_.closes < visit.today:
        return
    lacking = closed_words(visit.wording, round_)
    yield Need(
        text=say("%(why)s Name another one, then open it again.", why=lacking),
        href=f"{address_of(round_.round_id)}/officers" if visit.may_name_officers else "",
        action=say("To the officers") if visit.may_name_officers else "",
        is_urgent=True,
    )


def _promise(visit: Visit, known: Standing) -> Iterator[Need]:
    state = promising.state(known.loop, today=visit.today)
    if state in {"kept", "later"} or (state == "none" and known.round.state == "draft"):
        return
    may_reply = visit.may(f"GET {ROUND}/reply") and visit.sees_all
    yield Need(
        text=promise_words(visit, state, known.loop.due_on),
        href=f"{address_of(known.round.round_id)}/reply" if may_reply else "",
        action=visit.wording.say("To the answer") if may_reply else "",
        is_urgent=state == "missed",
    )


def _law(visit: Visit, known: Standing) -> Iterator[Need]:
    if not visit.may(f"GET {ROUND}/law"):
        return
    say, law = visit.wording.say, f"{address_of(known.round.round_id)}/law"
    if known.unticked:
        text = say.plural(
            "%(n)s row of the checklist on children's participation is not ticked.",
            "%(n)s rows of the checklist on children's participation are not ticked.",
            known.unticked,
        )
        yield Need(text=text, href=f"{law}#checklist", action=say("To the checklist"))
    if not known.decision.reference:
        text = say("No decision to destroy records is named, so everything is kept.")
        yield Need(text=text, href=f"{law}#decision", action=say("To the decision"))


def _texts(visit: Visit, known: Standing) -> Iterator[Need]:
    say, here = visit.wording.say, f"{address_of(known.round.round_id)}#needing"
    if known.untried:
        text = say.plural(
            "%(n)s help line has not been tried for more than 90 days.",
            "%(n)s help lines have not been tried for more than 90 days.",
            known.untried,
        )
        yield Need(text=text, href=here, action=say("See which"))
    if known.unreviewed:
        text = say.plural(
            "%(n)s translation has not been reviewed by somebody who speaks the language.",
            "%(n)s translations have not been reviewed by somebody who speaks the language.",
            known.unreviewed,
        )
        yield Need(text=text, href=here, action=say("See which"))
