"""Invitation codes: made to be read aloud and typed, known again by a keyed hash alone.

A code is four groups of consonant, vowel, consonant, vowel, consonant; its last consonant checks
the others. Nineteen drawn symbols are 62 bits.
"""

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from uuid import UUID

from lyhord.privacy.keyed import keyed
from lyhord.privacy.receipts import is_gap

CONSONANTS = "bdfghjklmnprstvz"
VOWELS = "aeiou"
GROUPS = 4
GROUP = 5
SYMBOLS = GROUPS * GROUP
_MOST_TYPED = 500  # far more than any way of writing the symbols apart needs
# in an order of weights that share no factor with 16, so that each wrong consonant is noticed
_WEIGHTS = (1, 3, 5, 7, 9, 11, 13, 15)
# no group says one of these to a child
_UNSAID = (
    "fag",
    "fit",
    "fuk",
    "hor",
    "kuk",
    "naz",
    "neg",
    "nig",
    "ped",
    "puta",
    "rap",
    "ras",
    "tit",
)
# what is mistaken for a symbol, by where a consonant or a vowel must stand
_AS_CONSONANT = str.maketrans("1i|5896cqwuy0", "lllsbgbkkvvjd")
_AS_VOWEL = str.maketrans("1l|0vyj", "iiiouii")

Choose = Callable[[Sequence[str]], str]


def new_code(choose: Choose = secrets.choice) -> str:
    """Draw a code, in groups with hyphens between."""
    groups = [group(choose) for _ in range(GROUPS - 1)]
    while True:
        drawn = "".join((*groups, _drawn(choose, GROUP - 1)))
        code = drawn + _check_symbol(drawn)
        if _is_polite(code[-GROUP:]):
            return _grouped(code)


def normalise(typed: str) -> str | None:
    """Return the code that a person meant, or None when it cannot be one.

    Spaces, hyphens and case do not count, nor does what looks like a symbol of the code.
    """
    symbols = meant(typed, SYMBOLS)
    if symbols is None:
        return None
    return _grouped(symbols) if _check_symbol(symbols[:-1]) == symbols[-1] else None


def meant(typed: str, n: int) -> str | None:
    """Return the `n` symbols of groups that a person meant, or None when these cannot be some."""
    folded = unicodedata.normalize("NFKD", typed[:_MOST_TYPED]).casefold()
    signs = [sign for sign in folded if not is_gap(sign) and not unicodedata.combining(sign)]
    if len(signs) != n:
        return None
    symbols = "".join(_meant(sign, place) for place, sign in enumerate(signs))
    if any(symbol not in _alphabet(place) for place, symbol in enumerate(symbols)):
        return None
    return symbols


def code_hash(secret: bytes, collector: UUID, code: str) -> bytes:
    """Return what is stored to know a code again; useless without the secret."""
    return keyed(secret, b"code hash", collector.bytes + code.encode())


def group(choose: Choose = secrets.choice) -> str:
    """Draw one group that can be said to anybody."""
    while True:
        drawn = _drawn(choose, GROUP)
        if _is_polite(drawn):
            return drawn


def _drawn(choose: Choose, length: int) -> str:
    return "".join(choose(_alphabet(place)) for place in range(length))


def _is_polite(group: str) -> bool:
    return not any(word in group for word in _UNSAID)


def _alphabet(place: int) -> str:
    return VOWELS if place % GROUP % 2 else CONSONANTS


def _meant(sign: str, place: int) -> str:
    return sign.translate(_AS_VOWEL if place % GROUP % 2 else _AS_CONSONANT)


def _grouped(symbols: str) -> str:
    return "-".join(symbols[start : start + GROUP] for start in range(0, SYMBOLS, GROUP))


def _check_symbol(symbols: str) -> str:
    """Finds any one wrong symbol and most swaps of two."""
    total = sum(
        _WEIGHTS[place % len(_WEIGHTS)] * _alphabet(place).index(symbol)
        for place, symbol in enumerate(symbols)
    )
    return CONSONANTS[-total % len(CONSONANTS)]
