"""What somebody can work out who knows the sums: linear programming over what is shown."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

from lyhord.privacy.cells import Figure

Bounds = Mapping[Hashable, tuple[float, float]]
Sum = tuple[Hashable, Sequence[Hashable]]  # a name, and the names that it is the sum of
Pair = tuple[Hashable, Hashable]  # the first is never more than the second

MOST = 100_000


def told(figure: Figure, *, most: int = MOST, least: int = 1) -> tuple[float, float]:
    """The least and the most that a figure can stand for, as a reader understands it."""
    n = figure.n or 0
    return {
        "exact": (n, n),
        "at_least": (n, min(most, n + 4)),
        "under": (0, n - 1),
        "hidden": (least, most),
    }[figure.form]


class Attacker:
    """Knows bounds of everything that is counted, and how it hangs together."""

    def __init__(self, bounds: Bounds, sums: Sequence[Sum], smaller: Sequence[Pair] = ()) -> None:
        self.place = {name: number for number, name in enumerate(bounds)}
        self.bounds = list(bounds.values())
        self.equal = np.zeros((len(sums), len(bounds)))
        for row, (whole, parts) in enumerate(sums):
            self.equal[row, self.place[whole]] = 1
            for part in parts:
                self.equal[row, self.place[part]] -= 1
        self.less = np.zeros((len(smaller), len(bounds)))
        for row, (small, large) in enumerate(smaller):
            self.less[row, self.place[small]] += 1
            self.less[row, self.place[large]] -= 1
        self.low = np.full(len(bounds), np.inf)
        self.high = -self.low

    def possible(self, name: Hashable) -> int:
        """How many whole numbers a figure can still be, given all others and the sums."""
        least, most = (self._extreme(name, sign) for sign in (1, -1))
        return int(np.floor(most + 1e-6) - np.ceil(least - 1e-6)) + 1

    def span(self, name: Hashable) -> float:
        """How far apart the least and the most are that an amount can still be."""
        least, most = (self._extreme(name, sign) for sign in (1, -1))
        return float(most - least)

    def is_pinned(self, name: Hashable) -> bool:
        """Whether a figure can only be one number; what was seen to be possible is remembered."""
        place = self.place[name]
        for sign in (1, -1):
            if self.high[place] - self.low[place] >= 1:
                return False
            self._extreme(name, sign)
        return self.high[place] - self.low[place] < 1 - 1e-6

    def _extreme(self, name: Hashable, sign: int) -> float:
        wanted = np.zeros(len(self.place))
        wanted[self.place[name]] = sign
        end = linprog(
            wanted,
            A_eq=self.equal if len(self.equal) else None,
            b_eq=np.zeros(len(self.equal)) if len(self.equal) else None,
            A_ub=self.less if len(self.less) else None,
            b_ub=np.zeros(len(self.less)) if len(self.less) else None,
            bounds=self.bounds,
        )
        assert end.status == 0, "what is shown contradicts itself"
        self.low, self.high = np.minimum(self.low, end.x), np.maximum(self.high, end.x)
        return sign * end.fun


def possible(bounds: Bounds, sums: Sequence[Sum], name: Hashable) -> int:
    """How many whole numbers one figure can still be."""
    return Attacker(bounds, sums).possible(name)
