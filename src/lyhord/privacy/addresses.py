"""How street addresses and postcodes are written; a street or a town alone is public."""

import re
from collections.abc import Iterator

from lyhord.privacy.address_shapes import FLAT, HOUSE, POSTCODE, UNITS
from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import lists, other_words

_STREETS = (
    *("gatan", "gata", "vägen", "väg", "gränden", "gränd", "stigen", "stig", "backen", "backe"),
    *("torget", "torg", "allén", "allé", "allen", "alle", "plan", "planen", "platsen", "plats"),
    *("esplanaden", "kajen", "slingan", "slinga", "ringen", "leden", "stråket", "kroken"),
    *("brinken", "svängen", "stranden", "strand", "kullen", "vagen", "grand", "gatn", "vgn"),
    *("gången", "spåret", "rundeln", "tvären", "trappan", "trappor", "stig", "sluss", "bro"),
)
_ALSO_LANDSCAPE = (
    *("gården", "gård", "dalen", "ängen", "udden", "hagen", "parken", "berget", "höjden", "lunden"),
    *("lund", "näs", "torp", "torpet", "ås", "åsen", "holmen", "hult", "berga", "sätra", "tomten"),
    *("bo", "by", "sta", "ryd", "red", "måla", "arp", "böle", "vik", "viken", "sjö", "sund", "rud"),
    *("hed", "stuga", "stugan", "kulla", "kärr", "mossen", "mo", "fors", "bruk", "säter", "tuna"),
    *("terrassen", "passet", "sången", "vreten", "gärdet", "vången", "liden", "tegen", "kärret"),
    *("skogen", "åkern", "dungen", "täppan", "skiftet", "lyckan", "muren", "porten", "rundan"),
    *("marken", "stubben", "backa", "lunda", "glänten"),
    *("tunet", "bågen", "kvarn", "vallen", "bygget", "grinden", "bryggan", "hamnen", "rampen"),
    *("löv", "bol", "landet", "hem", "borg", "berg", "dal", "holm", "mark", "skog", "änge"),
)
_NUMBERED = re.compile(
    r"(?<![\w-])(?P<word>[^\W\d_][\w:'-]{2,40})\.?\s{1,2}"
    rf"(?P<house>(?:nr\.?\s|nummer\s|hus\s|port\s)?{HOUSE})(?!\w|[.,:-]\d){FLAT}"
    rf"(?:\s?[,\n]?\s?{POSTCODE}(?!\d)(?:\s[^\W\d_]{{2,20}})?)?"
)
_UNIT_AFTER = re.compile(rf"\s?(?:{UNITS})")
_SURE_UNIT_AFTER = re.compile(r"\s?(?:%|kr\b|km\b|m\b|min|år\b|ggr|gång)")
_SURE_STREETS = ("gatan", "vägen", "gränd", "stigen", "allén", "gränden", "slingan")
_SHORTEST_SURE = 9
_POSTED = re.compile(rf"\d[\s,]{{1,3}}{POSTCODE}\s[^\W\d_]")
_BEFORE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(,]))(?:[^\W\d_][\w:'-]{0,20}\s){1,2}$")
_NAME = r"[A-ZÅÄÖ][\w'-]{1,20}"
_CARE_OF = re.compile(
    r"(?<!\w)(?P<value>[cC]/[oO][\s:]{1,2}[^\W\d_][\w'-]{1,20}"
    rf"(?:\s(?:{_NAME}|von|af|de|al|el)){{0,3}}"
    rf"(?:,?\s(?:[^\W\d_][\w:'-]{{1,30}}\s){{1,3}}{HOUSE}(?!\w){FLAT})?"
    rf"(?:,?\s{POSTCODE}(?!\d)(?:\s{_NAME})?)?)"
)
_BEFORE_POST = re.compile(
    r"(?<![\w-])[A-ZÅÄÖ][\w'-]{2,20}(?:\s(?:[A-ZÅÄÖ][\w'-]{2,20}|\d{1,4}[a-zA-Z]?)){0,3},\s?$"
)
_HOUSE_HINT = re.compile(
    r"[.\s](?<=[^\W\d_]{3}[.\s])(?:(?<=\.)\s{1,2}|(?<=\s)\s?)"
    r"(?:nr\.?\s|nummer\s|hus\s|port\s)?\d{1,4}(?!\d)"
)
_SAINT = re.compile(r"(?<!\w)(?:[Ss]:ta?|[Ss]ankta?|St\.?|[ÖVNSLGöv]\.|[ÖVNSLG]:a|von|af)\s$")
_POST = re.compile(
    rf"(?<![\w.,+-])(?P<value>{POSTCODE}\s{{1,2}}(?P<town>[^\W\d_]{{2,20}}))(?![\w-])"
)
_SAID_POST = re.compile(
    r"\bpost(?:nr|nummer|numret|kod|adress)\b[\s:är]{0,5}"
    rf"(?P<value>{POSTCODE}(?:\s[^\W\d_]{{2,20}})?)(?!\w)"
)
_BOX = re.compile(
    r"(?<!\w)(?P<value>(?:box|pl|postlåda)\s\d{2,5}"
    rf"(?:[,\s]{{1,2}}{POSTCODE}(?:\s[^\W\d_]{{2,20}})?))"
)
_POST_SIGNS = ("box", "post", "pl")
_DOOR_BEFORE = re.compile(
    r"(?<!\w)(?:[Pp]ort|[Uu]ppgång|[Vv]åning|[Ll]gh|[Ll]ägenhet|[Tt]rappa|[Hh]us)\s\w{1,4},?\s"
    r"(?:på|i|vid)\s$"
)
_BOX_IN_TOWN = re.compile(
    r"(?<!\w)(?P<value>(?:[Bb]ox|BOX)\s\d{2,5},\s[A-ZÅÄÖ][a-zåäö]{2,20})(?![\w-])"
)
_TOWN = re.compile(r", (?P<town>[A-ZÅÄÖ][^\W\d_]{2,20}(?: [A-ZÅÄÖ][^\W\d_]{2,20}){0,2})(?![\w-])")
_AFTER_TOWN = re.compile(r"\s*(?:[.,;!?)]|$|(?:och|där|är|men|som|i)\s)")
_NAMED_AFTER = re.compile(
    rf"{_NAME}\s(?:(?:{_NAME}\s)?(?:von|af|de|och)\s){_NAME}\s$"  # "Carl von Linnés väg"
)
_SECOND_TOWN = re.compile(r" [A-ZÅÄÖ][a-zåäö]{2,15}(?![\w-])")
_KNOWN_TOWN = re.compile(r" (?P<town>[A-ZÅÄÖ][^\W\d_]{2,20})(?![\w-])")
_VILLAGE_BEFORE = re.compile(
    rf"(?<=[iI] )(?:(?:Övre|Nedre|Norra|Södra|Östra|Västra|Stora|Lilla)\s)?{_NAME},\s$"
)
_FARM_BEFORE = re.compile(
    r"(?<!\w)[A-ZÅÄÖ][\w'-]{2,20}(?:gården|torp|torpet|stugan|bo|hult|backen|lund), "
    r"(?:[A-ZÅÄÖ][\w'-]{2,20} )?$"
)
_POST_DIGITS = 5
_PARTS_OF_TOWN = frozenset(
    ("stora", "lilla", "norra", "södra", "östra", "västra", "gamla", "nya", "övre", "nedre")
)
_SQUARES = frozenset(("torg", "torget", "allé", "gränd", "gata", "väg", "plats"))
_NEVER_TOWN = frozenset(
    ("alla", "allt", "det", "den", "där", "här", "och", "men", "jag", "vi", "hon", "han")
)


def addresses(piece: Piece) -> Iterator[Found]:
    """Find streets with a number, and postcodes with a place."""
    if "c/o" in piece.low:
        for found in _CARE_OF.finditer(piece.text):
            yield Found(*found.span("value"), "address", ("context:care_of",))
    if piece.digits:
        yield from _numbered(piece)
    if piece.digits >= _POST_DIGITS or (piece.digits and "box" in piece.low):
        yield from _posted(piece)


def _numbered(piece: Piece) -> Iterator[Found]:
    """Places with a house number; each begins at the word before a number."""
    for hint in _HOUSE_HINT.finditer(piece.low):
        start = _word_before(piece.low, hint.start())
        found = _NUMBERED.match(piece.low, start)
        if found and _is_address(piece, found):
            first = _titled_before(piece.text, start, found["word"])
            first = _farm_before(piece.text, _saint_before(piece.text, first))
            end = town_after(piece, _whole_town(piece.text, found))
            yield Found(first, end, "address", ("shape:street",))


def _word_before(low: str, end: int) -> int:
    start = end
    while start > 0 and (low[start - 1].isalpha() or low[start - 1] in ":'-"):
        start -= 1
    return start


def _is_address(piece: Piece, found: re.Match[str]) -> bool:
    """Whether a word with a number after it is a street, or a farm in capitals."""
    word, start = found["word"], found.start()
    is_sure = len(word) >= _SHORTEST_SURE and word.endswith(_SURE_STREETS)
    unit = _SURE_UNIT_AFTER if is_sure else _UNIT_AFTER
    if unit.match(piece.low, found.end("house")):
        return False
    is_titled = piece.text[start].isupper()
    if is_titled and _POSTED.search(found[0]):
        return True
    if word.endswith(_STREETS):
        is_street = _is_street(word) or (is_sure and is_titled)
        return is_street or _titled_before(piece.text, start, word) < start
    is_landscape = word.endswith(_ALSO_LANDSCAPE) and word not in lists().not_names | lists().common
    is_long = len(word) > len("gård") or _titled_before(piece.text, start, word) < start
    return is_titled and is_landscape and is_long


def _is_street(word: str) -> bool:
    return word not in other_words().no_street and word not in lists().common


def _saint_before(text: str, start: int) -> int:
    found = _SAINT.search(text, max(0, start - 8), start)
    return found.start() if found else start


def _farm_before(text: str, start: int) -> int:
    """Where "Norrgården, " begins before "Stora Mellby 14", "Övre Hulta, " before a farm."""
    for pattern in (_FARM_BEFORE, _VILLAGE_BEFORE, _DOOR_BEFORE):
        found = pattern.search(text, max(0, start - 50), start)
        if found:
            return found.start()
    return start


def _whole_town(text: str, found: re.Match[str]) -> int:
    """Where the town ends after a postcode, also if it has two words."""
    more = _SECOND_TOWN.match(text, found.end()) if _POSTED.search(found[0]) else None
    return more.end() if more else found.end()


def town_after(piece: Piece, end: int) -> int:
    """Where an address ends: after the town, if a comma and one follow."""
    town = _TOWN.match(piece.text, end)
    if not town:
        beside = _KNOWN_TOWN.match(piece.text, end)
        return beside.end() if beside and beside["town"].lower() in lists().places else end
    low = town["town"].lower()
    is_known = low.partition(" ")[0] in lists().places
    is_name = low.partition(" ")[0] in lists().sorts or low.partition(" ")[0] in _NEVER_TOWN
    is_last = _AFTER_TOWN.match(piece.text, town.end()) is not None
    return town.end() if is_known or (is_last and not is_name) else end


def _titled_before(text: str, start: int, word: str) -> int:
    """Where "Södra" begins before "Allén", or "Rosens" before "torg"."""
    named_after = _NAMED_AFTER.search(text, max(0, start - 60), start) if word in _SQUARES else None
    if named_after:
        return named_after.start()
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
            before = _BEFORE_POST.search(piece.text, max(0, found.start() - 70), found.start())
            start = before.start() if before else found.start()
            yield Found(start, found.end(), "address", ("shape:postcode",))
    if not any(map(piece.low.__contains__, _POST_SIGNS)):
        return
    for found in _BOX_IN_TOWN.finditer(piece.text):
        yield Found(*found.span("value"), "address", ("context:post",))
    for pattern in (_SAID_POST, _BOX):
        for found in pattern.finditer(piece.low):
            yield Found(*found.span("value"), "address", ("context:post", "shape:postcode"))
