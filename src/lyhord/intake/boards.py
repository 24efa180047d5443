"""What rooms see now: a board's notes, asked once for all who look, and again when one changed."""

import asyncio
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from uuid import UUID

from msgspec import Struct, field

from lyhord.intake.doors import Door
from lyhord.intake.hearing import kept_hearing
from lyhord.storage import boards
from lyhord.storage.boards import RoomNote
from lyhord.storage.database import Database

REMEMBERED = 200
# so many may look at once, in one process; a board has a room's phones
MOST_LOOKING = 1_000


class Shown(Struct, frozen=True):
    """The notes of a board at one moment, and how much had been heard by then.

    `made` is what has been made of them meanwhile, for all who look.
    """

    notes: tuple[RoomNote, ...]
    turn: int
    made: dict[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


class Boards:
    """The boards that somebody looks at."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[UUID, Shown] = {}
        self._asking: dict[UUID, asyncio.Lock] = {}
        self._listening = False
        self._turn = 0
        self._news = asyncio.Event()
        self._looking = 0
        self._has_ended = False

    async def now(self, door: Door) -> Shown:
        """What the room of a board sees, asked anew: who has just written finds the note there."""
        turn = self._turn
        async with self._database.transaction("door") as db:
            notes = await boards.room(db, door.round_id, door.collector_id)
        known = self._known.get(door.collector_id)
        made = known.made if known is not None and known.notes == notes else {}
        return Shown(notes, turn, made)

    async def shown(self, door: Door) -> Shown:
        """The same for those who look on: who asks at the same time waits for one answer."""
        lock = self._asking.setdefault(door.collector_id, asyncio.Lock())
        async with lock:
            known = self._known.get(door.collector_id)
            if self._listening and known is not None and known.turn == self._turn:
                return known
            shown = await self.now(door)
            self._remember(door.collector_id, shown)
            return shown

    async def changed(self, since: Shown, *, within: float) -> bool:
        """Wait until something was heard after this; says no when so many seconds have passed."""
        if self._turn != since.turn:
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), within)
        return self._turn != since.turn

    def end(self) -> None:
        """Let everybody go who looks on: this process is told to stop."""
        self._has_ended = True
        self._hear()

    @property
    def has_ended(self) -> bool:
        """Whether nobody is told of anything any more."""
        return self._has_ended

    @property
    def is_full(self) -> bool:
        """Whether as many look as one process bears."""
        return self._looking >= MOST_LOOKING

    @contextmanager
    def looking(self) -> Generator[None]:
        """Count somebody who looks on, for as long as this is held."""
        self._looking += 1
        try:
            yield
        finally:
            self._looking -= 1

    @asynccontextmanager
    async def listening(self) -> AsyncGenerator[None]:
        """Hear of changes for as long as this is held; without it every look asks the database."""
        async with kept_hearing(self._listen_once):
            yield

    def _remember(self, board: UUID, shown: Shown) -> None:
        self._known[board] = shown
        if len(self._known) > REMEMBERED:
            oldest = next(iter(self._known))
            del self._known[oldest]
            self._asking.pop(oldest, None)

    def _hear(self) -> None:
        self._turn += 1
        self._news.set()
        self._news = asyncio.Event()

    async def _listen_once(self) -> None:
        async with boards.changes(self._database, self._hear) as lost:
            self._hear()
            self._listening = True
            try:
                await lost.wait()
            finally:
                self._listening = False
                self._hear()
