"""Reading what was posted: forms, and numbers, which anybody can type as they like."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.errors import BadInputError
from lyhord.web import posted


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999", 999)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert posted.whole_number(text, digits=3) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1.0", "1_0", "1e3", "²", "٣", "1000"])
def test_nothing_else_is_and_nothing_longer(text: str) -> None:
    assert posted.whole_number(text, digits=3) is None


@given(st.text(st.sampled_from("ab=&+%c3A5 å;"), max_size=40))
def test_a_form_is_read_as_browsers_and_the_standard_library_read_it(body: str) -> None:
    try:
        pairs = parse_qsl(body, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(BadInputError):
            posted.fields(body.encode())
        return

    read = posted.fields(body.encode())

    expected: dict[str, list[str]] = {}
    for name, value in pairs:
        expected.setdefault(name, []).append(value)
    assert expected == read
