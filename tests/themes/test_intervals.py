"""Intervals of shares and differences, tests, and false discovery rates."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2_contingency, false_discovery_control, fisher_exact

from lyhord_themes.effects import cohens_h, effect_of
from lyhord_themes.intervals import Estimate, difference_bounds, newcombe, wilson
from lyhord_themes.significance import (
    false_discovery_rates,
    fisher,
    score_test,
    trend_test,
    two_sided,
)

Table = tuple[int, int, int, int]
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


@st.composite
def tables(draw: st.DrawFn, *, least: int = 0) -> Table:
    total, other = draw(st.integers(least, 400)), draw(st.integers(least, 400))
    return draw(st.integers(0, total)), total, draw(st.integers(0, other)), other


def p_value(table: Table) -> float:
    return float(score_test(*(np.array(part) for part in table)))


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        # Newcombe 1998, table II, method 10
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
        # statsmodels 0.15, confint_proportions_2indep(method="newcomb")
        ((3, 40, 11, 35), -0.4119, -0.0608),
        ((0, 12, 4, 15), -0.5195, 0.0226),
    ],
)
def test_differences_have_the_published_intervals(table: Table, low: float, high: float) -> None:
    assert newcombe(*table) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 500), st.integers(1, 500))
def test_shares_have_the_intervals_of_scipy(n: int, total: int) -> None:
    n = min(n, total)

    interval = binomtest(n, total).proportion_ci(method="wilson")

    assert wilson(n, total) == pytest.approx((interval.low, interval.high), abs=1e-9)
    assert wilson(n, total)[0] <= n / total <= wilson(n, total)[1]


@given(tables())
def test_an_interval_holds_its_difference_and_stays_between_all_and_nothing(table: Table) -> None:
    n, total, other_n, other_total = table
    low, high = newcombe(*table)

    difference = (n / total if total else 0) - (other_n / other_total if other_total else 0)
    assert -1 <= low <= difference <= high <= 1


@given(tables())
def test_turning_the_groups_round_turns_the_interval_round(table: Table) -> None:
    n, total, other_n, other_total = table
    low, high = newcombe(*table)

    assert newcombe(other_n, other_total, n, total) == pytest.approx((-high, -low))


@given(tables(least=1), st.floats(-1, 1))
def test_shares_that_hang_together_have_a_narrower_difference(table: Table, tied: float) -> None:
    n, total, other_n, other_total = (np.array(float(part)) for part in table)
    one, other = Estimate.of(n / total, total), Estimate.of(other_n / other_total, other_total)

    low, high = difference_bounds(one, other, np.array(tied))
    strangers = difference_bounds(one, other, np.array(0.0))

    assert -1 <= low <= one.share - other.share <= high <= 1
    if tied >= 0:
        assert strangers[0] - 1e-9 <= low
        assert high <= strangers[1] + 1e-9


@given(tables(least=1))
def test_the_score_test_is_the_chi_square_test_of_scipy(table: Table) -> None:
    n, total, other_n, other_total = table
    cells = np.array([[n, total - n], [other_n, other_total - other_n]])
    if not cells.sum(axis=0).all():
        assert math.isnan(p_value(table))
        return

    expected = chi2_contingency(cells, correction=False)
    exact = fisher_exact(cells).pvalue
    known = expected.pvalue if expected.expected_freq.min() >= 5 else exact

    assert p_value(table) == pytest.approx(known, abs=1e-7)


def test_one_person_alone_proves_little() -> None:
    assert p_value((1, 1, 0, 50)) == pytest.approx(1 / 51)


def test_the_exact_test_holds_for_large_numbers() -> None:
    assert fisher(3, 50_000, 9, 40_000) == pytest.approx(
        fisher_exact([[3, 49_997], [9, 39_991]]).pvalue, rel=1e-6
    )


@given(tables(least=1))
def test_the_same_share_in_both_is_no_evidence(table: Table) -> None:
    n, total, _, _ = table
    p = p_value((n, total, n, total))

    assert math.isnan(p) or p == pytest.approx(1.0)


@given(P_VALUES)
def test_false_discovery_rates_are_those_of_scipy(p_values: list[float]) -> None:
    rates = false_discovery_rates(np.array(p_values))

    assert rates == pytest.approx(false_discovery_control(p_values, method="bh"))
    assert (rates >= np.array(p_values) - 1e-12).all()
    assert (np.diff(rates[np.argsort(p_values, kind="stable")]) >= -1e-12).all()


@given(P_VALUES)
def test_what_was_not_tested_costs_nothing(p_values: list[float]) -> None:
    alone = false_discovery_rates(np.array(p_values))

    mixed = false_discovery_rates(np.array([float("nan"), *p_values, float("nan")]))

    assert np.isnan(mixed[[0, -1]]).all()
    assert (mixed[1:-1] == alone).all()


@given(st.lists(tables(least=1), min_size=2, max_size=9))
def test_the_trend_test_is_a_correlation(given_tables: list[Table]) -> None:
    n = np.array([float(table[0]) for table in given_tables])
    total = np.array([float(table[1]) for table in given_tables])
    slope, z = trend_test(n, total)
    if min(n.sum(), (total - n).sum()) < 5:
        assert math.isnan(z)
        return

    steps = np.repeat(np.arange(len(n)), 2)
    mention = np.tile([1.0, 0.0], len(n))
    units = np.stack([n, total - n], axis=1).ravel()
    covariance = np.cov(steps, mention, fweights=units.astype(int), ddof=0)

    expected = covariance[0, 1] / math.sqrt(covariance[0, 0] * covariance[1, 1])
    assert z == pytest.approx(expected * math.sqrt(total.sum()), abs=1e-6)
    assert slope == pytest.approx(covariance[0, 1] / covariance[0, 0], abs=1e-9)


def test_the_trend_test_agrees_with_statsmodels() -> None:
    _, z = trend_test(np.array([3.0, 8.0, 9.0, 14.0]), np.array([40.0, 38.0, 45.0, 41.0]))

    # statsmodels 0.15 conditions on the margins: its variance has N - 1, ours (Armitage's) has N
    assert z * math.sqrt(163 / 164) == pytest.approx(2.7564206)
    assert two_sided(z) == pytest.approx(0.005695, abs=1e-6)


@given(st.floats(0, 1), st.floats(0, 1))
def test_effects_grow_with_the_distance(share: float, other: float) -> None:
    h = cohens_h(share, other)

    assert h == pytest.approx(-cohens_h(other, share))
    assert abs(h) <= math.pi
    assert effect_of(h) == effect_of(-h)


@pytest.mark.parametrize(
    ("h", "effect"), [(0.0, "same"), (0.2, "somewhat"), (-0.5, "clearly"), (0.8, "much")]
)
def test_cohens_own_marks_have_their_own_words(h: float, effect: str) -> None:
    assert effect_of(h) == effect
