"""Which language and which encoding a visitor gets; pure."""

from collections.abc import Iterable, Sequence

from lyhord.forms.page import Encoding

_MOST_WISHES = 20
_OFFERED: tuple[Encoding, ...] = ("br", "gzip")


def language(wanted: str | None, accepts: str, offered: Sequence[str]) -> str:
    """Choose the language asked for by name, else the best of the browser's, else the first."""
    if wanted is not None and wanted in offered:
        return wanted
    exactly = {each.lower(): each for each in offered}
    for wish in _by_preference(accepts):
        found = exactly.get(wish) or exactly.get(wish.partition("-")[0])
        if found is not None:
            return found
    return offered[0]


def encoding(accepts: str) -> Encoding:
    """Choose brotli, else gzip, else nothing, as far as the browser takes them."""
    wishes = set(_by_preference(accepts))
    for each in _OFFERED:
        if each in wishes:
            return each
    return "identity"


def _by_preference(header: str) -> Iterable[str]:
    """Read a header of wishes with weights, best first; those weighed nought are left out."""
    weighed = [_weighed(part) for part in header.split(",")[:_MOST_WISHES]]
    liked = [(name, weight) for name, weight in weighed if name and weight > 0]
    return [name for name, _ in sorted(liked, key=lambda each: -each[1])]


def _weighed(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    _, _, weight = parameter.partition("=")
    try:
        return name.strip().lower(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip().lower(), 0.0
