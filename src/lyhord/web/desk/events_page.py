"""What the page of a round's events says: each by its series, and the form for another."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from msgspec import Struct

from lyhord.collecting.events import MOST_LETTERS, NewEvent, by_series
from lyhord.collecting.weeks import week_of
from lyhord.instruments.definition import Audience
from lyhord.storage.collectors import municipality_in
from lyhord.storage.events import Event
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.choices import Choice, choices, named_audiences
from lyhord.web.desk.links_page import STATES, audience_of
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.desk.wording import AUDIENCES

FIELDS = ("audience", "series", "own", "municipality", "day", "name")
FAULTS: Mapping[str, str] = {
    "audience": mark("Choose who takes part."),
    "series": mark("Choose what it is, or give it a name of its own."),
    "own": mark("A name of its own has at most 100 letters, on one line."),
    "municipality": mark("Choose a municipality that you work for."),
    "day": mark("Say which day it is."),
    "name": mark("What it is called has at most 100 letters, on one line."),
}


class Offered(Struct, frozen=True, kw_only=True):
    """What an event can be made of here: series by audience, and municipalities."""

    series: Mapping[Audience, Mapping[str, str]]
    municipalities: Sequence[tuple[str, str]]

    @property
    def named(self) -> Mapping[str, str]:
        """Every series by id and name, whomever it is for."""
        return {each: name for known in self.series.values() for each, name in known.items()}


class Typed(Struct, frozen=True, kw_only=True):
    """A form as it was typed, and which fields are wrong."""

    fields: Mapping[str, str] = {}
    faults: tuple[str, ...] = ()


class EventCard(Struct, frozen=True, kw_only=True):
    """An event: its link, what can be printed, and how it stands."""

    slug: str
    name: str
    audience: str
    audience_name: str
    facts: str
    href: str
    state: str
    state_name: str
    may_change: bool


class SeriesCard(Struct, frozen=True, kw_only=True):
    """The events of a series, and where its results are."""

    name: str
    results: str
    events: tuple[EventCard, ...]


class EventsPage(Struct, frozen=True, kw_only=True):
    """The events of a round, and the form for another where one may make it."""

    frame: Frame
    name: str
    address: str
    links: str
    series: tuple[SeriesCard, ...]
    made: EventCard | None
    may_make: bool
    has_surveys: bool
    audiences: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    typed: Mapping[str, str]
    faults: Mapping[str, str]


def read(fields: dict[str, list[str]], offered: Offered) -> NewEvent | Typed:
    """An event to make, or what is wrong with the form."""
    typed = {each: posted.first(fields, each).strip() for each in FIELDS}
    audience = audience_of(typed["audience"])
    week = week_of(typed["day"])
    is_known = typed["series"] in offered.named
    wrong = {
        "audience": audience not in offered.series,
        "series": not (is_known or typed["own"]),
        "own": not _is_line(typed["own"]),
        "municipality": typed["municipality"] not in dict(offered.municipalities),
        "day": week is None,
        "name": not _is_line(typed["name"]),
    }
    faults = tuple(each for each, is_wrong in wrong.items() if is_wrong)
    if faults or audience is None or week is None:
        return Typed(fields=typed, faults=faults)
    return NewEvent(
        audience=audience,
        series=typed["own"] or typed["series"],
        municipality=typed["municipality"],
        week=week,
        name=typed["name"],
    )


def events_page(
    visit: Visit,
    round_: Round,
    found: Sequence[Event],
    offered: Offered,
    *,
    typed: Typed,
    made: str = "",
) -> EventsPage:
    """Put the page together."""
    say, address = visit.wording.say, f"{address_of(round_.round_id)}/events"
    cards = {each.slug: _card(visit, each, offered) for each in found}
    audience = typed.fields.get("audience") or next(iter(offered.series), "")
    return EventsPage(
        frame=visit.frame("events", round_),
        name=round_.name,
        address=address,
        links=f"{address_of(round_.round_id)}/links",
        series=tuple(
            SeriesCard(
                name=offered.named.get(series, series),
                results=f"{address}/results?{urlencode({'series': series})}",
                events=tuple(cards[each.slug] for each in listed),
            )
            for series, listed in by_series(found).items()
        ),
        made=cards.get(made),
        may_make=visit.may("POST /desk/rounds/{round_id}/events"),
        has_surveys=bool(offered.series),
        audiences=choices(named_audiences(visit, offered.series), audience),
        kinds=choices(offered.named.items(), typed.fields.get("series")),
        municipalities=choices(offered.municipalities, typed.fields.get("municipality")),
        typed={each: typed.fields.get(each, "") for each in FIELDS},
        faults={each: say(FAULTS[each]) for each in typed.faults},
    )


def _card(visit: Visit, event: Event, offered: Offered) -> EventCard:
    say, municipality = visit.wording.say, municipality_in(event.presets)
    facts = (
        visit.wording.weeks([event.week, "0000-W01"])[0],
        visit.municipality(municipality) if municipality else "",
    )
    return EventCard(
        slug=event.slug,
        name=event.name or offered.named.get(event.series, event.series),
        audience=event.audience,
        audience_name=say(AUDIENCES[event.audience]),
        facts=" · ".join(filter(None, facts)),
        href=f"{visit.base_url}/s/{event.slug}",
        state=event.state,
        state_name=say(STATES[event.state]),
        may_change=visit.may("POST /desk/rounds/{round_id}/events/{slug}")
        and (visit.sees_all or municipality in visit.account.municipalities),
    )


def _is_line(text: str) -> bool:
    return len(text) <= MOST_LETTERS and text.isprintable()
