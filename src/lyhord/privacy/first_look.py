"""A first look at a whole text: which rules could find anything in it; finds nothing itself.

Why nothing is lost is told in docs/decisions/0019; a test compares it with what all rules find.
"""

import re
from itertools import repeat

from lyhord.privacy.contacts import AT_SIGNS
from lyhord.privacy.hints import Hint, common_hints, hints
from lyhord.privacy.number_words import digits_of_words
from lyhord.privacy.pieces import WORD
from lyhord.privacy.plain_words import plain_words
from lyhord.privacy.spoken_numbers import FEWEST
from lyhord.privacy.word_lists import Mark, traits

_OPENS = Mark.CONTEXT | Mark.JOINING
_STOPS = frozenset(".!?")
_BEFORE, _AFTER = "(\"“”'‘’", ".,!?:;)\"“”'‘’…("  # signs that no rule asks for beside a plain word
_MOST_DIGITS, _LONGEST = 9, 12  # of a text that is no further looked at, and of one number
_LONE_DIGITS = 4  # of a number that stands alone
_LONE_SIGNS = frozenset(("-", "–", "—", "=", "+", "&"))
_LIKE_NUMBER = re.compile(r"\d{6}|\do\d")
_LIKE_ACCOUNT = re.compile(r"[^\W\d_]{3}\d|[^\W\d_]\d[^\W\d_]{3}")
_COUNTED = Hint.COUNTED | Mark.BIRTH | Mark.VEHICLE
_ALONE = Mark.AT | Mark.BIRTH  # what counts only as a whole word
_WEIGHED = Mark.AT | Mark.NUMBER | Mark.INSTITUTION | Mark.STAFF | Hint.DIGIT | Hint.CAPITAL
_OF_SCHOOLS = Mark.INSTITUTION | Mark.STAFF
_NAMES_SCHOOL = (
    Hint.PLACE | Hint.SURELY_OWNED | Hint.CAPITAL | Mark.CALLING | Mark.FIXED | Mark.CHAIN
)
_OWNED = Hint.OWNED | Hint.TITLED


def first_look(text: str) -> int:
    """Bits of all that the words of a text open; `Hint.ODD` where any rule might find something."""
    words = plain_words(text)
    bits = 0
    for each in map(common_hints().get, words, repeat(Hint.UNKNOWN)):
        bits |= each
    if bits & Hint.UNKNOWN:
        bits = _with_others(text, words, bits)
    return _weighed(text, words, bits) if bits & _WEIGHED else bits


def _with_others(text: str, words: list[str], bits: int) -> int:
    """The bits, and those of the words that are not among the common ones as they are written."""
    common, others, numbers = common_hints(), list[str](), list[str]()
    for place, word in enumerate(words):
        if word in common:
            continue
        written = word.lstrip(_BEFORE).rstrip(_AFTER)
        if written.replace("-", "").isalpha():
            bits |= _of_letters(text, words, place, written)
            others += WORD.findall(written.lower())
        elif written and written not in _LONE_SIGNS:
            bits |= _of_number(words, place, is_first=not numbers)
            numbers.append(word)
        elif written:
            bits |= Hint.COUNTED
        if bits & Hint.ODD:
            return bits
    if numbers:
        return bits | _beside_numbers(others, numbers)
    return bits | hints(others, bits) if others else bits


def _of_letters(text: str, words: list[str], place: int, written: str) -> int:
    if not written.isalpha():
        return _of_dash(written)
    return 0 if written == written.lower() else _of_capital(text, words, place)


def _beside_numbers(others: list[str], numbers: list[str]) -> int:
    """What words tell of numbers, and the letters among their digits of what they are."""
    written = " ".join(numbers)
    if sum(map(str.isdecimal, written)) > _MOST_DIGITS:
        return Hint.ODD
    return hints(others, ~0) | (hints(WORD.findall(written), ~0) & ~_ALONE)


def _of_dash(written: str) -> int:
    """Words that a dash joins may be names; beside numbers anything."""
    is_capital = written != written.lower()
    parts = written.split("-")
    is_plain = all(part[1:].islower() or part.isupper() or len(part) < 2 for part in parts)  # noqa: PLR2004
    if len(written) != len(written.lower()) or not (is_plain or not is_capital):
        return Hint.ODD
    return Hint.NAME | Hint.COUNTED | (Hint.CAPITAL if is_capital else 0)


def _of_capital(text: str, words: list[str], place: int) -> int:
    """What a capital tells: nothing of a common word that begins the text or a sentence."""
    word, known = words[place].rstrip(_AFTER), traits()
    low = word.lower()
    is_titled = word[1:] == low[1:]
    if not (word.isalpha() and (is_titled or word == word.upper()) and len(word) == len(low)):
        return Hint.ODD
    if place and not _begins_sentence(text, words, place):
        return Hint.CAPITAL
    before = words[place - 2] if place > 1 else ""
    is_common = len(word) > 1 and is_titled and known.get(low, 0) & Mark.COMMON
    is_alone = not place or (before.isalpha() and not known.get(before.lower(), 0) & _OPENS)
    return Hint.TITLED if is_common and is_alone else Hint.TITLED | Hint.NAME


def _begins_sentence(text: str, words: list[str], place: int) -> bool:
    """Whether a stop and one blank stand right before it, however often it is said."""
    stop = words[place - 1]
    is_sure = stop in _STOPS and "  " not in text and text.isprintable()
    return is_sure and f"{stop} {words[place]}" in text


def _of_number(words: list[str], place: int, *, is_first: bool) -> int:
    """A short number, or one among letters, where no other word before it has a capital.

    Between two of them must be a word.
    """
    word = words[place]
    is_plain = word.isascii() and word.isalnum() and word == word.lower() and len(word) <= _LONGEST
    is_apart = is_first or words[place - 1].isalpha()
    if not (is_plain and is_apart) or _LIKE_NUMBER.search(word):
        return Hint.ODD
    digits = sum(map(str.isdecimal, word))
    if digits > (_LONE_DIGITS if digits == len(word) else _MOST_DIGITS):
        return Hint.ODD
    if any(not each.islower() for each in words[max(0, place - 2) : place] if each not in _STOPS):
        return Hint.ODD
    return Hint.DIGIT | Hint.ACCOUNT if _LIKE_ACCOUNT.search(word) else Hint.DIGIT


def _weighed(text: str, words: list[str], bits: int) -> int:
    """The bits without those that open nothing alone, and with what they open together."""
    if bits & Mark.AT and not AT_SIGNS.search(text):
        bits ^= Mark.AT
    if bits & Mark.NUMBER and not bits & Hint.DIGIT and not _may_count(text, words):
        bits ^= Mark.NUMBER
    if not (bits & _NAMES_SCHOOL or bits & _OWNED == _OWNED):
        bits &= ~_OF_SCHOOLS
    if bits & Hint.CAPITAL and bits & (Mark.LIVING | Hint.FARM):
        bits |= Hint.STREET
    return bits | Hint.ODD if bits & Hint.DIGIT and bits & _COUNTED else bits


def _may_count(text: str, words: list[str]) -> bool:
    """Whether there are words enough for a number that is written in words."""
    known = digits_of_words()
    said = sum(word.strip(_AFTER).lower() in known for word in words)
    return said >= FEWEST or "noll" in text.lower()
