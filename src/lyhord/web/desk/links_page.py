"""What the page of a round's links says: each door as it stands, and a list read line by line."""

from collections.abc import Mapping, Sequence
from typing import get_args

from msgspec import Struct

from lyhord.collecting.doors import municipality_of
from lyhord.collecting.faults import Fault
from lyhord.collecting.lists import Defaults, Line, Listed
from lyhord.instruments.definition import Audience
from lyhord.privacy import rooms
from lyhord.privacy.kiosks import leaving_code
from lyhord.storage.collectors import WITHOUT_PAGE, Collector, Mode
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import mark, own_name
from lyhord.web.desk.choices import Choice, choices, named_audiences, named_languages
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.desk.wording import AUDIENCES, MODES
from lyhord.web.security import secret_of

LISTED_MODES: tuple[Mode, ...] = ("open", "codes", "kiosk", "paper")
STATES: Mapping[str, str] = {
    "open": mark("Takes answers"),
    "paused": mark("Paused"),
    "closed": mark("Closed"),
}
FAULTS: Mapping[str, str] = {
    "nothing": mark("There is nothing on the list."),
    "too_many": mark("A list has at most 500 lines. Make the rest with another list."),
    "unknown_column": mark("No column is called “%(value)s”."),
    "twice_column": mark("Two columns say the same: “%(value)s”."),
    "separator": mark("This line is parted otherwise than the first one."),
    "columns": mark("More than %(value)s columns, or a quotation mark that is not closed."),
    "letters": mark(
        "Letters were garbled on the way (“%(value)s”). Save the list as UTF-8, or copy it from "
        "the program that shows it right."
    ),
    "no_name": mark("A name is missing."),
    "long": mark("Longer than 100 letters: “%(value)s”."),
    "no_audience": mark("Whom it asks is not said. Choose below the list, or add a column."),
    "unknown_audience": mark("No audience with a survey is called “%(value)s”."),
    "unknown_municipality": mark("No municipality that you work for is called “%(value)s”."),
    "no_municipality": mark("The municipality is missing."),
    "unknown_language": mark("The survey does not speak “%(value)s”."),
    "unknown_mode": mark("No way of collecting is called “%(value)s”."),
    "no_day": mark("An event needs a day such as 2026-10-01, or a week such as 2026-W40."),
    "no_series": mark("A day is an event's: say its series."),
    "other_audience": mark("The chosen survey does not ask this audience."),
    "no_feedback": mark("There are no questions after events for this audience."),
    "twice": mark("The same link as on line %(value)s."),
    "exists": mark("The round has this link already: “%(value)s”."),
}
PROBLEMS: Mapping[str, str] = {
    "answered": mark("Somebody has answered there already. It can be closed, and not be removed."),
}


class DoorCard(Struct, frozen=True, kw_only=True):
    """A door as it stands, and what can be done about it."""

    slug: str
    name: str
    audience: str
    audience_name: str
    state: str
    state_name: str
    facts: tuple[str, ...]
    href: str
    may_change: bool
    languages: tuple[Choice, ...]
    has_poster: bool
    has_cards: bool
    leaving_code: str
    trial: str


class FaultLine(Struct, frozen=True, kw_only=True):
    """What is wrong with a line."""

    number: int
    text: str


class LineShown(Struct, frozen=True, kw_only=True):
    """A link that a line would make."""

    number: int
    name: str
    audience: str
    audience_name: str
    facts: tuple[str, ...]


class LinksPage(Struct, frozen=True, kw_only=True):
    """The links of a round, and the form for a list of more."""

    frame: Frame
    name: str
    address: str
    doors: tuple[DoorCard, ...]
    text: str
    audiences: tuple[Choice, ...]
    surveys: tuple[Choice, ...]
    modes: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    lines: tuple[LineShown, ...]
    faults: tuple[FaultLine, ...]
    problem: str
    made: str
    undo: str


class Pasted(Struct, frozen=True, kw_only=True):
    """A list as it was pasted, what holds for lines that do not say it, and how it was read."""

    text: str = ""
    defaults: Defaults = Defaults()
    listed: Listed = Listed()


class Offered(Struct, frozen=True, kw_only=True):
    """What a list may choose among here."""

    spoken: Mapping[Audience, Sequence[str]]
    municipalities: Sequence[tuple[str, str]]
    titles: Mapping[str, str]
    surveys: Sequence[tuple[str, str]] = ()


def audience_of(text: str) -> Audience | None:
    """The audience of this name."""
    return next((each for each in get_args(Audience) if each == text), None)


def mode_of(text: str) -> Mode:
    """The way of collecting of this name, else an open link."""
    for mode in LISTED_MODES:
        if mode == text:
            return mode
    return "open"


def links_page(  # noqa: PLR0913 - the parts of a page
    visit: Visit,
    round_: Round,
    doors: Sequence[Collector],
    offered: Offered,
    *,
    pasted: Pasted,
    problem: str = "",
    made: Sequence[Collector] = (),
) -> LinksPage:
    """Put the page together."""
    say, defaults, listed = visit.wording.say, pasted.defaults, pasted.listed
    languages = named_languages(code for codes in offered.spoken.values() for code in codes)
    undone = next((each.list_id for each in made if each.list_id), None)
    return LinksPage(
        frame=visit.frame("links", round_),
        name=round_.name,
        address=f"{address_of(round_.round_id)}/links",
        doors=tuple(_card(visit, door, offered) for door in sorted(doors, key=_order)),
        text=pasted.text,
        audiences=choices(named_audiences(visit, offered.spoken), defaults.audience),
        surveys=choices(offered.surveys, defaults.survey),
        modes=choices([(each, say(MODES[each])) for each in LISTED_MODES], defaults.mode),
        municipalities=choices(offered.municipalities, defaults.municipality),
        languages=choices(languages, defaults.language),
        lines=tuple(_shown(visit, line) for line in listed.lines),
        faults=tuple(_told(visit, fault) for fault in listed.faults),
        problem=say(PROBLEMS[problem]) if problem else "",
        made=say.plural("%(n)s link was made.", "%(n)s links were made.", len(made))
        if made
        else "",
        undo=str(undone) if undone else "",
    )


def facts_of(
    visit: Visit, mode: str, municipality: str | None, setting: str, language: str | None
) -> tuple[str, ...]:
    """What is known of a door beside its name and whom it asks."""
    parts = (
        visit.wording.say(MODES[mode]),
        visit.municipality(municipality) if municipality else "",
        setting,
        own_name(language) if language else "",
    )
    return tuple(filter(None, parts))


def _card(visit: Visit, door: Collector, offered: Offered) -> DoorCard:
    say, municipality = visit.wording.say, municipality_of(door)
    title = offered.titles.get(door.instrument_id, "")
    return DoorCard(
        slug=door.slug,
        name=door.name or title or say(AUDIENCES[door.audience]),
        audience=door.audience,
        audience_name=say(AUDIENCES[door.audience]),
        state=door.state,
        state_name=say(STATES[door.state]),
        facts=(
            *filter(None, (title if door.name else "",)),
            *facts_of(visit, door.mode, municipality, door.setting, door.language),
        ),
        href=leads(visit, door),
        may_change=may_change(visit, door),
        languages=choices(named_languages(offered.spoken.get(door.audience, ())), door.language),
        has_poster=door.mode in {"open", "kiosk"},
        has_cards=door.mode == "codes",
        trial="" if door.mode in WITHOUT_PAGE else f"{visit.base_url}/s/{door.trial_slug}",
        leaving_code=_grouped(leaving_code(secret_of(visit.settings).encode(), door.collector_id))
        if door.mode == "kiosk"
        else "",
    )


def leads(visit: Visit, door: Collector) -> str:
    """Where a door is open to those who answer; nowhere where staff bring the answers."""
    if door.mode == "workshop":
        return f"{visit.base_url}{board_address(visit, door)}"
    return "" if door.mode in WITHOUT_PAGE else f"{visit.base_url}/s/{door.slug}"


def board_address(visit: Visit, board: Collector) -> str:
    """Where the room of a board is, on this service."""
    secret = secret_of(visit.settings).encode()
    return f"/board/{rooms.key(secret, board.slug, board.collector_id)}"


def may_change(visit: Visit, door: Collector) -> bool:
    """Whether a door is the visitor's to shut: everybody's is not theirs who work for some."""
    return visit.sees_all or municipality_of(door) in visit.account.municipalities


def _grouped(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


def _order(door: Collector) -> tuple[int, str, str]:
    return list(AUDIENCES).index(door.audience), door.name, door.slug


def _shown(visit: Visit, line: Line) -> LineShown:
    return LineShown(
        number=line.number,
        name=line.name or line.series,
        audience=line.audience,
        audience_name=visit.wording.say(AUDIENCES[line.audience]),
        facts=(
            *filter(None, (line.series, line.week)),
            *facts_of(visit, line.mode, line.municipality, line.setting, line.language),
        ),
    )


def _told(visit: Visit, fault: Fault) -> FaultLine:
    text = visit.wording.say(FAULTS[fault.code], value=fault.value)
    return FaultLine(number=fault.number, text=text)
