"""How sure a difference of means is: Student's and Welch's 95 % intervals, from what is told. Pure.

The number of people is what is told of it, rounded down, so intervals are rather too wide.
Student (1908), "The probable error of a mean", Biometrika 6; Welch (1947), "The generalization of
Student's problem when several different population variances are involved", Biometrika 34.
"""

# scipy has no types
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from math import sqrt

from msgspec import Struct

UPPER = 0.975


class Sample(Struct, frozen=True, kw_only=True):
    """A mean of n people, at least two, and the standard deviation among them."""

    mean: float
    spread: float
    n: int


def of_changes(changes: Sample) -> tuple[float, float]:
    """The interval around the mean change of the same people (paired t)."""
    reach = _t(changes.n - 1) * changes.spread / sqrt(changes.n)
    return changes.mean - reach, changes.mean + reach


def of_difference(earlier: Sample, later: Sample) -> tuple[float, float]:
    """The interval around the difference of two means of different people (Welch)."""
    parts = [each.spread**2 / each.n for each in (earlier, later)]
    difference = later.mean - earlier.mean
    if not sum(parts):
        return difference, difference
    freedom = sum(parts) ** 2 / sum(
        part**2 / (each.n - 1) for part, each in zip(parts, (earlier, later), strict=True)
    )
    reach = _t(freedom) * sqrt(sum(parts))
    return difference - reach, difference + reach


def _t(freedom: float) -> float:
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to load

    return float(stdtrit(freedom, UPPER))
