"""What labelled texts say of others: a classifier that weighs as much as it has seen."""

from collections.abc import Iterable
from itertools import product

import numpy as np
from msgspec import Struct

from lyhord_themes.learners import (
    Classifier,
    Dense,
    Integers,
    Sparse,
    beneath,
    log_shares,
    logistic,
)

REST = ""
HALF_TRUSTED = 3
FOLDS = 5
FEWEST_TO_FIT = 4
WEIGHTS = (4.0, 2.5, 1.6, 1.0, 0.7, 0.4, 0.2)
TEMPERATURES = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0)
USUAL_WEIGHT, ALONE = 0.4, 2.0
LEAST_SHARE = 1e-3


class Labels(Struct, frozen=True):
    """Labelled texts: features of shape (texts, features), the number of each text's theme.

    `rest` are features of texts that belong to none of these themes, `themes` how many there are.
    """

    evidence: Sparse
    given: Integers
    themes: int
    rest: Sparse | None = None

    def model(self, kept: Integers) -> Classifier:
        """Train a logistic classifier of the themes that have labels, against the rest."""
        labels = [str(self.given[place]) for place in kept]
        if self.rest is None:
            return logistic(self.evidence[kept], labels)
        rest = [REST] * self.rest.shape[0]
        return logistic(beneath(self.evidence[kept], self.rest), [*labels, *rest])


class Witness:
    """A logistic classifier whose word can be added to the scores of a codebook.

    Its word is the logarithm of a theme's share beyond an even split. n labels of a theme count
    n / (n + 3) of it: a few can move few texts. `weight` is what predicts held-out labels best
    beside the codebook's scores of them (stacking; Wolpert 1992), and `temperature` is where the
    sum is calibrated (Guo et al. 2017); None where a theme has fewer than four labels. Where the
    codebook says nothing at all, the labels speak alone.
    """

    def __init__(self, labels: Labels, scores: Dense) -> None:
        counts = np.bincount(labels.given, minlength=labels.themes)
        self.themes = labels.themes
        self.known = np.flatnonzero(counts)
        self.trust = counts[self.known] / (counts[self.known] + HALF_TRUSTED)
        usual = float(counts[self.known].mean())
        self.unnamed = float(self.trust.mean()) * min(0.0, float(np.log(HALF_TRUSTED / usual)))
        self.weight = USUAL_WEIGHT if scores.any() else ALONE
        self.temperature: float | None = None
        if counts[self.known].min() >= FEWEST_TO_FIT:
            self._weigh(labels, scores)
        self.model = labels.model(np.arange(len(labels.given)))

    def scores(self, evidence: Sparse) -> Dense:
        """Give shape (texts, themes): what the labels say, weighed."""
        return self.weight * self._said(self.model, evidence)

    def _weigh(self, labels: Labels, scores: Dense) -> None:
        said = np.zeros_like(scores)
        for held in _folds(labels.given):
            kept = np.setdiff1d(np.arange(len(labels.given)), held)
            said[held] = self._said(labels.model(kept), labels.evidence[held])
        rows = np.arange(len(labels.given))

        def likelihood(pair: tuple[float, float]) -> float:
            shares = log_shares((scores + pair[0] * said) / pair[1])
            return float(shares[rows, labels.given].mean())

        self.weight, self.temperature = max(product(WEIGHTS, TEMPERATURES), key=likelihood)

    def _said(self, model: Classifier, evidence: Sparse) -> Dense:
        names = [str(label) for label in model.classes_]
        shares = np.maximum(model.predict_proba(evidence), LEAST_SHARE)
        beyond = np.log(shares * len(names))
        said = np.full((evidence.shape[0], self.themes), self.unnamed)
        if REST in names:
            said[:] = float(self.trust.mean()) * beyond[:, [names.index(REST)]]
        said[:, self.known] = self.trust * beyond[:, [names.index(str(k)) for k in self.known]]
        return said


def _folds(given: Integers) -> Iterable[Integers]:
    order = np.argsort(given, kind="stable")
    yield from (np.sort(order[start::FOLDS]) for start in range(FOLDS))
