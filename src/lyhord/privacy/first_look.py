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
_MOST_DIGITS, _LONGEST = 9, 12  # of a word that holds a number
_LONE_DIGITS = 2  # of a number that stands alone
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
    common, others, parts = common_hints(), list[str](), list[str]()
    for place, word in enumerate(words):
        if word in common:
            continue
        written = word.lstrip(_BEFORE).rstrip(_AFTER)
        if written.isalpha():
            low = written.lower()
            bits |= 0 if low == written else _of_capital(text, words, place)
            others.append(low)
        elif written:
            more = _of_number(words, place)
            bits |= more | Hint.ODD if bits & more & Hint.DIGIT else more  # two numbers
            parts += WORD.findall(written)
        if bits & Hint.ODD:
            return bits
    if parts:
        bits |= hints(parts, bits) & ~_ALONE
    return bits | hints(others, bits) if others else bits


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


def _of_number(words: list[str], place: int) -> int:
    """A short number, or one among letters, where no other word before it has a capital."""
    word = words[place]
    is_plain = word.isascii() and word.isalnum() and word == word.lower() and len(word) <= _LONGEST
    if not is_plain or _LIKE_NUMBER.search(word):
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
