"""The words that set a group of texts apart, and the label made of them."""

from collections.abc import Mapping, Sequence

import numpy as np

from lyhord_themes.findings import Term
from lyhord_themes.learners import Dense, Integers, Sparse, listed, sums

TERMS = 12
LABEL_WORDS = 3
PRIOR = 500.0
LEAST_WEIGHT = 0.3


def marking_terms(
    counts: Sparse, labels: Integers, *, stems: Sequence[str], shown: Mapping[str, str]
) -> dict[int, tuple[Term, ...]]:
    """Find each group's terms by log-odds with an informative prior (Monroe et al. 2008).

    `counts` has shape (texts, stems), `labels` a group number per text. Weights are z-scores; only
    words that are commoner in the group than elsewhere and have a form in `shown` count.
    """
    present = counts > 0
    everywhere = sums(present, axis=0)
    total = max(float(everywhere.sum()), 1.0)
    prior = min(PRIOR, total / 2) * everywhere / total + 1e-9
    found: dict[int, tuple[Term, ...]] = {}
    for number in np.unique(labels):
        inside = sums(present[labels == number], axis=0)
        found[int(number)] = _best(_z_scores(inside, everywhere, prior), inside, stems, shown)
    return found


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


def _best(
    weights: Dense, inside: Dense, stems: Sequence[str], shown: Mapping[str, str]
) -> tuple[Term, ...]:
    commoner = np.flatnonzero((inside > 0) & (weights > LEAST_WEIGHT))
    places = [place for place in listed(commoner) if stems[place] in shown]
    places.sort(key=lambda place: (-round(float(weights[place]), 6), stems[place]))
    return tuple(
        Term(term=shown[stems[place]], weight=round(float(weights[place]), 4))
        for place in places[:TERMS]
    )
