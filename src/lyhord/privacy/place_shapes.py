"""What stands beside the word for a place as its name, before or after it; finds no spans."""

import re

from lyhord.privacy.name_lines import Line
from lyhord.privacy.place_words import (
    ALSO_OF_PEOPLE,
    BEFORE_ENDS,
    HOMES,
    NATURE,
    NO_PLACE,
    OF_PEOPLE,
    OWNED_ENDS,
    PARTS,
    SHORTEST_NATURE,
    STREETS,
)
from lyhord.privacy.word_lists import Mark, Sort, around_places, lists

_ORGANISATIONS = re.compile(r"(?<!folk)högskola|universitet|distrikt")
_MOST_BETWEEN, _MOST_WORDS = 3, 3
_FIRST_GAPS = frozenset((" ", ' "', " '", " ”", " “", " »"))
_BETWEEN_NAMES = frozenset((" ", " & "))
_BETWEEN_GAPS = frozenset((" ", "- ", " & "))
_SHORTEST_OWNER = 3
_SCHOOLS = ("skola", "skolas", "gymnasium", "fritidsgård", "hvb", "dagis")
_SHORTEST_LOW_OWNER = 8
_SURE_OWNED = frozenset(("förskola", "friskola", "fritidshem", "fritidsgård", "behandlingshem"))
_JOINING = frozenset(("och", "o"))
_MORE = re.compile(
    r"(?: (?:åk )?(?:[FfKk]|[1-7])\s?[-–]\s?(?:[1-9])(?![\d:.]\d|\w))?(?: (?:AB|HB|KB)\b)?"
    r"(?: (?:och|&) (?:förskola|fritids|fritidshem|skola|grundskola|gymnasium)\b)?"
    r"(?P<in> i (?P<village>[A-ZÅÄÖ][a-zåäöé]{2,20})(?![\w-]))?"
)
_SAINT = re.compile(r"(?:[Ss]:ta?|[Ss]ankta?|St\.?) $")
_VOWELS = ("a", "e", "i", "o", "u", "y", "å", "ä", "ö")
# common words after which an association may be named all the same: "Föreningen Vuxna i Vreta"
_OF_SOMEBODY = ("föreningen", "stiftelsen", "nätverket")
_SPEAKING = frozenset(
    ("vuxna", "barn", "barnen", "unga", "ungdom", "ungdomar", "föräldrar", "trygga")
)
_SETTLED = (
    "bo",
    "by",
    "sta",
    "torp",
    "lunda",
    "hult",
    "näs",
    "berga",
    "vik",
    "kulla",
    "tuna",
    "backa",
)


def is_place_noun(low: str) -> bool:
    """Whether preschools, homes and youth centres are often called so."""
    is_nature = len(low) >= SHORTEST_NATURE and low.endswith(NATURE)
    return is_nature or low in around_places().nouns


def is_plain_capital(line: Line, place: int) -> bool:
    """Whether a word has a capital inside a sentence and is no known place, brand or word."""
    return (
        line.is_titled(place)
        and not line.begins_sentence(place)
        and line.low(place) not in line.known.not_names
        and not line.low(place).endswith(STREETS[:4])
    )


def names_before(line: Line, head: int) -> int:
    """Where the name begins that stands before a word for a place; the head if none does."""
    low, places = line.low(head), around_places()
    if low in places.clubs and line.raw(head).isupper():
        return head - 1 if _is_of_club(line, head - 1) and line.follows_on(head) else head
    is_inside = low in line.known.around.particles and line.is_titled(head + 1)  # "El Khoury"
    is_trade = low in places.trades and line.is_titled(head) and not is_inside
    is_owned = low in places.owned or low.endswith(OWNED_ENDS)
    if not (is_trade or is_owned) or _ORGANISATIONS.search(low):
        return head
    owner = _owner(line, head)
    if owner < 0 or not _owns(line, owner, head):
        return head
    return _stretched(line, owner)


def _owner(line: Line, head: int) -> int:
    """The word that owns: past "anpassade" or "barn- och"; -1 if there is none."""
    place = head
    for _ in range(_MOST_BETWEEN + 1):
        if line.gap(place) not in _BETWEEN_GAPS:
            return -1
        place -= 1
        low = line.low(place)
        is_joining = low in _JOINING and line.gap(place) == "- "
        if (low not in around_places().between or line.is_titled(place)) and not is_joining:
            return place
    return -1


def _is_low_owner(line: Line, owner: int, head: int) -> bool:
    """Whether a genitive in lower case is of a place: "solrosens förskola"."""
    low = line.low(owner)
    if not low.endswith("s") or line.low(head) not in around_places().owned:
        return False
    if is_place_noun(low[:-1]):
        return True
    is_known = low in line.known.common or low[:-1] in line.known.common | line.known.contexts
    is_of_people = low.endswith(("arnas", "ernas", "ornas")) or line.sort(owner) & Sort.GIVEN
    is_long = len(low) >= _SHORTEST_LOW_OWNER
    return line.low(head) in _SURE_OWNED and is_long and not is_known and not is_of_people


def _owns(line: Line, owner: int, head: int) -> bool:
    low, places = line.low(owner), around_places()
    if len(low) < _SHORTEST_OWNER or low in places.no_owner or low in line.known.around.family:
        return False
    if not line.is_titled(owner):
        return _is_low_owner(line, owner, head)
    if low in line.known.places and line.low(head).endswith(_SCHOOLS):
        return True
    if low in line.known.not_names or low.removesuffix("s") in line.known.contexts:
        return low in PARTS
    return not _is_place_itself(line, owner) and _is_owner(line, owner, head)


def _is_place_itself(line: Line, owner: int) -> bool:
    """Whether it is a word for a place: "Förskolan och skolan" is no name."""
    is_place = line.traits[owner] & (Mark.INSTITUTION | Mark.TRADE)
    return is_place > 0 or line.low(owner).endswith(OWNED_ENDS + BEFORE_ENDS)


def _is_owner(line: Line, owner: int, head: int) -> bool:
    """Whether a capital before a place is its name and no person's: not "Annas skola"."""
    low = line.low(owner)
    is_saint = saint_before(line, owner) < line.starts[owner] or low in PARTS
    is_person = (line.sort(owner) | line.sort(owner - 1)) & Sort.GIVEN
    if is_person and line.low(head) in OF_PEOPLE and not is_saint and not line.is_titled(head):
        return False
    is_sure = low.endswith((*_SETTLED, "s", "ska")) or line.raw(head).endswith("friskola")
    is_village = low.endswith(_VOWELS) and low not in line.known.common
    return is_sure or is_village or not line.begins_sentence(owner)


def saint_before(line: Line, place: int) -> int:
    """Where "S:t " begins before a word; the word's own beginning if it does not stand there."""
    start = line.starts[place]
    found = _SAINT.search(line.text, max(0, start - 8), start)
    return found.start() if found else start


def _stretched(line: Line, first: int) -> int:
    """Further capitals before the owner: "Norra Björkalids", "Sankta Ragnhilds"."""
    while line.follows_on(first) and first > 0:
        low = line.low(first - 1)
        is_part = low in PARTS or low.startswith(("s:t", "sankt"))
        is_plain = is_plain_capital(line, first - 1) and not line.sort(first - 1) & Sort.GIVEN
        is_parted = line.low(first) in PARTS and line.is_titled(first - 1)
        is_parted = is_parted and low not in line.known.common
        if not (is_part or is_plain or is_parted):
            break
        first -= 1
    return first


def _is_of_club(line: Line, place: int) -> bool:
    low, places = line.low(place), around_places()
    is_town = low in line.known.not_names or low.removesuffix("s") in line.known.places
    return line.is_titled(place) and not is_town and low not in places.no_club


def names_after(line: Line, head: int) -> int:
    """Where the name ends that stands after a word for a place; the head if none does."""
    low, places = line.low(head), around_places()
    if low in places.clubs:
        is_club = line.raw(head).isupper() and line.follows_on(head + 1)
        return head + 1 if is_club and _is_of_club(line, head + 1) else head
    is_titled = line.raw(head)[0].isupper()
    if low in places.trades and is_titled and line.low(head + 1) == "och":
        return head + 2 if line.is_titled(head + 2) else head
    if low in places.trades and is_titled and line.gap(head + 1) == " & ":
        return head + 1
    is_bare = low in places.bare or (low in places.bare_titled and is_titled)
    if low == "hus":
        is_bare = line.low(head - 1) in {"ungdomens", "familjens", "folkets", "barnens"}
    if low == "verksamhet":
        is_bare = line.low(head - 1) == "daglig"
    if low in places.shops:
        is_bare = is_titled
    is_ending = low.endswith(BEFORE_ENDS) and not (
        low.endswith("gruppen") and low.startswith(NO_PLACE)
    )
    if not (is_bare or low in places.definite or is_ending):
        return head
    return _named_after(line, head, is_bare=is_bare)


def _named_after(line: Line, head: int, *, is_bare: bool) -> int:
    first = head + 1
    if line.low(first) in {"på", "vid", "i"} and _is_tied(line, head, first + 1):
        return first + 1
    if line.gap(first) not in _FIRST_GAPS:
        return head
    if not line.is_titled(first):
        is_said = is_bare or line.low(head - 1) in {"på", "från", "till", "hos", "vid", "i"}
        return first if is_said and is_place_noun(line.low(first)) else head
    if not _may_be_called(line, first, head):
        return head
    return _last_capital(line, first)


def _may_be_called(line: Line, first: int, head: int) -> bool:
    low = line.low(first)
    is_of_people = line.low(head) in OF_PEOPLE or line.low(head).endswith(ALSO_OF_PEOPLE)
    if line.sort(first) & Sort.GIVEN and is_of_people:
        return False
    if low in _SPEAKING and line.low(head).endswith(_OF_SOMEBODY):
        return True
    is_known = low in line.known.not_names and low not in PARTS
    return not is_known and low not in lists().places


def _is_tied(line: Line, head: int, name: int) -> bool:
    """As in "skolan på Myrgatan", "boendet på Solgården": the place goes by where it lies."""
    low = line.low(name)
    if not line.follows_on(name) or not low:
        return False
    if low in PARTS or low in around_places().bare:
        return False
    is_street = low.endswith(STREETS) and low not in {
        "gatan",
        "vägen",
        "backen",
        "torget",
        "väg",
        "gata",
    }
    if line.low(head) not in around_places().definite | around_places().bare:
        return False
    is_home = line.low(head).endswith(HOMES) and is_plain_capital(line, name)
    return is_street or (is_home and not low.endswith(STREETS))


def _last_capital(line: Line, first: int) -> int:
    last = first
    while last - first < _MOST_WORDS - 1 and line.gap(last + 1) in _BETWEEN_NAMES:
        if not line.is_titled(last + 1) or line.sort(last + 1) & Sort.GIVEN:
            break
        last += 1
    return last


def named_until(text: str, end: int) -> int:
    """Where the name of a place ends: after "7-9", "AB", "och förskola", or a village's name."""
    found = _MORE.match(text, end)
    if not found:
        return end
    village = (found["village"] or "").lower()
    is_public = village in lists().places or village in lists().not_names
    return found.start("in") if village and is_public else found.end()
