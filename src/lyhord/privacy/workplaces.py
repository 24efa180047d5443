"""How schools, homes, clubs and small workplaces are named; kinds of schools are no names.

A word for what the place is (`around_places.toml`) stands beside the name: after it ("Solrosens
förskola"), before it ("förskolan Solrosen") or in it ("Solrosskolan").
"""

import re
from collections.abc import Iterator

from lyhord.privacy.name_lines import Line
from lyhord.privacy.name_shapes import ORGANISATION
from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.place_shapes import (
    is_place_noun,
    is_plain_capital,
    named_until,
    names_after,
    names_before,
    saint_before,
)
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
_ENDS = (
    *("skola", "förskola", "gymnasium", "hem", "hemmet", "boende", "boendet", "mottagning"),
    *("mottagningen", "centrum", "center", "klinik", "kliniken", "förening", "föreningen"),
    *("klubb", "klubben", "café", "cafe", "kafé", "kaféet", "råd", "bostad", "bostaden", "enhet"),
    *("enheten", "teamet", "fritids", "verkstad", "verkstaden", "huset", "gården", "centralen"),
    *("salong", "salongen", "handel", "handeln", "byrå", "byrån", "verksamheten", "skolan"),
    *("gruppen", "studion", "firman", "kooperativet", "jouren", "kåren", "butiken", "biblioteket"),
    *(
        "praktiken",
        "gymnasiet",
        "församlingen",
        "stugan",
        "lokalen",
        "hallen",
        "kören",
        "kollot",
        "caféet",
    ),
)
_FIXED = (
    re.compile(r"\b(?P<value>[Ii] [Uu]r (?:och|&) [Ss]kur(?: [A-ZÅÄÖ][\w-]{2,20})?)"),
    re.compile(
        r"\b(?P<value>(?:Gula|Röda|Blå|Vita|Gröna|Rosa|Svarta|Bruna|Orange|Lila|Grå|Gamla|Lilla"
        r"|Stora) (?:Villan|Huset|Stugan|Gården|Ladan|Skolan|Tåget|Bussen|Kvarnen|Dörren|Rummet"
        r"|Paviljongen))\b"
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
_YEARS_OF = re.compile(
    r"(?<![\w-])(?P<value>(?P<word>[A-ZÅÄÖ][\w-]{3,25}) [FK]\s?[-–]\s?[3-9])(?!\w)"
)
_SHORTEST_COMPOUND = 7
_ANY_PLACE = Mark.INSTITUTION | Mark.TRADE
_WHOLE = ("boendet", "hemmet", "bostaden")
_OF_ALL = frozenset(("folkets", "barnens", "ungdomens", "familjens", "kvinnornas", "lantmännens"))
_NEVER_CALLED = frozenset(("gruppen", "bandet", "verksamheten", "enheten", "företaget", "grupp"))
_CALLED = frozenset(("heter", "hette", "kallas", "kallades"))
_POSSESSIVE = frozenset(("vår", "vårt", "min", "mitt", "hans", "hennes", "deras", "vårat", "våran"))
_TIES = frozenset(("på", "vid", "i", "från", "till", "hos"))
_GOING_BACK = 5
_NEAR = (-2, -1, 0, 1, 2, 3, 4)  # words from a capital to the word for the place


def schools(piece: Piece) -> Iterator[Found]:
    """Find schools, preschools, homes, clubs and small workplaces by their own names."""
    low = piece.low
    if "skolan" in low or "gymnasi" in low:
        yield from _named(piece)
    if piece.says(Mark.CHAIN):
        yield from _of_chains(low)
    yield from _of_fixed_form(piece)
    is_inside = _has_capital_inside(piece)
    is_staff = piece.says(Mark.STAFF) and len(piece.capitals()) > 0
    if not (is_inside or is_staff or piece.says(Mark.INSTITUTION)):
        return
    line = Line(piece, lists())
    if is_staff:
        yield from _of_staff(line)
    if is_inside:
        yield from _near_capitals(line)
        yield from _businesses(line)
    else:
        yield from _in_small_letters(line)
    if piece.says(Mark.FIXED) or "s:t" in low:
        yield from _fixed(line)


def _of_fixed_form(piece: Piece) -> Iterator[Found]:
    """As in "Oakhill School", "Husseins Livs AB", "Björkens F-6"."""
    low, text = piece.low, piece.text
    if any(map(low.__contains__, ("chool", "academy", "kindergarten", "nursery"))):
        for found in _ENGLISH.finditer(text):
            yield Found(*found.span("value"), "school", ("shape:school",))
    if any(map(text.__contains__, (" AB", " HB", " KB", " F", " K"))):
        yield from _with_signs(text)


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


def _has_capital_inside(piece: Piece) -> bool:
    """Whether a word has a capital that the beginning of a sentence does not ask for."""
    text, starts = piece.text, piece.starts
    return any(place and text[starts[place] - 2] not in ".!?:" for place in piece.capitals())


def _in_small_letters(line: Line) -> Iterator[Found]:
    for place, trait in enumerate(line.traits):
        if trait & Mark.INSTITUTION:
            yield from _beside(line, place)


def _near_capitals(line: Line) -> Iterator[Found]:
    """Names beside each word for a place, and those of places that somebody goes to."""
    capitals = line.piece.capitals()
    near = {place + step for place in capitals for step in _NEAR}
    for place, word in enumerate(line.lows):
        if line.traits[place] & _ANY_PLACE or (
            place in near and len(word) > _SHORTEST_COMPOUND and word.endswith(_ENDS)
        ):
            yield from _beside(line, place)
        elif word in _TIES and place + 1 in capitals and _is_gone_to(line, place):
            yield _spanning(line, place + 1, place + 1, "context:place")


def _businesses(line: Line) -> Iterator[Found]:
    """As in "Majas Hundtrim": whose it is, and a capital that is no name."""
    for place in line.piece.capitals():
        is_owned = line.sort(place - 1) & Sort.GENITIVE and line.is_titled(place - 1)
        is_thing = line.is_titled(place) and not line.traits[place] & (Sort.ANY | Mark.COMMON)
        is_long = len(line.low(place)) >= _SHORTEST_COMPOUND
        if is_owned and is_thing and is_long and line.follows_on(place):
            yield _spanning(line, place - 1, place, "shape:business")


def _beside(line: Line, head: int) -> Iterator[Found]:
    first = names_before(line, head)
    last = names_after(line, head)
    if first < head and not _has_number(line, max(last, head)):
        yield _spanning(line, first, max(last, head), "shape:school")
    elif last > head:
        if _has_number(line, last):
            return
        yield _spanning(line, _beginning(line, head), last, "context:place")
    elif (called := _called(line, head)) != head:
        yield _spanning(line, called, called, "context:called")


def _has_number(line: Line, last: int) -> bool:
    """Whether a house number follows: then it is an address."""
    return line.text[line.ends[last] : line.ends[last] + 2].strip().isdigit()


def _beginning(line: Line, head: int) -> int:
    """Where the name begins: after a definite word in lower case, which stays readable."""
    places = around_places()
    if (line.low(head) == "hus" and line.low(head - 1) in _OF_ALL) or (
        line.low(head) == "verksamhet" and line.low(head - 1) == "daglig"
    ):
        return head - 1
    is_begun = line.follows_on(head) and line.is_titled(head - 1)
    if is_begun and line.low(head).endswith("föreningen") and line.low(head - 1).endswith("ska"):
        return head - 1
    if is_begun and (line.low(head - 1) in places.between or line.low(head - 1) in _OF_ALL):
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
    if is_before and line.is_titled(head - 3):
        return head - 3
    return _said_to_be(line, head)


def _said_to_be(line: Line, head: int) -> int:
    """The name in "Hagbygården är ett HVB" and "Verkstan är ungdomsgården"; else the head."""
    for verb in (head - 1, head - 2):
        is_said = line.low(verb) in {"är", "e", "var"} and line.is_titled(verb - 1)
        if is_said and is_place_noun(line.low(verb - 1)):
            return verb - 1
    return head


def _is_gone_to(line: Line, tie: int) -> bool:
    """Whether somebody goes to, works or lives in a place with a name like "Smultronet"."""
    name = tie + 1
    if not line.follows_on(name) or not is_plain_capital(line, name):
        return False
    if line.sort(name) & Sort.GIVEN or _has_number(line, name):
        return False
    places, before = around_places(), line.lows[max(0, tie - _GOING_BACK) : tie]
    if is_place_noun(line.low(name)) and not places.going.isdisjoint(before):
        return True
    is_staff = line.low(tie - 1) in places.staff | places.attending
    is_definite = line.low(name).endswith(("en", "et", "an")) and line.is_titled(tie - 1)
    is_staff = is_staff or (is_definite and line.sort(tie - 1) & Sort.GIVEN > 0)
    is_public = line.low(name).endswith(ORGANISATION) or line.low(name) in lists().common
    return is_staff and line.low(tie) in {"på", "från"} and not is_public


def _fixed(line: Line) -> Iterator[Found]:
    """Names that are built in one way: "Gula Villan", "I Ur och Skur Kotten", "på S:ta Eugenia"."""
    for pattern in _FIXED:
        for found in pattern.finditer(line.text):
            yield Found(*found.span("value"), "school", ("shape:fixed",))


def _of_staff(line: Line) -> Iterator[Found]:
    """As in "Tallkottens personal": what preschools are called, and whose staff it is."""
    staff = around_places().staff
    for place, low in enumerate(line.lows):
        if place and low in staff:
            owner = line.low(place - 1)
            is_noun = owner.endswith("s") and is_place_noun(owner[:-1])
            if is_noun and line.is_titled(place - 1):
                yield _spanning(line, place - 1, place - 1, "context:staff")


def _spanning(line: Line, first: int, last: int, evidence: str) -> Found:
    shape = ("shape:capital",) if line.is_titled(first) else ()
    end = named_until(line.text, line.ends[last])
    return Found(saint_before(line, first), end, "school", (evidence, *shape))
