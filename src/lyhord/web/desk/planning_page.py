"""The form in which a round is planned: what was typed, what is wrong, and what it becomes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

from msgspec import Struct

from lyhord import rounds
from lyhord.instruments.places import Place
from lyhord.storage.accounts import known_as
from lyhord.storage.rounds import Plan, Round
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.choices import Choice, choices
from lyhord.web.desk.planning_asked import (
    AudienceChoice,
    Offered,
    SurveyChoice,
    audiences_asked,
    surveys_asked,
)
from lyhord.web.desk.reply import day_of
from lyhord.web.desk.visit import Frame, Visit

LONGEST = {"name": 100, "purpose": 500, "owner": 100, "officer": 320, "deputy": 320}
DAYS = ("opens", "closes", "results_by")
_DIGITS = 5
FAULTS: Mapping[str, str] = {
    "name": mark("Give the round a name."),
    "opens": mark("Say the first day, as year, month and day."),
    "closes": mark("Say the last day, as year, month and day."),
    "results_by": mark("Say the day as year, month and day, or nothing."),
    "order": mark("The last day comes before the first."),
    "over": mark("The last day has passed already."),
    "early": mark("The results are promised for a day on which answers still come."),
    "calendar": mark("Say a day of this century."),
    "retention_days": mark("Say whole days, from 1 to 36500."),
    "officer": mark("Name the officer by an e-mail address."),
    "deputy": mark("Name the deputy by an e-mail address."),
    "same": mark("The officer and the deputy are two people."),
    "key": mark(
        "These two do not both hold the newest key, so they could open nothing. An officer who "
        "holds it shares it under Safeguarding."
    ),
    "long": mark("Shorten this."),
    "mode": mark("Choose one of the two."),
}
PROBLEMS: Mapping[str, str] = {
    "state": mark("Only a draft is changed. Take the round back to a draft first."),
    "answered": mark(
        "Somebody has answered already, so the round cannot be taken back. It can be closed."
    ),
    "understood": mark("Tick that you know what goes with the draft."),
    "worked": mark("Only a draft of which nothing has been made yet can be removed."),
}
DONE: Mapping[str, str] = {
    "changed": mark("The plan is kept."),
    "draft": mark("The round is a draft again, and nobody can answer."),
    "closed": mark("The round is closed. Answers that were begun are taken for two more hours."),
}
MODES: Mapping[str, str] = {
    "development": mark("Development work"),
    "research": mark("Research"),
}
TYPICAL_DAYS, TYPICAL_RETENTION = 42, 365


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong with a field."""

    field: str
    code: str


class PlanPage(Struct, frozen=True, kw_only=True):
    """The form, filled in as it was typed, with what is wrong beside each field."""

    frame: Frame
    action: str
    name: str
    is_new: bool
    is_draft: bool
    typed: Mapping[str, str]
    longest: Mapping[str, int]
    faults: Mapping[str, str]
    modes: tuple[Choice, ...]
    audiences: tuple[AudienceChoice, ...]
    surveys: tuple[SurveyChoice, ...]
    municipalities: tuple[Choice, ...]
    problem: str
    done: str
    may_take_back: bool
    may_close: bool


def fresh(today: date, earlier: Round | None) -> dict[str, list[str]]:
    """A form for a round that begins in two weeks, with the people of an earlier one.

    Its id is made with the form.
    """
    opens = today + timedelta(days=14)
    closes = opens + timedelta(days=TYPICAL_DAYS)
    return {
        "round": [str(uuid4())],
        "opens": [opens.isoformat()],
        "closes": [closes.isoformat()],
        "results_by": [(closes + timedelta(days=TYPICAL_DAYS)).isoformat()],
        "retention_days": [str(TYPICAL_RETENTION)],
        "mode": ["development"],
        "owner": [earlier.owner if earlier else ""],
        "officer": [earlier.officer if earlier else ""],
        "deputy": [earlier.deputy if earlier else ""],
    }


def as_typed(round_: Round) -> dict[str, list[str]]:
    """A form that says how a round is planned."""
    return {
        "name": [round_.name],
        "purpose": [round_.purpose],
        "owner": [round_.owner],
        "mode": [round_.mode],
        "opens": [round_.opens.isoformat()],
        "closes": [round_.closes.isoformat()],
        "results_by": [round_.results_by.isoformat() if round_.results_by else ""],
        "retention_days": [str(round_.retention_days)],
        "officer": [round_.officer],
        "deputy": [round_.deputy],
    }


def read(
    fields: Mapping[str, Sequence[str]], *, place_id: str, today: date
) -> Plan | tuple[Fault, ...]:
    """What a form says, or everything that is wrong with it."""
    said = {name: " ".join(_first(fields, name).split()) for name in LONGEST}
    days = {name: day_of(_first(fields, name)) for name in DAYS}
    kept = _number(_first(fields, "retention_days"))
    faults = (
        *_of_texts(said),
        *_of_days(fields, days, today=today),
        *([] if kept else [Fault(field="retention_days", code="retention_days")]),
        *_of_people(said),
        *([] if _first(fields, "mode") in {"development", "research"} else [_MODE]),
    )
    opens, closes = days["opens"], days["closes"]
    if faults or opens is None or closes is None or kept is None:
        return faults
    return Plan(
        **said,
        mode="research" if _first(fields, "mode") == "research" else "development",
        opens=opens,
        closes=closes,
        results_by=days["results_by"],
        retention_days=kept,
        place_id=place_id,
    )


def round_of(fields: Mapping[str, Sequence[str]]) -> UUID:
    """The id that the form was made with, so that sending it twice makes one round."""
    try:
        return UUID(_first(fields, "round"))
    except ValueError:
        return uuid4()


def plan_page(  # noqa: PLR0913 - the parts of a page
    visit: Visit,
    fields: Mapping[str, Sequence[str]],
    *,
    action: str,
    faults: Sequence[Fault] = (),
    offered: Offered | None = None,
    round_: Round | None = None,
    problem: str = "",
    done: str = "",
) -> PlanPage:
    """Put the page together, for a new round with what it can be made of."""
    say = visit.wording.say
    names = (*LONGEST, *DAYS, "retention_days", "round")
    modes = [(each, say(name)) for each, name in MODES.items()]
    return PlanPage(
        frame=visit.frame("plan" if round_ else "rounds", round_),
        action=action,
        name=round_.name if round_ else "",
        is_new=round_ is None,
        typed={name: _first(fields, name) for name in names},
        longest=LONGEST,
        faults={each.field: say(FAULTS[each.code]) for each in reversed(faults)},
        modes=choices(modes, _first(fields, "mode")),
        audiences=tuple(audiences_asked(visit, fields, offered)) if offered else (),
        surveys=tuple(surveys_asked(visit, fields, offered)) if offered else (),
        municipalities=_municipalities(fields, offered.place) if offered else (),
        problem=say(PROBLEMS[problem]) if problem else "",
        done=say(DONE[done]) if done in DONE else "",
        is_draft=round_ is None or round_.state == "draft",
        may_take_back=round_ is not None and round_.state != "draft",
        may_close=round_ is not None and round_.state == "open",
    )


_MODE = Fault(field="mode", code="mode")


def _municipalities(fields: Mapping[str, Sequence[str]], place: Place) -> tuple[Choice, ...]:
    wanted = fields.get("municipality", ())
    return tuple(
        Choice(value=each.id, name=each.text, is_chosen=each.id in wanted)
        for each in place.municipalities
    )


def _of_texts(said: Mapping[str, str]) -> Iterator[Fault]:
    if not said["name"]:
        yield Fault(field="name", code="name")
    for name, longest in LONGEST.items():
        if len(said[name]) > longest or not said[name].isprintable():
            yield Fault(field=name, code="long")


def _of_days(
    fields: Mapping[str, Sequence[str]], days: Mapping[str, date | None], *, today: date
) -> Iterator[Fault]:
    for name, day in days.items():
        is_left_out = name == "results_by" and not _first(fields, name).strip()
        if day is None and not is_left_out:
            yield Fault(field=name, code=name)
        if day is not None and not rounds.FIRST_DAY <= day <= rounds.LAST_DAY:
            yield Fault(field=name, code="calendar")
    opens, closes, told = (days[name] for name in DAYS)
    if closes is not None and closes < today:
        yield Fault(field="closes", code="over")
    elif opens is not None and closes is not None and closes < opens:
        yield Fault(field="closes", code="order")
    if told is not None and closes is not None and told <= closes:
        yield Fault(field="results_by", code="early")


def _of_people(said: Mapping[str, str]) -> Iterator[Fault]:
    for role in ("officer", "deputy"):
        if "@" not in said[role]:
            yield Fault(field=role, code=role)
    if said["officer"] and known_as(said["officer"]) == known_as(said["deputy"]):
        yield Fault(field="deputy", code="same")


def _number(text: str) -> int | None:
    number = posted.whole_number(text.strip(), digits=_DIGITS) or 0
    return number if 1 <= number <= rounds.MOST_RETENTION_DAYS else None


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")
