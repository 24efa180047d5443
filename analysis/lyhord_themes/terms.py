"""The words that set a group of texts apart, and the label made of them."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, TypeAlias

import numpy as np

from lyhord_themes import wordlists
from lyhord_themes.findings import Term
from lyhord_themes.learners import Dense, Integers, Sparse, listed, sums
from lyhord_themes.text import negations, normalise, stems, stop_words, words

TERMS = 12
LABEL_PARTS, LABEL_WORDS = 3, 6
PRIOR = 500.0
LEAST_WEIGHT = 0.3
LEAST_TEXTS, LEAST_TEXTS_OF_MANY, MANY = 2, 3, 10
COVERS = 0.5
SHORTEST_PART, SHORTEST_START = 4, 5

Weighting: TypeAlias = Literal["log-odds", "c-tf-idf"]


def marking_terms(
    counts: Sparse,
    labels: Integers,
    *,
    stems: Sequence[str],
    shown: Mapping[int, Mapping[str, str]],
    given: Dense,
    weighting: Weighting = "log-odds",
) -> dict[int, tuple[Term, ...]]:
    """Find each group's terms by log-odds with an informative prior (Monroe et al. 2008).

    `counts` has shape (texts, stems), `labels` a group number per text, `given` how often each
    text was given; `shown` has each group's own forms of its stems. A stem with a space in it is a
    pair of stems. Weights are z-scores, or class-based tf-idf (Grootendorst 2022); only what has a
    form and stands in two of the group's texts (three of ten or more) counts, and with log-odds
    what is commoner in the group than elsewhere. A single group has its commonest words as terms.
    """
    present = counts > 0
    inside = {number: sums(present[labels == number], axis=0) for number in _numbers(labels)}
    everywhere = sums(present, axis=0)
    found: dict[int, tuple[Term, ...]] = {}
    for number, own in inside.items():
        members = labels == number
        standing: Dense = given[members] @ present[members].astype(np.float64)
        weights = _weights(own, everywhere, groups=len(inside), weighting=weighting)
        weights[standing < _least_texts(float(given[members].sum()))] = 0.0
        found[number] = _best(weights, standing, stems, shown.get(number, {}))
    return found


def is_telling(form: str, language: str) -> bool:
    """Say whether a word can be shown as a term: no number, letter, negation or stop word.

    English stop words are left out in every language: single answers in English stand anywhere.
    """
    if form.isnumeric() or (len(form) == 1 and form.isalpha()):
        return False
    return form not in _untelling(language)


def label(terms: Sequence[Term], language: str) -> str:
    """Name a theme after its first three terms that have no stem or compound part in common.

    At most six words; terms with a stop word, a negation or an everyday word name nothing, unless
    there are no others than such words beside a telling one. Empty where no term tells anything.
    """
    silent = everyday(language)
    better = [term for term in terms if _names(term, silent)]
    mixed = [term for term in terms if not silent.issuperset(words(term.term.casefold()))]
    name = ", ".join(_different(better or mixed, language))
    return name[:1].upper() + name[1:]


def _names(term: Term, silent: frozenset[str]) -> bool:
    return not silent.intersection(words(term.term.casefold()))


def _different(terms: Sequence[Term], language: str) -> list[str]:
    parts: list[str] = []
    taken: list[str] = []
    for term in terms:
        forms = words(term.term.casefold())
        own = list(stems(forms, language).values())
        fits = len(taken) + len(forms) <= LABEL_WORDS and len(parts) < LABEL_PARTS
        if fits and not any(_are_alike(one, other) for one in own for other in taken):
            parts.append(term.term)
            taken += own
    return parts


@cache
def _untelling(language: str) -> frozenset[str]:
    return stop_words(language) | stop_words("en") | negations(language)


@cache
def everyday(language: str) -> frozenset[str]:
    """Give the words that say too little to name a theme, single or in a pair of such words."""
    return _untelling(language) | frozenset(map(normalise, wordlists.everyday(language)))


def _numbers(labels: Integers) -> list[int]:
    return listed(np.unique(labels))


def _weights(inside: Dense, everywhere: Dense, *, groups: int, weighting: Weighting) -> Dense:
    if groups == 1:
        return np.log1p(inside)
    if weighting == "c-tf-idf":
        average = everywhere.sum() / groups
        share = inside / max(float(inside.sum()), 1.0)
        return 100 * share * np.log1p(average / np.maximum(everywhere, 1.0))
    total = max(float(everywhere.sum()), 1.0)
    return _z_scores(inside, everywhere, min(PRIOR, total / 2) * everywhere / total + 1e-9)


def _z_scores(inside: Dense, everywhere: Dense, prior: Dense) -> Dense:
    outside = everywhere - inside
    here = _log_odds(inside, prior)
    return (here - _log_odds(outside, prior)) / np.sqrt(
        1 / (inside + prior) + 1 / (outside + prior)
    )


def _log_odds(counts: Dense, prior: Dense) -> Dense:
    rest = counts.sum() + prior.sum() - counts - prior
    return np.log(counts + prior) - np.log(np.maximum(rest, 1e-9))


def _least_texts(size: float) -> int:
    return LEAST_TEXTS_OF_MANY if size >= MANY else LEAST_TEXTS


def _best(
    weights: Dense, standing: Dense, stems: Sequence[str], shown: Mapping[str, str]
) -> tuple[Term, ...]:
    likely = listed(np.flatnonzero(weights > LEAST_WEIGHT))
    places = [place for place in likely if stems[place] in shown]
    places.sort(key=lambda place: (-round(float(weights[place]), 6), stems[place]))
    left_out = _left_out(places, standing, stems)
    return tuple(
        Term(term=shown[stems[place]], weight=round(float(weights[place]), 4))
        for place in places
        if place not in left_out
    )[:TERMS]


def _left_out(places: Sequence[int], standing: Dense, stems: Sequence[str]) -> set[int]:
    """Let a pair take the place of words that mostly stand in it, or leave the pair out."""
    known = {stems[place]: place for place in places}
    left_out: set[int] = set()
    for place in places:
        parts = stems[place].split(" ")
        if len(parts) == 1:
            continue
        single = [known[part] for part in parts if part in known]
        covered = {word for word in single if standing[place] >= COVERS * standing[word]}
        left_out |= covered or ({place} if single else set())
    return left_out


def _are_alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    start = max(SHORTEST_START, len(long) // 2)
    if len(short) >= start and short[:start] == long[:start]:
        return True
    return len(short) >= SHORTEST_PART and (long.startswith(short) or long.endswith(short))
