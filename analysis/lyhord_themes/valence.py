"""Whether a text tells what works or what is missing, by its words and by what was asked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from msgspec.structs import replace

from lyhord_themes.findings import Assignment, Findings, Theme, Valence
from lyhord_themes.text import negations, normalise, words

ASKED: Mapping[str, float] = {"worked": 1.5, "missing": -1.5, "wish": -1.5, "earlier": -1.5}
REACH, AFTER = 3, 2
TURNED, BOTH_NEGATIVE = -1.0, 0.5
DECIDED = 0.75


def valence(normalised: str, *, language: str, question: str | None = None) -> Valence:
    """Weigh words of praise and of lack; a negation turns a word: up to three words
    before it or two after it, as in *fungerade inte*.

    Questions called `worked`, `missing`, `wish` and `earlier` count like one word and a half.
    """
    total = sum(_weights(words(normalised), language)) + ASKED.get(question or "", 0.0)
    if abs(total) < DECIDED:
        return "unknown"
    return "works" if total > 0 else "missing"


def with_valence(
    findings: Findings, texts: Sequence[str], questions: Sequence[str | None] | None = None
) -> Findings:
    """Say of each assignment, and count for each theme, what its texts tell.

    `texts` and `questions` have one entry per assignment; None where no question is known.
    """
    asked = questions or (None,) * len(texts)
    places = told(findings.assignments, texts, asked, language=findings.language)
    return replace(findings, assignments=places, themes=counted(findings.themes, places))


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
    texts: Sequence[str],
    questions: Sequence[str | None],
    *,
    language: str,
) -> tuple[Assignment, ...]:
    """Give assignments with the valence of their texts."""
    known: dict[tuple[str, str | None], Valence] = {}
    for pair in zip(texts, questions, strict=True):
        if pair not in known:
            known[pair] = valence(normalise(pair[0]), language=language, question=pair[1])
    return tuple(
        replace(place, valence=known[pair])
        for place, pair in zip(places, zip(texts, questions, strict=True), strict=True)
    )


def _weights(forms: Sequence[str], language: str) -> Iterable[float]:
    works, missing, none = _list("works", language), _list("missing", language), negations(language)
    for place, form in enumerate(forms):
        near = (*forms[max(0, place - REACH) : place], *forms[place + 1 : place + 1 + AFTER])
        negated = any(word in none for word in near)
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
