"""What a worker does by itself from time to time, and how often; the verbs are elsewhere."""

import time
from collections.abc import Awaitable, Callable, Sequence

from msgspec import Struct

from lyhord import retention
from lyhord.errors import StorageUnavailableError
from lyhord.storage import mixing
from lyhord.storage.database import Database

# rows are mixed once so many responses have come that each has company
FEWEST = 10
# where there are very many, they wait for each other a little longer: all rows are written anew
SHARE = 0.01
SHARE_LATER = 0.001
OFTEN_SECONDS = 60.0
SELDOM_SECONDS = 600.0


class Chore(Struct, frozen=True, kw_only=True):
    """Something to do every so many seconds; it says whether it could be done."""

    name: str
    seconds: float
    do: Callable[[Database], Awaitable[bool]]


class Chores:
    """Remembers when each was done last; each is due at once when a worker starts."""

    def __init__(
        self, chores: Sequence[Chore], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._chores = tuple(chores)
        self._clock = clock
        self._done: dict[str, float] = {}

    def due(self) -> tuple[Chore, ...]:
        """Those whose time has come, which counts as doing them."""
        now = self._clock()
        due = tuple(
            each
            for each in self._chores
            if each.name not in self._done or now - self._done[each.name] >= each.seconds
        )
        self._done |= {each.name: now for each in due}
        return due


def usual() -> Chores:
    """The chores of this version."""
    return Chores(
        (
            Chore(name="mix_rows", seconds=OFTEN_SECONDS, do=mix_where_many_came),
            Chore(name="mix_late_rows", seconds=SELDOM_SECONDS, do=mix_where_some_came),
            Chore(name="queue_purges", seconds=SELDOM_SECONDS, do=queue_purges),
        )
    )


async def mix_where_many_came(database: Database) -> bool:
    """Mix the rows when a good share of them is new."""
    return await _mix(database, share=SHARE)


async def mix_where_some_came(database: Database) -> bool:
    """Mix the rows when a smaller share has waited for some time."""
    return await _mix(database, share=SHARE_LATER)


async def queue_purges(database: Database) -> bool:
    """Queue the purge of every round that is due and decided on, once a day each."""
    async with database.transaction("desk") as db:
        await retention.queue_due(db)
    return True


async def _mix(database: Database, *, share: float) -> bool:
    async with database.transaction("desk") as db:
        if not await mixing.is_due(db, fewest=FEWEST, share=share):
            return True
    try:
        async with database.transaction("desk") as db:
            await mixing.mix(db)
    except StorageUnavailableError:
        # somebody reads or analyses just now: the next time comes soon
        return False
    return True
