"""How schools, homes, clubs and small workplaces are named; kinds of schools are no names.

A word for what the place is (`around_places.toml`) stands beside the name: after it ("Solrosens
förskola"), before it ("förskolan Solrosen") or in it ("Solrosskolan").
"""

from collections.abc import Iterator

from lyhord.privacy.built_names import built_names, fixed_names
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
    yield from built_names(piece)
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
        yield from fixed_names(line.text)


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
