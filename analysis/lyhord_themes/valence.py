"""Whether a text tells what works or what is missing, by its words and by what was asked."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from msgspec.structs import replace

from lyhord_themes.findings import Assignment, Theme, Valence
from lyhord_themes.text import negations, normalise, words

ASKED: Mapping[str, float] = {"worked": 1.5, "missing": -1.5, "wish": -1.5, "earlier": -1.5}
REACH, AFTER = 3, 2
TURNED, BOTH_NEGATIVE, NEGATION = -1.0, 0.5, -0.5
DECIDED = 0.75


def valence(normalised: str, *, language: str, question: str | None = None) -> Valence:
    """Weigh words of praise and of lack; a negation near a word turns it.

    Near is up to three words before it or two after it, as in *fungerade inte*. Questions called
    `worked`, `missing`, `wish` and `earlier` count like one word and a half.
    """
    return weighed(words(normalised), language=language, question=question)


def weighed(forms: Sequence[str], *, language: str, question: str | None = None) -> Valence:
    """Do the same with a text that is already cut into words."""
    total = sum(_weights(forms, language)) + ASKED.get(question or "", 0.0)
    if abs(total) < DECIDED:
        return "unknown"
    return "works" if total > 0 else "missing"


def cut(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """Cut texts as given into the words that `told` reads."""
    return [words(normalise(text)) for text in texts]


def counted(themes: Sequence[Theme], places: Sequence[Assignment]) -> tuple[Theme, ...]:
    """Count for each theme the texts that carry it beside another, that praise, that lack."""
    main = Counter((place.theme, place.valence) for place in places)
    beside = Counter(also.theme for place in places for also in place.also)
    return tuple(
        replace(
            theme,
            also=beside[theme.id],
            works=main[theme.id, "works"],
            missing=main[theme.id, "missing"],
        )
        for theme in themes
    )


def told(
    places: Sequence[Assignment],
    lines: Sequence[Sequence[str]],
    questions: Sequence[str | None],
    *,
    language: str,
) -> tuple[Assignment, ...]:
    """Give assignments with the valence of their texts; `lines` are the words of each."""
    return tuple(
        _with(place, weighed(line, language=language, question=question))
        for place, line, question in zip(places, lines, questions, strict=True)
    )


def weighing(language: str) -> Collection[str]:
    """Give the words that weigh anything, and the negations that turn them."""
    return _table(language).keys()


def _with(place: Assignment, tone: Valence) -> Assignment:
    return place if place.valence == tone else replace(place, valence=tone)


def _weights(forms: Sequence[str], language: str) -> Iterable[float]:
    weights, none = _table(language), negations(language)
    for place, form in enumerate(forms):
        if form not in weights:
            continue
        near = (*forms[max(0, place - REACH) : place], *forms[place + 1 : place + 1 + AFTER])
        alone, turned = weights[form]
        yield alone if none.isdisjoint(near) else turned


@cache
def _table(language: str) -> Mapping[str, tuple[float, float]]:
    """Give what each word weighs alone, and near a negation."""
    return (
        dict.fromkeys(negations(language), (NEGATION, NEGATION))
        | dict.fromkeys(_list("missing", language), (-1.0, BOTH_NEGATIVE))
        | dict.fromkeys(_list("works", language), (1.0, TURNED))
    )


@cache
def _list(kind: str, language: str) -> frozenset[str]:
    source = resources.files("lyhord_themes") / "data" / kind / f"{language}.txt"
    return (
        frozenset(source.read_text(encoding="utf-8").split()) if source.is_file() else frozenset()
    )
