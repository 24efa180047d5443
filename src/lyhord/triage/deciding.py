"""What officers decide of a case; with the decision everything that led to a response is gone."""

from datetime import date
from typing import Literal, get_args
from uuid import UUID

from msgspec import Struct

from lyhord.storage import cases
from lyhord.storage.cases import Decision, Outcome
from lyhord.storage.database import Database

Reporter = Literal["officer", "deputy", "head", "other"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
REPORTERS: tuple[Reporter, ...] = get_args(Reporter)
FIRST_DAY = date(2000, 1, 1)

Missing = Literal["outcome", "reported_on", "reported_by", "not_opened"]


class Choice(Struct, frozen=True, kw_only=True):
    """What an officer chose in the form, as it came."""

    outcome: str
    reported_on: str = ""
    reported_by: str = ""


def decision_of(choice: Choice, *, today: date) -> Decision | Missing:
    """The decision, or what is missing or impossible in the form."""
    outcome: Outcome | None = next((each for each in OUTCOMES if each == choice.outcome), None)
    if outcome is None:
        return "outcome"
    if outcome != "reported":
        return Decision(outcome=outcome)
    day = _day(choice.reported_on)
    if day is None or not FIRST_DAY <= day <= today:
        return "reported_on"
    if choice.reported_by not in REPORTERS:
        return "reported_by"
    return Decision(outcome=outcome, reported_on=day, reported_by=choice.reported_by)


async def decide(
    database: Database, case_id: UUID, choice: Choice, *, officer: str, today: date
) -> Missing | None:
    """Decide a case that somebody has read, once; says what is missing, else nothing.

    Raises `NotFoundError` for a case of others, and for one that was decided or withdrawn.
    """
    decision = decision_of(choice, today=today)
    async with database.transaction("officer") as db:
        case = await cases.get(db, case_id, officer)
        if not case.opened_by:
            return "not_opened"
        if not isinstance(decision, Decision):
            return decision
        await cases.decide(db, case_id, decision, actor=officer)
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
