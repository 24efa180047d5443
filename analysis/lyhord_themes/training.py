"""Groups that train a classifier which moves texts between them, and what is kept of it."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.learners import (
    Classifier,
    Dense,
    Integers,
    Sparse,
    naive_bayes,
    softmax,
    standardised,
    sums,
)
from lyhord_themes.pieces import blocks, each
from lyhord_themes.space import BLOCK, TextSpace
from lyhord_themes.sphere import group_means
from lyhord_themes.text import Document

ROUNDS, FEW_ROUNDS = 10, 5
LEAST_KEPT, MOST_KEPT = 0.5, 0.9


class Trained:
    """Groups by a classifier of words and letter groups (ComplementNB; Rennie et al. 2003)."""

    def __init__(self, space: TextSpace, model: Classifier) -> None:
        self.space = space
        self.model = model

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give the classifier's shares."""
        return self.model.predict_proba(self.space.features(texts))


class Blended:
    """Groups by that classifier and by the nearest centre, both in standard units."""

    def __init__(self, space: TextSpace, model: Classifier, centres: Dense) -> None:
        self.space = space
        self.model = model
        self.centres = centres

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Turn the sum of both into shares, block by block, so that many texts need no more."""
        rows, read = self.space.transform(texts), self.space.read(texts)
        pieces = ((read[part], rows[part]) for part in blocks(len(texts), BLOCK))
        return np.vstack(list(each(self._shares, pieces)))

    def _shares(self, piece: tuple[Sequence[Document], Dense]) -> Dense:
        read, rows = piece
        return softmax(both(self.model, self.space.weighed(read), rows, self.centres))


def both(model: Classifier, features: Sparse, rows: Dense, centres: Dense) -> Dense:
    """Add up, in standard units per text, log shares of the classifier and cosines to centres."""
    return standardised(model.predict_log_proba(features)) + standardised(rows @ centres.T)


def blend(texts: Sequence[Document], space: TextSpace, labels: Integers, k: int) -> Blended | None:
    """Let classifier and centres correct each other in five rounds, from groups `labels`.

    Gives the last that still fills every group, or None if there is none.
    """
    features, rows = space.features(texts), space.transform(texts)
    found = None
    for share in np.linspace(LEAST_KEPT, MOST_KEPT, FEW_ROUNDS):
        kept = most_central(features, labels, float(share))
        model = naive_bayes(features[kept], labels[kept])
        centres = group_means(rows, labels, k)
        moved = np.argmax(both(model, features, rows, centres), axis=1)
        if len(np.unique(moved)) < k:
            break
        found, labels = Blended(space, model, centres), moved
    return found


def self_train(features: Sparse, labels: Integers, k: int) -> Classifier | None:
    """Train on the most central half of each group, relabel, widen to nine tenths; ten rounds.

    Gives the last classifier that still fills every group, or None if there is none.
    """
    found = None
    for step in range(ROUNDS):
        kept = most_central(features, labels, kept_share(step))
        model = naive_bayes(features[kept], labels[kept])
        relabelled = np.asarray(model.predict(features))
        if len(np.unique(relabelled)) < k:
            break
        found, before, labels = model, labels, relabelled
        if step and np.array_equal(before, labels):
            break
    return found


def kept_share(step: int) -> float:
    """Give the share of a group that a round keeps."""
    return LEAST_KEPT + (MOST_KEPT - LEAST_KEPT) * step / (ROUNDS - 1)


def most_central(features: Sparse, labels: Integers, share: float) -> Integers:
    """Give the rows nearest to their group's mean: `share` of each group, at least one."""
    kept: list[Integers] = []
    for number in np.unique(labels):
        rows = np.flatnonzero(labels == number)
        near: Dense = features[rows] @ sums(features[rows], axis=0)
        most = max(1, round(share * len(rows)))
        kept.append(rows[np.argsort(-near, kind="stable")[:most]])
    return np.sort(np.concatenate(kept))
