"""Which language and encoding a visitor gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.web import negotiation

OFFERED = ("sv", "en", "sv-x-easy", "ar")


@pytest.mark.parametrize(
    ("wanted", "accepts", "expected"),
    [
        ("en", "sv", "en"),
        ("fi", "ar", "ar"),
        (None, "en-GB,en;q=0.8,sv;q=0.9", "en"),
        (None, "fi,sv;q=0.2,ar;q=0.3", "ar"),
        (None, "en;q=0,ar;q=0.1", "ar"),
        (None, "sv-x-easy", "sv-x-easy"),
        (None, "AR-eg", "ar"),
        (None, "fi", "sv"),
        (None, "", "sv"),
        (None, "*", "sv"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_best_of_the_browsers(
    wanted: str | None, accepts: str, expected: str
) -> None:
    assert negotiation.language(wanted, accepts, OFFERED) == expected


@pytest.mark.parametrize(
    ("accepts", "expected"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("deflate", "identity"),
        ("", "identity"),
        ("br;q=abc", "identity"),
    ],
)
def test_the_smallest_encoding_that_is_taken_is_given(accepts: str, expected: str) -> None:
    assert negotiation.encoding(accepts) == expected


@given(st.text())
def test_any_header_leads_to_something_offered(header: str) -> None:
    assert negotiation.language(header, header, OFFERED) in OFFERED
    assert negotiation.encoding(header) in ("br", "gzip", "identity")
