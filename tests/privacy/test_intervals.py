"""Intervals are those of scipy's own tests, from means and spreads alone."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lyhord.privacy.intervals import Sample, of_changes, of_difference

scores = st.lists(st.integers(0, 100), min_size=5, max_size=60).filter(lambda e: len(set(e)) > 1)


def sample(found: list[float]) -> Sample:
    n = len(found)
    mean = sum(found) / n
    spread = (sum((each - mean) ** 2 for each in found) / (n - 1)) ** 0.5
    return Sample(mean=mean, spread=spread, n=n)


@given(scores)
def test_the_same_peoples_change_is_a_paired_t(changes: list[int]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = stats.ttest_rel(changes, [0] * len(changes)).confidence_interval()

    assert (expected.low, expected.high) == pytest.approx(of_changes(sample([*changes])))


@given(scores, scores)
def test_different_peoples_change_is_welchs(earlier: list[int], later: list[int]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = stats.ttest_ind(later, earlier, equal_var=False).confidence_interval()

    assert (expected.low, expected.high) == pytest.approx(
        of_difference(sample([*earlier]), sample([*later]))
    )


def test_where_all_answered_alike_there_is_no_width() -> None:
    same = Sample(mean=50, spread=0, n=20)

    assert of_difference(same, same) == (0, 0)
    assert of_changes(same) == (50, 50)
