"""Whether a text tells what works or what is missing, by its words and by what was asked."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Literal

from lyhord_themes.text import negations, words

Valence = Literal["works", "missing", "unknown"]

ASKED: Mapping[str, float] = {"worked": 1.5, "missing": -1.5, "wish": -1.5, "earlier": -1.5}
REACH = 3
TURNED, BOTH_NEGATIVE = -1.0, 0.5
DECIDED = 0.75


def valence(normalised: str, *, language: str, question: str | None = None) -> Valence:
    """Weigh words of praise and of lack; a negation up to three words before turns a word.

    Questions called `worked`, `missing`, `wish` and `earlier` count like one word and a half.
    """
    total = sum(_weights(words(normalised), language)) + ASKED.get(question or "", 0.0)
    if abs(total) < DECIDED:
        return "unknown"
    return "works" if total > 0 else "missing"


def _weights(forms: Sequence[str], language: str) -> Iterable[float]:
    works, missing, none = _list("works", language), _list("missing", language), negations(language)
    for place, form in enumerate(forms):
        negated = any(word in none for word in forms[max(0, place - REACH) : place])
        if form in works:
            yield TURNED if negated else 1.0
        elif form in missing:
            yield BOTH_NEGATIVE if negated else -1.0
        elif form in none:
            yield -0.5


@cache
def _list(kind: str, language: str) -> frozenset[str]:
    source = resources.files("lyhord_themes") / "data" / kind / f"{language}.txt"
    return (
        frozenset(source.read_text(encoding="utf-8").split()) if source.is_file() else frozenset()
    )
