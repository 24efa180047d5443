"""Finds names of people by lists, by what stands around them and by how they are written.

A common first name that is no ordinary word is a name as it stands, in any case of letters. All
else needs a capital inside a sentence, or words around it that speak of a person.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.name_closings import closing, edges
from lyhord.privacy.name_lines import Line
from lyhord.privacy.name_reasons import Evidence, given, is_introduced, surname, unknown
from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.public_names import is_public
from lyhord.privacy.word_lists import Mark, Sort, lists

_MOST_WORDS = 4
_MOST_SIGNED, _LONGEST_SIGNED = 2, 30  # words and code points of a signature
_INITIALS = re.compile(r"(?<![\w.])(?!P\.|O\. ?S|T\. ?O|F\. ?D)[A-ZÅÄÖ]\. ?[A-ZÅÄÖ]\.?(?![\w.])")
_STOP_BETWEEN = re.compile(r"\. ?[A-ZÅÄÖ](?![^\W_])")
_SIGNATURE = re.compile(r"(?:\s|^)(?://?|[-–—~])[ \t]?$")
_SLASH = re.compile(r"(?:\s|^)//?$")
_SIGNS = frozenset((" & ", " + ", "&", "+", "/"))  # between two names
_HINTS = ("sson", "-", "/")
_OPENING = Sort.ANY | Mark.CONTEXT


def names(piece: Piece) -> Iterator[Found]:
    """Find names of people, each with its surnames, initials and genitive."""
    if "." in piece.text and _STOP_BETWEEN.search(piece.text):
        for found in _INITIALS.finditer(piece.text):
            yield Found(*found.span(), "name", ("shape:initials",))
    if not (piece.says(_OPENING) or piece.capitals() or any(map(piece.low.__contains__, _HINTS))):
        return
    line = Line(piece, lists())
    until, last = -1, -_MOST_WORDS
    for place in line.beginnings():
        evidence = _opening(line, place, last) if place > until else ()
        if not evidence:
            continue
        until = closing(line, place)
        if not is_public(line, place, until, evidence):
            yield Found(*edges(line, place, until), "name", evidence)
            last = until


def _opening(line: Line, place: int, last: int) -> Evidence:
    """What says that a name begins here; `last` is where the name before it ended."""
    sort = line.sort(place)
    context = line.context(place) or _joined(line, place, last) or _signed(line, place)
    if not context and line.is_titled(place) and is_introduced(line, place):
        context = "introduced"
    is_other = line.low(place) in line.known.not_names
    if (is_other and not _may_be_both(line, place, sort, context)) or line.is_place(place):
        return ()
    return (
        given(line, place, sort, context)
        or surname(line, place, sort, context)
        or unknown(line, place, context)
    )


def _joined(line: Line, place: int, last: int) -> str:
    """A name right before, and a word that joins: the next word is likely a name as well."""
    joining = line.known.around.joining
    if last >= 0 and last == place - 2 and line.low(place - 1) in joining:
        return "joined"
    is_next = last >= 0 and last == place - 1
    if is_next and line.gap(place) == ", " and _goes_on(line, place):
        return "joined"
    if is_next and line.gap(place) in _SIGNS and line.is_titled(place):
        return "joined"
    is_beside = line.low(place - 1) in joining
    return "beside" if is_beside and line.low(place - 2) in line.known.around.beside else ""


def _goes_on(line: Line, place: int) -> bool:
    """Whether a list of capitals goes on: the second in "Ali, Moa och Samira"."""
    is_joined = line.low(place + 1) in line.known.around.joining
    following = place + 2 if is_joined else place + 1
    is_listed = is_joined or line.gap(place + 1) in {", ", " & "}
    return is_listed and line.is_titled(place) and line.is_titled(following)


def _signed(line: Line, place: int) -> str:
    """Whether it stands after a dash or slashes at the very end, as a signature does."""
    start = line.starts[place]
    floor = line.ends[place - 1] if place else 0
    before = line.text[max(floor, start - 4) : start]
    is_capital = line.is_titled(place) or line.is_initial(place)
    if is_capital and _SLASH.search(before):
        return "signature"
    is_last = len(line.lows) - place <= _MOST_SIGNED
    if not is_last or len(line.text) - line.ends[place] > _LONGEST_SIGNED:
        return ""
    return "signature" if _SIGNATURE.search(before) else ""


def _may_be_both(line: Line, place: int, sort: int, context: str) -> bool:
    """Whether a place or brand that is a name too stands where a person would."""
    if not sort & ~Sort.RARE:
        return False
    if context:
        return context not in {"joined", "beside", "person"} and (
            line.is_titled(place) or sort & Sort.GIVEN > 0
        )
    before = line.low(place - 1)
    is_second = line.is_titled(place - 1) and before in line.known.not_names  # "Gröna Lund"
    is_sure = sort & Sort.GIVEN and line.low(place) in line.known.places  # "Nora är snäll"
    is_acting = line.low(place + 1) in line.known.around.acting and line.follows_on(place + 1)
    is_inside = not line.begins_sentence(place) or is_sure or is_acting
    return (
        is_inside
        and line.is_titled(place)
        and not is_second
        and before not in line.known.around.place_words
    )
