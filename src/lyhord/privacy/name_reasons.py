"""What says that a word is a first name, a surname or a name in no list; finds no spans."""

from typing import TypeAlias

from lyhord.privacy import name_shapes as shapes
from lyhord.privacy.name_lines import Line
from lyhord.privacy.word_lists import Mark, Sort, sounds

Evidence: TypeAlias = tuple[str, ...]

_SHORTEST = 3  # of a name in no list
_SHORTEST_BEGINNING = 5  # of one that begins a sentence
_ANY_GIVEN = Sort.GIVEN | Sort.ORDINARY | Sort.RARE
_NO_NAME = (*shapes.ORGANISATION, *shapes.ROLE_ENDINGS, *shapes.PERSON_ENDINGS, "åringen")
_STRONG = frozenset(("introducing", "introduced", "signature", "title"))
_IS = frozenset(("är", "var", "va", "e", "blev", "ä"))
_NAMED_SO = frozenset(("heter", "hette", "är", "var"))
_OF_NAMES = frozenset(("namn", "efternamn", "förnamn", "mellannamn"))
_MINE = frozenset(("min", "mitt", "mina", "vår", "våran", "hennes", "hans", "deras"))


def given(line: Line, place: int, sort: int, context: str) -> Evidence:
    """Whether a listed first name is one here."""
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
        _is_of_somebody(line, place)
        if titled
        else _is_done_by_people(line, place) or _is_described(line, place)
    ):
        return (name, "context:after", *shape)
    return ()


def _is_of_somebody(line: Line, place: int) -> bool:
    return acts(line, place) or _before_another(line, place) or is_introduced(line, place)


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


def acts(line: Line, place: int) -> bool:
    """Whether the next word is what people do, so that the capital is a name's."""
    low = line.low(place)
    is_pronoun = low in line.known.function_words and low in line.known.not_names
    after = line.low(place + 1)
    is_acting = after in line.known.around.acting or after in line.known.around.human
    return not is_pronoun and line.follows_on(place + 1) and is_acting


def _is_done_by_people(line: Line, place: int) -> bool:
    """Whether a word in lower case that is a name too does what only people do."""
    low = line.low(place)
    if low in line.known.function_words or line.sort(place) & Sort.GENITIVE:
        return False
    is_human = place + 1 < len(line.lows) and line.traits[place + 1] & Mark.HUMAN
    is_beside = line.low(place - 1) in {"jag", "ja"} and line.low(place + 1) in (
        line.known.around.joining
    )
    return bool(is_human or is_beside) and line.follows_on(place + 1)


def _is_described(line: Line, place: int) -> bool:
    """Whether such a word is said to be what people are: "tindra är snäll", "den enda som"."""
    if line.low(place) in line.known.function_words or line.low(place + 1) not in _IS:
        return False
    said = line.low(place + 2)
    is_only = said == "den" and line.low(place + 3) in {"enda", "enda som", "som"}
    is_close = said == "min" and line.low(place + 3) in line.known.contexts | {"bästa"}
    is_sort = line.sort(place) & (Sort.ORDINARY | Sort.RARE)
    return bool(is_sort) and (said in line.known.around.described or is_only or is_close)


def is_introduced(line: Line, place: int) -> bool:
    """Whether it is said to be a name: "Maj heter min farmor", "Wójcik är mitt namn"."""
    if line.low(place + 1) not in _NAMED_SO or line.low(place + 2) not in _MINE | {"jag"}:
        return False
    said = line.low(place + 3)
    if line.low(place + 1) in {"heter", "hette"}:
        return said in line.known.contexts or line.low(place + 2) == "jag"
    return said in _OF_NAMES


def surname(line: Line, place: int, sort: int, context: str) -> Evidence:
    """Whether a surname stands here, without a first name."""
    low, titled = line.low(place), line.is_titled(place)
    if shapes.SON.fullmatch(low):
        return ("shape:surname",)
    if not sort & Sort.SURNAME:
        return ()
    is_inside = titled and not line.begins_sentence(place)
    if is_inside and line.low(place - 1) not in line.known.around.place_words:
        return ("list:surname", *_as_evidence(context), "shape:capital")
    is_person = context in {"introducing", "role", "title"} and shapes.SHAPED.fullmatch(low)
    if is_person or (titled and (context or _is_of_somebody(line, place))):
        return ("list:surname", *_as_evidence(context or "after"))
    return ()


def unknown(line: Line, place: int, context: str) -> Evidence:
    """A word of no list: context and capital must be sure, or somebody `heter` it."""
    titled = line.is_titled(place)
    if titled and (context in {"", "beside", "person"}) and len(line.low(place)) >= _SHORTEST:
        after = _around_capital(line, place, context)
        return (f"context:{after}", "shape:capital") if after else ()
    if context in {"", "beside", "person"}:
        return ()
    if titled and _is_of_person(line, place):
        inside = context in _STRONG or not line.begins_sentence(place)
        return (f"context:{context}", "shape:capital") if inside else ()
    is_double = shapes.DOUBLE_INITIAL.fullmatch(line.raw(place)) is not None
    if (
        is_double
        or line.is_dotted(place)
        or (line.is_initial(place) and line.low(place) not in {"i", "å", "ö"})
    ):
        return (f"context:{context}", "shape:initials")
    is_called = line.low(place - 1) in line.known.around.calling and _has_person(line, place)
    low = line.low(place)
    is_role = low in line.known.contexts or low.endswith((*shapes.ROLE_ENDINGS, "are"))
    is_word = low in line.known.around.stop or is_role or line.raw(place).isupper()
    is_long = len(line.low(place)) >= _SHORTEST
    return (f"context:{context}",) if is_called and is_long and not is_word else ()


def _around_capital(line: Line, place: int, context: str) -> str:
    """What beside a capital makes a word of no list a name."""
    low = line.low(place)
    if _before_listed(line, place):
        return "after"
    if low.endswith(_NO_NAME) or low in line.known.common:
        return ""
    if _is_explained(line, place):
        return "explained"
    if line.begins_sentence(place):
        is_first = _begins_with_name(line, place) or _begins_names(line, place)
        return "after" if is_first else ""
    is_in_place = line.low(place - 1) in line.known.around.place_words
    return "" if is_in_place else _inside(line, place, context)


def _inside(line: Line, place: int, context: str) -> str:
    """What makes a capital inside a sentence a name's."""
    low = line.low(place)
    if acts(line, place) or _is_whose(line, place) or _is_met(line, place):
        return "after"
    if context or _is_beside_me(line, place):
        return context or "beside"
    return "sound" if shapes.spoken(low) in sounds() else ""


def _begins_with_name(line: Line, place: int) -> bool:
    """Whether a sentence begins with a name in no list: no inflected word, and a person acts."""
    low = line.low(place)
    is_human = place + 1 < len(line.lows) and line.traits[place + 1] & Mark.HUMAN
    if not is_human or len(low) < _SHORTEST_BEGINNING or not line.follows_on(place + 1):
        return False
    return not low.endswith(shapes.INFLECTED)


def _begins_names(line: Line, place: int) -> bool:
    """As in "Kadir, Emre och Can": the first of names in a row, though in no list."""
    is_joined = line.low(place + 1) in line.known.around.joining or line.gap(place + 1) == " & "
    following = place + 2 if is_joined and line.gap(place + 1) != " & " else place + 1
    is_listed = (is_joined or line.gap(place + 1) == ", ") and line.is_titled(following)
    is_given = bool(line.sort(following) & Sort.GIVEN)
    return is_listed and is_given and not line.low(place).endswith(shapes.INFLECTED[:-2])


def _is_whose(line: Line, place: int) -> bool:
    """As in "Zoranas mamma": a genitive before somebody's relative."""
    low = line.low(place)
    is_genitive = low.endswith(("s", "'s", "’s")) and not low.endswith(("ens", "ets", "nas"))
    return is_genitive and line.low(place + 1) in line.known.around.relations


def _is_explained(line: Line, place: int) -> bool:
    """As in "Qvillo, min mentor": whose what somebody is stands after a comma or a bracket."""
    is_apart = line.gap(place + 1) in {", ", " (", " - ", " – "}
    is_role = line.low(place + 2) in line.known.contexts or line.low(place + 2).endswith(
        shapes.ROLE_ENDINGS
    )
    is_ours = line.low(place + 1) in _MINE and is_role and line.follows_on(place + 2)
    return is_apart and is_ours and not line.low(place).endswith(shapes.INFLECTED[:-2])


def _is_met(line: Line, place: int) -> bool:
    """As in "prata med Qvillo", "tacka Qvillo", "vem är Qvillo", "det är Qvillo som"."""
    before, earlier = line.low(place - 1), line.low(place - 2)
    if before == "med" and line.follows_on(place):
        return earlier in line.known.around.talking or line.low(place + 1) in {"på", "från"}
    if before in {"mig", "mej", "honom", "henne"} and earlier in {"kallar", "kallade", "kallas"}:
        return True
    if before in _IS and earlier in {"vem", "det"}:
        return earlier == "vem" or line.low(place + 1) in {"som", *line.known.around.joining}
    return before in line.known.around.meeting and line.follows_on(place)


def _is_beside_me(line: Line, place: int) -> bool:
    """As in "Zoltan och jag", "mellan mig och Zoltan"."""
    is_joined = line.low(place + 1) in line.known.around.joining
    return is_joined and line.low(place + 2) in {"jag", "ja", "mig", "mej"}


def _before_listed(line: Line, place: int) -> bool:
    """Whether a word with a capital stands before a surname, by a list or by its shape."""
    if not line.is_titled(place + 1) or not line.follows_on(place + 1):
        return False
    after = line.low(place + 1)
    if after in line.known.not_names or after.endswith(shapes.ORGANISATION):
        return False
    if line.low(place) in line.known.common or line.low(place).endswith(shapes.ORGANISATION):
        return False
    is_listed = line.sort(place + 1) & Sort.SURNAME
    is_shaped = shapes.SHAPED_SECOND.fullmatch(after) is not None
    if line.begins_sentence(place):
        return bool(is_listed) and not line.low(place).endswith(shapes.INFLECTED)
    is_of_place = line.low(place - 1) in line.known.around.place_words
    return bool(is_listed or (is_shaped and not is_of_place))


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
