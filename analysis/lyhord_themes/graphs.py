"""Groups of texts as a graph of near neighbours shows them."""

import numpy as np

from lyhord_themes.learners import (
    Dense,
    Integers,
    Sparse,
    as_rows,
    diagonal,
    from_triplets,
    k_means_from,
    leading_vectors,
    nearest_axes,
    plus_direction,
    sums,
    unit,
)
from lyhord_themes.sphere import group_means, none_empty

NEIGHBOURS = 30
CHUNK = 1_000
BOND = 0.01


def by_graph(features: Sparse, k: int, seed: int) -> Integers:
    """Number the groups that a neighbour graph shows; the seed hardly matters.

    K-means on the spectral embedding starts from the axes that pivoting finds (Damle, Minden &
    Ying 2019), not at random.
    """
    vectors = spectral(neighbour_graph(features), k, seed)
    rows = unit(vectors)
    first = nearest_axes(vectors)
    start = none_empty(rows, group_means(rows, first, k))
    return np.argmax(rows @ none_empty(rows, unit(k_means_from(rows, start))).T, axis=1)


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
    """Embed a graph by the leading vectors of its normalised form (Ng, Jordan & Weiss 2002).

    Each text is joined weakly to all others, so that a graph in pieces has one leading vector, too
    (Amini et al. 2013). Gives shape (texts, k); rows are not scaled.
    """
    degrees = sums(graph, axis=1)
    n, bond = len(degrees), BOND * float(degrees.mean())
    scale = 1 / np.sqrt(np.maximum(degrees + bond, 1e-9))
    normalised = diagonal(scale) @ graph @ diagonal(scale)
    start = np.random.default_rng(seed).normal(size=n)
    whole = plus_direction(normalised, np.sqrt(bond / n) * scale)
    return leading_vectors(whole, min(k, n - 1), start=start)
