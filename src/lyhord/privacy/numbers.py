"""How personal numbers and phone numbers are written; finds them, and leaves other numbers alone.

Texts come with ASCII digits (`pseudonyms` sees to that). Every pattern is bounded in length,
so that a hostile text costs no more than a kind one.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.personal_parts import SIX, kind_of, personal_parts
from lyhord.privacy.pieces import Found, Piece

# Between digits people put spaces of all sorts, dashes, dots, slashes, brackets, and (on phones)
# the marks that turn a digit into a key-cap emoji; never a line break.
GAP = r"[ \t\u00a0\u00ad\u2000-\u200d\u2010-\u2015\u202f\u2060\u2212\ufe0f\u20e3./()-]"
_MINUS = r"[-+_\u2010-\u2015\u2212]"
_KEY_CAP = r"(?:\ufe0f?\u20e3)?"
_MONEY = re.compile(r"[ \t\u00a0]{0,2}(?:kr\b|kronor|sek\b|:-|%)", re.IGNORECASE)
_MORE_DATE = re.compile(r"-\d\d\b")
_FEWEST_DIGITS = 4
_PERSONAL_DIGITS, _PHONE_DIGITS = 10, 6
_PUBLIC_NUMBERS = frozenset(
    ("112", "1177", "116111", "116000", "116123", "116006", "11313", "11414", "90101", "118118")
)
_SAID_PHONE = re.compile(
    r"\b(?:tel(?:efon)?(?:en|nr|nummer|numret)?|mobil(?:en|nr|nummer|numret)?|mob|nummer|numret|ring(?:a|er)?|nås|sms|sms:?a|phone|call|hemnummer)"
    r"\b(?:[\s:.]{1,2}(?:mig|oss|på|är|till|nr|henne|honom|hem|me|säkrast|bäst)){0,3}[\s:.]{1,2}"
    rf"(?P<value>\d(?:{GAP}{{0,2}}\d){{5,9}})(?!{GAP}?\d|\w)"
)

_PERSONAL = re.compile(
    rf"""(?<!\d)
    (?P<century>(?:18|19|20){GAP}?)?
    (?P<date>\d\d{GAP}?\d\d{GAP}?\d\d|(?:\d{GAP}){{5}}\d)
    (?P<mark>{GAP}{{0,2}}{_MINUS}?{GAP}{{0,2}})
    (?P<last>(?:\d{GAP}?){{3}}\d)(?!\d)""",
    re.VERBOSE,
)
_EVENLY = re.compile(r"\d\d(?: \d\d){4}|\d(?: \d){9}|\d{6} \d\d \d\d")
_BIRTH_DATE = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_COORDINATION_DATE = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:6[1-9]|[78]\d|9[01])")  # day + 60
_SAID_PERSONAL = re.compile(
    r"(?:(?:person|födelse|fødsels)-?(?:nummer|nr|numret|numra)|\bhetu\b|personbeteckning|\bpers\.?\s?nr|\bpnr|samordnings-?(?:nummer|nr)"
    rf"|\btf-nummer|reservnummer|tillfälligt nummer)[^\d\n\[\]]{{0,25}}?\b"
    rf"(?P<value>\d(?:{GAP}{{0,2}}\d){{9,11}}|(?:(?:19|20)\d{{6}}|{SIX})"
    r"(?:\s?[-+]\s?\w{4})?)(?!\d)"
)
_SAYS_PERSONAL = re.compile(
    r"(?i:person(?:nummer|nr)|\bpers\.?\s?nr|\bpnr|samordnings(?:nummer|nr)|personal number)"
    r"[^\d\n\[\]]{0,20}$"
)
_SPEAKS_PERSONAL = re.compile(
    r"(?i:person-?n|\bpnr|folkbok|skatteverket|legitim|id-kort|fyra sista|sista fyra|samordningsn)"
)
_SPEAKS_PHONE = re.compile(r"(?i:\btel|\bring|mobil|\bsms|\bphone|\bcall)")
_MOBILE = re.compile(
    rf"(?<!\w)[0Oo]{GAP}{{0,3}}7{GAP}{{0,3}}[02369](?:{GAP}{{0,3}}\d){{7}}(?!\d){_KEY_CAP}"
)
_FIXED = re.compile(rf"(?<!\d)\(?0[1-9](?:{GAP}{{0,3}}\d){{5,8}}\d(?!\d)")
_FOREIGN = re.compile(
    rf"(?:\+{GAP}?[1-9]|(?<!\d)00(?:[1-9]|{GAP}46))(?:{GAP}{{0,3}}\d){{6,13}}(?!\d){_KEY_CAP}"
)
_NO_PREFIX = re.compile(rf"(?<!\d)(?:46{GAP}?)?7[02369]{GAP}?\d{{3}}{GAP}?\d\d{GAP}?\d\d(?!\d)")

_IN_A_ROW = re.compile(rf"\d(?:{GAP}{{0,3}}\d){{5}}")  # in every phone number
_SERVICE = re.compile(r"020|0200|077|116")  # free and shared-cost lines: no person has one
_TIMES = re.compile(
    rf"(?:[01]?\d|2[0-3])(?:[.:]?[0-5]\d){GAP}{{1,3}}(?:[01]?\d|2[0-3])(?:[.:]?[0-5]\d)"
)
_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:19|20)\d\d"
    rf"|\d\d-\d\d{GAP}{{1,3}}(?:19|20)\d\d-\d\d"  # the inside of two ISO dates in a row
)
_PAIRS = re.compile(rf"0[1-79]{GAP}{{1,3}}\d\d{GAP}{{1,3}}\d\d{GAP}{{1,3}}\d\d")


def personal_numbers(piece: Piece) -> Iterator[Found]:
    """Find personnummer and samordningsnummer, whether or not the check digit is right."""
    text = piece.text
    if piece.digits < _FEWEST_DIGITS:
        return
    if piece.digits >= _PERSONAL_DIGITS:
        yield from _whole(text)
    if "person" in piece.low or "nr" in piece.low or "nummer" in piece.low:
        for found in _SAID_PERSONAL.finditer(piece.low):
            kind = kind_of(found["value"])
            yield Found(*found.span("value"), kind, ("context:personal_number",))
    yield from personal_parts(piece)


def _whole(text: str) -> Iterator[Found]:
    for found in _PERSONAL.finditer(text):
        kind = _personal_kind(found, text)
        if kind:
            yield Found(*found.span(), kind, _personal_evidence(found))


def phones(piece: Piece) -> Iterator[Found]:
    """Find phone numbers of people and workplaces; not help lines, prices, years or times."""
    text = piece.text
    if piece.digits < _PHONE_DIGITS or not _IN_A_ROW.search(text):
        return
    for pattern in (_FOREIGN, _MOBILE, _FIXED, _NO_PREFIX):
        for found in pattern.finditer(text):
            is_price = _MONEY.match(text, found.end())
            if not is_price and (pattern is not _FIXED or _could_be_phone(found[0])):
                yield Found(*found.span(), "phone", ("shape:phone",))
    yield from _said_phones(piece)


def _said_phones(piece: Piece) -> Iterator[Found]:
    for found in _SAID_PHONE.finditer(piece.low):
        written = _digits(found["value"])
        is_open = written in _PUBLIC_NUMBERS or written.startswith(("19", "20", "116"))
        if not is_open and not _MONEY.match(piece.low, found.end()):
            yield Found(*found.span("value"), "phone", ("context:phone",))


def _personal_kind(found: re.Match[str], text: str) -> str | None:
    """Weigh shape, date, check digit and the words before; the check digit alone excuses none."""
    is_coordination = _digits(found["date"])[-2:] > "60"
    kind = "samordningsnummer" if is_coordination else "personnummer"
    if _SAYS_PERSONAL.search(text[max(0, found.start() - 40) : found.start()]):
        return kind
    if _MONEY.match(text, found.end()) or _is_date_and_year(found, text):
        return None
    if _is_marked(found):
        return None if _is_organisation(found) else kind
    is_told = _SPEAKS_PERSONAL.search(text) is not None and _SPEAKS_PHONE.search(text) is None
    return kind if _has_right_date(found, is_told=is_told) else None


def _is_organisation(found: re.Match[str]) -> bool:
    """Companies have the same shape, with a third digit of 2 or more and a right check digit."""
    date, last = _digits(found["date"]), _digits(found["last"])
    return not found["century"] and date[2] >= "2" and luhn(date + last)


def _has_right_date(found: re.Match[str], *, is_told: bool) -> bool:
    """Whether digits without a hyphen are a date and four more rather than a phone number."""
    date, last = _digits(found["date"]), _digits(found["last"])
    is_coordination = _COORDINATION_DATE.fullmatch(date) is not None
    if not is_coordination and not _BIRTH_DATE.fullmatch(date):
        return False
    if found["century"] or re.search(_MINUS, found["mark"]):
        return True
    if len(found["last"]) > len(last) and not _EVENLY.fullmatch(found[0]):
        return False
    looks_like_phone = re.match(r"07[02369]", date) is not None
    return is_told or not looks_like_phone or (not is_coordination and luhn(date + last))


def _personal_evidence(found: re.Match[str]) -> tuple[str, ...]:
    is_right = luhn(_digits(found["date"]) + _digits(found["last"]))
    return ("shape:personal_number", *(("shape:check_digit",) if is_right else ()))


def _is_marked(found: re.Match[str]) -> bool:
    """Six (or eight) digits, a hyphen or plus, four digits: nothing else is written so."""
    return (
        re.search(_MINUS, found["mark"]) is not None
        and found["last"].isdigit()
        and re.fullmatch(r"\d{6}|\d\d(?P<gap>[-./ ]?)\d\d(?P=gap)\d\d", found["date"]) is not None
    )


def _is_date_and_year(found: re.Match[str], text: str) -> bool:
    """Two dates in a row ("2024-03-12 2025-03-12") hold the shape of a personal number."""
    return found["last"].startswith(("19", "20")) and bool(_MORE_DATE.match(text, found.end()))


def _could_be_phone(written: str) -> bool:
    digits = _digits(written)
    if _SERVICE.match(digits) or _TIMES.fullmatch(written) or _DATE.fullmatch(written):
        return False
    if re.match(r"07[02369]", digits):
        return len(digits) >= len("070123456")
    return not _PAIRS.fullmatch(written)


def _digits(written: str) -> str:
    return "".join(symbol for symbol in written if symbol.isdecimal())


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
