"""How many answers came through each open link in the last minute, at every web process.

A process tells the others each time that a twentieth of the limit has come through it: so few words
cost nothing, and of a quiet link nothing is told. Nothing is kept but in memory, for a minute.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from uuid import UUID

from msgspec import Struct, field

MINUTE = 60.0
DOORS = 1_000
# in so many steps a process tells of as many as the limit
STEPS = 20


class _Minute(Struct):
    """When answers came here, when others told of a step, and how many they were not told of."""

    here: deque[float] = field(default_factory=deque[float])
    elsewhere: deque[float] = field(default_factory=deque[float])
    n_untold: int = 0


def _nobody(_: UUID) -> None:
    """Tell no other process."""


class Bursts:
    """Counts answers door by door; `tell` is told of each step that came through this process.

    `most` is how many a minute are too few to be a burst. N processes find one after `most`
    answers, and at most a twentieth of that more for each of the others.
    """

    def __init__(self, *, clock: Callable[[], float], most: int) -> None:
        self._clock = clock
        self._most = most
        self._step = max(1, most // STEPS)
        self._doors: OrderedDict[UUID, _Minute] = OrderedDict()
        self.tell: Callable[[UUID], None] = _nobody

    def is_one(self, collector: UUID) -> bool:
        """Count an answer, and say whether more came in a minute than people give."""
        minute = self._minute(collector)
        is_burst = len(minute.here) + self._step * len(minute.elsewhere) >= self._most
        self._keep(minute.here, most=self._most)
        minute.n_untold += 1
        if minute.n_untold >= self._step:
            minute.n_untold = 0
            self.tell(collector)
        return is_burst

    def count(self, collector: UUID) -> None:
        """Count a step that another process told of."""
        self._keep(self._minute(collector).elsewhere, most=-(-self._most // self._step))

    def _keep(self, times: deque[float], *, most: int) -> None:
        # more than the limit tells nothing more
        if len(times) >= most:
            times.popleft()
        times.append(self._clock())

    def _minute(self, collector: UUID) -> _Minute:
        minute = self._doors.setdefault(collector, _Minute())
        self._doors.move_to_end(collector)
        if len(self._doors) > DOORS:
            self._doors.popitem(last=False)
        over = self._clock() - MINUTE
        for times in (minute.here, minute.elsewhere):
            while times and times[0] <= over:
                times.popleft()
        if not minute.here:
            minute.n_untold = 0
        return minute
