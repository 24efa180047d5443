"""How street addresses, farms and postcodes are written; a street or a town alone is public."""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import Mark, lists, other_words

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
    *("löv", "bol", "landet", "hem", "borg", "berg", "dal", "holm", "mark", "skog", "änge"),
)
_UNITS = (
    r"%|kr\b|km\b|m\b|min|år|ggr|gång|st\b|stycken|tim|dag|veck|mån|pers|barn|elev|meter|grader|kilo|vux|and"
    r"|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|av\b|till\b|kl|bilar|poliser|killar|tjejer|hus\b|plats|kompis|lärare|ung"
)
_POSTCODE = r"(?:se?-)?(?:\d{3}\s?\d\d|\d\d\s\d{3})"
_NUMBER_WORDS = r"ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|tjugo(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio)?"
_FLAT = (
    r"(?:,?\s(?:(?:lgh|lägenhet|lght|lag|vån|våning|plan|tr|trappa|trapp|uppgång|uppg|port|ingång|ing|dörr|dörrkod|portkod|kod|rum)\.?\s"
    r"(?:nr\.?\s)?\w{1,5}\b|(?:nb|bv|ög|öv)\b|\d{1,2}\s?(?:tr|trappor|trp|vån|våningen)\b\.?(?:\s?(?:upp|höger|vänster|t\.?\s?h|t\.?\s?v|ö\s?g|ög)\b)?)){0,3}"
)
_HOUSE = r"\d{1,4}(?:\s?[-–]\s?\d{1,3})?(?:\s?[a-hA-H](?:-[a-hA-H])?(?!\w))?"
_NUMBERED = re.compile(
    rf"(?<![\w-])(?P<word>[^\W\d_][\w:'-]{{2,40}})\.?\s{{1,2}}(?P<house>(?:nr\.?\s|nummer\s)?{_HOUSE})"
    rf"(?!\w|[.,:-]\d)"
    rf"{_FLAT}"
    rf"(?:\s?[,\n]?\s?{_POSTCODE}(?!\d)(?:\s[^\W\d_]{{2,20}})?)?"
)
_SPOKEN = re.compile(
    r"(?<![\w-])(?P<value>[^\W\d_][\w:'-]{2,30}(?:gatan|vägen|gränd|gränden|stigen|backen|allén|slingan)"
    rf"\s(?:nr\s|nummer\s)?(?:{_NUMBER_WORDS})\b)(?!\s(?:gånger|dagar|år|barn|bilar|hus|minuter|gubbar|st))"
)
_UNIT_AFTER = re.compile(rf"\s?(?:{_UNITS})")
_SURE_UNIT_AFTER = re.compile(r"\s?(?:%|kr\b|km\b|m\b|min|år\b|ggr|gång)")
_SURE_STREETS = ("gatan", "vägen", "gränd", "stigen", "allén", "gränden", "slingan")
_SHORTEST_SURE = 9
_STREET_INSIDE = re.compile(r"(?:gatan|vägen|gränd|stigen|backen) [etfsånl]")
_POSTED = re.compile(rf"\d[\s,]{{1,3}}{_POSTCODE}\s[^\W\d_]")
_BEFORE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(,]))(?:[^\W\d_][\w:'-]{0,20}\s){1,2}$")
_NAMED_STREET = r"[^\W\d_][\w:'-]{2,30}(?:gatan|vägen|gränd|gränden|stigen|backen|allén|slingan|allen|kroken|brinken)"
_STREET_AFTER = re.compile(
    rf"\b(?:på|vid|i|är|till|från|on|at)\s(?P<value>(?:[^\W\d_]{{2,8}}a\s)?{_NAMED_STREET})(?![\w-])"
)
_LIVING_BEFORE = re.compile(
    r"\b(?:bor|bodde|bott|bo|boende|hemma|hem|granne|grannar|grannen|hus(?:et)?|lägenhet(?:en|er)?|villan?|radhus(?:et)?|porten|flytta[rt]?"
    r"|flyttade|flyttat|adress(?:en)?|addressen|bosatt|skriven|inneboende|uppvuxen|uppväxt|växte|hyr|hyrde|trappan|kvarteret|gården|wohnt|live|lives)"
    r"\s(?:\w{1,12}\s){0,3}$"
)
_KIN = re.compile(
    r"\b(?:oss|mig|vi|mamma|mamman|pappa|pappan|mormor|farmor|farfar|morfar|familjen|moster|faster|brorsan|syrran)"
    r"\s(?:nere\s|uppe\s|borta\s|här\s)?på\s"
    r"(?P<value>[^\W\d_][\w:'-]{2,30}(?:gatan|vägen|gränd|gränden|stigen|allén|slingan))(?![\w-])"
)
_SURE_LIVING = re.compile(r"\b(?:bor|bodde|bott|bo|boende)\s(?:[^\W\d_]{1,8}\s){0,1}$")
_FARM = re.compile(
    r"\b(?:[Bb]or|[Bb]odde|[Bb]o|[Bb]ott|[Hh]emma|[Hh]em|[Ff]lyttade?|[Ff]rån|[Uu]ppvuxen|[Vv]äxte upp|skriven)\b[^\n.!?]{0,25}?\b(?:på|i|vid|till)\s"
    r"(?:(?:gården|torpet|stugan|huset|villan|herrgården|fastigheten|lantgården)\s)"
    r"(?P<value>[A-ZÅÄÖ][\w'-]{1,20}(?:\s[A-ZÅÄÖ][\w'-]{1,20}){0,2}(?:,\s[A-ZÅÄÖ][\w'-]{2,20}(?:\s[A-ZÅÄÖ][\w'-]{2,20})?)?)"
)
_PARTED = re.compile(
    r"(?<![\w-])(?P<value>(?:Norra|Södra|Östra|Västra|Övre|Nedre|Stora|Lilla|Gamla|Nya|Mellan)\s"
    rf"[A-ZÅÄÖ][\w'-]{{2,20}}\s{_HOUSE}(?![\w%]|[.,:-]\d|\s?(?:{_UNITS})){_FLAT})"
)
_DOOR = re.compile(
    r"\b(?:bor|bodde|bo|hemma|granne|grannen|hus(?:et)?|porten|port)\b[^\d\n.!?]{0,25}?\b(?P<value>(?:nummer|nr\.?|hus|port|uppgång|lgh|lägenhet)\s\d{1,4}(?:\s?[a-h](?!\w))?)"
    r"(?!\w|[.,:-]\d)"
)
_SHORTENED = re.compile(
    rf"(?:på|till|vid|bor|från|adress:?)\s(?P<value>[A-ZÅÄÖ][^\W\d_]{{3,20}}[gv]\.\s?{_HOUSE})(?!\w|[.,:-]\d)"
)
_VILLAGE = re.compile(
    rf"(?<![\w-])(?P<value>[A-ZÅÄÖ][^\W\d_]{{2,20}}\s(?i:by|gård|torp|säteri|bruk|kvarn|station|kyrkby|ö|udde)\s{_HOUSE}(?!\w|[.,:-]\d|\s?(?:{_UNITS})))"
)
_PROPERTY = re.compile(
    r"\b(?:[Bb]or|[Bb]odde|[Ff]astighet(?:en|sbeteckning)?|[Tt]omt(?:en)?|[Gg]ård(?:en)?|[Hh]us(?:et)?)\b[^\d\n.!?]{0,25}?"
    r"(?P<value>[A-ZÅÄÖ][^\W\d_]{2,20}(?:\s[A-ZÅÄÖ][^\W\d_]{2,20})?\s\d{1,3}:\d{1,3})(?!\d)"
)
_BEFORE_POST = re.compile(
    r"(?<![\w-])[A-ZÅÄÖ][\w'-]{2,20}(?:\s(?:[A-ZÅÄÖ][\w'-]{2,20}|\d{1,4}[a-zA-Z]?)){0,3},\s?$"
)
_CAPITAL_NUMBER = re.compile(
    r"[A-ZÅÄÖ][^\W\d_]{2,20}\.?\s(?:(?:by|gård|torp|säteri|bruk|kvarn|station|kyrkby|ö|udde)\s)?\d"
)
_HOUSE_HINT = re.compile(r"(?<=[^\W\d_]{3})\.?\s{1,2}(?:nr\.?\s|nummer\s)?\d{1,4}(?!\d)")
_SAINT = re.compile(r"(?<!\w)(?:[Ss]:ta?|[Ss]ankta?|St\.?|[ÖVNSLGöv]\.|[ÖVNSLG]:a)\s$")
_LIVED_NUMBER = re.compile(
    r"\b(?:[Bb]or|[Bb]odde|[Bb]o|[Hh]em|[Hh]emma|[Hh]ämtas?|[Ll]ämnas?|[Ff]lytta(?:r|de|t)?|[Aa]dress(?:en)?|[Ss]kjutsa[sr]?"
    r"|[Ss]kriven|[Tt]axi(?:n)?|[Pp]osten)\b[^\d\n.!?]{0,25}?\b(?:i|på|vid|till|från|är)\s"
    rf"(?P<value>[A-ZÅÄÖ][^\W\d_]{{3,20}}(?:\s[A-ZÅÄÖ][^\W\d_]{{2,20}}){{0,2}}\s\d{{1,4}}(?::\d{{1,3}})?(?:\s?[a-hA-H](?!\w))?)(?!\w|[.,:-]\d|\s?(?:{_UNITS}))"
)
_CARE_OF = re.compile(
    r"(?<!\w)(?P<value>[cC]/[oO][\s:]{1,2}[^\W\d_][\w'-]{1,20}(?:\s(?:[A-ZÅÄÖ][\w'-]{1,20}|von|af|de|al|el)){0,3}"
    rf"(?:,?\s(?:[^\W\d_][\w:'-]{{1,30}}\s){{1,3}}{_HOUSE}(?!\w){_FLAT})?"
    rf"(?:,?\s{_POSTCODE}(?!\d)(?:\s[A-ZÅÄÖ][^\W\d_]{{1,20}})?)?)"
)
_POST = re.compile(
    rf"(?<![\w.,+-])(?P<value>{_POSTCODE}\s{{1,2}}(?P<town>[^\W\d_]{{2,20}}))(?![\w-])"
)
_SAID_POST = re.compile(
    rf"\bpost(?:nr|nummer|numret|kod|adress)\b[\s:är]{{0,5}}(?P<value>{_POSTCODE}(?:\s[^\W\d_]{{2,20}})?)(?!\w)"
)
_TOWN = re.compile(r", (?P<town>[A-ZÅÄÖ][^\W\d_]{2,20}(?: [A-ZÅÄÖ][^\W\d_]{2,20}){0,2})(?![\w-])")
_AFTER_TOWN = re.compile(r"\s*(?:[.,;!?)]|$|(?:och|där|är|men|som|i)\s)")
_FARM_BEFORE = re.compile(
    r"(?<!\w)[A-ZÅÄÖ][\w'-]{2,20}(?:gården|torp|torpet|stugan|bo|hult|backen|lund), (?:[A-ZÅÄÖ][\w'-]{2,20} )?$"
)
_BOX = re.compile(
    r"(?<!\w)(?P<value>(?:box|pl|postlåda)\s\d{2,5}(?:[,\s]{1,2}"
    + _POSTCODE
    + r"(?:\s[^\W\d_]{2,20})?))"
)
_PARTS_OF_STREETS = (
    *(
        "gatan",
        "vägen",
        "gränd",
        "stigen",
        "backen",
        "allé",
        "allen",
        "slingan",
        "kroken",
        "brinken",
    ),
    *("gården", "torpet", "stugan", "huset", "villan", "fastigheten"),
)
_POST_DIGITS = 5
_PARTS_OF_TOWN = frozenset(
    """stora lilla norra södra östra västra gamla nya övre nedre sankt""".split()  # noqa: SIM905 - read more easily
)
_SQUARES = frozenset(("torg", "torget", "allé", "gränd", "gata"))
_NEVER_TOWN = frozenset(
    ("alla", "allt", "det", "den", "där", "här", "och", "men", "jag", "vi", "hon", "han")
)


def addresses(piece: Piece) -> Iterator[Found]:
    """Find streets with a number, places that somebody lives in, and postcodes with a place."""
    if "c/o" in piece.low:
        for found in _CARE_OF.finditer(piece.text):
            yield Found(*found.span("value"), "address", ("context:care_of",))
    if piece.digits:
        yield from _numbered(piece)
        if piece.digits >= _POST_DIGITS or "box" in piece.low or "pl " in piece.low:
            yield from _posted(piece)
    if _STREET_INSIDE.search(piece.low):
        for found in _SPOKEN.finditer(piece.low):
            yield Found(*found.span("value"), "address", ("shape:street",))
    if piece.says(Mark.LIVING) and (
        piece.digits or any(map(piece.low.__contains__, _PARTS_OF_STREETS))
    ):
        yield from _lived_in(piece)


def _lived_in(piece: Piece) -> Iterator[Found]:
    """Streets and farms without a number where somebody lives, and house numbers alone."""
    for found in _STREET_AFTER.finditer(piece.low):
        before = piece.low[max(0, found.start() - 50) : found.start()]
        is_known = found["value"].rpartition(" ")[2] in other_words().public_streets
        is_sure = _SURE_LIVING.search(before) is not None and found[0].startswith("på")
        if _LIVING_BEFORE.search(before) and _is_named(found) and (is_sure or not is_known):
            yield Found(*found.span("value"), "address", ("context:lives", "shape:street"))
    for found in _KIN.finditer(piece.low):
        before = piece.low[max(0, found.start() - 60) : found.start()]
        is_known = found["value"] in other_words().public_streets
        if _is_named(found) and ("bor " in before or not is_known):
            yield Found(*found.span("value"), "address", ("context:lives", "shape:street"))
    if piece.text != piece.low:
        for found in _FARM.finditer(piece.text):
            yield Found(*found.span("value"), "address", ("context:lives", "shape:capital"))
    if piece.digits:
        for found in _DOOR.finditer(piece.low):
            yield Found(*found.span("value"), "address", ("context:lives",))


def _is_named(found: re.Match[str]) -> bool:
    return found["value"].rpartition(" ")[2] not in other_words().no_street


def _numbered(piece: Piece) -> Iterator[Found]:
    """Places with a house number; each begins at the word before a number."""
    if _CAPITAL_NUMBER.search(piece.text):
        yield from _parted(piece)
    for hint in _HOUSE_HINT.finditer(piece.low):
        start = _word_before(piece.low, hint.start())
        found = _NUMBERED.match(piece.low, start)
        if found and _is_address(piece, found):
            first = _titled_before(piece.text, start, found["word"])
            first = _farm_before(piece.text, _saint_before(piece.text, first))
            yield Found(first, _town_after(piece, found.end()), "address", ("shape:street",))


def _word_before(low: str, end: int) -> int:
    start = end
    while start > 0 and (low[start - 1].isalpha() or low[start - 1] in ":'-"):
        start -= 1
    return start


def _parted(piece: Piece) -> Iterator[Found]:
    """Farms, villages and properties with a number."""
    for found in _LIVED_NUMBER.finditer(piece.text):
        if found["value"].split(" ")[0].lower() not in lists().not_names:
            end = _town_after(piece, found.end("value"))
            yield Found(found.start("value"), end, "address", ("context:lives",))
    for pattern in (_PARTED, _SHORTENED, _VILLAGE, _PROPERTY):
        for found in pattern.finditer(piece.text):
            start, end = found.span("value")
            yield Found(start, _town_after(piece, end), "address", ("shape:part",))


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
    is_landscape = word.endswith(_ALSO_LANDSCAPE) and word not in lists().not_names
    is_long = len(word) > len("gård") or _titled_before(piece.text, start, word) < start
    return is_titled and is_landscape and is_long


def _is_street(word: str) -> bool:
    return word not in other_words().no_street and word not in lists().common


def _saint_before(text: str, start: int) -> int:
    found = _SAINT.search(text, max(0, start - 8), start)
    return found.start() if found else start


def _farm_before(text: str, start: int) -> int:
    """Where "Norrgården, " begins before "Stora Mellby 14"."""
    found = _FARM_BEFORE.search(text, max(0, start - 50), start)
    return found.start() if found else start


def _town_after(piece: Piece, end: int) -> int:
    """Where the address ends: after the town, if a comma and one follow."""
    town = _TOWN.match(piece.text, end)
    if not town:
        return end
    low = town["town"].lower()
    is_known = low.partition(" ")[0] in lists().places
    is_name = low.partition(" ")[0] in lists().sorts or low.partition(" ")[0] in _NEVER_TOWN
    is_last = _AFTER_TOWN.match(piece.text, town.end()) is not None
    return town.end() if is_known or (is_last and not is_name) else end


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
            before = _BEFORE_POST.search(piece.text, max(0, found.start() - 70), found.start())
            start = before.start() if before else found.start()
            yield Found(start, found.end(), "address", ("shape:postcode",))
    for pattern in (_SAID_POST, _BOX):
        for found in pattern.finditer(piece.low):
            yield Found(*found.span("value"), "address", ("context:post", "shape:postcode"))
