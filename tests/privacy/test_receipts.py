"""Receipts: the same for the same submission, forgiving to type, useless as hashes."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lyhord.privacy.receipts import ALPHABET, content_hash, normalise, receipt, receipt_hash

SECRET = b"a secret of at least thirty-two bytes"
COLLECTOR = UUID(int=1)


def test_the_same_submission_gives_the_same_receipt() -> None:
    first = receipt(SECRET, COLLECTOR, UUID(int=7))

    assert first == receipt(SECRET, COLLECTOR, UUID(int=7))


@given(st.uuids(), st.uuids())
def test_a_receipt_has_five_groups_of_readable_symbols(collector: UUID, submission: UUID) -> None:
    groups = receipt(SECRET, collector, submission).split("-")

    assert [len(group) for group in groups] == [4, 4, 4, 4, 1]
    assert set("".join(groups)) <= set(ALPHABET)


def test_secret_collector_and_submission_all_count() -> None:
    given_receipts = {
        receipt(SECRET, COLLECTOR, UUID(int=7)),
        receipt(SECRET + b"!", COLLECTOR, UUID(int=7)),
        receipt(SECRET, UUID(int=2), UUID(int=7)),
        receipt(SECRET, COLLECTOR, UUID(int=8)),
    }

    assert len(given_receipts) == 4


@given(st.uuids())
def test_a_receipt_is_known_however_it_is_typed(submission: UUID) -> None:
    printed = receipt(SECRET, COLLECTOR, submission)
    typed = printed.lower().replace("-", " \u2013").replace("0", "o").replace("1", "l")

    assert normalise(typed) == printed
    assert normalise(printed.replace("1", "I").replace("-", "")) == printed


@given(st.uuids(), st.sampled_from([", ", "\u00ad", "\ufeff", "\u200b", "\u2068", "\u200f", " . "]))
def test_a_receipt_is_known_however_it_was_copied(submission: UUID, between: str) -> None:
    printed = receipt(SECRET, COLLECTOR, submission)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in printed)

    assert normalise(between.join(printed)) == printed
    assert normalise(f"\ufeff{wide}\u2069") == printed


@given(st.uuids(), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed(submission: UUID, place: int, symbol: str) -> None:
    symbols = receipt(SECRET, COLLECTOR, submission).replace("-", "")
    mistyped = symbols[:place] + symbol + symbols[place + 1 :]

    assert (normalise(mistyped) is not None) == (mistyped == symbols)


@given(st.text(max_size=60))
def test_what_is_no_receipt_is_none(typed: str) -> None:
    known = normalise(typed)

    assert known is None or normalise(known) == known


def test_no_receipt_at_all() -> None:
    assert [normalise(typed) for typed in ("", "ABCD", "U" * 17, "0" * 18, "ß" * 17)] == [None] * 5


def test_hashes_are_keyed_and_tell_purposes_apart() -> None:
    known = receipt(SECRET, COLLECTOR, UUID(int=7))
    hashes = {
        receipt_hash(SECRET, known),
        receipt_hash(SECRET + b"!", known),
        content_hash(SECRET, known, b""),
    }

    assert {len(each) for each in hashes} == {32}
    assert len(hashes) == 3


def test_equal_answers_of_two_people_leave_different_hashes() -> None:
    one, other = (receipt(SECRET, COLLECTOR, UUID(int=number)) for number in (7, 8))

    assert content_hash(SECRET, one, b"same") != content_hash(SECRET, other, b"same")
