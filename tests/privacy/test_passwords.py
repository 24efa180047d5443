"""Passwords: known again however they are typed, and nothing matches without an account."""

import unicodedata

import pytest
from argon2 import PasswordHasher

from lyhord.privacy.passwords import Passwords


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def test_the_right_password_matches(passwords: Passwords) -> None:
    assert passwords.matches(passwords.hash("höstlöv i vinden"), "höstlöv i vinden")


def test_another_password_does_not_match(passwords: Passwords) -> None:
    assert not passwords.matches(passwords.hash("höstlöv i vinden"), "Höstlöv i vinden")


def test_without_an_account_nothing_matches(passwords: Passwords) -> None:
    assert not passwords.matches(None, "no account has this password")


def test_a_damaged_hash_matches_nothing(passwords: Passwords) -> None:
    assert not passwords.matches("not a hash", "not a hash")


def test_letters_may_be_typed_as_one_or_two_code_points(passwords: Passwords) -> None:
    stored = passwords.hash("åäö på tangentbord")

    assert passwords.matches(stored, unicodedata.normalize("NFD", "åäö på tangentbord"))


def test_a_hash_never_holds_the_password_and_is_argon2id(passwords: Passwords) -> None:
    stored = passwords.hash("höstlöv")

    assert stored.startswith("$argon2id$")
    assert "höstlöv" not in stored


def test_other_costs_make_a_hash_outdated(passwords: Passwords) -> None:
    dearer = Passwords(PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))

    assert dearer.is_outdated(passwords.hash("höstlöv"))
    assert not passwords.is_outdated(passwords.hash("höstlöv"))


def test_any_text_can_be_a_password(passwords: Passwords) -> None:
    odd = "\x00\ud800 {{7*7}} 😀" * 400

    assert passwords.matches(passwords.hash(odd), odd)
