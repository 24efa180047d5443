"""What words tell of the rules that could find something around them; finds nothing itself."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from lyhord.privacy.accounts import NEEDED as OF_ACCOUNTS
from lyhord.privacy.addresses import NUMBERED_STREETS
from lyhord.privacy.births import MONTH
from lyhord.privacy.built_names import SAYS_SCHOOL, may_be_school
from lyhord.privacy.cases import CASE_SIGNS, CASE_WORD_ENDS
from lyhord.privacy.homes import DOORS, FARMS, LIVED_IN
from lyhord.privacy.personal_parts import SAYS_LAST
from lyhord.privacy.place_shapes import SURELY_OWNED, is_place_noun
from lyhord.privacy.place_words import OWNED_ENDS, STREETS
from lyhord.privacy.vehicles import NEEDED as OF_VEHICLES
from lyhord.privacy.word_lists import Mark, around_places, lists, traits


class Hint:
    """What else a word opens, as bits beside those of `Mark`."""

    SCHOOL = 1 << 21  # is built as names of schools are
    STREET = 1 << 22  # ends as streets do that somebody may live in
    ACCOUNT = 1 << 23
    NAME = 1 << 24
    COUNTED = 1 << 25  # means something beside a number
    FARM = 1 << 26
    PLACE = 1 << 27  # may be what a school or a home is called in small letters
    OWNED = 1 << 28  # may stand after whose it is
    SURELY_OWNED = 1 << 29
    DIGIT = 1 << 30
    TITLED = 1 << 31  # has a capital since it begins the text or a sentence
    CAPITAL = 1 << 32  # has one inside a sentence
    UNKNOWN = 1 << 33  # is not among the common words
    ODD = 1 << 34  # is written so that any rule might find something


_LONG = 20  # letters, as no sign has more
_MORE_SIGNS = ("box",)
_SIGNS = (
    (("sson",), Hint.NAME),
    (("konto", "xx"), Hint.ACCOUNT),
    (FARMS, Hint.FARM),
    (SAYS_SCHOOL, Hint.SCHOOL),
)
_EVERY_SIGN = tuple(sign for signs, _ in _SIGNS for sign in signs)
_SHORT = re.compile(rf"{CASE_WORD_ENDS.pattern}|\b{MONTH}|[rsdklt][gv]\b")


@cache
def common_hints() -> dict[str, int]:
    """What lists and signs say of each common word of nothing but letters; worked out once."""
    return {word: hints([word], ~0) for word in lists().common if word.isalpha()}


def hints(words: Sequence[str], wanted: int) -> int:
    """What words of letters in lower case tell together: bits of `Sort`, `Mark` and `Hint`.

    What matters only beside a number, or a word for a place, is looked for if that is `wanted`.
    """
    bits, known = 0, traits()
    for word in words:
        bits |= known.get(word, 0)
        if word.endswith(LIVED_IN) and word not in LIVED_IN:
            bits |= Hint.STREET
    said = " ".join(words)
    if any(map(said.__contains__, _EVERY_SIGN)):
        bits |= _signs(words, said)
    wanted |= bits
    if wanted & Hint.DIGIT and _counts(words, said):
        bits |= Hint.COUNTED
    return bits | _of_places(words) if wanted & (Mark.INSTITUTION | Mark.STAFF) else bits


def _signs(words: Sequence[str], said: str) -> int:
    bits = 0
    for signs, hint in _SIGNS:
        if any(map(said.__contains__, signs)):
            bits |= hint
    return bits if any(map(_may_be_school, words)) else bits & ~Hint.SCHOOL


def _may_be_school(word: str) -> bool:
    return any(map(word.__contains__, SAYS_SCHOOL)) and may_be_school(word)


def _counts(words: Sequence[str], said: str) -> bool:
    """Whether a word means something beside a number."""
    longest = max(map(len, words), default=0)
    if _SHORT.search(said) or any(map(said.__contains__, _beside_numbers(min(longest, _LONG)))):
        return True
    return any(word.endswith(NUMBERED_STREETS) for word in words)


def _of_places(words: Iterable[str]) -> int:
    """Which may be what a place is called, or stand after whose it is."""
    bits, owned = 0, around_places().owned
    for word in words:
        if is_place_noun(word) or is_place_noun(word.removesuffix("s")) or word.endswith(STREETS):
            bits |= Hint.PLACE
        if word in owned or word.endswith(OWNED_ENDS):
            bits |= Hint.OWNED
        if word in SURELY_OWNED:
            bits |= Hint.SURELY_OWNED
    return bits


@cache
def _beside_numbers(longest: int) -> tuple[str, ...]:
    """Of each sign that a rule for numbers asks for, the longest word: one word must hold it.

    Without those that are longer than any word.
    """
    signs = (*OF_ACCOUNTS, *OF_VEHICLES, *CASE_SIGNS, *SAYS_LAST, *DOORS, *_MORE_SIGNS)
    words = {max(each.split(), key=len) for each in signs}
    return tuple(sorted(each for each in words if each.isalpha() and len(each) <= longest))
