"""Counts that are shown ten at a time, so that no single visit can be seen in them.

Whoever reads counters every few seconds would otherwise have the time of each answer, which nobody
else keeps.
"""

from bisect import bisect_left
from collections.abc import Sequence

STEP = 10
FEWEST = 5


def crowd(n: int) -> int:
    """How many do something just now, where they are some; one who does it alone is not seen."""
    return n if n >= FEWEST else 0


class Folded:
    """How often something was measured, and how it spread; moves only when ten more have come."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(self._bounds) + 1)
        self._sum = 0.0
        self._held: list[float] = []

    def add(self, value: float) -> None:
        """Measure once more."""
        self._held.append(value)
        if len(self._held) < STEP:
            return
        for held in self._held:
            self._counts[bisect_left(self._bounds, held)] += 1
        self._sum += sum(self._held)
        self._held.clear()

    @property
    def is_shown(self) -> bool:
        """Whether so many have come that anything moves."""
        return any(self._counts)

    @property
    def total(self) -> float:
        """The sum of what was measured, as far as it is shown."""
        return self._sum

    @property
    def buckets(self) -> list[tuple[str, float]]:
        """How many measured at most each bound, the last of them without a bound."""
        seen, found = 0, list[tuple[str, float]]()
        for bound, n in zip((*map(str, self._bounds), "+Inf"), self._counts, strict=True):
            seen += n
            found.append((bound, float(seen)))
        return found
