"""Could it be chance? Tests of shares, and the price of making many of them."""

from math import erfc, exp, lgamma, sqrt

import numpy as np

from lyhord_themes.learners import Dense

FEWEST_EXPECTED = 5.0
TIES = 1e-7


def two_sided(z: float) -> float:
    """Give the chance that a standard normal figure is as far from 0 as `z`."""
    return erfc(abs(z) / sqrt(2))


def score_test(
    n: Dense, total: Dense, other_n: Dense, other_total: Dense, correlation: Dense | float = 0.0
) -> Dense:
    """Give two-sided p-values that two shares are the same, shape as given.

    The score test with the pooled share; Fisher's exact test on whole numbers where a count
    smaller than 5 is expected (Cochran 1954). Counts may be fractions: effective sizes. The two
    shares may be correlated (-1 to 1). NaN where nothing can be told: one side is empty, or
    nobody or everybody has it.
    """
    parts = np.broadcast_arrays(n, total, other_n, other_total, correlation)
    rows = np.stack([part.ravel() for part in parts], axis=1).astype(np.float64)
    found = [_p_value(*(float(value) for value in row)) for row in rows]
    return np.array(found, dtype=np.float64).reshape(parts[0].shape)


def fisher(n: int, total: int, other_n: int, other_total: int) -> float:
    """Give the two-sided p-value of Fisher's exact test: tables as unlikely as this, or more."""
    both = n + other_n
    possible = range(max(0, both - other_total), min(both, total) + 1)
    logs = [_ways(total, each) + _ways(other_total, both - each) for each in possible]
    everything = _ways(total + other_total, both)
    chances = [exp(each - everything) for each in logs]
    own = chances[n - possible.start]
    return min(1.0, sum(each for each in chances if each <= own * (1 + TIES)))


def false_discovery_rates(p_values: Dense) -> Dense:
    """Give the q-value of each p-value, shape (tests,) (Benjamini & Hochberg 1995).

    Calling every test with q at most 0.05 a difference lets one in twenty of those called be
    chance. NaN is no test: it stays NaN and costs nothing.
    """
    rates = np.full(len(p_values), np.nan)
    told = np.flatnonzero(~np.isnan(p_values))
    order = told[np.argsort(p_values[told], kind="stable")]
    raised = p_values[order] * len(order) / np.arange(1, len(order) + 1)
    lowest = np.minimum.accumulate(raised[::-1])[::-1]
    rates[order] = np.minimum(lowest, 1.0)
    return rates


def trend_test(n: Dense, total: Dense) -> tuple[float, float]:
    """Give slope per period and z of a trend in shares, shape (periods,) in their order.

    Cochran (1954) and Armitage (1955), equal steps. (0, NaN) where nothing can be told: fewer
    than two periods have units, or fewer than five units have it, or lack it.
    """
    moments = trend_moments(total)
    whole, units = float(n.sum()), float(total.sum())
    if moments[1] <= 0 or min(whole, units - whole) < FEWEST_EXPECTED:
        return (0.0, float("nan"))
    middle, spread = moments
    steps = np.arange(len(n)) - middle
    pooled = whole / units
    slope = float((n * steps).sum()) / spread
    return (slope, slope * sqrt(spread / (pooled * (1 - pooled))))


def trend_moments(total: Dense) -> tuple[float, float]:
    """Give the mean period and the sum of squares around it, for units per period."""
    if not total.sum():
        return (0.0, 0.0)
    steps = np.arange(len(total))
    middle = float((total * steps).sum() / total.sum())
    return (middle, float((total * (steps - middle) ** 2).sum()))


def _p_value(n: float, total: float, other_n: float, other_total: float, tied: float) -> float:
    units, having = total + other_total, n + other_n
    if min(total, other_total) <= 0 or not 0 < having < units:
        return float("nan")
    if min(total, other_total) * min(having, units - having) / units < FEWEST_EXPECTED:
        whole, other_whole = round(total), round(other_total)
        return fisher(min(round(n), whole), whole, min(round(other_n), other_whole), other_whole)
    pooled = having / units
    covered = 1 / total + 1 / other_total - 2 * tied / sqrt(total * other_total)
    if covered <= 0:
        return float("nan")
    return two_sided((n / total - other_n / other_total) / sqrt(pooled * (1 - pooled) * covered))


def _ways(of: int, chosen: int) -> float:
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)
