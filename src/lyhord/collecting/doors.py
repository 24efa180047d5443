"""The doors of a list in a round: made together, opened, paused, closed, removed and undone."""

from collections.abc import Sequence
from typing import get_args
from uuid import UUID, uuid4

from babel import Locale

from lyhord import rounds
from lyhord.collecting import events
from lyhord.collecting.events import NewEvent
from lyhord.collecting.lists import (
    Defaults,
    Key,
    Line,
    Listed,
    Surroundings,
    door_name,
    key_of,
    read,
)
from lyhord.errors import BadInputError, NotFoundError
from lyhord.instruments.definition import Audience
from lyhord.instruments.wording import languages
from lyhord.storage import collectors, instruments, places
from lyhord.storage import events as stored_events
from lyhord.storage import rounds as stored
from lyhord.storage.collectors import Collector, State, municipality_in
from lyhord.storage.database import Connection
from lyhord.storage.events import Event
from lyhord.storage.instruments import SmallSurvey

WORKSHOP = "workshop"  # a board makes its door
EASY = "sv-x-easy"
EASY_NAMES = ("lätt svenska", "lättläst svenska", "easy swedish")


async def read_for(
    db: Connection, round_id: UUID, text: str, defaults: Defaults, *, within: Sequence[str] = ()
) -> Listed:
    """Read a list for a round: its municipalities, its surveys and the doors that it has."""
    return read(text, defaults, await surroundings(db, round_id, within))


async def surroundings(db: Connection, round_id: UUID, within: Sequence[str] = ()) -> Surroundings:
    """What a list for this round may name; an audience without a published survey is none.

    With municipalities to stay within, a list may name these alone.
    """
    round_ = await stored.get(db, round_id)
    place = await places.get(db, round_.place_id)
    doors = await collectors.of_round(db, round_id)
    known = {each.collector_id: each for each in await stored_events.of_round(db, round_id)}
    own = [each for each in place.municipalities if not within or each.id in within]
    return Surroundings(
        municipalities={each.id: each.id for each in own}
        | {each.text.casefold(): each.id for each in own},
        must_name_municipality=bool(within),
        languages={
            audience: {name: code for code in codes for name in _names(code)}
            for audience, codes in (await spoken(db)).items()
        },
        existing=frozenset(_key(door, known.get(door.collector_id)) for door in doors),
        series={
            audience: {
                word: each for each, name in named.items() for word in (each, name.casefold())
            }
            for audience, named in (await events.offered(db, "sv")).items()
        },
        surveys={each.survey: each.audience for each in await beside(db)},
    )


async def beside(db: Connection) -> tuple[SmallSurvey, ...]:
    """The surveys beside the audiences' own that a plain link can lead to."""
    made_elsewhere = {*events.SURVEYS.values(), WORKSHOP}
    return tuple(each for each in await instruments.small(db) if each.survey not in made_elsewhere)


async def spoken(db: Connection) -> dict[Audience, tuple[str, ...]]:
    """The languages of the newest survey of each audience that has one."""
    found: dict[Audience, tuple[str, ...]] = {}
    for audience in get_args(Audience):
        try:
            edition = await instruments.latest(db, audience)
        except NotFoundError:
            continue
        found[audience] = languages(edition.document)
    return found


async def make(
    db: Connection, round_id: UUID, lines: Sequence[Line], *, actor: str
) -> tuple[Collector, ...]:
    """Make a door for each line; they have a list in common, by which they can be undone."""
    list_id = uuid4()
    return tuple([await _made(db, round_id, line, list_id, actor=actor) for line in lines])


async def _made(
    db: Connection, round_id: UUID, line: Line, list_id: UUID, *, actor: str
) -> Collector:
    if line.series and line.municipality:
        new = NewEvent(
            audience=line.audience,
            series=line.series,
            municipality=line.municipality,
            week=line.week,
            name=line.name,
            mode=line.mode,
            setting=line.setting,
            language=line.language,
            list_id=list_id,
        )
        return await events.add(db, round_id, new, actor=actor)
    return await rounds.add_collector(
        db,
        round_id,
        audience=line.audience,
        mode=line.mode,
        municipality=line.municipality,
        name=line.name,
        setting=line.setting,
        language=line.language,
        list_id=list_id,
        survey=line.survey,
        actor=actor,
    )


async def named(db: Connection, round_id: UUID, slug: str) -> Collector:
    """The door of a round with this name, or `NotFoundError`."""
    for door in await collectors.of_round(db, round_id):
        if door.slug == slug:
            return door
    raise NotFoundError("collector", slug)


async def set_state(
    db: Connection, round_id: UUID, slug: str, state: State, *, actor: str
) -> Collector:
    """Open, pause or close a door; the same again changes and notes nothing."""
    door = await named(db, round_id, slug)
    if door.state != state:
        await collectors.set_state(db, door, state, actor=actor)
    return await named(db, round_id, slug)


async def remove(db: Connection, round_id: UUID, slug: str, *, actor: str) -> None:
    """Remove a door; raises `BadInputError` once somebody has answered through it."""
    await _remove(db, await named(db, round_id, slug), actor=actor)


async def of_list(db: Connection, round_id: UUID, list_id: UUID) -> tuple[Collector, ...]:
    """The doors of a list that are still there, or `NotFoundError`."""
    doors = await collectors.of_round(db, round_id)
    found = tuple(each for each in doors if each.list_id == list_id)
    if not found:
        raise NotFoundError("list of doors", str(list_id))
    return found


async def undo(db: Connection, round_id: UUID, list_id: UUID, *, actor: str) -> int:
    """Remove every door of a list, or none where somebody has answered through one of them."""
    doors = await of_list(db, round_id, list_id)
    for door in doors:
        await _remove(db, door, actor=actor)
    return len(doors)


async def _remove(db: Connection, door: Collector, *, actor: str) -> None:
    if not await collectors.remove(db, door, actor=actor):
        raise BadInputError(
            "somebody has answered through this door: it can be closed, and not be removed"
        )


def municipality_of(door: Collector) -> str | None:
    """The municipality that a door presets."""
    return municipality_in(door.presets)


def _key(door: Collector, event: Event | None) -> Key:
    survey = "" if event or door.instrument_id == door.audience else door.instrument_id
    series, week = (event.series, event.week) if event else ("", "")
    name = door_name(door.name, survey, series, week)
    return key_of(name, municipality_of(door), door.audience, door.mode, door.language)


def _names(code: str) -> tuple[str, ...]:
    """What a language may be called: by its code, or in Swedish or English."""
    if code == EASY:
        return (code.casefold(), *EASY_NAMES)
    known = Locale.parse(code.replace("-", "_"))
    said = (known.get_display_name("sv"), known.get_display_name("en"))
    return (code.casefold(), *(each.casefold() for each in said if each))
