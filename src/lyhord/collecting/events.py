"""Events: a door for each, preset to its series and municipality; results are `disclosing`'s."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from msgspec import Struct

from lyhord import rounds
from lyhord.errors import BadInputError, NotFoundError
from lyhord.instruments.definition import Audience, Publication
from lyhord.instruments.wording import in_language, options_of
from lyhord.storage import collectors, events, instruments
from lyhord.storage.collectors import Collector, Mode, municipality_in
from lyhord.storage.database import Connection
from lyhord.storage.events import Event

SURVEYS: Mapping[Audience, str] = MappingProxyType(
    {"guardian": "event-feedback", "professional": "event-feedback-staff"}
)
SERIES, OWN = "series", "annat"
MOST_LETTERS = 100


class NewEvent(Struct, frozen=True, kw_only=True):
    """An event to make: its series as an option of the survey or a name of its own, its week."""

    audience: Audience
    series: str
    municipality: str
    week: str
    name: str = ""
    mode: Mode = "open"
    setting: str = ""
    language: str | None = None
    list_id: UUID | None = None


async def offered(db: Connection, language: str) -> dict[Audience, dict[str, str]]:
    """The series by id and name that the newest feedback survey of each audience names."""
    found: dict[Audience, dict[str, str]] = {}
    for audience, survey in SURVEYS.items():
        try:
            edition = await instruments.latest(db, survey)
        except NotFoundError:
            continue
        found[audience] = series_of(edition.document, language)
    return found


def series_of(publication: Publication, language: str) -> dict[str, str]:
    """What a survey says that one can have been at, by id, without what it has no word for."""
    instrument = in_language(publication, language)
    asked = next((each for each in instrument.questions if each.id == SERIES), None)
    options = options_of(asked) if asked else ()
    return {each.id: each.text for each in options if each.id != OWN}


async def add(db: Connection, round_id: UUID, new: NewEvent, *, actor: str) -> Collector:
    """Make the door of an event, or give the one that there is already.

    Raises `BadInputError` where its series has no name or is not asked of the audience.
    """
    survey = SURVEYS.get(new.audience)
    if survey is None:
        raise BadInputError(f"there is no feedback after events for {new.audience}")
    edition = await instruments.latest(db, survey)
    series = _series(new.series, series_of(edition.document, "sv"))
    for event in await events.of_round(db, round_id):
        if _is_same(event, new, series):
            return await _door(db, round_id, event)
    is_known = series in series_of(edition.document, "sv")
    door = await rounds.add_collector(
        db,
        round_id,
        audience=new.audience,
        mode=new.mode,
        survey=survey,
        municipality=new.municipality,
        name=new.name,
        setting=new.setting,
        language=new.language,
        list_id=new.list_id,
        presets={SERIES: series if is_known else OWN},
        actor=actor,
    )
    await events.add(db, door, series=series, week=new.week, actor=actor)
    return door


async def _door(db: Connection, round_id: UUID, event: Event) -> Collector:
    doors = {each.collector_id: each for each in await collectors.of_round(db, round_id)}
    return doors[event.collector_id]


def _series(typed: str, known: Mapping[str, str]) -> str:
    """The option that was chosen or whose name was typed, else the name as it is."""
    said = " ".join(typed.split())
    if not said or len(said) > MOST_LETTERS or not said.isprintable():
        raise BadInputError(f"a series has a name of at most {MOST_LETTERS} letters")
    names = {text.casefold(): option for option, text in known.items()}
    return said if said in known else names.get(said.casefold(), said)


def _is_same(event: Event, new: NewEvent, series: str) -> bool:
    return (
        event.audience,
        event.series,
        event.week,
        event.name,
        municipality_in(event.presets),
    ) == (
        new.audience,
        series,
        new.week,
        new.name,
        new.municipality,
    )


async def event_at(db: Connection, round_id: UUID, slug: str) -> Event:
    """The event whose door has this name, or `NotFoundError`."""
    for event in await events.of_round(db, round_id):
        if event.slug == slug:
            return event
    raise NotFoundError("event", slug)


def by_series(found: Sequence[Event]) -> Mapping[str, Sequence[Event]]:
    """Events by what they are for, the series with the latest event first."""
    series: dict[str, list[Event]] = {}
    for event in found:
        series.setdefault(event.series, []).append(event)
    return series
