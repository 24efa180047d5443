"""Centres on the unit sphere: spherical k-means (Dhillon & Modha 2001)."""

import numpy as np

from lyhord_themes.learners import Dense, Integers, from_triplets, k_means, times, unit

STARTS = 10
BLOCK = 10_000


def by_centre(rows: Dense, k: int, seed: int, *, starts: int = STARTS) -> Integers:
    """Give each row the number of its k-means group."""
    return np.argmax(rows @ centres(rows, k, seed, starts=starts).T, axis=1)


def centres(rows: Dense, k: int, seed: int, *, starts: int = STARTS) -> Dense:
    """Find `k` centres of rows on the unit sphere, shape (k, dimensions); each is some row's best.

    Rows that are all alike give fewer: the centres that are left over are zero.
    """
    rows = unit(rows)
    possible = min(k, len(np.unique(rows, axis=0)))
    found = none_empty(rows, unit(k_means(rows, possible, seed=seed, starts=starts)))
    return np.vstack([found, np.zeros((k - len(found), rows.shape[1]))])


def group_means(rows: Dense, labels: Integers, k: int) -> Dense:
    """Give each group's mean direction, shape (k, dimensions); zeros where a group is empty.

    A label of -1 belongs to no group. Rows are added up in blocks: many need no more memory.
    """
    total = np.zeros((k, rows.shape[1]))
    for start in range(0, len(rows), BLOCK):
        block = labels[start : start + BLOCK]
        kept = np.flatnonzero(block >= 0)
        members = from_triplets(np.ones(len(kept)), block[kept], kept, (k, len(block)))
        total += times(members, rows[start : start + BLOCK])
    return unit(total)


def none_empty(rows: Dense, found: Dense) -> Dense:
    """Move centres that no row is nearest to onto rows that are far from every centre."""
    for _ in range(len(found)):
        near = rows @ found.T
        empty = np.setdiff1d(np.arange(len(found)), np.argmax(near, axis=1))
        if not len(empty):
            break
        found[empty[0]] = rows[np.argmin(near.max(axis=1))]
    return found
