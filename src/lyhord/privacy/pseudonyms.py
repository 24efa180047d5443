"""Puts placeholders where a free text says who somebody is; the rules have their own modules."""

import re
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from lyhord.privacy.accounts import accounts
from lyhord.privacy.addresses import addresses
from lyhord.privacy.births import birthdates
from lyhord.privacy.cases import cases
from lyhord.privacy.contacts import emails, links
from lyhord.privacy.first_look import first_look
from lyhord.privacy.handles import handles
from lyhord.privacy.hints import Hint, common_hints
from lyhord.privacy.homes import homes
from lyhord.privacy.names import names
from lyhord.privacy.numbers import personal_numbers, phones
from lyhord.privacy.pieces import Found, Piece, Rule, folded
from lyhord.privacy.spoken_numbers import spoken_numbers
from lyhord.privacy.vehicles import vehicles
from lyhord.privacy.word_lists import Mark, Sort, figures, public_people, sounds
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
EVERY_RULE: tuple[Rule, ...] = (emails, links, *_OF_NUMBERS, spoken_numbers, *_OF_WORDS)
_WITHOUT_DIGITS = (emails, links, *_OF_WORDS)
_AS_WORDS = (emails, links, birthdates, spoken_numbers, *_OF_WORDS)
_LISTED = Sort.GIVEN | Sort.ORDINARY | Sort.RARE | Sort.SURNAME
_AT_PLACES = Mark.INSTITUTION | Mark.STAFF | Mark.CHAIN | Hint.SCHOOL
# what a text must say for a rule to find anything where nothing in it is odd
_NEEDS: tuple[tuple[Rule, int], ...] = (
    (emails, Mark.AT),
    (birthdates, Mark.BIRTH),
    (spoken_numbers, Mark.NUMBER),
    (handles, Mark.PLATFORM | Hint.ACCOUNT),
    (schools, _AT_PLACES | Hint.CAPITAL),
    (homes, Hint.STREET),
    (names, _LISTED | Mark.CALLING | Hint.NAME | Hint.CAPITAL),
)
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
    rules = opened(text)
    if not rules:
        return Pseudonymised(text, ())
    read, places = folded(text)
    found, _ = search(read, rules)
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
    for read in (common_hints, sounds, public_people, figures):
        read()


def opened(text: str) -> tuple[Rule, ...]:
    """The rules that could find something in a text, in their order; the others find nothing."""
    bits = first_look(text)
    if bits & Hint.ODD:
        return EVERY_RULE
    return tuple([rule for rule, needed in _NEEDS if bits & needed])


def search(text: str, rules: tuple[Rule, ...] = EVERY_RULE) -> tuple[list[Found], int]:
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
            fresh = _first_found(text[start:end], start, rules)
            found += fresh
            if fresh:
                later += _between(start, end, [(each.start, each.end) for each in fresh])
        gaps, rules = later, EVERY_RULE
    return found, work


def _first_found(text: str, offset: int, rules: tuple[Rule, ...]) -> list[Found]:
    """What the first rule that finds anything finds, without overlaps."""
    piece = Piece(text)
    for rule in _rules(piece) if rules is EVERY_RULE else rules:
        found = list(rule(piece))
        if found:
            return _apart(found, offset)
    return []


def _rules(piece: Piece) -> tuple[Rule, ...]:
    """The rules that could find anything in it."""
    if piece.digits:
        return EVERY_RULE
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
