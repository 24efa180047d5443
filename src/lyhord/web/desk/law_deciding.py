"""What is asked before a decision on retention that destroys something at once; keeps nothing."""

from msgspec import Struct, to_builtins

from lyhord.exports.law.protocol import count_words
from lyhord.retention import Due
from lyhord.storage.decisions import Decision
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import mark
from lyhord.web.desk.visit import Frame, Visit, address_of

AT_ONCE = mark("The worker destroys it within ten minutes.")
AFTER_THE_OFFICERS = mark(
    "The worker destroys it within ten minutes after the safeguarding officers have decided "
    "their last case."
)
UNTICKED = mark("Nothing was changed. Say that you have understood, or go back.")


class DecidingPage(Struct, frozen=True, kw_only=True):
    """What would go, how many, when, and the decision as it was typed."""

    frame: Frame
    name: str
    address: str
    when: str
    ended: str
    counts: tuple[tuple[str, str], ...]
    keeps_no_report: bool
    fields: tuple[tuple[str, str], ...]
    problem: str


def deciding_page(
    visit: Visit, round_: Round, decision: Decision, lost: Due, *, was_asked: bool
) -> DecidingPage:
    """Ask whether what a decision destroys at once is meant to go."""
    say = visit.wording.say
    return DecidingPage(
        frame=visit.frame("law", round_),
        name=round_.name,
        address=f"{address_of(round_.round_id)}/law",
        when=say(AFTER_THE_OFFICERS if lost.waits_for == "officer" else AT_ONCE),
        ended=visit.wording.day(lost.ended_on) if lost.ended_on else "",
        counts=count_words(lost.counts),
        keeps_no_report="responses" in lost.counts,
        fields=tuple((name, str(value)) for name, value in to_builtins(decision).items()),
        problem=say(UNTICKED) if was_asked else "",
    )
