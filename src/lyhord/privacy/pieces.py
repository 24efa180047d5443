"""A stretch of text as the rules read it: folded, in lower case, and its words; no rule itself."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

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


class Piece:
    """A stretch of folded text between two placeholders; `low` is as long as `text`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = text.lower()

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where its words begin and end."""
        return [found.span() for found in WORD.finditer(self.low)]

    @cached_property
    def spoken(self) -> list[str]:
        """Its words in lower case, in their order."""
        low = self.low
        return [low[start:end] for start, end in self.spans]

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case."""
        return frozenset(self.spoken)

    @cached_property
    def has_digit(self) -> bool:
        """Whether it holds any digit."""
        return _DIGIT.search(self.text) is not None

    def says(self, words: frozenset[str]) -> bool:
        """Whether one of the words is among its own."""
        return not self.words.isdisjoint(words)


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
