"""How bank accounts, giro and card numbers are written; other numbers stay.

Every pattern is bounded in length, so that a hostile text costs no more than a kind one.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.numbers import luhn
from lyhord.privacy.pieces import Found, Piece, Tried, tried

_GAP = r"[ \u00a0.-]?"
_BANK = (
    r"(?:[a-zåäö-]{0,16}konto"
    r"(?:t|n|nr|nummer|numret|numrets|uppgifter|uppgifterna)?"
    r"|bankuppgift(?:er|erna)?|clearing(?:nr|nummer|numret)?|autogiro|nordea|swedbank|sparbanken"
    r"|handelsbanken|seb|länsförsäkringar|ica[ -]?banken|skandia(?:banken)?|danske bank|avanza"
    r"|forex|lf bank|revolut|klarna|csn[ -]?(?:nr|nummer))"
)
_IBAN_LANDS = r"(?:se|no|dk|fi|de|gb|pl|nl|ee|lt|lv|es|fr)"
_GIRO = r"(?:bg(?:-nr)?|pg(?:-nr)?|(?:bank|plus|post)giro(?:t|nr|nummer|numret|kontot?)?)"
_BETWEEN = (
    r"[\s:.,(-]{1,3}"
    r"(?:(?:nr|nummer|är|på|till|från|med|hos|i|och|nordea|swedbank|seb)[\s:.]{1,2}){0,3}"
)
_ACCOUNT = r"\d(?:[ \u00a0.,-]{0,3}\d){6,17}(?!\d)"
_FAR = (
    r"(?:(?!person|pnr|född|ring|tel|mobil|datum|öppna|sedan)[^\d\n.!?]){1,60}?"
    r"(?!(?:19|20)\d\d-?[01]\d-?[0-3]\d(?!\d))"
)
_CLEARING = r"[1-9]\d{3}(?:-\d)?"
_BANK_SIGNS = (
    *("konto", "bank", "clearing", "autogiro", "nordea", "seb", "länsförsäkringar", "ica"),
    *("skandia", "avanza", "forex", "revolut", "klarna", "csn"),
)
_GIRO_SIGNS = ("bg", "pg", "giro")
_PATTERNS = tuple(
    Tried(re.compile(pattern), evidence, needed)
    for pattern, evidence, needed in (
        (
            (
                rf"\b(?P<value>(?:[a-z]{{2}}|{_IBAN_LANDS} )\d\d(?:{_GAP}[a-z\d]{{4}}){{2,7}}"
                rf"(?:{_GAP}[a-z\d]{{1,3}})?)(?!\w)"
            ),
            "shape:iban",
            (),
        ),
        (
            (
                rf"(?<![\d-])(?P<value>{_CLEARING}[ ,]{{1,3}}(?:konto|kontonr|kontonummer|nr)"
                rf"[ :.]{{1,3}}{_ACCOUNT})"
            ),
            "shape:account",
            ("konto", "nr"),
        ),
        (rf"\b{_BANK}{_FAR}(?P<value>[1-9]{_ACCOUNT[2:]})", "context:account", _BANK_SIGNS),
        (r"(?<![\d-])(?P<value>3300[ ,-]{1,2}\d{6}[ -]?\d{4})(?!\d)", "shape:account", ("3300",)),
        (
            rf"\b{_GIRO}{_FAR}(?P<value>\d{{2,4}}[ -]\d{{4}}|\d(?:[ -]?\d){{1,6}}-\d)(?![\d-])",
            "context:giro",
            _GIRO_SIGNS,
        ),
        (
            (
                r"\bswish[a-zåäö]{0,8}(?:(?!ring|tel|mobil|sms|nås|numm|nr\b)[^\n.!?]){1,60}?(?<!\d)"
                r"(?P<value>07[02369](?:[ -]{0,2}\d){7})(?!\d)"
            ),
            "context:swish",
            ("swish",),
        ),
        (
            rf"\b{_GIRO}{_BETWEEN}(?P<value>\d(?:[ -]{{0,2}}\d){{2,8}}(?: - \d)?)(?!\d)",
            "context:giro",
            _GIRO_SIGNS,
        ),
        (
            (
                rf"(?<![\d-])(?P<value>\d{{2,4}}-\d{{4}}|\d(?:[ -]?\d){{1,6}}-\d)[\s,(]{{1,3}}"
                rf"(?:är\s)?(?:[^\W\d_]{{1,10}}\s){{0,2}}{_GIRO}\b"
            ),
            "context:giro",
            _GIRO_SIGNS,
        ),
        (
            (
                r"\b(?:ocr|autogiro|inkasso|faktura|kundnr|kundnummer)[^\d\n.!?]{0,25}?"
                r"(?P<value>\d(?:[ -]?\d){5,24})(?!\d)"
            ),
            "context:account",
            ("ocr", "autogiro", "inkasso", "faktura", "kundn"),
        ),
        (r"(?<![\d-])(?P<value>[3-9]\d{3}-\d{7})(?![\d-])", "shape:account", ("-",)),
        (
            (
                r"\b(?:sätta? in|satte in|betala(?:s|r|de)? (?:in )?till|skicka pengar till)\b"
                rf"[^\d\n.!?]{{0,25}}?(?P<value>[1-9]{_ACCOUNT[2:]})"
            ),
            "context:account",
            ("sätt", "satt", "betala", "skicka pengar"),
        ),
        (
            (
                r"(?<![\d-])(?P<value>07[02369](?:[ -]{0,2}\d){7})[\s,(]{1,3}(?:är\s|e\s)?"
                r"(?:[^\W\d_]{1,8}\s)?swish"
            ),
            "context:swish",
            ("swish",),
        ),
        (rf"\b{_BANK}{_BETWEEN}(?P<value>{_ACCOUNT})", "context:account", _BANK_SIGNS),
        (
            r"(?<![\d-])(?P<value>[1-9]\d{3}-\d[ ,]{1,3}\d(?:[ \u00a0.,-]{0,2}\d){5,9})(?!\d)",
            "shape:account",
            ("-",),
        ),
        (r"(?<![\d-])(?P<value>[1-9]\d{3}-\d\d \d{3} \d\d)(?![\d-])", "shape:account", ("-",)),
        (
            (
                r"(?<![\d-])(?P<value>[1-9]\d{3}[ ,-]{1,2}\d(?:[ \u00a0.-]{0,2}\d){5,9})"
                rf"[\s,(]{{1,3}}(?:i |på |hos )?{_BANK}\b"
            ),
            "context:account",
            _BANK_SIGNS,
        ),
        (
            rf"\bswish[a-zåäö]{{0,8}}{_BETWEEN}(?P<value>123{_GAP}\d(?:{_GAP}\d){{6}})(?!\d)",
            "context:swish",
            ("swish",),
        ),
        (
            rf"(?<![\d+-])(?P<value>123{_GAP}\d{{3}}{_GAP}\d\d{_GAP}\d\d)(?!{_GAP}\d)",
            "shape:swish",
            ("123",),
        ),
    )
)
_CLEARING_ALONE = re.compile(
    rf"\bclearing(?:nr|nummer|numret)?{_BETWEEN}(?P<value>\d{{4}}(?:-\d)?)(?!\d)"
)
_CARD = re.compile(
    rf"(?<![\d+-])(?:\d{{4}}(?:{_GAP}\d{{4}}){{3}}|3[47]\d\d{_GAP}\d{{6}}{_GAP}\d{{5}})"
    rf"(?!{_GAP}\d)"
)
_ENDS_CARD = (
    re.compile(r"(?<![\w*])(?P<value>(?:\d{4}|[*x]{4})(?:[ -]?[*x]{4}){2}[ -]?\d{4})(?!\d)"),
    re.compile(
        r"\b[a-zåäö]{0,12}(?:kort(?:et)?|konto(?:t|n)?|visa|mastercard)\b"
        r"[^\d\n.!?]{0,40}?\b(?:slutar|slutsiffror(?:na)?|sista (?:siffror(?:na)?|fyra))\b"
        r"[^\d\n.!?]{0,10}?(?!20[0-4]\d)(?P<value>\d{4})(?!\d)"
    ),
)
_STARTS_CARD = ("4", "5")
_SAYS_CARD = re.compile(r"\b(?:[a-zåäö]{0,8}kort(?:et|nr|nummer|numret)?|visa|amex|mastercard)\b")
_IBAN_DIGITS = 12
_FEWEST, _CARD_DIGITS = 6, 15  # digits of a text that may hold any
_DIGIT = re.compile(r"\d")


def accounts(piece: Piece) -> Iterator[Found]:
    """Find accounts: IBAN, clearing and account numbers, giro, Swish numbers, cards."""
    text = piece.low
    if "clearing" in text:
        for found in _CLEARING_ALONE.finditer(text):
            yield Found(*found.span("value"), "account", ("context:account",))
    if piece.digits and ("kort" in text or "konto" in text or "**" in text):
        for pattern in _ENDS_CARD:
            for found in pattern.finditer(text):
                yield Found(*found.span("value"), "account", ("context:card",))
    if piece.digits >= _FEWEST:
        yield from _accounts(piece)
    if piece.digits >= _CARD_DIGITS:
        yield from _cards(text)


def _accounts(piece: Piece) -> Iterator[Found]:
    patterns = _PATTERNS if piece.digits >= _IBAN_DIGITS else _PATTERNS[1:]
    for found, shape in tried(piece.low, patterns):
        if shape.evidence != "shape:iban" or _is_iban(found["value"]):
            yield Found(*found.span("value"), "account", (shape.evidence,))


def _cards(text: str) -> Iterator[Found]:
    for found in _CARD.finditer(text):
        is_said = _SAYS_CARD.search(text) is not None or found[0].startswith(_STARTS_CARD)
        if is_said or luhn("".join(_DIGIT.findall(found[0]))):
            evidence = ("context:card",) if is_said else ("shape:card", "shape:check_digit")
            yield Found(*found.span(), "account", evidence)


def _is_iban(written: str) -> bool:
    return len(_DIGIT.findall(written)) >= _IBAN_DIGITS
