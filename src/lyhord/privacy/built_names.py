"""How names of schools and workplaces are built: "Vasaskolan", "Gula Villan", "Oakhill School".

What stands beside the words for places is in `workplaces`.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.place_shapes import named_until
from lyhord.privacy.word_lists import Mark, Sort, around_places, lists

_NAMED = re.compile(
    r"(?<![\w-])(?P<value>"
    r"(?:(?:s:ta?|sankta?|st|nya|norra|södra|östra|västra|lilla|stora)[ .]{1,2})?"
    r"(?P<word>[^\W\d_](?:[^\W\d_]|[:-]){1,30}(?:skolan|skolans|gymnasiet|gymnasiets)))(?![\w-])"
)
# kinds of schools that make longer kinds: "distanshögskolan"
_COMPOUNDING = (
    *("högskolan", "grundskolan", "gymnasieskolan", "förskolan", "särskolan", "musikskolan"),
    *("kulturskolan", "simskolan", "ridskolan", "dansskolan", "sommarskolan", "körskolan"),
    *("resursskolan", "specialskolan", "idrottsskolan", "fotbollsskolan", "hockeyskolan"),
    *("söndagsskolan", "koranskolan", "språkskolan", "teaterskolan", "bildskolan"),
)
_CHAIN = re.compile(
    r"(?<![\w-])(?P<value>(?:internationella engelska skolan|engelska skolan|kunskapsskolan"
    r"|praktiska gymnasiet|praktiska|raoul wallenbergskolan|drottning blankas?"
    r"|thoren(?: business school)?"
    r"|jensen|nti|lbs|ies|procivitas|realgymnasiet|rytmus|vittra|prolympia|hermods|plusgymnasiet"
    r"|amerikanska gymnasiet|designgymnasiet|cybergymnasiet|movant)"
    r"(?:[ -]?gymnasiet|[ -]?skolan)?"
    r"(?: i (?!ett?\b|min|vår|två|tre|flera|stan|hela)[^\W\d_]{2,20})?)(?![\w-])"
)
_GOES_TO = re.compile(r"(?:på|till|från|hos|vid) $")
_FIXED = (
    re.compile(r"\b(?P<value>[Ii] [Uu]r (?:och|&) [Ss]kur(?: [A-ZÅÄÖ][\w-]{2,20})?)"),
    re.compile(
        r"\b(?!Vita Huset)(?P<value>(?:Gula|Röda|Blå|Vita|Gröna|Rosa|Svarta|Bruna|Orange|Lila|Grå"
        r"|Gamla|Lilla|Stora) (?:Villan|Huset|Stugan|Gården|Ladan|Skolan|Tåget|Bussen|Kvarnen"
        r"|Dörren|Rummet|Paviljongen))\b"
    ),
    re.compile(
        r"\b(?:på|från|till|vid|hos) (?P<value>(?:S:ta?|Sankta?|St\.?) [A-ZÅÄÖ][\w-]{2,20})"
        r"(?! kyrk|\w)(?<!gatan)(?<!vägen)(?<!plan)(?<!torg)"
    ),
)
_NO_ENGLISH = (
    r"(?:The|My|Our|His|Her|Their|High|Primary|Middle|After|Old|New|This|That|In|At|And|But|Public"
    r"|Sunday|Swedish|Summer|International|English|Grammar|Boarding|Elementary|Secondary|Every|Each"
    r"|No|Some|If|When|Before|Home|What|Why|How|Going|Leaving)"
)
_TITLED = r"[A-ZÅÄÖ][\w'-]{2,20}"
_ENGLISH = re.compile(
    rf"(?<![\w-])(?P<value>(?!{_NO_ENGLISH} ){_TITLED}(?: {_TITLED}){{0,2}}"
    r" (?:[Ss]chool|[Pp]re-?school|[Aa]cademy|[Kk]indergarten|[Nn]ursery))(?![\w-])"
)
_COMPANY = re.compile(
    r"(?<![\w-])(?P<value>(?P<word>[A-ZÅÄÖ][\w'-]{1,20})(?: (?:& |och )?[A-ZÅÄÖ][\w'-]{1,20}){0,3}"
    r" (?:AB|HB|KB))(?![\w-])"
)
_FIRST_NAME = re.compile(r"(?<![\w-])(?P<name>[A-ZÅÄÖ][a-zåäöé]{1,15}) $")
_YEARS_OF = re.compile(r"(?<![\w-])(?P<value>(?P<word>[A-ZÅÄÖ][\w-]{3,25}) F[-–][3-9])(?!\w)")


def built_names(piece: Piece) -> Iterator[Found]:
    """Find places whose name says by its form that it is one, and schools of chains."""
    low, text = piece.low, piece.text
    if "skolan" in low or "gymnasi" in low:
        yield from _named(piece)
    if piece.says(Mark.CHAIN):
        yield from _of_chains(low)
    if "chool" in low or "academy" in low or "kindergarten" in low or "nursery" in low:
        for found in _ENGLISH.finditer(text):
            yield Found(*found.span("value"), "school", ("shape:school",))
    if " AB" in text or " HB" in text or " KB" in text or "F-" in text or "F–" in text:
        yield from _with_signs(text)


def fixed_names(text: str) -> Iterator[Found]:
    """Names that are built in one way: "Gula Villan", "I Ur och Skur Kotten", "på S:ta Eugenia"."""
    for pattern in _FIXED:
        for found in pattern.finditer(text):
            yield Found(*found.span("value"), "school", ("shape:fixed",))


def _with_signs(text: str) -> Iterator[Found]:
    """Companies by their form, and schools by their years, that are no common words."""
    known = lists()
    for pattern, evidence in ((_COMPANY, "shape:business"), (_YEARS_OF, "shape:school")):
        for found in pattern.finditer(text):
            if found["word"].lower() not in known.not_names | known.common:
                yield Found(*found.span("value"), "school", (evidence,))


def _named(piece: Piece) -> Iterator[Found]:
    """Words such as "Vasaskolan", in any case of letters."""
    for found in _NAMED.finditer(piece.low):
        word = found["word"].removesuffix("s")
        is_kind = word in around_places().school_kinds or word.endswith(_COMPOUNDING)
        if not is_kind and len(word) > len("skolan") + 1:
            end = named_until(piece.text, found.end("value"))
            start = _named_after(piece.text, found.start("value"))
            yield Found(start, end, "school", ("shape:school",))


def _named_after(text: str, start: int) -> int:
    """Where "Per" begins before "Brahegymnasiet"; else where the name began."""
    before = _FIRST_NAME.search(text, max(0, start - 20), start)
    is_name = before and lists().sorts.get(before["name"].lower(), 0) & (Sort.GIVEN | Sort.ORDINARY)
    return before.start() if before and is_name else start


def _of_chains(low: str) -> Iterator[Found]:
    for found in _CHAIN.finditer(low):
        if _GOES_TO.search(low, 0, found.start()):
            yield Found(*found.span("value"), "school", ("list:chain", "context:place"))
