"""What the safeguarding pages say: levels, categories, times and refusals, without the words."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from lyhord.privacy.warning_rules import Level
from lyhord.storage.cases import Case, Decided, Outcome
from lyhord.triage.deciding import Missing, Reporter
from lyhord.triage.guessing import Refused
from lyhord.triage.opening import Opened
from lyhord.triage.pointing import Pointed
from lyhord.web.catalogue import mark
from lyhord.web.desk.triage_signs import MarkedOriginal, Sign, marked_original, signs_of
from lyhord.web.desk.visit import Frame, Visit
from lyhord.web.desk.wording import SPEAKERS

TRIAGE = "/desk/triage"
HERE = "triage"

LEVELS: Mapping[Level, str] = {
    "acute": mark("Acute"),
    "concern": mark("Concern"),
    "historic": mark("Long ago"),
}
CATEGORIES: Mapping[str, str] = {
    "violence": mark("violence"),
    "abuse": mark("sexual abuse"),
    "suicide": mark("suicide"),
    "self-harm": mark("self-harm"),
    "eating": mark("eating"),
    "neglect": mark("neglect"),
    "honour": mark("honour-related oppression"),
    "online": mark("exploitation online"),
    "threat": mark("threats and weapons"),
    "crime": mark("recruitment into crime"),
    "substance": mark("alcohol and drugs"),
    "home": mark("an unsafe home"),
    "reader": mark("sent by somebody who reads"),
}
OUTCOMES: Mapping[Outcome, str] = {
    "no_concern": mark("No concern"),
    "general": mark("A pattern, but nobody can be recognised"),
    "reported": mark("Somebody can be recognised, and a report has been made"),
}
REPORTERS: Mapping[Reporter, str] = {
    "officer": mark("Safeguarding officer"),
    "deputy": mark("Deputy"),
    "head": mark("Head of the service"),
    "other": mark("Another role"),
}
REFUSALS: Mapping[str, str] = {
    "no_reason": mark("Write why you open it."),
    "passphrase": mark("The passphrase does not open this. Check that it is yours, and try again."),
    "no_copy": mark(
        "You hold no copy of the key that this was sealed with. Ask the other officer of the round "
        "to share it with you, under Key and passphrase."
    ),
}
MISSING: Mapping[Missing, str] = {
    "outcome": mark("Choose what you decide."),
    "reported_on": mark("Say on which day the report was made; it cannot be a coming one."),
    "reported_by": mark("Say which role made the report."),
    "not_opened": mark("Open the original before you decide."),
}
NOTES: Mapping[str, str] = {
    "decided": mark("The decision is kept. The case is gone, and with it when the answer came."),
    "gone": mark("There is no such case here: it was decided, taken back or is another's."),
}


class Line(Struct, frozen=True, kw_only=True):
    """One case in the queue."""

    address: str
    level: Level
    level_name: str
    about: str
    round_name: str
    speaker: str
    due: str
    is_overdue: bool
    is_escalated: bool
    is_deputy: bool
    opened_by: str


class Tally(Struct, frozen=True, kw_only=True):
    """How often something was decided in a round."""

    round_name: str
    outcome: str
    n: str


class Leaves(Struct, frozen=True, kw_only=True):
    """Which page of the queue this is, and whether another one follows."""

    number: int
    has_more: bool


class QueuePage(Struct, frozen=True, kw_only=True):
    """All that waits for somebody, the most acute first."""

    frame: Frame
    lines: tuple[Line, ...]
    tallies: tuple[Tally, ...]
    earlier: str
    later: str
    note: str
    has_notices: bool


class Option(Struct, frozen=True, kw_only=True):
    """One thing that can be chosen."""

    value: str
    text: str
    is_chosen: bool = False


class DecisionForm(Struct, frozen=True, kw_only=True):
    """What can be decided of a case."""

    address: str
    outcomes: tuple[Option, ...]
    reporters: tuple[Option, ...]
    today: str


class CasePage(Struct, frozen=True, kw_only=True):
    """One case before it is opened, or after somebody did."""

    frame: Frame
    line: Line
    rules: tuple[Sign, ...]
    problem: str
    problem_field: str
    reason: str
    decision: DecisionForm | None


class OpenedPage(Struct, frozen=True, kw_only=True):
    """What somebody wrote, once, for the officer who opened it."""

    frame: Frame
    line: Line
    municipalities: str
    original: MarkedOriginal
    language: str
    decision: DecisionForm


def queue_page(
    visit: Visit,
    cases: Iterable[Case],
    decided: Iterable[Decided],
    *,
    leaves: Leaves,
    note: str = "",
    has_notices: bool,
) -> QueuePage:
    """The queue of an officer."""
    say = visit.wording.say
    return QueuePage(
        frame=visit.frame(HERE),
        lines=tuple(line_of(visit, case) for case in cases),
        tallies=tuple(
            Tally(
                round_name=each.round_name,
                outcome=say(OUTCOMES[each.outcome]),
                n=visit.wording.number(each.n),
            )
            for each in decided
        ),
        earlier=f"{TRIAGE}?page={leaves.number - 1}" if leaves.number > 1 else "",
        later=f"{TRIAGE}?page={leaves.number + 1}" if leaves.has_more else "",
        note=say(NOTES[note]) if note in NOTES else "",
        has_notices=has_notices,
    )


def case_page(
    visit: Visit, case: Case, *, problem: Refused | Missing | None = None, reason: str = ""
) -> CasePage:
    """The form that opens a case; the one that decides it where somebody has read it."""
    return CasePage(
        frame=visit.frame(HERE),
        line=line_of(visit, case),
        rules=signs_of(visit, case.rules),
        problem=_problem(visit, problem),
        problem_field=_field(problem),
        reason=reason,
        decision=decision_form(visit, case) if case.opened_by else None,
    )


def opened_page(visit: Visit, opened: Opened, found: Pointed) -> OpenedPage:
    """The original with the words that rules see, and what can be decided of it."""
    return OpenedPage(
        frame=visit.frame(HERE),
        line=line_of(visit, opened.case),
        municipalities=", ".join(visit.municipality(each) for each in opened.municipalities),
        original=marked_original(visit, opened.written, found, rules=opened.case.rules),
        language=opened.language,
        decision=decision_form(visit, opened.case),
    )


def decision_form(visit: Visit, case: Case) -> DecisionForm:
    """What can be decided of a case; a report was mostly made by whoever decides, today."""
    say = visit.wording.say
    own: Reporter = "deputy" if case.is_deputy else "officer"
    return DecisionForm(
        address=f"{address_of(case)}/decide",
        outcomes=tuple(Option(value=each, text=say(text)) for each, text in OUTCOMES.items()),
        reporters=tuple(
            Option(value=each, text=say(text), is_chosen=each == own)
            for each, text in REPORTERS.items()
        ),
        today=visit.today.isoformat(),
    )


def line_of(visit: Visit, case: Case) -> Line:
    """A case in words."""
    say = visit.wording.say
    return Line(
        address=address_of(case),
        level=case.level,
        level_name=say(LEVELS[case.level]),
        about=_about(visit, case.rules),
        round_name=case.round_name,
        speaker=say(SPEAKERS[case.audience]),
        due=_due(visit, case.due_at),
        is_overdue=case.is_overdue,
        is_escalated=case.is_escalated,
        is_deputy=case.is_deputy,
        opened_by=case.opened_by,
    )


def address_of(case: Case) -> str:
    """Where a case is."""
    return f"{TRIAGE}/{case.case_id}"


def refusal(visit: Visit, refused: Refused) -> str:
    """Why something was not opened."""
    say = visit.wording.say
    if refused.why == "wait":
        return say.plural(
            "Too many wrong passphrases. Wait %(n)s second, then try again.",
            "Too many wrong passphrases. Wait %(n)s seconds, then try again.",
            refused.seconds,
        )
    return say(REFUSALS[refused.why])


def _problem(visit: Visit, problem: Refused | Missing | None) -> str:
    if problem is None:
        return ""
    if isinstance(problem, Refused):
        return refusal(visit, problem)
    return visit.wording.say(MISSING[problem])


def _field(problem: Refused | Missing | None) -> str:
    """The field that a problem is about."""
    if problem is None or problem == "not_opened":
        return ""
    if isinstance(problem, Refused):
        return "reason" if problem.why == "no_reason" else "passphrase"
    return problem


def _about(visit: Visit, rules: Iterable[str]) -> str:
    """The categories of the rules that held; a rule of one's own may have another."""
    found = dict.fromkeys(rule.partition(".")[0] for rule in rules)
    return ", ".join(visit.wording.say(CATEGORIES[each]) for each in found if each in CATEGORIES)


def _due(visit: Visit, moment: datetime) -> str:
    local = moment.astimezone(ZoneInfo(visit.timezone))
    wording = visit.wording
    return wording.say("%(day)s at %(time)s", day=wording.day(local), time=wording.time(local))
