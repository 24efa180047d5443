"""How large a difference between two shares is, in a number and in a word."""

from math import asin, sqrt
from typing import Literal

Effect = Literal["same", "somewhat", "clearly", "much"]

SMALL, MEDIUM, LARGE = 0.1, 0.35, 0.65


def cohens_h(share: float, other: float) -> float:
    """Give Cohen's h (1988), -π to π: the distance of shares, larger steps near 0 and 1.

    0.05 against 0.10 and 0.40 against 0.50 are about as far apart (0.2).
    """
    return 2 * (asin(sqrt(share)) - asin(sqrt(other)))


def effect_of(h: float) -> Effect:
    """Name a distance by which of Cohen's marks is nearest: 0, 0.2, 0.5 or 0.8."""
    size = abs(h)
    if size < SMALL:
        return "same"
    if size < MEDIUM:
        return "somewhat"
    return "clearly" if size < LARGE else "much"
