"""Where a name ends that has begun: surnames, particles, initials; no rule for openings."""

from lyhord.privacy import name_shapes as shapes
from lyhord.privacy.name_lines import Line
from lyhord.privacy.word_lists import Sort

_MOST_WORDS = 4
_LISTED = Sort.GIVEN | Sort.ORDINARY | Sort.RARE | Sort.SURNAME
# of surnames, as "oskar w"; a lone e is a verb in chats
_LETTERS = frozenset("bcdfghjklmnpqrstuvwxz")


def closing(line: Line, place: int) -> int:
    """The last word of the name that begins here."""
    until = place
    while until - place < _MOST_WORDS - 1 and _continues(line, place, until + 1):
        until += 1
    return until


def _continues(line: Line, first: int, place: int) -> bool:
    if not (
        line.follows_on(place) or (len(line.low(place - 1)) == 1 and line.gap(place) in {". ", "."})
    ):
        return False
    sort, low, titled = line.sort(place), line.low(place), line.is_titled(place)
    if line.sort(place - 1) & Sort.GENITIVE and not shapes.SON.fullmatch(low):
        return False
    if line.is_initial(place) or line.is_dotted(place - 1):
        return low != "i"
    if titled:
        return bool(sort & _LISTED) or (
            low not in line.known.not_names and (line.is_titled(first) or line.is_initial(first))
        )
    if low in line.known.around.particles:
        is_second = line.low(place + 1) in line.known.around.particles  # "de la Cruz"
        return line.is_titled(place + 2 if is_second else place + 1)
    is_surname = bool(shapes.SHAPED.fullmatch(low)) and bool(sort & Sort.SURNAME)
    is_letter = low in _LETTERS and line.low(place + 1) != "fl"
    is_shortened = is_letter and bool(line.sort(place - 1) & Sort.GIVEN)
    is_son = bool(shapes.SON.fullmatch(low))
    return is_surname or is_shortened or is_son or low.startswith("al-")


def edges(line: Line, place: int, until: int) -> tuple[int, int]:
    """The span, with an initial before it and the full stop of one after it."""
    start, end = line.starts[place], line.ends[until]
    if (
        line.is_initial(place - 1)
        and line.gap(place) in {" ", ". ", "."}
        and line.low(place - 1) != "i"
    ):
        start = line.starts[place - 1]
    is_letter = len(line.low(until)) == 1
    if until > place and is_letter and line.text[end : end + 1] == ".":
        end += 1
    return start, end
