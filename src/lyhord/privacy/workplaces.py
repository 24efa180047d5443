"""How schools and small workplaces are named; kinds of schools are no names."""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import lists, other_words

_ANY_NAMED = re.compile(
    r"(?<![\w-])(?P<value>"
    r"(?:(?:s:ta?|sankta?|st|nya|norra|södra|östra|västra|lilla|stora)[ .]{1,2})?"
    r"(?P<word>[^\W\d_](?:[^\W\d_]|[:-]){1,30}(?:skolan|skolans|gymnasiet|gymnasiets)))(?![\w-])"
)
_OWNED = re.compile(
    r"(?<![\w-])(?P<value>"
    r"(?P<first>(?:(?:[Ss]ankta?|[Ss]:ta?) [^\W\d_]{2,20}|[A-ZÅÄÖÉ][\w:'-]{0,25}))"
    r"(?: [A-ZÅÄÖÉ][\w:'-]{0,25}){0,2}"
    r" (?i:[a-zåäö]{0,18}skola|skolan|gymnasium|gymnasiet|dagis|daghem|(?:frisör)?salong|pizzeria"
    r"|caf[eé]|kiosk|restaurang|bageri|gatukök|fritidsgård))(?!\w)"
)
_BESIDE = re.compile(
    r"(?<![\w-])(?P<place>(?i:[a-zåäö]{0,12}skolan|(?:familje)?daghemmet|gymnasiet|dagis(?:et)?|fritids(?:hemmet|gården"
    r"|klubben)?|ungdomsgården|[\w-]{0,20}boendet|hvb(?:-?hemmet)?|(?:behandlings|vård|jour)hemmet"
    r"|gruppbostaden|familjecentralen|pizzerian?|caf[eé](?:et)?|restaurang(?:en)?"
    r"|(?:frisör)?salong(?:en)?|frisören|stallet|ridskolan|avdelning(?:en)?|korttids|kiosken"
    r"|åkeriet|bageriet|blomsterhandeln))"
    r"(?P<tie> på | vid | i | )[\"'”“»]?"
    r"(?P<name>[^\W\d_][\w:'-]{1,25}(?: [A-ZÅÄÖ][\w:'-]{1,25}){0,2})"
)
_HOMES = ("skolan", "korttids", "boendet", "hvb", "hvb-hemmet", "gruppbostaden")
_NAMED_ENDS = ("skolan", "skolans", "gymnasiet", "gymnasiets")
_OWNED_WORDS = frozenset(
    (
        "dagis",
        "daghem",
        "salong",
        "frisörsalong",
        "pizzeria",
        "cafe",
        "café",
        "kiosk",
        "restaurang",
        "bageri",
        "gatukök",
        "fritidsgård",
    )
)
_CAPITAL = re.compile(r"[A-ZÅÄÖÉ][a-zåäöé:]|[Ss]ankt|s:t")
_NAME_INSIDE = re.compile(r" [\"'”“»]?[A-ZÅÄÖÉ][^\W\d_]|gatan|vägen|gränd|stigen|backen|torget")
# before these the name alone is replaced, and the word for the place stays readable
_STAYING = frozenset(
    (
        *("skolan", "förskolan", "friskolan", "gymnasiet", "dagis", "dagiset", "fritids"),
        *("fritidshemmet", "fritidsgården", "ungdomsgården", "fritidsklubben"),
        *("avdelning", "avdelningen", "familjecentralen"),
    )
)
# kinds of schools that make longer kinds: "distanshögskolan"
_COMPOUNDING = (
    *("högskolan", "grundskolan", "gymnasieskolan", "förskolan", "särskolan", "musikskolan"),
    *("kulturskolan", "simskolan", "ridskolan", "dansskolan", "sommarskolan", "körskolan"),
    *("resursskolan", "specialskolan", "idrottsskolan", "fotbollsskolan", "hockeyskolan"),
    *("söndagsskolan", "koranskolan", "språkskolan", "teaterskolan", "bildskolan"),
)
# schools that exist in many towns
_CHAIN = re.compile(
    r"(?<![\w-])(?P<value>(?:internationella engelska skolan|engelska skolan|kunskapsskolan"
    r"|praktiska gymnasiet|praktiska|raoul wallenbergskolan|drottning blankas?"
    r"|thoren(?: business school)?"
    r"|jensen|nti|lbs|ies|procivitas|realgymnasiet|rytmus|vittra|prolympia|hermods|plusgymnasiet"
    r"|amerikanska gymnasiet|designgymnasiet|cybergymnasiet|movant)"
    r"(?:[ -]?gymnasiet|[ -]?skolan)?"
    r"(?: i (?!ett?\b|min|vår|två|tre|flera|stan|hela)[^\W\d_]{2,20})?)(?![\w-])"
)
_IS_PUBLIC = re.compile(r" högskola$", re.IGNORECASE)
_GOES_TO = re.compile(r"(?:på|till|från|hos|vid) $")
_CHAINS = frozenset(
    """
    engelska kunskapsskolan praktiska raoul drottning thoren jensen nti lbs ies procivitas
    realgymnasiet rytmus vittra prolympia hermods plusgymnasiet amerikanska designgymnasiet
    cybergymnasiet movant nti-gymnasiet lbs-gymnasiet jensengymnasiet
    """.split()  # noqa: SIM905 - words are read more easily so
)
_STREETS = ("gatan", "vägen", "gränd", "stigen", "backen", "torget")


def schools(piece: Piece) -> Iterator[Found]:
    """Find schools, preschools, homes and small workplaces by their own names."""
    if piece.says(_OWNED_WORDS) or "skol" in piece.low or "gymnasi" in piece.low:
        if any(word.endswith(_NAMED_ENDS) for word in piece.words):
            yield from _named(piece)
        if _CAPITAL.search(piece.text):
            yield from _owned(piece)
    if piece.says(_CHAINS):
        for found in _CHAIN.finditer(piece.low):
            if _GOES_TO.search(piece.low, 0, found.start()):
                yield Found(*found.span("value"), "school", ("list:chain", "context:place"))
    is_place = (
        piece.says(other_words().work_words) or "boendet" in piece.low or "skolan " in piece.low
    )
    if is_place and _NAME_INSIDE.search(piece.text):
        yield from _beside(piece)


def _named(piece: Piece) -> Iterator[Found]:
    """Words such as "Vasaskolan", in any case of letters."""
    for found in _ANY_NAMED.finditer(piece.low):
        word = found["word"].removesuffix("s")
        is_kind = word in other_words().school_kinds or word.endswith(_COMPOUNDING)
        if not is_kind and len(word) > len("skolan") + 1:
            yield Found(*found.span("value"), "school", ("shape:school",))


def _owned(piece: Piece) -> Iterator[Found]:
    """Names such as "Sankt Olofs skola": capitals, and no word such as "Deras"."""
    for found in _OWNED.finditer(piece.text):
        first = found["first"]
        low = first.lower()
        is_saint = low.startswith(("sankt", "s:t"))
        if not is_saint and (
            not first[0].isupper() or low in other_words().no_owner or first.isupper()
        ):
            continue
        if _IS_PUBLIC.search(found["value"]):
            continue
        owner = found["value"].split(" ")[-2].lower()
        is_free = found["value"].endswith(("friskola", "gymnasium", "förskola"))
        is_sure = is_free or owner.endswith(("s", "ska")) or not _begins(piece.text, found.start())
        if is_saint or (
            is_sure and owner not in other_words().no_owner and low not in lists().not_names
        ):
            yield Found(*found.span("value"), "school", ("shape:school", "shape:capital"))


def _beside(piece: Piece) -> Iterator[Found]:
    """Names beside the word for the place: "förskolan Blåklockan", "skolan på Myrgatan"."""
    for found in _BESIDE.finditer(piece.text):
        name, low = found["name"], found["name"].split(" ")[0].lower()
        is_street = low.endswith(_STREETS) and low not in {"gatan", "vägen", "backen", "torget"}
        is_name = (
            name[0].isupper() and not name.split(" ")[0].isupper() and low not in lists().not_names
        )
        stays = found["place"] in _STAYING or _begins(piece.text, found.start())
        is_home = found["place"].lower().endswith(_HOMES) and not name.lower().endswith(_STREETS)
        if found["tie"] == " " and is_name:
            is_kind = found["place"].lower() in _STAYING and stays
            start = found.start("name" if is_kind else "place")
            yield Found(start, found.end(), "school", ("context:place", "shape:capital"))
        elif found["tie"] != " " and (is_street or (is_name and is_home)):
            yield Found(found.start(), found.end(), "school", ("context:place", "shape:capital"))


def _begins(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \t\"'")
    return not before or before[-1] in ".!?:\n"
