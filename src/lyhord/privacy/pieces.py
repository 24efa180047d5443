"""A stretch of text as the rules read it: folded, in lower case, and its words; no rule itself."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple, TypeAlias

from lyhord.privacy.word_lists import traits

ACCENTS = r"\u0300-\u036f"  # a letter and its accent may be two code points
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_UNUSUAL = re.compile(r"[^\x00-\u012f\u0131-\u024f\u2010-\u2027\u20ac]")
_DIGIT = re.compile(r"\d")
_FULL_WIDTH = {"\uff20": "@", "\uff0e": ".", "\uff0b": "+", "\u0130": "I"}


class Found(NamedTuple):
    """A piece of a text that says who somebody is, and what that rests on."""

    start: int
    end: int
    kind: str
    evidence: tuple[str, ...]


class Tried(NamedTuple):
    """A pattern and what it rests on; `needed` are strings of which every match's text has one.

    So has it a match of `beside`. Where none is needed, the pattern is always tried.
    """

    pattern: re.Pattern[str]
    evidence: str
    needed: tuple[str, ...] = ()
    beside: re.Pattern[str] | None = None


def tried(
    text: str, patterns: Iterable[Tried], low: str | None = None
) -> Iterator[tuple[re.Match[str], Tried]]:
    """What the patterns match, one after the other, without those that can match nothing.

    What they need is looked for in `low`, where that is not the text itself.
    """
    signs = text if low is None else low
    beside: dict[re.Pattern[str], bool] = {}
    for each in patterns:
        if each.needed and not any(map(signs.__contains__, each.needed)):
            continue
        if each.beside:
            if each.beside not in beside:
                beside[each.beside] = each.beside.search(text) is not None
            if not beside[each.beside]:
                continue
        for found in each.pattern.finditer(text):
            yield found, each


class Piece:
    """A stretch of folded text between two placeholders; `low` is as long as `text`."""

    __slots__ = (
        "_capitals",
        "_ends",
        "_starts",
        "digits",
        "low",
        "marks",
        "text",
        "traits",
        "words",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = text.lower()
        self.words = WORD.findall(self.low)
        self.traits = list(map(traits().get, self.words, repeat(0)))
        marks = 0
        for trait in self.traits:
            marks |= trait
        self.marks = marks
        self.digits = len(_DIGIT.findall(text))
        self._starts: list[int] | None = None
        self._ends: list[int] | None = None
        self._capitals: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Where its words begin; worked out when first asked for."""
        if self._starts is None:
            find, spot = self.low.find, 0
            starts: list[int] = []
            for word in self.words:
                spot = find(word, spot)
                starts.append(spot)
                spot += len(word)
            self._starts = starts
        return self._starts

    @property
    def ends(self) -> list[int]:
        """Where its words end; worked out when first asked for."""
        if self._ends is None:
            spots = zip(self.starts, self.words, strict=True)
            self._ends = [start + len(word) for start, word in spots]
        return self._ends

    def capitals(self) -> list[int]:
        """Which of its words begin with a capital; worked out when first asked for."""
        if self._capitals is None:
            text, low = self.text, self.low
            starts = () if text == low else self.starts
            self._capitals = [i for i, spot in enumerate(starts) if text[spot] != low[spot]]
        return self._capitals

    def says(self, marks: int) -> bool:
        """Whether one of its words bears one of the marks."""
        return self.marks & marks > 0


Rule: TypeAlias = Callable[[Piece], Iterator[Found]]


def folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as the rules read it, and where each of its code points begins in the original.

    Digits, @, + and full stop become ASCII; a letter and its accent become one code point.
    """
    if not _UNUSUAL.search(text):
        return text.replace("\u0130", "I"), range(len(text) + 1)
    symbols: list[str] = []
    places: list[int] = []
    for place, symbol in enumerate(text):
        if symbols and unicodedata.combining(symbol):
            composed = unicodedata.normalize("NFC", symbols[-1] + symbol)
            if len(composed) == 1:
                symbols[-1] = composed
                continue
        symbols.append(_fold(symbol))
        places.append(place)
    return "".join(symbols), (*places, len(text))


def _fold(symbol: str) -> str:
    if symbol.isdecimal():
        return str(int(symbol))
    return _FULL_WIDTH.get(symbol, symbol)
