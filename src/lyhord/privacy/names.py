"""Finds names of people by lists, by what stands around them and by how they are written.

A common first name that is no ordinary word is a name as it stands, in any case of letters. All
else needs a capital inside a sentence, or words around it that speak of a person.
"""

import re
from collections.abc import Iterator

from lyhord.privacy import name_shapes as shapes
from lyhord.privacy.name_lines import Line
from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import Lists, Sort, lists

Evidence = tuple[str, ...]

_MOST_WORDS = 4
_MOST_SIGNED, _LONGEST_SIGNED = 2, 30  # words and code points of a signature
_SHORTEST = 3  # of a name in no list
_ANY_GIVEN = Sort.GIVEN | Sort.ORDINARY | Sort.RARE
_INITIALS = re.compile(r"(?<![\w.])(?!P\.|O\. ?S|T\. ?O|F\. ?D)[A-ZÅÄÖ]\. ?[A-ZÅÄÖ]\.?(?![\w.])")
_LETTERS = frozenset("bcdefghjklmnpqrstuvwxz")  # of surnames, as "oskar w"
_STOP_BETWEEN = re.compile(r"\. ?[A-ZÅÄÖ](?![^\W_])")
_SIGNATURE = re.compile(r"(?:\s|^)(?://?|[-–—])[ \t]?$")
_HINT = re.compile(r"[ ,:\n][A-ZÅÄÖÉÇŁŠŽ][^\W\d_]|sson|\w-\w")


def names(piece: Piece) -> Iterator[Found]:
    """Find names of people, each with its surnames, initials and genitive."""
    if _STOP_BETWEEN.search(piece.text):
        for found in _INITIALS.finditer(piece.text):
            yield Found(*found.span(), "name", ("shape:initials",))
    known = lists()
    if not _may_hold(piece, known):
        return
    line = Line(piece, known)
    until, last = -1, -_MOST_WORDS
    for place in line.beginnings():
        evidence = _opening(line, place, last) if place > until else ()
        if not evidence:
            continue
        until = _closing(line, place)
        if not _is_public(line, place, until, evidence):
            yield _found(line, place, until, evidence)
            last = until


def _may_hold(piece: Piece, known: Lists) -> bool:
    """Whether any word is listed or introduces, or a capital, a hyphen or a surname is there."""
    return (
        piece.says(known.listed)
        or piece.says(known.contexts)
        or _HINT.search(piece.text) is not None
    )


def _opening(line: Line, place: int, last: int) -> Evidence:
    """What says that a name begins here; `last` is where the name before it ended."""
    sort = line.sort(place)
    context = line.context(place) or _joined(line, place, last) or _signed(line, place)
    is_other = line.low(place) in line.known.not_names
    if (is_other and not _may_be_both(line, place, sort, context)) or line.is_place(place):
        return ()
    return (
        _given(line, place, sort, context)
        or _surname(line, place, sort, context)
        or _unknown(line, place, context)
    )


def _joined(line: Line, place: int, last: int) -> str:
    """A name right before, and a word that joins: the next word is likely a name as well."""
    is_next = last >= 0 and last == place - 2 and line.low(place - 1) in line.known.around.joining
    if is_next:
        return "joined"
    is_beside = line.low(place - 1) in line.known.around.joining
    return "beside" if is_beside and line.low(place - 2) in {"jag", "mig"} else ""


def _signed(line: Line, place: int) -> str:
    """Whether it stands after a dash or slashes at the very end, as a signature does."""
    is_last = len(line.lows) - place <= _MOST_SIGNED
    start = line.starts[place]
    if not is_last or len(line.text) - line.ends[place] > _LONGEST_SIGNED:
        return ""
    floor = line.ends[place - 1] if place else 0
    return "signature" if _SIGNATURE.search(line.text[max(floor, start - 4) : start]) else ""


def _may_be_both(line: Line, place: int, sort: int, context: str) -> bool:
    """Whether a place or brand that is a name too stands where a person would."""
    if not sort & ~Sort.RARE:
        return False
    if context:
        return context not in {"joined", "beside"} and (
            line.is_titled(place) or sort & Sort.GIVEN > 0
        )
    before = line.low(place - 1)
    is_second = line.is_titled(place - 1) and before in line.known.not_names  # "Gröna Lund"
    is_sure = sort & Sort.GIVEN and line.low(place) in line.known.places  # "Nora är snäll"
    is_inside = not line.begins_sentence(place) or is_sure or _acts(line, place)
    return (
        is_inside
        and line.is_titled(place)
        and not is_second
        and before not in line.known.around.place_words
    )


def _given(line: Line, place: int, sort: int, context: str) -> Evidence:
    if not sort & _ANY_GIVEN:
        return ()
    titled = line.is_titled(place)
    shape = ("shape:capital",) if titled else ()
    if sort & Sort.GIVEN:
        return ("list:given", *_as_evidence(context), *shape)
    name = "list:rare" if sort & Sort.RARE else "list:ordinary"
    is_inside = titled and not line.begins_sentence(place)
    is_sure = sort & Sort.RARE or not _may_begin(line, place)
    if is_inside or (titled and is_sure):
        return (name, *_as_evidence(context), *shape)
    if context and _fits(line, place, context):
        return (name, f"context:{context}", *shape)
    if _before_surname(line, place) or (
        titled and (_acts(line, place) or _before_another(line, place))
    ):
        return (name, "context:after", *shape)
    return ()


def _may_begin(line: Line, place: int) -> bool:
    """Whether a word that is a name too could begin a sentence as a word."""
    low, known = line.low(place), line.known
    return low in known.around.beginning or low in known.function_words


def _as_evidence(context: str) -> Evidence:
    return (f"context:{context}",) if context else ()


def _fits(line: Line, place: int, context: str) -> bool:
    """Whether a word that may be ordinary is a name after such a context."""
    is_function = line.low(place) in line.known.function_words
    if context == "introducing":
        is_called = line.low(place - 1) in line.known.around.calling and _has_person(line, place)
        return not is_function or is_called or line.is_titled(place)
    if line.sort(place) & Sort.GENITIVE and not line.is_titled(place):
        return False
    return not is_function or (
        line.is_titled(place) and line.low(place) not in line.known.not_names
    )


def _before_surname(line: Line, place: int) -> bool:
    if not line.follows_on(place + 1):
        return False
    following = line.low(place + 1)
    titled = line.is_titled(place) and line.is_titled(place + 1)
    sort = line.sort(place + 1)
    return bool(shapes.SON.fullmatch(following)) or bool(
        (sort and titled) or (sort & Sort.SURNAME and shapes.SHAPED.fullmatch(following))
    )


def _before_another(line: Line, place: int) -> bool:
    """Whether a comma or a joining word and another name follow: "Kadir, Emre och Can"."""
    is_joined = line.low(place + 1) in line.known.around.joining
    following = place + 2 if is_joined else place + 1
    if not is_joined and line.gap(place + 1) != ", ":
        return False
    sure = Sort.GIVEN | Sort.RARE | Sort.ORDINARY
    return line.is_titled(following) and bool(line.sort(following) & sure)


def _acts(line: Line, place: int) -> bool:
    """Whether the next word is what people do, so that the capital is a name's."""
    low = line.low(place)
    is_pronoun = low in line.known.function_words and low in line.known.not_names
    return (
        not is_pronoun
        and line.follows_on(place + 1)
        and line.low(place + 1) in line.known.around.acting
    )


def _surname(line: Line, place: int, sort: int, context: str) -> Evidence:
    low, titled = line.low(place), line.is_titled(place)
    if shapes.SON.fullmatch(low):
        return ("shape:surname",)
    if not sort & Sort.SURNAME:
        return ()
    is_inside = titled and not line.begins_sentence(place)
    if is_inside and line.low(place - 1) not in line.known.around.place_words:
        return ("list:surname", *_as_evidence(context), "shape:capital")
    is_person = context in {"introducing", "role"} and shapes.SHAPED.fullmatch(low) is not None
    if is_person or (titled and (context or _acts(line, place))):
        return ("list:surname", *_as_evidence(context or "after"))
    return ()


def _unknown(line: Line, place: int, context: str) -> Evidence:
    """A word of no list: context and capital must be sure, or somebody `heter` it."""
    if context in {"", "beside"}:
        is_before = line.is_titled(place) and _before_listed(line, place)
        return ("context:after", "shape:capital") if is_before else ()
    if line.is_titled(place) and _is_of_person(line, place):
        inside = context in {"introducing", "signature"} or not line.begins_sentence(place)
        return (f"context:{context}", "shape:capital") if inside else ()
    if line.is_dotted(place) or (line.is_initial(place) and line.low(place) not in {"i", "å", "ö"}):
        return (f"context:{context}", "shape:initials")
    is_called = line.low(place - 1) in line.known.around.calling and _has_person(line, place)
    is_word = line.low(place) in line.known.around.stop or line.raw(place).isupper()
    is_long = len(line.low(place)) >= _SHORTEST
    return (f"context:{context}",) if is_called and is_long and not is_word else ()


def _before_listed(line: Line, place: int) -> bool:
    """Whether an unknown word with a capital stands before a surname, inside a sentence."""
    is_surname = line.sort(place + 1) & Sort.SURNAME and line.is_titled(place + 1)
    return bool(is_surname) and line.follows_on(place + 1) and not line.begins_sentence(place)


def _is_of_person(line: Line, place: int) -> bool:
    """Whether what `heter` so is no thing; true of every other context."""
    is_called = line.low(place - 1) in line.known.around.calling
    return not (is_called and {line.low(place - 2), line.low(place - 3)} & line.known.around.things)


def _has_person(line: Line, place: int) -> bool:
    """Whether a person is called so: "jag heter", "min bror heter", "en tjej som heter"."""
    subject = line.low(place - 2)
    if subject == "som":
        subject = line.low(place - 3)
    return subject in line.known.around.persons | line.known.contexts or subject.endswith(
        shapes.ROLE_ENDINGS
    )


def _closing(line: Line, place: int) -> int:
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
        is_listed = bool(sort & (_ANY_GIVEN | Sort.SURNAME))
        return is_listed or (
            low not in line.known.not_names and (line.is_titled(first) or line.is_initial(first))
        )
    if low in line.known.around.particles:
        return line.is_titled(place + 1)
    is_surname = bool(shapes.SHAPED.fullmatch(low)) and bool(sort & Sort.SURNAME)
    is_letter = low in _LETTERS and line.low(place + 1) != "fl"
    is_shortened = is_letter and bool(line.sort(place - 1) & Sort.GIVEN)
    is_son = bool(shapes.SON.fullmatch(low))
    return is_surname or is_shortened or is_son or low.startswith("al-")


def _is_public(line: Line, place: int, until: int, evidence: Evidence) -> bool:
    said = " ".join(line.low(each) for each in range(place, min(place + 2, until + 2)))
    people = line.known.public_people
    is_alone = until == place and not any(each.startswith("context:") for each in evidence)
    return (
        said in people
        or said.removesuffix("s") in people
        or (is_alone and line.low(place).removesuffix("s") in people)
    )


def _found(line: Line, place: int, until: int, evidence: Evidence) -> Found:
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
    return Found(start, end, "name", evidence)
