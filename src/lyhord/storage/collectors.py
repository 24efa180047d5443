"""Collectors: the doors into a round, as staff and as the public side see them."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience, Publication
from lyhord.instruments.places import Place
from lyhord.storage import audit
from lyhord.storage.database import Connection, Database
from lyhord.storage.sql import queries

sql = queries(__file__)

CHANNEL = "lyhord_doors"

Mode = Literal["open", "codes", "kiosk", "paper", "workshop", "interview", "import"]
# doors that staff bring answers through; they have no public page
BEHIND_THE_DESK: frozenset[Mode] = frozenset({"paper", "interview", "import"})
# nor have boards, which are found by the code of their room
WITHOUT_PAGE: frozenset[Mode] = frozenset({*BEHIND_THE_DESK, "workshop"})
Presets = dict[str, str | list[str]]
State = Literal["open", "paused", "closed"]


class Collector(Struct, frozen=True, kw_only=True):
    """A door into a round; presets answer questions that are then not asked.

    Behind its trial slug it can be tried out: what is sent there never counts. The setting says
    where it stands (a waiting room, a parents' evening), `language` what it speaks first. Doors of
    one `list_id` were made together.
    """

    round_id: UUID
    collector_id: UUID
    slug: str
    trial_slug: str
    name: str
    audience: Audience
    mode: Mode
    instrument_id: str
    version: int
    presets: Presets
    setting: str = ""
    language: str | None = None
    list_id: UUID | None = None
    state: State = "open"

    @property
    def rank(self) -> tuple[bool, int]:
        """The door that ranks highest of its audience asks the newest version of its own survey."""
        return self.instrument_id == self.audience, self.version


class DoorRow(Struct, frozen=True, kw_only=True):
    """All that the public side needs to show a door and to take an answer through it.

    The wave key is that of the series that its round belongs to, as long as that goes on.
    """

    slug: str
    round_id: UUID
    collector_id: UUID
    audience: Audience
    mode: Mode
    instrument_id: str
    version: int
    presets: Presets
    state: Literal["draft", "open", "closed"]
    results_by: date | None
    begins_at: datetime
    ends_at: datetime
    public_key: bytes
    place: Place
    publication: Publication
    is_trial: bool
    language: str | None
    is_paused: bool
    wave_key: bytes | None


def municipality_in(presets: Presets) -> str | None:
    """The municipality that presets name, the first where there are several."""
    given = presets.get("municipality")
    return given[0] if isinstance(given, list) else given


async def add(db: Connection, collector: Collector, *, actor: str) -> None:
    """Keep a new collector; it is open."""
    parts = msgspec.structs.asdict(collector)
    del parts["state"]
    await sql.add(db, **parts)
    await audit.add(db, actor=actor, action="collector_created", object_=collector.slug)


async def of_round(db: Connection, round_id: UUID) -> tuple[Collector, ...]:
    """The collectors of a round, by audience."""
    rows = [row async for row in sql.of_round(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Collector, ...])


async def set_state(db: Connection, collector: Collector, state: State, *, actor: str) -> None:
    """Open, pause or close a door; answers that were begun are taken for two more hours."""
    key = {"round_id": collector.round_id, "collector_id": collector.collector_id}
    if state == "open":
        await sql.reopen(db, **key)
    else:
        await sql.shut(db, **key, is_paused=state == "paused")
    details: audit.Details = {"state": state}
    await audit.add(
        db, actor=actor, action="collector_set", object_=collector.slug, details=details
    )


async def remove(db: Connection, collector: Collector, *, actor: str) -> bool:
    """Remove a door with its codes; says no where somebody has answered through it."""
    removed = await sql.remove(db, round_id=collector.round_id, collector_id=collector.collector_id)
    if removed:
        await audit.add(db, actor=actor, action="collector_removed", object_=collector.slug)
    return bool(removed)


async def door(db: Connection, slug: str) -> DoorRow:
    """The door with this slug, or `NotFoundError`."""
    row = await sql.door(db, slug=slug)
    if row is None:
        raise NotFoundError("collector", slug)
    return msgspec.convert(row, DoorRow)


def changes(
    database: Database, heard: Callable[[], None]
) -> AbstractAsyncContextManager[asyncio.Event]:
    """Hear of every change of a round, a collector or a place, until the yielded event is set."""
    return database.hearing("door", CHANNEL, lambda _: heard())
