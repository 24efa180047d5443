"""Sealed boxes: closed by anybody, opened with the passphrase alone."""

import nacl.pwhash.argon2id
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PublicKey, SealedBox

from lyhord.errors import BadInputError
from lyhord.privacy.sealing import (
    UNMARKED_VERSION,
    Cost,
    OfficerKey,
    mark_of,
    mark_on,
    new_key,
    open_box,
    rewrapped,
    seal,
)

CHEAP = Cost(operations=nacl.pwhash.argon2id.OPSLIMIT_MIN, memory=nacl.pwhash.argon2id.MEMLIMIT_MIN)
PASSPHRASE = "en lång mening som bara ombudet kan: åäö"


@pytest.fixture(scope="module")
def key() -> OfficerKey:
    return new_key(PASSPHRASE, cost=CHEAP)


@given(data=st.binary(max_size=2_000))
def test_what_was_sealed_can_be_opened_with_the_passphrase(key: OfficerKey, data: bytes) -> None:
    assert open_box(key.wrapped_key, PASSPHRASE, seal(key.public_key, data)) == data


def test_the_same_text_gives_another_box_each_time(key: OfficerKey) -> None:
    assert seal(key.public_key, b"same") != seal(key.public_key, b"same")


def test_neither_box_nor_wrapped_key_shows_the_text_or_the_passphrase(key: OfficerKey) -> None:
    box = seal(key.public_key, b"det jag skrev")

    assert b"det jag skrev" not in box
    assert PASSPHRASE.encode() not in key.wrapped_key


def test_another_passphrase_opens_nothing(key: OfficerKey) -> None:
    with pytest.raises(BadInputError, match="passphrase"):
        open_box(key.wrapped_key, PASSPHRASE + " ", seal(key.public_key, b"text"))


def test_another_key_opens_nothing(key: OfficerKey) -> None:
    other = new_key(PASSPHRASE, cost=CHEAP)

    with pytest.raises(BadInputError, match="another key"):
        open_box(other.wrapped_key, PASSPHRASE, seal(key.public_key, b"text"))


@pytest.mark.parametrize("box", [b"", b"\x01", b"\x01short", b"\x02" + b"x" * 80])
def test_a_damaged_box_is_refused(key: OfficerKey, box: bytes) -> None:
    with pytest.raises(BadInputError):
        open_box(key.wrapped_key, PASSPHRASE, box)


@pytest.mark.parametrize("wrapped", [b"", b"\x01", b"\x09" + b"x" * 90, b"\x01" + b"\xff" * 100])
def test_a_damaged_key_is_refused(key: OfficerKey, wrapped: bytes) -> None:
    with pytest.raises(BadInputError, match="key"):
        open_box(wrapped, PASSPHRASE, seal(key.public_key, b"text"))


def test_a_changed_wrapped_key_is_refused(key: OfficerKey) -> None:
    flipped = key.wrapped_key[:-1] + bytes([key.wrapped_key[-1] ^ 1])

    with pytest.raises(BadInputError, match="passphrase"):
        open_box(flipped, PASSPHRASE, seal(key.public_key, b"text"))


def test_the_default_cost_is_argon2id_with_hundreds_of_megabytes() -> None:
    assert Cost().memory >= 256 * 1024**2


def test_another_person_opens_with_another_passphrase(key: OfficerKey) -> None:
    copy = rewrapped(key.wrapped_key, PASSPHRASE, "ersättarens fras", cost=CHEAP)
    box = seal(key.public_key, b"text")

    assert b"text" == open_box(copy, "ersättarens fras", box)
    assert b"text" == open_box(key.wrapped_key, PASSPHRASE, box)
    with pytest.raises(BadInputError):
        open_box(copy, PASSPHRASE, box)


def test_nobody_gets_a_copy_without_the_passphrase(key: OfficerKey) -> None:
    with pytest.raises(BadInputError):
        rewrapped(key.wrapped_key, "gissning", "min egen", cost=CHEAP)


def test_a_box_says_which_key_opens_it_and_nothing_else(key: OfficerKey) -> None:
    box = seal(key.public_key, b"text")

    assert mark_of(key.public_key) == mark_on(box)
    assert key.public_key not in box


def test_a_box_from_before_the_marks_still_opens(key: OfficerKey) -> None:
    old = UNMARKED_VERSION + bytes(SealedBox(PublicKey(key.public_key)).encrypt(b"text"))

    assert mark_on(old) is None
    assert b"text" == open_box(key.wrapped_key, PASSPHRASE, old)
