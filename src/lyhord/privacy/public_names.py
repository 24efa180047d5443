"""Whether a name is nobody's here: of public people, of figures, or of who made a work."""

from lyhord.privacy.name_lines import Line
from lyhord.privacy.word_lists import figures, public_people

_LONGEST = 5  # words of a public name
_SAYS_NOTHING = frozenset(("context:after", "context:sound"))  # of whom nobody knows
_FAR = 6  # words between a work and "av"


def is_public(line: Line, place: int, until: int, evidence: tuple[str, ...]) -> bool:
    """Whether a name is of public people, figures, or the maker of a work beside it."""
    contexts = {each for each in evidence if each.startswith("context:")} - _SAYS_NOTHING
    is_alone = until == place and not contexts
    return (
        _is_listed(line, place, until, is_alone=is_alone)
        or _is_figure(line, place)
        or _is_maker(line, place, until)
    )


def _is_listed(line: Line, place: int, until: int, *, is_alone: bool) -> bool:
    """Whether the words around it are a public name: "Fanny och Alexander"."""
    known = public_people()
    for first in range(max(0, place - _LONGEST + 1), place + 1):
        for names in known.get(line.low(first), known.get(line.low(first).removesuffix("s"), ())):
            last = first + len(names) - 1
            said = tuple(line.lows[first : last + 1])
            is_said = said == names or (
                len(said) == len(names) and (*said[:-1], said[-1].removesuffix("s")) == names
            )
            is_whole = first <= place and last >= until
            if is_said and is_whole and (is_alone or len(names) > 1):
                return True
    return False


def _is_figure(line: Line, place: int) -> bool:
    """Whether the text names a work in which somebody is called so."""
    known = figures()
    low = line.low(place)
    works = (known.get(word) or known.get(word.removesuffix("s")) for word in line.lows)
    return any(low in names or low.removesuffix("s") in names for names in works if names)


def _is_maker(line: Line, place: int, until: int) -> bool:
    """As in "författaren Jon Fosse", "en bok av Jon Fosse": two names at least."""
    around = line.known.around
    if until == place:
        return False
    if line.low(place - 1) in around.makers:
        return True
    if line.low(until).endswith("s") and line.low(until + 1) in around.works:
        return True
    before = line.lows[max(0, place - _FAR) : place]
    return line.low(place - 1) in {"av", "med", "by"} and not around.works.isdisjoint(before)
