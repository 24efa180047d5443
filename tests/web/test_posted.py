"""Reading what was posted: numbers, which anybody can type as they like."""

import pytest

from lyhord.web import posted


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999", 999)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert posted.whole_number(text, digits=3) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1.0", "1_0", "1e3", "²", "٣", "1000"])
def test_nothing_else_is_and_nothing_longer(text: str) -> None:
    assert posted.whole_number(text, digits=3) is None
