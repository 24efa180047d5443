"""The doors that are open now, remembered until the database says that one changed.

While the database is away, what was last known of a door still shows it.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from msgspec import Struct

from lyhord.errors import NotFoundError, StorageUnavailableError
from lyhord.instruments.definition import Audience, Publication
from lyhord.instruments.places import Place
from lyhord.intake.hearing import kept_hearing
from lyhord.storage import collectors, instruments
from lyhord.storage.collectors import DoorRow, Mode, Presets
from lyhord.storage.database import Database

GRACE = timedelta(hours=2)
REMEMBERED = 1_000
LONGEST_SLUG = 64

Item = TypeVar("Item")


class Door(Struct, frozen=True, kw_only=True):
    """A collector as the public side sees it at one moment.

    With a wave key it asks for a self-made code, which that key hashes in the browser.
    """

    slug: str
    round_id: UUID
    collector_id: UUID
    audience: Audience
    mode: Mode
    presets: Presets
    instrument_id: str
    version: int
    publication: Publication
    place: Place
    public_key: bytes
    results_by: date | None
    is_open: bool
    accepts_posts: bool
    is_trial: bool = False
    language: str | None = None
    is_paused: bool = False
    wave_key: bytes | None = None

    @property
    def asks_code(self) -> bool:
        """Whether only a code admits an answer; whoever tries the door out needs none."""
        return self.mode == "codes" and not self.is_trial


class Doors:
    """Finds doors; keeps them in memory only while it hears of changes."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[str, DoorRow] = {}
        self._unknown: dict[str, None] = {}
        self._last_known: dict[str, DoorRow] = {}
        self._older: dict[tuple[str, int], Publication] = {}
        self._listening = False
        self._heard = 0

    async def find(self, slug: str) -> Door:
        """The door with this slug as it stands now, or `NotFoundError`; not all have a page."""
        door = await self._any(slug)
        if door.mode in collectors.WITHOUT_PAGE:
            raise NotFoundError("collector", slug)
        return door

    async def board(self, name: str) -> Door:
        """The board of a workshop with this name as it stands now, or `NotFoundError`."""
        door = await self._any(name)
        if door.mode != "workshop" or door.is_trial:
            raise NotFoundError("board", name)
        return door

    async def _any(self, slug: str) -> Door:
        if not (slug.isascii() and slug.isalnum() and len(slug) <= LONGEST_SLUG):
            raise NotFoundError("collector", slug)
        row = self._known.get(slug) or await self._look_up(slug)
        return door_at(row, self._clock())

    async def at_version(self, door: Door, version: int) -> Publication:
        """What a post that was begun on an older version answers, or `NotFoundError`."""
        if version == door.version:
            return door.publication
        key = (door.instrument_id, version)
        if key not in self._older:
            async with self._database.transaction("door") as db:
                edition = await instruments.at_version(db, *key)
            self._older[key] = edition.document
        return self._older[key]

    @property
    def is_listening(self) -> bool:
        """Whether changes are heard now."""
        return self._listening

    def remembers(self, slug: str) -> bool:
        """Whether the next find of this door asks nobody."""
        return slug in self._known

    @asynccontextmanager
    async def listening(self) -> AsyncGenerator[None]:
        """Hear of changes for as long as this is held; without it every find asks the database."""
        async with kept_hearing(self._listen_once):
            yield

    async def _look_up(self, slug: str) -> DoorRow:
        if slug in self._unknown:
            raise NotFoundError("collector", slug)
        heard = self._heard
        try:
            async with self._database.transaction("door") as db:
                row = await collectors.door(db, slug)
        except NotFoundError:
            self._remember_missing(slug, heard)
            raise
        except StorageUnavailableError:
            if slug in self._last_known:
                return self._last_known[slug]
            raise
        self._remember(row, heard)
        return row

    def _remember(self, row: DoorRow, heard: int) -> None:
        # what was read before the newest news may be older than it
        if heard != self._heard:
            return
        _put(self._last_known, row.slug, row)
        if self._listening:
            _put(self._known, row.slug, row)

    def _remember_missing(self, slug: str, heard: int) -> None:
        # an unknown door costs as little as a closed one, so that time does not tell them apart
        self._last_known.pop(slug, None)
        if self._listening and heard == self._heard:
            _put(self._unknown, slug, None)

    def _hear(self) -> None:
        self._forget()
        self._last_known.clear()

    def _forget(self) -> None:
        self._heard += 1
        self._known.clear()
        self._unknown.clear()

    async def _listen_once(self) -> None:
        async with collectors.changes(self._database, self._hear) as lost:
            self._forget()
            self._listening = True
            try:
                await lost.wait()
            finally:
                self._listening = False
                self._forget()


def _put(memory: dict[str, Item], slug: str, item: Item) -> None:
    """Remember one more, and forget the oldest where there are too many."""
    if slug not in memory and len(memory) >= REMEMBERED:
        memory.pop(next(iter(memory)))
    memory[slug] = item


def door_at(row: DoorRow, now: datetime) -> Door:
    """A door as it stands at a moment."""
    has_begun = row.is_trial or (row.state != "draft" and row.begins_at <= now)
    return Door(
        slug=row.slug,
        round_id=row.round_id,
        collector_id=row.collector_id,
        audience=row.audience,
        mode=row.mode,
        presets=row.presets,
        instrument_id=row.instrument_id,
        version=row.version,
        publication=row.publication,
        place=row.place,
        public_key=row.public_key,
        results_by=row.results_by,
        is_open=has_begun and row.state != "closed" and now < row.ends_at,
        accepts_posts=has_begun and now < row.ends_at + GRACE,
        is_trial=row.is_trial,
        language=row.language,
        is_paused=row.is_paused,
        wave_key=row.wave_key if row.publication.instrument.joins_waves else None,
    )
