"""What the desk says of a reply: what was promised, what is chosen and written, and what stands."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing import RunReport, ThemeReport
from lyhord.replying import drafting
from lyhord.replying.drafting import Asked, Draft
from lyhord.replying.linting import MOST_LETTERS
from lyhord.replying.pages import MOST_QUOTES, MOST_THEMES
from lyhord.replying.promising import State
from lyhord.storage.replies import Act, Loop
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import Catalogue, mark
from lyhord.web.desk.reply_lines import ActLine, VoiceLine, act_lines, voice_line
from lyhord.web.desk.theme_page import key_of
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.desk.wording import PURGED

DONE: Mapping[str, str] = {
    "promise": mark("The promise is kept, and named on the pages of thanks and results."),
    "plan": mark("The choice is kept."),
    "words": mark("The words are kept."),
    "published": mark("It is published."),
    "down": mark("It is taken down. The page says when and why."),
}
PROBLEMS: Mapping[str, str] = {
    "day": mark("Give the day as year-month-day; it must not be before the round's last day."),
    "earlier": mark(
        "Those who answered were told a later day, and may take their answers back until then. A "
        "promise can be moved to a later day only."
    ),
    "owner": mark("Say which role or body answers for the day."),
    "long": mark("At most %(most)s letters stand there."),
    "name": mark(
        "“%(said)s” reads as somebody's name. Name a role or a body, as in: the head of student "
        "health."
    ),
    "reason": mark("Say in a few words why, so that those who answered can read it."),
    "changed": mark(
        "Somebody else changed this while you had it open. Look at it as it is now, and try again."
    ),
    "many": mark("Choose at most %(themes)s themes, and %(quotes)s quotes for each."),
}
STATES: Mapping[str, str] = {
    "none": mark("No day has been promised."),
    "later": mark("Results are promised by %(day)s."),
    "near": mark("Results are promised by %(day)s: soon."),
    "missed": mark("Results were promised by %(day)s. The promise is broken."),
    "kept": mark("Results are published."),
}


class Notice(Struct, frozen=True, kw_only=True):
    """What a form that was sent led to."""

    done: str = ""
    problem: str = ""
    at: str = ""
    found: str = ""
    typed: Mapping[str, Sequence[str]] = {}

    def value(self, name: str, otherwise: str) -> str:
        """What was typed into a field, else what is kept."""
        return self.typed[name][0] if name in self.typed else otherwise


class QuoteChoice(Struct, frozen=True, kw_only=True):
    """A quote that may be shown, to be ticked."""

    key: str
    text: str
    language: str
    is_chosen: bool


class Place(Struct, frozen=True, kw_only=True):
    """A place on the page that a theme may have."""

    number: int
    is_chosen: bool


class ThemeChoice(Struct, frozen=True, kw_only=True):
    """A theme that can be answered: where it stands on the page, and which quotes."""

    theme_id: str
    name: str
    need: str
    count: str
    places: tuple[Place, ...]
    is_chosen: bool
    quotes: tuple[QuoteChoice, ...]
    ticked: str


class ReplyPage(Struct, frozen=True, kw_only=True):
    """All that the page shows."""

    frame: Frame
    name: str
    address: str
    public: str
    state: str
    promise: str
    promise_state: State
    is_standing: bool
    due_on: str
    owner: str
    why_not: str
    revision: int
    themes: tuple[ThemeChoice, ...]
    gone: int
    voices: tuple[VoiceLine, ...]
    acts: tuple[ActLine, ...]
    most_letters: Mapping[str, int]
    reason: str
    done: str
    problem: str
    problem_at: str


class Known(Struct, frozen=True, kw_only=True):
    """All that is known of a round's reply."""

    round: Round
    loop: Loop
    state: State
    report: RunReport | None
    draft: Draft
    asked: Asked
    chosen: frozenset[str]
    acts: tuple[Act, ...]
    is_purged: bool


def reply_page(visit: Visit, known: Known, notice: Notice) -> ReplyPage:
    """Put the page together."""
    round_, loop = known.round, known.loop
    address = reply_address(round_.round_id)
    due_on = loop.due_on.isoformat() if loop.due_on else ""
    chosen = {each.theme_id for each in known.draft.plan.themes}
    themes = () if known.report is None else _themes(visit, known, known.report)
    return ReplyPage(
        frame=visit.frame("reply", round_),
        name=round_.name,
        address=address,
        public=f"/results/{round_.round_id}",
        state=_state(visit, loop),
        promise=promise_words(visit, known.state, loop.due_on),
        promise_state=known.state,
        is_standing=loop.version is not None,
        due_on=notice.value("due_on", due_on),
        owner=notice.value("owner", loop.owner or round_.owner),
        why_not=_why_not(visit.wording.say, known),
        revision=known.draft.revision(drafting.PLAN),
        themes=themes,
        gone=len(chosen - {each.theme_id for each in themes}),
        voices=tuple(
            voice_line(visit.wording.say, known.draft, voice, address)
            for voice in known.asked.voices
        ),
        acts=act_lines(visit, known.acts, loop),
        most_letters=MOST_LETTERS,
        reason=notice.value("reason", ""),
        done=visit.wording.say(DONE[notice.done]) if notice.done in DONE else "",
        problem=problem_words(visit.wording.say, notice),
        problem_at=notice.at,
    )


def reply_address(round_id: UUID) -> str:
    """Where the pages of a round's reply begin."""
    return f"{address_of(round_id)}/reply"


def promise_words(visit: Visit, state: State, due_on: date | None) -> str:
    """How a promise stands, in one sentence."""
    day = visit.wording.day(due_on) if due_on else ""
    return visit.wording.say(STATES[state], day=day)


def problem_words(say: Catalogue, notice: Notice) -> str:
    """What is wrong, and how to mend it."""
    if not notice.problem:
        return ""
    return say(
        PROBLEMS[notice.problem],
        said=notice.found,
        most=MOST_LETTERS["reason" if notice.at == "down" else "who"],
        themes=MOST_THEMES,
        quotes=MOST_QUOTES,
    )


def _state(visit: Visit, loop: Loop) -> str:
    say = visit.wording.say
    if loop.done_on is None:
        return say("Nothing is published yet.")
    day = visit.wording.day(loop.done_on)
    if loop.version is None:
        return say("What was published was taken down on %(day)s.", day=day)
    return say("Version %(version)s stands since %(day)s.", version=loop.version, day=day)


def _why_not(say: Catalogue, known: Known) -> str:
    if known.report is None and known.is_purged:
        return say(PURGED)
    if known.report is None:
        return say("Nobody has looked for themes in this round yet. Themes come first.")
    if known.report.is_open:
        return say(
            "The round still takes answers. Choose and write as much as you like; it can be "
            "published once the round has closed and its figures are settled."
        )
    return ""


def _themes(visit: Visit, known: Known, report: RunReport) -> tuple[ThemeChoice, ...]:
    order = {each.theme_id: place for place, each in enumerate(known.draft.plan.themes, 1)}
    themes = sorted(
        drafting.answerable(report).values(),
        key=lambda theme: order.get(theme.theme_id, len(order) + 1),
    )
    places = min(MOST_THEMES, len(themes))
    return tuple(_theme(visit, known, theme, order, places) for theme in themes)


def _theme(
    visit: Visit, known: Known, theme: ThemeReport, order: Mapping[str, int], places: int
) -> ThemeChoice:
    say = visit.wording.say
    chosen = known.chosen if theme.theme_id in order else frozenset[str]()
    quotes = tuple(
        QuoteChoice(
            key=key_of(quote.text),
            text=quote.text,
            language=quote.language,
            is_chosen=quote.text in chosen,
        )
        for quote in theme.quotes
    )
    ticked = sum(quote.is_chosen for quote in quotes)
    return ThemeChoice(
        theme_id=theme.theme_id,
        name=theme.name,
        need=theme.notes.need,
        count=say("%(n)s wrote of it", n=visit.wording.figure(theme.respondents)),
        places=tuple(
            Place(number=number, is_chosen=order.get(theme.theme_id) == number)
            for number in range(1, places + 1)
        ),
        is_chosen=theme.theme_id in order,
        quotes=quotes,
        ticked=say.plural("%(n)s quote is chosen", "%(n)s quotes are chosen", ticked),
    )
