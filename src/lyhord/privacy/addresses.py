"""How street addresses and postcodes are written; a street or a town alone is public."""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import lists, other_words

_STREETS = (
    *("gatan", "gata", "vägen", "väg", "gränden", "gränd", "stigen", "stig", "backen", "backe"),
    *("torget", "torg", "allén", "allé", "allen", "alle", "plan", "planen", "platsen", "plats"),
    *(
        "esplanaden",
        "kajen",
        "slingan",
        "slinga",
        "ringen",
        "leden",
        "stråket",
        "kroken",
        "brinken",
    ),
    *("svängen", "stranden", "strand", "kullen", "vagen", "grand", "gatn"),
)
_ALSO_LANDSCAPE = (
    *("gården", "gård", "dalen", "ängen", "udden", "hagen", "parken", "berget", "höjden", "lunden"),
    *("lund", "näs", "torp", "torpet", "ås", "åsen", "holmen", "hult", "berga", "sätra", "tomten"),
)
_ENDINGS = (*_STREETS, *_ALSO_LANDSCAPE)
_UNITS = (
    r"%|kr\b|km\b|m\b|min|år|ggr|gång|st\b|stycken|tim|dag|veck|mån|pers|barn|elev|meter|grader|kilo|vux|and"
    r"|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|av\b|till\b|kl|bilar|poliser|killar|tjejer|hus\b|plats|kompis|lärare|ung"
)
_POSTCODE = r"(?:se?-)?\d{3}\s?\d\d"
_NUMBERED = re.compile(
    rf"(?<![\w-])(?P<word>[^\W\d_][\w:'-]{{2,40}})\.?\s{{1,2}}(?:nr\.?\s)?\d{{1,3}}(?:\s?[a-h](?!\w))?"
    rf"(?!\w|[.,:-]\d|\s?(?:{_UNITS}))"
    r"(?:,?\s(?:lgh|lägenhet|lght|vån|våning)\.?\s\d{1,4}|,?\s\d\s?tr\b|,?\s(?:tr|trappa|uppgång|port)\s\w)?"
    rf"(?:\s?[,\n]?\s?{_POSTCODE}(?!\d)(?:\s[^\W\d_]{{2,20}})?)?"
)
_POSTED = re.compile(r"\d[\s,]{1,3}(?:se?-)?\d{3}\s?\d\d\s[^\W\d_]")
_BEFORE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(,]))(?:[^\W\d_][\w:'-]{0,20}\s){1,2}$")
_LIVING = re.compile(
    r"\b(?:bor|bodde|bott|hemma|hem|granne|grannar|hus(?:et)?|lägenhet(?:en)?|villan?|radhus(?:et)?|porten|flytta[rt]?|flyttade|adress(?:en)?|bosatt|wohnt|live|lives)\s(?:[^\W\d_]{1,8}\s){0,2}?"
    r"(?:på|vid|i|är|till|från|on|at)\s(?P<value>[^\W\d_][\w:'-]{2,30}"
    r"(?:gatan|vägen|gränd|gränden|stigen|backen|allén|slingan))(?![\w-])"
)
_POST = re.compile(
    rf"(?<![\w.,+-])(?P<value>{_POSTCODE}\s{{1,2}}(?P<town>[^\W\d_]{{2,20}}))(?![\w-])"
)
_SAID_POST = re.compile(
    rf"\bpost(?:nr|nummer|numret|kod|adress)\b[\s:är]{{0,5}}(?P<value>{_POSTCODE}(?:\s[^\W\d_]{{2,20}})?)(?!\w)"
)
_TOWN = re.compile(r", ([A-ZÅÄÖ][^\W\d_]{2,20})(?![\w-])")
_BOX = re.compile(
    r"(?<!\w)(?P<value>(?:box|pl|postlåda)\s\d{2,5}(?:[,\s]{1,2}"
    + _POSTCODE
    + r"(?:\s[^\W\d_]{2,20})?))"
)


_PARTS_OF_TOWN = frozenset(
    (
        "stora",
        "lilla",
        "norra",
        "södra",
        "östra",
        "västra",
        "gamla",
        "nya",
        "övre",
        "nedre",
        "sankt",
    )
)
_SQUARES = frozenset(("torg", "torget", "allé", "gränd", "gata"))


def addresses(piece: Piece) -> Iterator[Found]:
    """Find streets with a number, streets that somebody lives in, and postcodes with a place."""
    if piece.has_digit:
        yield from _numbered(piece)
        yield from _posted(piece)
    if piece.says(other_words().living_words):
        for found in _LIVING.finditer(piece.low):
            if found["value"] not in other_words().no_street:
                yield Found(*found.span("value"), "address", ("context:lives", "shape:street"))


def _numbered(piece: Piece) -> Iterator[Found]:
    if not (any(word.endswith(_ENDINGS) for word in piece.words) or _POSTED.search(piece.low)):
        return
    for found in _NUMBERED.finditer(piece.low):
        word, start = found["word"], found.start()
        is_titled = piece.text[start].isupper()
        is_posted = is_titled and _POSTED.search(found[0]) is not None
        is_named = (
            is_posted or word.endswith(_STREETS) or (is_titled and word.endswith(_ALSO_LANDSCAPE))
        )
        before = _titled_before(piece.text, start, word) if is_named else start
        is_street = word.endswith(_STREETS) and word not in other_words().no_street
        is_lived_in = is_titled and word.endswith(_ALSO_LANDSCAPE) and len(word) > len("gården")
        if is_street or before < start or is_lived_in or is_posted:
            yield Found(before, _town_after(piece, found.end()), "address", ("shape:street",))


def _town_after(piece: Piece, end: int) -> int:
    """Where the address ends: after the town, if a comma and one follow."""
    town = _TOWN.match(piece.text, end)
    return town.end() if town and town[1].lower() in lists().places else end


def _titled_before(text: str, start: int, word: str) -> int:
    """Where "Södra" begins before "Allén", or "Rosens" before "torg"."""
    found = _BEFORE.search(text, max(0, start - 44), start)
    if not found:
        return start
    words = found[0].split()
    titled = words if words[0][0].isupper() else words[1:]
    if not titled or not titled[-1][0].isupper():
        return start
    low = titled[-1].lower()
    if low in lists().not_names and low not in _PARTS_OF_TOWN and word not in _SQUARES:
        return start
    return text.rindex(titled[0], 0, start)


def _posted(piece: Piece) -> Iterator[Found]:
    for found in _POST.finditer(piece.low):
        town = found["town"]
        is_titled = piece.text[found.start("town")].isupper() and town not in other_words().no_town
        is_town = town in lists().places and (is_titled or len(town) > 3)  # noqa: PLR2004
        if ((is_titled and len(town) > 2) or is_town) and not found[0].startswith("116 11"):  # noqa: PLR2004
            yield Found(*found.span("value"), "address", ("shape:postcode",))
    for pattern in (_SAID_POST, _BOX):
        for found in pattern.finditer(piece.low):
            yield Found(*found.span("value"), "address", ("context:post", "shape:postcode"))
