"""Laying themes out on a map: near is alike, as far as two dimensions can show it."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.findings import Dot, Layout, Spot
from lyhord_themes.learners import Dense, Integers, listed, softmax
from lyhord_themes.space import evenly
from lyhord_themes.sphere import group_means

NEAREST = 3
DOTS = 600
ROUNDS = 200
TEMPERATURE = 0.1
OWN = 0.5
LEAST_SPREAD = 1e-9


def layout(ids: Sequence[str], numbers: Integers, rows: Dense, *, given: Sequence[int]) -> Layout:
    """Lay out themes by the distances of their centres, and up to 600 texts among them.

    `numbers` has each text's place in `ids`, -1 where it has no theme; `rows`, shape (texts,
    dimensions), are of unit length; `given` has the row of each text in the file. Positions are
    those of classical scaling (Torgerson 1952) improved by majorisation (de Leeuw 1977).
    """
    centres = group_means(rows, numbers, len(ids))
    likeness = centres @ centres.T
    distances = np.sqrt(np.maximum(2 - 2 * likeness, 0.0))
    np.fill_diagonal(distances, 0.0)
    positions = _within_bounds(_majorised(_scaled(distances), distances))
    return Layout(
        spots=_spots(ids, positions, likeness),
        dots=_dots(numbers, rows, centres, positions, given),
        fit=round(_fit(positions, distances), 4),
    )


def _scaled(distances: Dense) -> Dense:
    """Find the two axes on which the distances spread most; each one's farthest end is positive."""
    squares = distances**2
    middle = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    values, vectors = np.linalg.eigh(-middle / 2)
    axes = vectors[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 0.0))
    found = np.zeros((len(distances), 2))
    found[:, : axes.shape[1]] = axes * _signs(axes)
    return found


def _signs(axes: Dense) -> Dense:
    farthest = np.argmax(np.abs(axes), axis=0)
    return np.where(axes[farthest, np.arange(axes.shape[1])] < 0, -1.0, 1.0)


def _majorised(start: Dense, distances: Dense) -> Dense:
    """Move positions until their distances are as like the given ones as they get (SMACOF)."""
    positions = start
    for _ in range(ROUNDS):
        now = _distances(positions)
        ratio = np.divide(distances, now, out=np.zeros_like(now), where=now > LEAST_SPREAD)
        pull = -ratio
        np.fill_diagonal(pull, ratio.sum(axis=1))
        positions = pull @ positions / len(positions)
    return positions


def _within_bounds(positions: Dense) -> Dense:
    centred = positions - (positions.max(axis=0) + positions.min(axis=0)) / 2
    widest = float(np.abs(centred).max())
    return centred / widest if widest > LEAST_SPREAD else np.zeros_like(centred)


def _distances(positions: Dense) -> Dense:
    return np.linalg.norm(positions[:, None] - positions[None], axis=2)


def _fit(positions: Dense, distances: Dense) -> float:
    pairs = np.triu_indices(len(distances), k=1)
    shown, true = _distances(positions)[pairs], distances[pairs]
    if min(np.ptp(shown), np.ptp(true), key=float) <= LEAST_SPREAD if len(true) else True:
        return 1.0
    return max(0.0, float(np.corrcoef(shown, true)[0, 1]))


def _spots(ids: Sequence[str], positions: Dense, likeness: Dense) -> tuple[Spot, ...]:
    others = likeness - 2 * np.eye(len(ids))
    order = np.argsort(-np.round(others, 9), axis=1, kind="stable")[:, : len(ids) - 1]
    return tuple(
        Spot(
            id=name,
            x=round(float(place[0]), 4),
            y=round(float(place[1]), 4),
            nearest=tuple(ids[other] for other in listed(near[:NEAREST])),
        )
        for name, place, near in zip(ids, positions, order, strict=True)
    )


def _dots(
    numbers: Integers, rows: Dense, centres: Dense, positions: Dense, given: Sequence[int]
) -> tuple[Dot, ...]:
    """Put texts between the themes that they are like, halfway towards their own."""
    chosen = list(evenly(listed(np.flatnonzero(numbers >= 0)), DOTS))
    among = softmax(rows[chosen] @ centres.T / TEMPERATURE) @ positions
    places = OWN * positions[numbers[chosen]] + (1 - OWN) * among
    return tuple(
        Dot(row=given[text], x=round(float(x), 4), y=round(float(y), 4))
        for text, (x, y) in zip(chosen, places, strict=True)
    )
