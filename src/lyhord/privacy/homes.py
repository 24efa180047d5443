"""Where somebody is said to live: streets without a number, farms, villages, house numbers."""

import re
from collections.abc import Iterator

from lyhord.privacy.address_shapes import (
    CAPITAL,
    FLAT,
    HOUSE,
    NO_COUNT,
    NUMBER_WORDS,
    STREET_WORD,
    STREETS,
)
from lyhord.privacy.addresses import town_after
from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import Mark, Sort, lists, other_words

_SPOKEN = re.compile(
    rf"(?<![\w-])(?P<value>{STREET_WORD}{STREETS}\s(?:nr\s|nummer\s)?(?:{NUMBER_WORDS})\b)"
    r"(?!\s(?:gånger|dagar|år|barn|bilar|hus|minuter|gubbar|st))"
)
_STREET_INSIDE = re.compile(r"(?:gatan|vägen|gränd|stigen|backen) [etfsånl]")
_STREET_AFTER = re.compile(
    r"\b(?:på|vid|i|är|till|från|on|at)\s"
    rf"(?P<value>(?:[^\W\d_]{{2,8}}a\s)?{STREET_WORD}(?:gatan|vägen|gränd|gränden|stigen|backen"
    r"|allén|slingan|allen|kroken|brinken))(?![\w-])"
)
_LIVING_BEFORE = re.compile(
    r"\b(?:bor|bodde|bott|bo|boende|hemma|hem|granne|grannar|grannen|hus(?:et)?|lägenhet(?:en|er)?"
    r"|villan?|radhus(?:et)?|porten|flytta[rt]?|flyttade|flyttat|adress(?:en)?|addressen|bosatt"
    r"|grannarna|hissen|trapphuset|brevlådan|tvättstugan|soprummet|balkongen|innergården|uppgången"
    r"|skriven|inneboende|uppvuxen|uppväxt|växte|hyr|hyrde|trappan|kvarteret|gården|wohnt|live"
    r"|lives)\s(?:\w{1,12}\s){0,3}$"
)
_SURE_LIVING = re.compile(r"\b(?:bor|bodde|bott|bo|boende)\s(?:[^\W\d_]{1,8}\s)?$")
_KIN = re.compile(
    r"\b(?:oss|mig|vi|mamma|mamman|pappa|pappan|mormor|farmor|farfar|morfar|familjen|moster|faster"
    r"|brorsan|syrran|hos\s[^\W\d_]{2,15})\s(?:nere\s|uppe\s|borta\s|här\s)?på\s"
    rf"(?P<value>{STREET_WORD}(?:gatan|vägen|gränd|gränden|stigen|allén|slingan))(?![\w-])"
)
_OWN_STREET = re.compile(
    rf"\b(?P<value>{STREET_WORD}(?:gatan|vägen|gränd|gränden|stigen|allén|slingan|backen))"
    r"(?=,?\sdär\s(?:vi|jag|dom|de|hon|han|mamma|pappa)\s(?:bor|bodde)|\sär\s(?:min|vår)\sgata)"
)
_MY_STREET = re.compile(
    r"\b(?:min|vår|våran)\s(?:gata|adress)(?:,|\sär|\sheter|\se)?\s"
    rf"(?P<value>{STREET_WORD}(?:gatan|vägen|gränd|gränden|stigen|allén|slingan|backen|torget))"
)
_NAME = r"[A-ZÅÄÖ][\w'-]{1,20}"
_FARM = re.compile(
    r"\b(?:[Bb]or|[Bb]odde|[Bb]o|[Bb]ott|[Hh]emma|[Hh]em|[Ff]lyttade?|[Ff]rån|[Uu]ppvuxen"
    r"|[Vv]äxte upp|skriven)\b[^\n.!?]{0,25}?\b(?:på|i|vid|till)\s"
    r"(?:gården|torpet|stugan|huset|villan|herrgården|fastigheten|lantgården)\s"
    rf"(?P<value>{_NAME}(?:\s{_NAME}){{0,2}}(?:,\s{_NAME}(?:\s{_NAME})?)?)"
)
_FARM_AND_VILLAGE = re.compile(
    rf"\b[Bb](?:or|odde|ott|o)\s(?:kvar\s)?på\s(?P<value>(?P<farm>{CAPITAL}{{3,20}}),\s"
    rf"(?:(?:Norra|Södra|Östra|Västra|Övre|Nedre|Stora|Lilla)\s)?{CAPITAL}{{2,20}})(?![\w-])"
)
_HOUSE_ALONE = re.compile(
    r"\b(?:bor|bodde|bo|hemma|granne|grannen|grannar|grannarna|hus(?:et)?|porten|port)\b"
    r"[^\d\n.!?]{0,25}?\b"
    r"(?P<value>(?:nummer|nr\.?|hus|port|uppgång|lgh|lägenhet)\s\d{1,4}(?:\s?[a-h](?!\w))?)"
    r"(?!\w|[.,:-]\d)"
)
_PARTED = re.compile(
    r"(?<![\w-])(?P<value>(?:Norra|Södra|Östra|Västra|Övre|Nedre|Stora|Lilla|Gamla|Nya|Mellan)\s"
    rf"{_NAME}\s{HOUSE}{NO_COUNT}{FLAT})"
)
_SHORTENED = re.compile(
    rf"(?<![\w-])(?P<value>{CAPITAL}{{2,20}}(?:[rsdkltm][gv](?:\.\s?|\s)|v\.\s?){HOUSE}){NO_COUNT}"
)
_SHORT_LIVED = re.compile(
    r"\b(?:bor|bo|bodde|adress(?:en)?|hem|hemma)\s(?:e\s|är\s|på\s|:\s?|till\s){0,2}"
    rf"(?P<value>(?!helg|berg)[^\W\d_]{{3,20}}[rsdklt](?<!ber)(?<!bor)[gv]\.?\s{HOUSE}){NO_COUNT}"
)
_SHORT_HINT = re.compile(r"[gv]\.? ?\d")
_FARMS = ("gård", "torp", "fastighet")
_DOORS = ("port", "uppgång", "våning", "lgh", "lägenhet", "trappa", "hus ", "nr ", "nummer ")
_SHORT_LOW = re.compile(
    rf"(?<![\w-])(?P<value>[^\W\d_]{{5,20}}s[vg]\.?\s\d{{1,3}}[a-h]?){NO_COUNT}"
)
_OUR_FARM = re.compile(
    rf"\b(?:[Vv]år|[Mm]in|[Ff]amiljens)\s(?:gård|torp),?\s(?P<value>{CAPITAL}{{3,20}})(?![\w-])"
)
_DOOR_OF = re.compile(
    r"(?<!\w)(?P<value>(?:port|uppgång|våning|lgh|lägenhet|trappa|hus|nr|nummer)\s\w{1,4}\s(?:på|i|vid)\s"
    rf"{STREET_WORD}{STREETS}(?:\s{HOUSE})?)(?!\w)"
)
_FLAT_NUMBER = re.compile(
    r"(?<!\w)(?P<value>(?:lgh|lägenhet|lägenhetsnummer)\.?\s(?:nr\s|nummer\s)?[01]\d{3})(?!\d)"
)
_QUARTER = re.compile(rf"(?<!\w)(?P<value>[Kk]varteret\s{CAPITAL}{{2,20}}\s\d{{1,3}})(?!\d)")
_NAMED_FARM = re.compile(
    rf"(?<!\w)(?:(?P<village>{CAPITAL}{{2,20}}),\s)?(?:[Tt]orpet|[Gg]ården|[Ll]antgården|[Hh]ästgården|[Hh]errgården"
    rf"|[Ff]astigheten)\s(?P<value>{CAPITAL}{{2,20}}(?:\s{CAPITAL}{{2,20}})?"
    rf"(?:\si\s{CAPITAL}{{2,20}})?)(?![\w-])"
)
_VILLAGE_WORD = r"(?i:by|gård|torp|säteri|bruk|kvarn|station|kyrkby|ö|udde)"
_VILLAGE = re.compile(
    rf"(?<![\w-])(?P<value>{CAPITAL}{{2,20}}\s{_VILLAGE_WORD}\s{HOUSE}{NO_COUNT})"
)
_PROPERTY = re.compile(
    r"\b(?:[Bb]or|[Bb]odde|[Ff]astighet(?:en|sbeteckning)?|[Tt]omt(?:en)?|[Gg]ård(?:en)?"
    r"|[Hh]us(?:et)?)\b[^\d\n.!?]{0,25}?"
    rf"(?P<value>{CAPITAL}{{2,20}}(?:\s{CAPITAL}{{2,20}})?\s\d{{1,3}}:\d{{1,3}})(?!\d)"
)
_LIVED_NUMBER = re.compile(
    r"\b(?:[Bb]or|[Bb]odde|[Bb]o|[Hh]em|[Hh]emma|[Hh]ämtas?|[Ll]ämnas?|[Ff]lytta(?:r|de|t)?"
    r"|[Aa]dress(?:en)?|[Ss]kjutsa[sr]?|[Ss]kriven|[Tt]axi(?:n)?|[Pp]osten)\b[^\d\n.!?]{0,25}?\b"
    rf"(?:i|på|vid|till|från|är)\s(?P<value>{CAPITAL}{{3,20}}(?:\s{CAPITAL}{{2,20}}){{0,2}}"
    rf"\s\d{{1,4}}(?::\d{{1,3}})?(?:\s?[a-hA-H](?!\w))?){NO_COUNT}"
)
_CAPITAL_NUMBER = re.compile(rf"{CAPITAL}{{2,20}}\.?\s(?:{_VILLAGE_WORD}\s)?\d")
# without one of these in a text nobody is said to live anywhere
_PLACES = (
    *("gatan", "vägen", "gränd", "stigen", "backen", "allé", "allen", "slingan", "kroken"),
    *("brinken", "gården", "torpet", "stugan", "huset", "villan", "fastigheten"),
)


def homes(piece: Piece) -> Iterator[Found]:
    """Find where somebody lives, though it has no street number."""
    low = piece.low
    if piece.digits:
        yield from _numbered_doors(low)
        yield from _farms(piece)
    if " gård" in low or " torp" in low or "stgård" in low or low.startswith(_FARMS):
        yield from _named_farms(piece)
    if _STREET_INSIDE.search(low):
        for found in _SPOKEN.finditer(low):
            yield Found(*found.span("value"), "address", ("shape:street",))
    if piece.says(Mark.LIVING):
        yield from _lived_in(piece)


def _numbered_doors(low: str) -> Iterator[Found]:
    """Doors and flats with a number, and streets in short: "björkhagsv 12"."""
    patterns = (_SHORT_LIVED, _SHORT_LOW) if _SHORT_HINT.search(low) else ()
    if any(map(low.__contains__, _DOORS)):
        patterns += (_DOOR_OF, _FLAT_NUMBER)
    for pattern in patterns:
        for found in pattern.finditer(low):
            yield Found(*found.span("value"), "address", ("context:lives",))


def _named_farms(piece: Piece) -> Iterator[Found]:
    """As in "torpet Lilla Hult i Fågelfors"; not "gården Anna" or what everybody knows."""
    known = lists()
    for found in _OUR_FARM.finditer(piece.text):
        yield Found(*found.span("value"), "address", ("context:farm", "shape:capital"))
    for found in _NAMED_FARM.finditer(piece.text):
        first = found["value"].split(" ")[0].lower()
        is_person = known.sorts.get(first, 0) & Sort.GIVEN
        is_part = first in {"lilla", "stora", "norra", "södra", "östra", "västra", "övre", "nedre"}
        if is_part or not (is_person or first in known.not_names or first in known.common):
            start = found.start("village") if found["village"] else found.start("value")
            yield Found(start, found.end("value"), "address", ("context:farm", "shape:capital"))


def _lived_in(piece: Piece) -> Iterator[Found]:
    """Streets, farms and house numbers beside a word for living."""
    if any(map(piece.low.__contains__, _PLACES)):
        yield from _streets(piece.low)
        yield from _own_streets(piece.low)
        for found in _FARM.finditer(piece.text):
            yield Found(*found.span("value"), "address", ("context:lives", "shape:capital"))
    for found in _FARM_AND_VILLAGE.finditer(piece.text) if "," in piece.low else ():
        if found["farm"].lower() not in lists().places | lists().common | lists().not_names:
            yield Found(*found.span("value"), "address", ("context:lives", "shape:capital"))
    if piece.digits:
        for found in _HOUSE_ALONE.finditer(piece.low):
            yield Found(*found.span("value"), "address", ("context:lives",))


def _farms(piece: Piece) -> Iterator[Found]:
    """Farms, villages and properties with a number."""
    if not _CAPITAL_NUMBER.search(piece.text):
        return
    for found in _LIVED_NUMBER.finditer(piece.text):
        if found["value"].split(" ")[0].lower() not in lists().not_names:
            end = town_after(piece, found.end("value"))
            yield Found(found.start("value"), end, "address", ("context:lives",))
    for pattern in (_PARTED, _SHORTENED, _VILLAGE, _PROPERTY, _QUARTER):
        for found in pattern.finditer(piece.text):
            start, end = found.span("value")
            yield Found(start, town_after(piece, end), "address", ("shape:part",))


def _streets(low: str) -> Iterator[Found]:
    """Streets where somebody lives; those that every town has only after "bor på"."""
    evidence = ("context:lives", "shape:street")
    public = other_words().public_streets
    for found in _STREET_AFTER.finditer(low):
        before = low[max(0, found.start() - 50) : found.start()]
        is_sure = _SURE_LIVING.search(before) is not None and found[0].startswith("på")
        is_known = found["value"].rpartition(" ")[2] in public
        if _LIVING_BEFORE.search(before) and _is_named(found) and (is_sure or not is_known):
            yield Found(*found.span("value"), "address", evidence)
    for found in _KIN.finditer(low):
        is_sure = "bor " in low[max(0, found.start() - 60) : found.start()]
        if _is_named(found) and (is_sure or found["value"] not in public):
            yield Found(*found.span("value"), "address", evidence)


def _own_streets(low: str) -> Iterator[Found]:
    """Streets that somebody calls their own, before or after: "Ekgatan där vi bor"."""
    for pattern in (_OWN_STREET, _MY_STREET):
        for found in pattern.finditer(low):
            if _is_named(found):
                yield Found(*found.span("value"), "address", ("context:lives", "shape:street"))


def _is_named(found: re.Match[str]) -> bool:
    return found["value"].rpartition(" ")[2] not in other_words().no_street
