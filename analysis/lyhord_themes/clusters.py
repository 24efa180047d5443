"""Dividing texts into groups with the recipe that fits their number."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from lyhord_themes.graphs import by_graph
from lyhord_themes.learners import Dense, k_means_from, softmax, unit
from lyhord_themes.space import LEARNT, SMALL, TextSpace, evenly
from lyhord_themes.sphere import centres, group_means, none_empty
from lyhord_themes.text import Document
from lyhord_themes.training import Trained, blend, self_train

MIDDLE = 400
LANDMARKS = 3_000
TEMPERATURE = 0.1
MOST_IN_ONE, MOST_IN_ONE_OF_TWO = 0.6, 1.8


class Grouping(Protocol):
    """A learnt division: tells how strongly each text belongs to each group."""

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, groups); rows are not negative and add up to 1."""
        ...


class Centroids:
    """Groups by the nearest centre on the sphere."""

    def __init__(self, space: TextSpace, centres: Dense) -> None:
        self.space = space
        self.centres = centres

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Turn cosines to the centres into shares (softmax with temperature 0.1)."""
        return softmax(self.space.transform(texts) @ self.centres.T / TEMPERATURE)


def group(texts: Sequence[Document], space: TextSpace, k: int, *, fast: bool = False) -> Grouping:
    """Divide texts into `k` groups, learning from 20,000 of them at most.

    Fewer than 200: spherical k-means from many starts. To 400: the groups of a neighbour graph
    train a classifier. More: they start k-means, whose groups and a classifier correct each other;
    `fast` leaves that correction out. Where one group takes more than 60 % of the texts, k-means
    from many starts divides them instead, and wherever an encoder's vectors, which the graph does
    not see, are to count. `k` must not exceed the texts.
    """
    learnt = evenly(texts, LEARNT)
    if len(texts) < SMALL or space.encoder or k >= min(len(texts), LANDMARKS) // 2:
        return Centroids(space, centres(space.transform(learnt), k, space.seed))
    found = _by_graph(texts, learnt, space, k, fast=fast)
    marks = evenly(texts, LANDMARKS)
    if largest_share(found, marks) <= max(MOST_IN_ONE, MOST_IN_ONE_OF_TWO / k):
        return found
    even = Centroids(space, centres(space.transform(marks), k, space.seed))
    return min(found, even, key=lambda grouping: largest_share(grouping, marks))


def largest_share(grouping: Grouping, texts: Sequence[Document]) -> float:
    """Give the share of the texts that the largest group has."""
    return float(np.bincount(np.argmax(grouping.scores(texts), axis=1)).max()) / len(texts)


def _by_graph(
    texts: Sequence[Document],
    learnt: Sequence[Document],
    space: TextSpace,
    k: int,
    *,
    fast: bool,
) -> Grouping:
    if not fast and len(texts) <= MIDDLE:
        features = space.features(texts)
        trained = self_train(features, by_graph(features, k, space.seed), k)
        if trained is not None:
            return Trained(space, trained)
    found = Centroids(space, from_landmarks(learnt, space, k))
    if fast:
        return found
    labels = np.argmax(space.transform(learnt) @ found.centres.T, axis=1)
    return blend(learnt, space, labels, k) or found


def from_landmarks(texts: Sequence[Document], space: TextSpace, k: int) -> Dense:
    """Find centres in the dense space, starting from the graph groups of evenly spaced texts."""
    marks = evenly(texts, LANDMARKS)
    labels = by_graph(space.features(marks), k, space.seed)
    rows = space.transform(marks)
    start = none_empty(rows, group_means(rows, labels, k))
    everything = space.transform(texts)
    return none_empty(everything, unit(k_means_from(everything, start)))
