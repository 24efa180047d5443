"""Small cells: which figures may be shown, and in which form; what hangs together is `suppression`.

A figure about fewer than k people is not shown, and neither is one that leaves fewer than k people
outside it. Once a round is settled, zero says nothing about anybody and stays zero; while answers
come in, none and a few look the same, so that nobody sees the first answer arrive.
"""

from math import sqrt
from typing import Literal

from msgspec import Struct

K = 5
K_CHILDREN = 10
FEWEST_FOR_SHARES = 10
STEP = 5
Z_95 = 1.959964


class Figure(Struct, frozen=True, kw_only=True):
    """A count as it may be shown.

    `exact`: it is `n`. `at_least`: rounded down to `n`, a multiple of five. `under`: under
    `n`, and perhaps none. `hidden`: nothing is said (`n` is None).
    """

    form: Literal["exact", "at_least", "under", "hidden"]
    n: int | None = None


class Share(Struct, frozen=True, kw_only=True):
    """Whole per cent of a group of at least ten, with the 95 % interval (Wilson) around it."""

    percent: int
    low: int
    high: int


HIDDEN = Figure(form="hidden")


def threshold(audience: str) -> int:
    """Return k: how many a figure must speak of; children are guarded more."""
    return K_CHILDREN if audience == "child" else K


def is_small(n: int, k: int) -> bool:
    """Whether a count speaks of so few that it may point them out."""
    return 0 < n < k


def is_telling(n: int, of: int, k: int) -> bool:
    """Whether a count points out those inside or those outside it.

    "All of them" is telling too: it says of each one what they wrote.
    """
    return n > 0 and (n < k or of - n < k)


def exact(n: int) -> Figure:
    """Return a count that may be shown as it is."""
    return Figure(form="exact", n=n)


def coarse(n: int, k: int = K) -> Figure:
    """Return a count while answers come in: under k, which may be none, or down to fives."""
    return Figure(form="under", n=k) if n < k else Figure(form="at_least", n=rounded_down(n))


def rounded_down(n: int) -> int:
    """Return a count down to fives."""
    return n - n % STEP


def bounds(figure: Figure, *, limit: int) -> tuple[int, int]:
    """Return what a reader knows of a count: at least and at most this."""
    n = figure.n or 0
    match figure.form:
        case "exact":
            return n, n
        case "at_least":
            return n, min(n + STEP - 1, limit)
        case "under":
            return 0, min(n - 1, limit)
        case "hidden":
            return 1, limit


def share(n: int, of: int) -> Share | None:
    """Return a share in whole per cent; None for a group that is too small for shares."""
    if of < FEWEST_FOR_SHARES:
        return None
    low, high = _wilson(n, of)
    return Share(percent=_whole(n / of), low=_whole(low), high=_whole(high))


def _whole(part: float) -> int:
    return int(100 * part + 0.5)


def _wilson(n: int, of: int) -> tuple[float, float]:
    """Wilson (1927), score interval of a proportion."""
    square = Z_95 * Z_95 / of
    middle = (n / of + square / 2) / (1 + square)
    reach = Z_95 * sqrt(n * (of - n) / of + Z_95 * Z_95 / 4) / of / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)
