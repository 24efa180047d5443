"""Agreement of two codings against known values, and what holds for all of them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.reviewing.agreement import Pair, agreement, alpha, kappa

# two observers of ten units, from Krippendorff's own paper: 0.095
FIRST, SECOND = "0100000010", "1110010000"
CODES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=30)


def test_alpha_is_that_of_the_papers_example() -> None:
    assert alpha([*zip(FIRST, SECOND, strict=True)]) == pytest.approx(0.0952, abs=1e-4)


def test_kappa_is_that_of_the_textbooks_table() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15

    assert kappa(pairs) == pytest.approx(0.4)


@given(CODES)
def test_full_agreement_is_one_and_order_and_names_say_nothing(pairs: list[Pair]) -> None:
    same = [(one, one) for one, _ in pairs]
    turned = [(other, one) for one, other in pairs]
    renamed = [(one.upper(), other.upper()) for one, other in reversed(pairs)]

    for measure in (alpha, kappa):
        found = measure(pairs)
        assert measure(same) is None or measure(same) == pytest.approx(1.0)
        assert found is None or -1.0001 <= found <= 1.0001
        for other in (measure(turned), measure(renamed)):
            assert other == found if found is None else other == pytest.approx(found)


def test_where_nothing_could_differ_nothing_is_told() -> None:
    found = agreement([("a", "a")] * 12, chance=Random(1))  # noqa: S311

    assert (found.n, found.same, found.alpha, found.kappa) == (12, 12, None, None)
    assert agreement([], chance=Random(1)).alpha is None  # noqa: S311


def test_the_interval_is_around_the_value_and_the_same_each_time() -> None:
    pairs = [("a", "a")] * 30 + [("b", "b")] * 20 + [("a", "b")] * 8 + [("b", "a")] * 2
    one, again = (agreement(pairs, chance=Random(7)) for _ in range(2))  # noqa: S311

    assert one == again
    for each in (one.alpha, one.kappa):
        assert each is not None
        assert each.low < each.value < each.high
        assert 0.2 < each.high - each.low < 0.6


def test_an_interval_holds_its_coefficient_where_nothing_is_the_same() -> None:
    pairs = [(str(n), str(n + 5)) for n in range(10)]

    found = agreement(pairs, chance=Random(1)).alpha  # noqa: S311

    assert found is not None
    assert found.low <= found.value <= found.high
