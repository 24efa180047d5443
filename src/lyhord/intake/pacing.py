"""How fast codes can be tried at a door: wrong ones slow every try at the same door down.

Whose tries they are is not known and not asked: a whole school shares one address. Nobody is
refused, and nothing of a visitor is kept; a process forgets all of it when it ends. `spreading`
joins what several processes count.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from uuid import UUID

from msgspec import Struct

# wrong codes that cost nothing: a class that types has some
FREE = 10
# one wrong code is forgiven in so many seconds
FORGIVEN_SECONDS = 5.0
# what each wrong code beyond the free ones adds to a try, and the longest that a try takes
STEP_SECONDS = 0.25
LONGEST_SECONDS = 5.0
REMEMBERED = 1_000

Sleep = Callable[[float], Awaitable[None]]


class _Wrong(Struct):
    """How many wrong codes a door remembers, and when that was worked out."""

    n: float
    since: float


def _nobody(_: UUID) -> None:
    """Tell no other process."""


class Pace:
    """Delays tries of codes, door by door; `tell` is told of each wrong code that is met here."""

    def __init__(self, *, clock: Callable[[], float], sleep: Sleep = asyncio.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._wrong: OrderedDict[UUID, _Wrong] = OrderedDict()
        self.tell: Callable[[UUID], None] = _nobody

    async def turn(self, collector: UUID) -> None:
        """Wait until a code may be tried at this door; at once, where few have been wrong."""
        seconds = self.delay(collector)
        if seconds:
            await self._sleep(seconds)

    def delay(self, collector: UUID) -> float:
        """How long a try at this door takes now."""
        known = self._wrong.get(collector)
        if known is None:
            return 0.0
        return min(max(0.0, self._left(known) - FREE) * STEP_SECONDS, LONGEST_SECONDS)

    def missed(self, collector: UUID) -> None:
        """Remember that a code was wrong here, and tell others."""
        self.count(collector)
        self.tell(collector)

    def count(self, collector: UUID) -> None:
        """Remember that a code was wrong; the doors that were tried last are remembered."""
        known = self._wrong.get(collector)
        most = FREE + 2 * LONGEST_SECONDS / STEP_SECONDS
        n = min(self._left(known) + 1 if known else 1.0, most)
        self._wrong[collector] = _Wrong(n, self._clock())
        self._wrong.move_to_end(collector)
        if len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)

    def _left(self, known: _Wrong) -> float:
        return max(0.0, known.n - (self._clock() - known.since) / FORGIVEN_SECONDS)
