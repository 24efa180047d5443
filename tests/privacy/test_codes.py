"""Invitation codes: enough of them, easy to type, and known again only with the secret."""

import math
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.privacy import codes

HERE = UUID(int=7)
CODES = st.randoms(use_true_random=False).map(lambda source: codes.new_code(source.choice))


def test_a_code_has_at_least_sixty_random_bits() -> None:
    """Counts what is left of each group after the groups that say something rude are drawn anew."""
    every = _every_group()
    polite = sum(codes._is_polite(group) for group in every)
    # the last consonant is worked out, so four symbols of the last group are drawn
    drawn_last = len(codes.CONSONANTS) ** 2 * len(codes.VOWELS) ** 2 * polite / len(every)

    assert 3 * math.log2(polite) + math.log2(drawn_last) >= 60


def _every_group() -> list[str]:
    groups = [""]
    for place in range(codes.GROUP):
        groups = [group + sign for group in groups for sign in codes._alphabet(place)]
    return groups


def test_codes_differ() -> None:
    assert 2_000 == len({codes.new_code() for _ in range(2_000)})


@given(CODES)
def test_a_code_is_itself(code: str) -> None:
    assert code == codes.normalise(code)


@given(CODES, st.sampled_from([" ", "", "  -  ", "\u2013", "\u00ad", "\n"]))
def test_case_and_gaps_do_not_count(code: str, gap: str) -> None:
    assert code == codes.normalise(gap.join(code.replace("-", "").upper()))


@given(CODES)
def test_what_looks_alike_is_taken_for_the_symbol(code: str) -> None:
    typed = code.translate(str.maketrans("oilks", "01Ic5"))

    assert code == codes.normalise(typed)


@given(CODES, st.data())
def test_any_one_wrong_symbol_is_noticed(code: str, data: st.DataObject) -> None:
    symbols = list(code.replace("-", ""))
    place = data.draw(st.integers(0, codes.SYMBOLS - 1))
    others = [sign for sign in codes._alphabet(place) if sign != symbols[place]]
    symbols[place] = data.draw(st.sampled_from(others))

    assert codes.normalise("".join(symbols)) is None


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_none(text: str) -> None:
    found = codes.normalise(text)

    assert found is None or found == codes.normalise(found)


@pytest.mark.parametrize("text", ["", "-", "lusab", "\0" * 20, "x" * 10_000, "ﷺ" * 20, "ß" * 20])
def test_what_can_be_no_code_is_none(text: str) -> None:
    assert codes.normalise(text) is None


def test_a_hash_belongs_to_one_secret_one_door_and_one_code() -> None:
    code = codes.new_code()
    known = codes.code_hash(b"secret", HERE, code)

    assert known == codes.code_hash(b"secret", HERE, code)
    assert known != codes.code_hash(b"another", HERE, code)
    assert known != codes.code_hash(b"secret", uuid4(), code)
    assert code.encode() not in known
