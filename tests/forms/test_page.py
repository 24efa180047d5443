"""A compressed page that is finished by hand is what any browser unpacks."""

import gzip
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.forms.page import CompressedPage

heads = st.text(max_size=2_000) | st.builds(
    lambda text, times: text * times, st.text(), st.integers(0, 500)
)
tails = st.text(min_size=1, max_size=300)


@given(heads, tails)
def test_every_encoding_gives_the_whole_page_back(head: str, tail: str) -> None:
    page = CompressedPage.of(head)

    whole = (head + tail).encode()

    assert whole == page.body("identity", tail)
    assert whole == gzip.decompress(page.body("gzip", tail))
    assert whole == brotli.decompress(page.body("br", tail))


def test_one_page_can_be_finished_many_times() -> None:
    page = CompressedPage.of("<p>samma</p>" * 50)

    ends = [brotli.decompress(page.body("br", tail))[-3:] for tail in ("111", "222", "111")]

    assert ends == [b"111", b"222", b"111"]


def test_a_cut_off_page_is_not_taken_for_whole() -> None:
    body = CompressedPage.of("<p>hela</p>").body("gzip", "slut")

    with pytest.raises((EOFError, zlib.error)):
        gzip.decompress(body[:-1])


@pytest.mark.parametrize("tail", ["", "x" * 70_000])
def test_an_end_that_does_not_fit_in_a_block_is_refused(tail: str) -> None:
    page = CompressedPage.of("head")

    with pytest.raises(ValueError, match="between 1 and"):
        page.body("identity", tail)


def test_a_long_page_shrinks() -> None:
    html = "<label class='option'><input type='radio'> Hemma</label>" * 200
    page = CompressedPage.of(html)

    assert len(page.body("br", "x")) * 20 < len(html)
    assert len(page.body("gzip", "x")) * 20 < len(html)
