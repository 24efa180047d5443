"""How far chance may have moved a share, and the difference between two shares."""

from typing import Self

import numpy as np
from msgspec import Struct

from lyhord_themes.learners import Dense

Z95 = 1.959963984540054
CLOSEST = 0.99


class Estimate(Struct, frozen=True, kw_only=True):
    """Shares (0 to 1) with 95 % bounds; `size` is how many independent units each rests on.

    All four have the same shape. A size of 0 has the share 0 and the bounds 0 and 1.
    """

    share: Dense
    size: Dense
    low: Dense
    high: Dense

    @classmethod
    def of(cls, share: Dense, size: Dense) -> Self:
        """Put Wilson's score interval (1927) around shares."""
        low, high = _wilson(share, size)
        return cls(share=share, size=size, low=low, high=high)


def wilson(n: int, total: int) -> tuple[float, float]:
    """Give the 95 % interval of a share `n` of `total` (Wilson 1927); (0, 1) where total is 0."""
    found = _counted(n, total)
    return (float(found.low), float(found.high))


def newcombe(n: int, total: int, other_n: int, other_total: int) -> tuple[float, float]:
    """Give the 95 % interval of `n`/`total` minus `other_n`/`other_total`, independent of it.

    Hybrid score interval (Newcombe 1998, method 10): within -1 and 1, and never of width 0.
    """
    low, high = difference_bounds(_counted(n, total), _counted(other_n, other_total), np.zeros(()))
    return (float(low), float(high))


def difference_bounds(one: Estimate, other: Estimate, correlation: Dense) -> tuple[Dense, Dense]:
    """Give 95 % bounds of the difference of shares, -1 to 1.

    Newcombe's method 10, with the term that Zou & Donner (2008) add where the two shares are
    correlated (-1 to 1), as when the same people stand in both; 0 gives Newcombe's own interval.
    """
    difference = one.share - other.share
    down = _reach(one.share - one.low, other.high - other.share, correlation)
    up = _reach(one.high - one.share, other.share - other.low, correlation)
    return np.maximum(difference - down, -1.0), np.minimum(difference + up, 1.0)


def _reach(one: Dense, other: Dense, correlation: Dense) -> Dense:
    tied = np.clip(correlation, -CLOSEST, CLOSEST)
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * tied * one * other, 0.0))


def _counted(n: int, total: int) -> Estimate:
    share = np.array(n / total if total else 0.0)
    return Estimate.of(share, np.array(float(total)))


def _wilson(share: Dense, size: Dense) -> tuple[Dense, Dense]:
    known = np.maximum(size, 1e-9)
    spread = Z95**2 / known
    middle = (share + spread / 2) / (1 + spread)
    half = Z95 * np.sqrt(share * (1 - share) / known + spread / (4 * known)) / (1 + spread)
    low = np.clip(middle - half, 0.0, share)
    high = np.clip(middle + half, share, 1.0)
    return np.where(size > 0, low, 0.0), np.where(size > 0, high, 1.0)
