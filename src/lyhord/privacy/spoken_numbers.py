"""Personal numbers and phone numbers that are written as words: "noll sju noll, fjorton"."""

import itertools
import re
from collections.abc import Iterator

from lyhord.privacy.number_words import digits_of_words
from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import Mark

_DIGITS = digits_of_words()
_FEWEST = 3  # words
_WORD = r"(?:" + "|".join(sorted(map(re.escape, _DIGITS), key=len, reverse=True)) + r"|\d{1,4})"
_JOIN = r"(?:[ ,.-]{1,3}(?:(?:streck|bindestreck|minus|och sen|sen|och|sista fyra) )?)"
_RUN = re.compile(rf"(?<![\w-])(?P<value>{_WORD}(?:{_JOIN}{_WORD}){{3,13}})(?!\w)")
_PART = re.compile(rf"{_WORD}(?!\w)")
_DATE = re.compile(r"(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])(?:\d{4})?")
_SAYS = re.compile(r"(?:person|pers\b|pnr|nummer|född|sista|samordning)[^.!?\n]{0,40}$")
_MOBILE = re.compile(r"07[02369]\d{7}")
_WHOLE = frozenset((10, 12))
_PHONE = range(8, 12)


def spoken_numbers(piece: Piece) -> Iterator[Found]:
    """Find runs of number words that are a personal number or a phone number; counting is none."""
    if not piece.says(Mark.NUMBER):
        return
    if sum(map(_DIGITS.__contains__, piece.words)) < _FEWEST and "noll" not in piece.low:
        return
    for found in _RUN.finditer(piece.low):
        kind = _kind(found["value"], piece.low[: found.start()])
        if kind:
            yield Found(*found.span("value"), kind, ("shape:spoken",))


def _kind(written: str, before: str) -> str:
    parts = [_DIGITS.get(part[0], part[0]) for part in _PART.finditer(written)]
    digits = "".join(parts)
    if _counts(parts):
        return ""
    is_said = _SAYS.search(before[-60:]) is not None
    if _MOBILE.fullmatch(digits) and not is_said:
        return "phone"
    if _DATE.fullmatch(digits) and (len(digits) in _WHOLE or is_said):
        return "personnummer"
    return "phone" if digits.startswith("0") and len(digits) in _PHONE else ""


def _counts(parts: list[str]) -> bool:
    """Whether somebody counts: "ett, två, tre, fyra"."""
    steps = {int(after) - int(one) for one, after in itertools.pairwise(parts)}
    return len(steps) == 1
