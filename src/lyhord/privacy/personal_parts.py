"""How personal numbers are written in parts, with a hidden end, or with odd signs between.

Texts come in lower case and with ASCII digits. Every pattern is bounded in length.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.births import MONTH
from lyhord.privacy.pieces import Found, Piece

SIX = r"\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-9]\d)"
_LONG = r"(?:19|20)\d\d[-./ ]?(?:0[1-9]|1[0-2])[-./ ]?(?:[0-2]\d|3[01]|[6-9]\d)"
_DATE = rf"(?:{_LONG}|{SIX})"
_PLAIN = rf"(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-9]\d)|{SIX})"  # without signs
_FOUR = r"\d\d[ -]?\d\d"
_LAST = (
    r"(?:(?:fyra|4)\s+sista|sista\s+(?:fyra|4)|kontrollsiffrorna|sista\s+siffrorna|slutsiffrorna"
    r"|siffrorna\s+efter\s+strecket|last\s+four(?:\s+digits)?)"
)
_JOINING = (
    r"(?:och|å|sen|sedan|därefter|sist|slut|slutet|plus|minus|streck|bindestreck|tankstreck|så|med)"
)
_PARTS = tuple(
    (re.compile(pattern), evidence)
    for pattern, evidence in (
        (
            (
                r"\b(?:(?:fyra|4)\s+sista|sista\s+(?:fyra|4)|sista)(?:\s+(?:siffrorna|siffror|i\s+personnumret))?"
                rf"(?:\s+(?:är|va|e|blir)|:)?\s+(?P<value>{_FOUR})(?!\d|\s?(?:kr|år|tim))"
            ),
            "context:last_four",
        ),
        (
            (
                rf"\b{_LAST}\b(?!\s+(?:år|vecko|månad|dag))"
                rf"[^\d\n.!?]{{0,30}}?(?P<value>{_FOUR})(?!\d)"
            ),
            "context:last_four",
        ),
        (
            (
                rf"\b{_LAST}\b[^\d\n.!?]{{0,30}}?{_FOUR}\s(?:istället|i stället|inte|eller)"
                rf"[^\d\n.!?]{{0,12}}?(?P<value>{_FOUR})(?!\d)"
            ),
            "context:last_four",
        ),
        (
            (
                rf"(?<![\d-])(?P<value>-?{_FOUR})(?:\s(?:är|e|va|var)\s(?:mina|hans|hennes|de|dom)\s"
                r"(?:(?:fyra|4)\s+sista|sista)\b|\s(?:på\sslutet|sist)\b)"
            ),
            "context:last_four",
        ),
        (
            rf"\b(?:slutar|avslutas|slutade|sluta)\s(?:på|med)\s-?(?!\d000)(?P<value>{_FOUR})(?!\d|\s?(?:kr|år))",
            "context:last_four",
        ),
        (
            (
                r"\b(?:person|pers|samordning|numret|nummer)[^\d\n.!?]{0,30}\s(?:[^\n.!?]{0,30}\s)?slutar\s"
                rf"(?P<value>{_FOUR})(?!\d)"
            ),
            "context:last_four",
        ),
        (
            (
                rf"(?<!\d)(?P<value>{_DATE})(?=[\s,(–-]{{1,3}}(?:[^\W\d_]{{1,9}}[\s,]{{1,2}}){{0,4}}"
                r"(?:sista|(?:fyra|4)\ssista|slutar|resten)\b)"
            ),
            "context:last_four",
        ),
        (
            (
                rf"(?<!\d){_DATE}[^\d\n.!?]{{1,30}}\b(?:resten|slutar)[^\d\n.!?]{{0,12}}"
                rf"(?P<value>{_FOUR})(?!\d)"
            ),
            "context:last_four",
        ),
        (
            (
                rf"(?<!\d)(?P<value>{_DATE}\s?[-+]\s?"
                r"(?=[\dx*_•?]{0,3}[x*_•?])[\dx*_•?]{2,4})(?!\w)"
            ),
            "shape:hidden_last_four",
        ),
        (
            rf"(?<![\w*])(?P<value>(?:[x*]{{6,8}}|(?:åå|yy){{1,2}}mmdd)[- ]?{_FOUR})(?!\d)",
            "shape:hidden_date",
        ),
        (
            rf"(?<![\d-])(?P<value>{_DATE}[-+a]?(?:tf\d\d|[a-z]{{1,2}}\d{{2,3}}|\d{{3}}[a-z]))(?!\w)",
            "shape:reserve_number",
        ),
        (rf"(?<![\d-])(?P<value>{SIX}-)(?=[\s.,!?)]|$)", "shape:hidden_last_four"),
        (
            (
                r"(?<!\d)(?P<value>(?:0[1-9]|[12]\d|3[01])[ ./-]?(?:0[1-9]|1[0-2])[ ./-]?"
                r"(?:19|20)\d\d[ -]{1,3}\d{4})(?![\d-])"
            ),
            "shape:day_first",
        ),
        (
            (
                rf"(?<!\d)(?P<value>\d{{1,2}}\s{MONTH}\s(?:19|20)\d\d[\s,-]{{1,3}}"
                rf"(?!(?:19|20)\d\d)(?:{_JOINING}\s){{0,2}}\d{{4}})(?![\d-])"
            ),
            "shape:day_first",
        ),
        (
            (
                rf"(?<!\d)(?P<value>{_PLAIN}(?:\s{{0,2}},|\n|\s{{1,2}}{_JOINING}){{1,3}}"
                r"\s{1,2}\d{4})(?!\d)"
            ),
            "shape:parts",
        ),
        # signs that nobody puts inside another number of this shape
        (
            rf"(?<![\d.,:/-])(?P<value>{_PLAIN}(?:\s?[=~*:;|_/]\s?|,)(?!19|20){_FOUR})(?![\d:,/-]|\.\d)",
            "shape:odd_sign",
        ),
        (
            (
                r"(?<![\d-])(?P<value>[1-9]\d(?:0[ -][1-9]|1[ -][0-2])(?:[0-2]\d|3[01])"
                r"[ -]\d\d ?\d\d)(?![\d-])"
            ),
            "shape:threes",
        ),
        (r"(?<!\w)(?P<value>(?=\d{0,5}o)[\do]{6}[-+]\d{4})(?!\w)", "shape:letter_o"),
        (
            rf"\b(?:person|pers|pnr)[^\d\n.!?]{{0,25}}(?P<value>{_DATE}-\d{{3}})(?!\w)",
            "shape:hidden_last_four",
        ),
    )
)
_NEXT_LAST = re.compile(r"(?:,|,?\s(?:å|och|o|&|samt|resp))\s(?P<value>\d{4})(?!\d|\s?(?:kr|år))")
_DAY = re.compile(
    r"(?:(?:19|20)(?=\d\d[-./ ]?\d\d[-./ ]?\d\d))?\d\d[-./ ]?\d\d[-./ ]?(?P<day>\d\d)"
)
_SIX_DIGITS = re.compile(
    r"\d(?:\d-?\d\d-?\d\d|[ ./]\d\d[ ./]\d{4} |\d\d[ -]\d{3}[ -]\d|o\d|(?<=o.)\d{4}"
    r"|(?<=[a-z] .)\d{3}[ ,-])"
)
_SAYS_LAST = (
    "sista",
    "last four",
    "xx-",
    "**",
    "mmdd",
    "slutar",
    "avslutas",
    "slutade",
    "siffrorna",
    "slutet",
    " sist",
)
_FEWEST_DIGITS = 4


def personal_parts(piece: Piece) -> Iterator[Found]:
    """Find personal numbers whose date and last four stand apart, or of which one is missing."""
    low = piece.low
    if piece.digits < _FEWEST_DIGITS:
        return
    if not (_SIX_DIGITS.search(low) or any(map(low.__contains__, _SAYS_LAST))):
        return
    for pattern, evidence in _PARTS:
        for found in pattern.finditer(low):
            yield Found(*found.span("value"), kind_of(found["value"]), (evidence,))
            if evidence == "context:last_four":
                yield from _others_last(low, found.end("value"))


def _others_last(low: str, end: int) -> Iterator[Found]:
    """The last four of others in the same list: "fyra sista är 2281, 7739 och 1106"."""
    while more := _NEXT_LAST.match(low, end):
        yield Found(*more.span("value"), "personnummer", ("context:last_four",))
        end = more.end("value")


def kind_of(written: str) -> str:
    """What a number is whose day is beyond sixty: a coordination number."""
    found = _DAY.match(written)
    return "samordningsnummer" if found and found["day"] > "60" else "personnummer"
