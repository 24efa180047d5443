"""Personal numbers and phone numbers that are written as words: "noll sju noll, fjorton"."""

import itertools
import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece

_ONES = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
_TEENS = (
    *("tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton"),
    "nitton",
)
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")


def _written() -> dict[str, str]:
    """What digits each word stands for."""
    found = {word: str(digit) for digit, word in enumerate(_ONES)}
    found |= {"en": "1", "nolla": "0", "nollan": "0", "sjua": "7", "trea": "3", "etta": "1"}
    found |= {word: str(ten) for ten, word in enumerate(_TEENS, 10)}
    for ten, word in enumerate(_TENS, 2):
        found[word] = f"{ten}0"
        found |= {f"{word}{one}": f"{ten}{digit}" for digit, one in enumerate(_ONES) if digit}
    years = {word: digits for word, digits in found.items() if len(digits) > 1}
    found |= {f"tjugohundra{word}": f"20{digits}" for word, digits in years.items()}
    found |= {f"nittonhundra{word}": f"19{digits}" for word, digits in years.items()}
    found |= {f"noll{word}": f"0{digit}" for word, digit in found.items() if len(digit) == 1}
    return found


_DIGITS = _written()
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
    if sum(map(_DIGITS.__contains__, piece.words)) < (_FEWEST if not piece.digits else 1):
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
