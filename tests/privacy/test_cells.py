"""Which figures may be shown, and what a reader knows of those that may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.privacy.cells import (
    HIDDEN,
    Figure,
    bounds,
    coarse,
    exact,
    is_telling,
    share,
    threshold,
)


def test_children_are_guarded_more() -> None:
    assert [threshold(each) for each in ("child", "youth", "guardian")] == [10, 5, 5]


@pytest.mark.parametrize(
    ("n", "of", "telling"),
    [
        (0, 40, False),
        (1, 40, True),
        (4, 40, True),
        (5, 40, False),
        (35, 40, False),
        (36, 40, True),
        (40, 40, True),
        (0, 3, False),
        (3, 3, True),
    ],
)
def test_few_inside_or_few_outside_is_telling(n: int, of: int, telling: bool) -> None:  # noqa: FBT001
    assert is_telling(n, of, 5) == telling


@pytest.mark.parametrize(
    ("n", "figure"),
    [
        (0, Figure(form="under", n=5)),
        (1, Figure(form="under", n=5)),
        (4, Figure(form="under", n=5)),
        (5, Figure(form="at_least", n=5)),
        (14, Figure(form="at_least", n=10)),
    ],
)
def test_an_open_round_is_counted_coarsely(n: int, figure: Figure) -> None:
    assert coarse(n) == figure


@given(st.integers(0, 500), st.sampled_from([5, 10]))
def test_what_is_told_holds_the_truth(n: int, k: int) -> None:
    for figure in (coarse(n, k), exact(n), HIDDEN if n else exact(0)):
        low, high = bounds(figure, limit=500)

        assert low <= n <= high


def test_shares_need_a_group_of_ten() -> None:
    assert share(5, 9) is None


@given(st.integers(10, 2_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_lies_in_its_interval(pair: tuple[int, int]) -> None:
    found = share(*pair)

    assert found is not None
    assert 0 <= found.low <= found.percent <= found.high <= 100


def test_half_a_per_cent_is_rounded_up() -> None:
    found = share(1, 40)

    assert found is not None
    assert found.percent == 3
