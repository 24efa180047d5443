"""Puts placeholders where a free text says who somebody is; the rules have their own modules."""

import re
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from lyhord.privacy.accounts import accounts
from lyhord.privacy.addresses import addresses
from lyhord.privacy.births import birthdates
from lyhord.privacy.cases import cases
from lyhord.privacy.contacts import emails, links
from lyhord.privacy.handles import handles
from lyhord.privacy.homes import homes
from lyhord.privacy.names import names
from lyhord.privacy.number_words import digits_of_words
from lyhord.privacy.numbers import personal_numbers, phones
from lyhord.privacy.pieces import Found, Piece, Rule, folded
from lyhord.privacy.spoken_numbers import spoken_numbers
from lyhord.privacy.vehicles import vehicles
from lyhord.privacy.word_lists import Mark, figures, public_people, sounds, traits
from lyhord.privacy.workplaces import schools

Kind: TypeAlias = Literal[
    "name", "personnummer", "samordningsnummer", "phone", "email", "handle", "address", "school",
    "account", "birthdate", "case", "vehicle", "link", "detail",
]  # fmt: skip

PLACEHOLDERS: dict[str, str] = {
    "name": "[namn]",
    "personnummer": "[personnummer]",
    "samordningsnummer": "[personnummer]",
    "phone": "[telefon]",
    "email": "[e-post]",
    "handle": "[konto]",
    "account": "[konto]",
    "address": "[adress]",
    "school": "[skola]",
    "birthdate": "[födelsedatum]",
    "case": "[ärende]",
    "vehicle": "[fordon]",
    "link": "[länk]",
    "detail": "[dolt]",  # what a person hides by hand, and no rule knows
}
_OF_NUMBERS: tuple[Rule, ...] = (accounts, personal_numbers, cases, vehicles, birthdates, phones)
_OF_WORDS: tuple[Rule, ...] = (handles, schools, addresses, homes, names)
_RULES = (emails, links, *_OF_NUMBERS, spoken_numbers, *_OF_WORDS)
_WITHOUT_DIGITS = (emails, links, *_OF_WORDS)
_AS_WORDS = (emails, links, birthdates, spoken_numbers, *_OF_WORDS)
_PLACEHOLDER = re.compile("|".join(re.escape(each) for each in set(PLACEHOLDERS.values())))


class Span(NamedTuple):
    """A piece of the original text, in code points, what it is, and what says so.

    Evidence is words of ours: `list:…`, `context:…`, `shape:…`; never words of the text.
    """

    start: int
    end: int
    kind: str
    evidence: tuple[str, ...] = ()


class Pseudonymised(Struct, frozen=True):
    """A text with placeholders, and what they stand for in the original."""

    text: str
    spans: tuple[Span, ...]


def pseudonymise(text: str) -> Pseudonymised:
    """Replace what identifies somebody; doing it twice changes nothing more."""
    read, places = folded(text)
    found, _ = search(read)
    spans = tuple(
        Span(places[each.start], places[each.end], each.kind, each.evidence)
        for each in sorted(found)
    )
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], PLACEHOLDERS[span.kind])
        done = span.end
    return Pseudonymised("".join((*pieces, text[done:])), spans)


def read_lists() -> None:
    """Read every list that rules ask for, so that no answer has to wait for that."""
    for read in (traits, sounds, public_people, figures, digits_of_words):
        read()


def search(text: str) -> tuple[list[Found], int]:
    """Look between placeholders, and again between what was found, until nothing more is found.

    No rule sees past a placeholder, so the result reads the same to every rule as the original
    did in the last round: that is what makes pseudonymising idempotent. Also gives the number of
    code points that were read, counted once a round.
    """
    found: list[Found] = []
    work = 0
    held = [each.span() for each in _PLACEHOLDER.finditer(text)] if "[" in text else []
    gaps = _between(0, len(text), held)
    while gaps:
        later: list[tuple[int, int]] = []
        for start, end in gaps:
            work += end - start
            fresh = _first_found(text[start:end], start)
            found += fresh
            if fresh:
                later += _between(start, end, [(each.start, each.end) for each in fresh])
        gaps = later
    return found, work


def _first_found(text: str, offset: int) -> list[Found]:
    """What the first rule that finds anything finds, without overlaps."""
    piece = Piece(text)
    for rule in _rules(piece):
        found = list(rule(piece))
        if found:
            return _apart(found, offset)
    return []


def _rules(piece: Piece) -> tuple[Rule, ...]:
    """The rules that could find anything in it."""
    if piece.digits:
        return _RULES
    return _AS_WORDS if piece.says(Mark.BIRTH | Mark.NUMBER) else _WITHOUT_DIGITS


def _apart(found: list[Found], offset: int) -> list[Found]:
    """What was found without overlaps, the longest first where two begin together."""
    spans: list[Found] = []
    end = 0
    for start, stop, kind, evidence in sorted(found, key=_longest_first):
        if start >= end:
            spans.append(Found(start + offset, stop + offset, kind, evidence))
            end = stop
    return spans


def _longest_first(found: Found) -> tuple[int, int]:
    return (found.start, -found.end)


def _between(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The non-empty pieces of start..end that are not taken."""
    edges = [start, *(edge for piece in taken for edge in piece), end]
    return [(one, other) for one, other in zip(edges[::2], edges[1::2], strict=True) if one < other]
