"""Dividing texts into groups: spherical k-means, a neighbour graph, and self-training."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from lyhord_themes.learners import (
    Classifier,
    Dense,
    Integers,
    Sparse,
    as_rows,
    diagonal,
    from_triplets,
    k_means,
    leading_vectors,
    naive_bayes,
    softmax,
    sums,
    unit,
)
from lyhord_themes.space import SMALL, TextSpace
from lyhord_themes.text import Document

GRAPH_LIMIT = 6_000
NEIGHBOURS = 30
ROUNDS = 10
STARTS = 10
CHUNK = 1_000
TEMPERATURE = 0.1


class Grouping(Protocol):
    """A learnt division: tells how strongly each text belongs to each group."""

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, groups); rows are not negative and add up to 1."""
        ...


class Centroids:
    """Groups by the nearest centre on the sphere (Dhillon & Modha 2001)."""

    def __init__(self, space: TextSpace, centres: Dense) -> None:
        self.space = space
        self.centres = centres

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Turn cosines to the centres into shares (softmax with temperature 0.1)."""
        return softmax(self.space.transform(texts) @ self.centres.T / TEMPERATURE)


class Trained:
    """Groups by a classifier of words and letter groups (ComplementNB; Rennie et al. 2003)."""

    def __init__(self, space: TextSpace, model: Classifier) -> None:
        self.space = space
        self.model = model

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give the classifier's shares."""
        return self.model.predict_proba(self.space.features(texts))


def group(texts: Sequence[Document], space: TextSpace, k: int, *, fast: bool = False) -> Grouping:
    """Divide texts into `k` groups with the recipe that fits their number.

    200 to 6,000 texts: neighbour graph, spectral embedding, k-means, self-training. Otherwise, or
    if `fast`: spherical k-means in the dense space. `k` must not exceed the number of texts.
    """
    dense = space.transform(texts)
    if fast or not SMALL <= len(texts) <= GRAPH_LIMIT or k >= len(texts) // 2:
        return Centroids(space, centres(dense, k, space.seed))
    features = space.features(texts)
    labels = by_centre(spectral(neighbour_graph(features), k, space.seed), k, space.seed)
    trained = self_train(features, labels, k)
    if trained is None:
        return Centroids(space, centres(dense, k, space.seed))
    return Trained(space, trained)


def by_centre(rows: Dense, k: int, seed: int, *, starts: int = STARTS) -> Integers:
    """Give each row the number of its k-means group."""
    return np.argmax(rows @ centres(rows, k, seed, starts=starts).T, axis=1)


def centres(rows: Dense, k: int, seed: int, *, starts: int = STARTS) -> Dense:
    """Find `k` centres of rows on the unit sphere, shape (k, dimensions); each is some row's best.

    Rows that are all alike give fewer: the centres that are left over are zero.
    """
    rows = unit(rows)
    possible = min(k, len(np.unique(rows, axis=0)))
    found = _none_empty(rows, unit(k_means(rows, possible, seed=seed, starts=starts)))
    return np.vstack([found, np.zeros((k - len(found), rows.shape[1]))])


def _none_empty(rows: Dense, found: Dense) -> Dense:
    for _ in range(len(found)):
        near = rows @ found.T
        empty = np.setdiff1d(np.arange(len(found)), np.argmax(near, axis=1))
        if not len(empty):
            break
        found[empty[0]] = rows[np.argmin(near.max(axis=1))]
    return found


def neighbour_graph(features: Sparse) -> Sparse:
    """Join each text to its 30 nearest by cosine, symmetric, shape (texts, texts)."""
    n = features.shape[0]
    wanted = min(NEIGHBOURS, n - 1)
    rows: list[Integers] = []
    columns: list[Integers] = []
    weights: list[Dense] = []
    turned = as_rows(features.T)
    for start in range(0, n, CHUNK):
        near: Dense = (features[start : start + CHUNK] @ turned).toarray()
        near[np.arange(len(near)), np.arange(start, start + len(near))] = -1.0
        best = np.argsort(-near, axis=1, kind="stable")[:, :wanted]
        rows.append(np.repeat(np.arange(start, start + len(near)), wanted))
        columns.append(best.ravel())
        weights.append(np.take_along_axis(near, best, axis=1).ravel())
    values = np.maximum(np.concatenate(weights), 0.0)
    directed = from_triplets(values, np.concatenate(rows), np.concatenate(columns), (n, n))
    return as_rows((directed + directed.T) / 2)


def spectral(graph: Sparse, k: int, seed: int) -> Dense:
    """Embed a graph by the leading vectors of its normalised form (Ng, Jordan & Weiss 2002)."""
    scale = diagonal(1 / np.sqrt(np.maximum(sums(graph, axis=1), 1e-9)))
    start = np.random.default_rng(seed).normal(size=int(graph.shape[0]))
    most = min(k, graph.shape[0] - 1)
    return unit(leading_vectors(scale @ graph @ scale, most, start=start))


def self_train(features: Sparse, labels: Integers, k: int) -> Classifier | None:
    """Train on the most central half of each group, relabel, widen to nine tenths; ten rounds.

    Gives the last classifier that still fills every group, or None if there is none.
    """
    found = None
    for step in range(ROUNDS):
        kept = most_central(features, labels, 0.5 + 0.4 * step / (ROUNDS - 1))
        model = naive_bayes(features[kept], labels[kept])
        relabelled = np.asarray(model.predict(features))
        if len(np.unique(relabelled)) < k:
            break
        found, before, labels = model, labels, relabelled
        if step and np.array_equal(before, labels):
            break
    return found


def most_central(features: Sparse, labels: Integers, share: float) -> Integers:
    """Give the rows nearest to their group's mean: `share` of each group, at least one."""
    kept: list[Integers] = []
    for number in np.unique(labels):
        rows = np.flatnonzero(labels == number)
        near: Dense = features[rows] @ sums(features[rows], axis=0)
        most = max(1, round(share * len(rows)))
        kept.append(rows[np.argsort(-near, kind="stable")[:most]])
    return np.sort(np.concatenate(kept))
