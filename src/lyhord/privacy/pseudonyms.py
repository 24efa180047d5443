"""Puts placeholders where a free text says who somebody is, as far as it has a fixed form.

Names, places and dates of birth have no fixed form and are not looked for here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from lyhord.privacy.addresses import emails, handles, links
from lyhord.privacy.numbers import personal_numbers, phones

Kind: TypeAlias = Literal["personnummer", "samordningsnummer", "phone", "email", "handle", "link"]
Rule: TypeAlias = Callable[[str], Iterator[tuple[int, int, str]]]

PLACEHOLDERS: dict[str, str] = {
    "personnummer": "[personnummer]",
    "samordningsnummer": "[personnummer]",
    "phone": "[telefon]",
    "email": "[e-post]",
    "handle": "[konto]",
    "link": "[länk]",
}
_RULES: tuple[Rule, ...] = (emails, links, personal_numbers, phones, handles)
_FULL_WIDTH = {"\uff20": "@", "\uff0e": ".", "\uff0b": "+"}
_PLACEHOLDER = re.compile("|".join(re.escape(each) for each in set(PLACEHOLDERS.values())))


class Span(NamedTuple):
    """A piece of the original text, in code points, and what it is."""

    start: int
    end: int
    kind: str


class Pseudonymised(Struct, frozen=True):
    """A text with placeholders, and what they stand for in the original."""

    text: str
    spans: tuple[Span, ...]


def pseudonymise(text: str) -> Pseudonymised:
    """Replace every identifier of a fixed form; doing it twice changes nothing more."""
    folded, places = _folded(text)
    spans = tuple(
        Span(places[span.start], places[span.end], span.kind) for span in sorted(_spans(folded))
    )
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], PLACEHOLDERS[span.kind])
        done = span.end
    return Pseudonymised("".join((*pieces, text[done:])), spans)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as the rules read it, and where each of its code points begins in the original.

    Digits, @, + and full stop become ASCII; a letter and its accent become one code point.
    """
    if text.isascii():
        return text, range(len(text) + 1)
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


def _spans(text: str) -> list[Span]:
    """Look between placeholders, and again between what was found, until nothing more is found.

    No rule sees past a placeholder, so the result reads the same to every rule as the original
    did in the last round: that is what makes pseudonymising idempotent.
    """
    found: list[Span] = []
    gaps = _between(0, len(text), [each.span() for each in _PLACEHOLDER.finditer(text)])
    while gaps:
        later: list[tuple[int, int]] = []
        for start, end in gaps:
            fresh = _first_found(text[start:end], start)
            found += fresh
            if fresh:
                later += _between(start, end, [(span.start, span.end) for span in fresh])
        gaps = later
    return found


def _first_found(piece: str, offset: int) -> list[Span]:
    """What the first rule that finds anything finds, without overlaps."""
    for rule in _RULES:
        spans: list[Span] = []
        end = 0
        for start, stop, kind in sorted(rule(piece), key=lambda each: (each[0], -each[1])):
            if start >= end and stop > start:
                spans.append(Span(start + offset, stop + offset, kind))
                end = stop
        if spans:
            return spans
    return []


def _between(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The non-empty pieces of start..end that are not taken."""
    edges = [start, *(edge for piece in taken for edge in piece), end]
    return [(one, other) for one, other in zip(edges[::2], edges[1::2], strict=True) if one < other]
