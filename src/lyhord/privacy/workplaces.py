"""How schools, homes, clubs and small workplaces are named; kinds of schools are no names.

A word for what the place is (`around_places.toml`) stands beside the name: after it ("Solrosens
förskola"), before it ("förskolan Solrosen") or in it ("Solrosskolan").
"""

import re
from collections.abc import Iterator

from lyhord.privacy.name_lines import Line
from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.place_shapes import is_place_noun, is_plain_capital, names_after, names_before, saint_before
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
_NAME_INSIDE = re.compile(r"[^\W_.!?:][,)]? [\"'”“»]?[A-ZÅÄÖ][^\W\d_]")
_ENDS = (
    *("skola", "förskola", "gymnasium", "hem", "hemmet", "boende", "boendet", "mottagning"),
    *("mottagningen", "centrum", "center", "klinik", "kliniken", "förening", "föreningen"),
    *("klubb", "klubben", "café", "cafe", "kafé", "kaféet", "råd", "bostad", "bostaden", "enhet"),
    *("enheten", "teamet", "fritids", "verkstad", "verkstaden", "huset", "gården", "centralen"),
    *("salong", "salongen", "handel", "handeln", "byrå", "byrån", "verksamheten", "skolan"),
)
_SHORTEST_COMPOUND = 7
_WHOLE = ("boendet", "hemmet", "bostaden")
_NEVER_CALLED = frozenset(("gruppen", "bandet", "verksamheten", "enheten", "företaget", "grupp"))
_CALLED = frozenset(("heter", "hette", "kallas", "kallades"))
_POSSESSIVE = frozenset(("vår", "vårt", "min", "mitt", "hans", "hennes", "deras", "vårat", "våran"))
_TIES = frozenset(("på", "vid", "i", "från", "till", "hos"))
_GOING_BACK = 5


def schools(piece: Piece) -> Iterator[Found]:
    """Find schools, preschools, homes, clubs and small workplaces by their own names."""
    low = piece.low
    if "skolan" in low or "gymnasi" in low:
        yield from _named(piece)
    if piece.says(Mark.CHAIN):
        for found in _CHAIN.finditer(low):
            if _GOES_TO.search(low, 0, found.start()):
                yield Found(*found.span("value"), "school", ("list:chain", "context:place"))
    is_inside = piece.text != low and _NAME_INSIDE.search(piece.text) is not None
    if is_inside or piece.says(Mark.INSTITUTION):
        yield from _around(Line(piece, lists()), is_inside=is_inside)


def _named(piece: Piece) -> Iterator[Found]:
    """Words such as "Vasaskolan", in any case of letters."""
    for found in _NAMED.finditer(piece.low):
        word = found["word"].removesuffix("s")
        is_kind = word in around_places().school_kinds or word.endswith(_COMPOUNDING)
        if not is_kind and len(word) > len("skolan") + 1:
            yield Found(*found.span("value"), "school", ("shape:school",))


def _around(line: Line, *, is_inside: bool) -> Iterator[Found]:
    """Names beside each word for a place, and those of places that somebody goes to."""
    for place, low in enumerate(line.lows):
        if line.traits[place] & Mark.INSTITUTION or (
            is_inside and len(low) > _SHORTEST_COMPOUND and low.endswith(_ENDS)
        ):
            yield from _beside(line, place)
        elif is_inside and low in _TIES and _is_gone_to(line, place):
            yield _spanning(line, place + 1, place + 1, "context:place")


def _beside(line: Line, head: int) -> Iterator[Found]:
    first = names_before(line, head)
    last = names_after(line, head)
    if first < head:
        yield _spanning(line, first, max(last, head), "shape:school")
    elif last > head:
        yield _spanning(line, _beginning(line, head), last, "context:place")
    elif (called := _called(line, head)) != head:
        yield _spanning(line, called, called, "context:called")


def _beginning(line: Line, head: int) -> int:
    """Where the name begins: after a definite word in lower case, which stays readable."""
    places = around_places()
    is_begun = line.follows_on(head) and line.is_titled(head - 1)
    if is_begun and line.low(head - 1) in places.between:
        return head - 1
    if line.low(head + 1) in _TIES:
        return head
    if line.raw(head)[0].islower():
        low = line.low(head)
        stays = (low in places.definite or low.endswith(("en", "et"))) and not low.endswith(_WHOLE)
        return head + 1 if stays else head
    return head


def _called(line: Line, head: int) -> int:
    """The name in "skolan heter Solrosen" and "Solrosen heter vår skola"; else the head."""
    if line.low(head) in _NEVER_CALLED:
        return head
    after = head + 2 if line.low(head + 1) == "som" else head + 1
    if line.low(after) in _CALLED and (
        is_plain_capital(line, after + 1) or is_place_noun(line.low(after + 1))
    ):
        return after + 1
    is_before = line.low(head - 1) in _POSSESSIVE and line.low(head - 2) in _CALLED
    return head - 3 if is_before and line.is_titled(head - 3) else head


def _is_gone_to(line: Line, tie: int) -> bool:
    """Whether somebody goes to, works or lives in a place with a name like "Smultronet"."""
    name = tie + 1
    if not line.follows_on(name) or not is_plain_capital(line, name):
        return False
    after = line.text[line.ends[name] : line.ends[name] + 2]
    if line.sort(name) & Sort.GIVEN or after[1:].isdigit() or not is_place_noun(line.low(name)):
        return False
    before = line.lows[max(0, tie - _GOING_BACK) : tie]
    return not around_places().going.isdisjoint(before)


def _spanning(line: Line, first: int, last: int, evidence: str) -> Found:
    shape = ("shape:capital",) if line.is_titled(first) else ()
    return Found(saint_before(line, first), line.ends[last], "school", (evidence, *shape))
