"""How number plates are written: in capitals, or beside a word that speaks of one."""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece, Tried, tried
from lyhord.privacy.word_lists import Mark, other_words

_PLATE = r"[a-hj-pr-uw-z]{3}(?:\s|-)?\d\d[\da-hj-pr-uw-z]"
_PLATES = (
    Tried(
        re.compile(
            r"[A-HJ-PR-UW-Z](?<![\w-].)[A-HJ-PR-UW-Z]{2}[ .-]?\d\d[\dA-HJ-PR-UW-Z](?![\w-])"
        ),
        "shape:plate",
    ),
    Tried(
        re.compile(
            r"\b(?:reg\.?\s?nr|registreringsnumme?re?t?|regnumme?re?t?|reg|(?:reg)?skylt(?:en)?"
            r"|(?:nummer)?plåt(?:en|ar)?|number plate)\b"
            rf"[^\n.,;]{{0,15}}?\b(?P<value>{_PLATE})(?!\w)",
            re.IGNORECASE,
        ),
        "context:vehicle",
        ("reg", "kylt", "plåt", "plate"),
    ),
    Tried(
        re.compile(
            r"\b(?:bil(?:en)?|epa(?:n|-?traktorn?)?|mopeden|moped|mopedbilen?|volvon?|saaben|bmw|audi)\b[^\n.,;]{0,15}?"
            r"\b(?P<value>[a-hj-pr-uw-z]{3}\s?\d\d[a-hj-pr-uw-z])(?!\w)",
            re.IGNORECASE,
        ),
        "context:vehicle",
        ("bil", "bıl", "epa", "moped", "volvo", "aab", "bmw", "aud"),
    ),
)
_PLATE_HINT = re.compile(r"\d(?:(?<=[a-z].)\d|(?<=[a-z][ .-].) ?\d)")
_LOW_PLATE = re.compile(
    r"(?<![\w-])(?:[a-hj-pr-uw-z]{3}[ -]?\d ?\d ?[\da-hj-pr-uw-z]|[a-z]{2} ?\d{5}"
    r"|[a-z] [a-z] [a-z] \d \d \d)(?![\w-])"
)


def vehicles(piece: Piece) -> Iterator[Found]:
    """Find number plates: in capitals, or beside a word that speaks of one."""
    if not _PLATE_HINT.search(piece.low):
        return
    for found, _ in tried(piece.text, _PLATES, piece.low):
        start, end = found.span(found.lastgroup or 0)
        if found.lastgroup or piece.low[start : start + 3] not in other_words().no_plate:
            context = ("context:vehicle",) if found.lastgroup else ()
            yield Found(start, end, "vehicle", (*context, "shape:plate"))
    if piece.says(Mark.VEHICLE):
        for found in _LOW_PLATE.finditer(piece.low):
            word = found[0][:3]
            if word not in other_words().no_plate:
                yield Found(*found.span(), "vehicle", ("context:vehicle", "shape:plate"))
