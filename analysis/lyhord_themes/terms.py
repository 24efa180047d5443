"""The words that set a group of texts apart, and the label made of them."""

from collections.abc import Mapping, Sequence

import numpy as np

from lyhord_themes.findings import Term
from lyhord_themes.learners import Dense, Integers, Sparse, listed, sums
from lyhord_themes.text import negations, stop_words

TERMS = 12
LABEL_WORDS = 3
PRIOR = 500.0
LEAST_WEIGHT = 0.3
LEAST_TEXTS, LEAST_TEXTS_OF_MANY, MANY = 2, 3, 10


def marking_terms(
    counts: Sparse,
    labels: Integers,
    *,
    stems: Sequence[str],
    shown: Mapping[int, Mapping[str, str]],
    given: Dense,
) -> dict[int, tuple[Term, ...]]:
    """Find each group's terms by log-odds with an informative prior (Monroe et al. 2008).

    `counts` has shape (texts, stems), `labels` a group number per text, `given` how often each
    text was given; `shown` has each group's own forms of its stems. Weights are z-scores; only
    words count that are commoner in the group than elsewhere, have a form and stand in two of its
    texts (three of ten or more).
    """
    present = counts > 0
    everywhere = sums(present, axis=0)
    total = max(float(everywhere.sum()), 1.0)
    prior = min(PRIOR, total / 2) * everywhere / total + 1e-9
    found: dict[int, tuple[Term, ...]] = {}
    for number in listed(np.unique(labels)):
        members = labels == number
        weights = _z_scores(sums(present[members], axis=0), everywhere, prior)
        standing: Dense = given[members] @ present[members].astype(np.float64)
        weights[standing < _least_texts(float(given[members].sum()))] = 0.0
        found[number] = _best(weights, stems, shown.get(number, {}))
    return found


def is_telling(form: str, language: str) -> bool:
    """Say whether a word can be shown as a term: no number, letter, negation or stop word.

    English stop words are left out in every language: single answers in English stand anywhere.
    """
    if form.isnumeric() or (len(form) == 1 and form.isalpha()):
        return False
    return form not in stop_words(language) | stop_words("en") | negations(language)


def label(terms: Sequence[Term]) -> str:
    """Name a theme after its first three terms."""
    name = ", ".join(term.term for term in terms[:LABEL_WORDS])
    return name[:1].upper() + name[1:]


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


def _best(weights: Dense, stems: Sequence[str], shown: Mapping[str, str]) -> tuple[Term, ...]:
    commoner = listed(np.flatnonzero(weights > LEAST_WEIGHT))
    places = [place for place in commoner if stems[place] in shown]
    places.sort(key=lambda place: (-round(float(weights[place]), 6), stems[place]))
    return tuple(
        Term(term=shown[stems[place]], weight=round(float(weights[place]), 4))
        for place in places[:TERMS]
    )
