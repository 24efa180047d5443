"""How far a division can be trusted: how much of it comes back when texts are left out."""

from collections.abc import Sequence
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from lyhord_themes.findings import CurvePoint
from lyhord_themes.learners import Dense, Integers, agreement
from lyhord_themes.progress import Progress, silent
from lyhord_themes.sphere import by_centre

SHARE = 0.8
SAMPLES = 6
LEAST_STABLE = 0.3
CANDIDATES = (3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 22, 26, 30, 36, 42, 50)
WIDEST = 1.5
STARTS = 2
TOLERANCE = 0.02


def samples(n: int, seed: int) -> list[Integers]:
    """Draw six subsamples of 80 % of `n` rows, each sorted."""
    random = np.random.default_rng(seed)
    size = max(1, round(SHARE * n))
    return [np.sort(random.permutation(n)[:size]) for _ in range(SAMPLES)]


def stability_curve(
    rows: Dense, *, seed: int, progress: Progress = silent
) -> tuple[CurvePoint, ...]:
    """Measure for each number of groups the mean pairwise ARI of divisions of subsamples.

    `rows` has shape (texts, dimensions); ARI is -1 to 1 (Hubert & Arabie 1985; Ben-Hur et al.
    2002). Two groups are not tried: they come back for trivial reasons.
    """
    drawn = samples(len(rows), seed)
    most = WIDEST * sqrt(len(rows))
    possible = [k for k in CANDIDATES if k <= most]
    curve: list[CurvePoint] = []
    for k in possible:
        progress(len(curve) / len(possible), "groups")
        stability = round(mean_agreement(divisions(rows, drawn, k, seed)), 4)
        curve.append(CurvePoint(k=k, stability=stability))
    return tuple(curve)


def divisions(rows: Dense, drawn: Sequence[Integers], k: int, seed: int) -> list[Integers]:
    """Divide each subsample by k-means; rows that were left out get -1."""
    found: list[Integers] = []
    for number, sample in enumerate(drawn):
        labels = np.full(len(rows), -1)
        labels[sample] = by_centre(rows[sample], k, seed + number, starts=STARTS)
        found.append(labels)
    return found


def chosen_k(curve: Sequence[CurvePoint]) -> int | None:
    """Give the smallest number of groups within 0.02 of the highest stability."""
    if not curve:
        return None
    highest = max(point.stability for point in curve)
    return min(point.k for point in curve if point.stability >= highest - TOLERANCE)


def group_stability(labels: Integers, found: Sequence[Integers]) -> dict[int, float]:
    """Give each group's mean best Jaccard overlap with a group of each subsample (Hennig 2007)."""
    return {
        int(number): round(float(np.mean([_best_overlap(labels == number, f) for f in found])), 4)
        for number in np.unique(labels)
    }


def mean_agreement(found: Sequence[Integers]) -> float:
    """Give the mean ARI of each two divisions, over the rows that both divide."""
    scores: list[float] = []
    for one, other in combinations(found, 2):
        both = (one >= 0) & (other >= 0)
        scores.append(agreement(one[both], other[both]))
    return float(np.mean(scores))


def _best_overlap(members: NDArray[np.bool_], division: Integers) -> float:
    members = members & (division >= 0)
    overlaps = [
        np.sum(members & (division == number)) / np.sum(members | (division == number))
        for number in np.unique(division[members])
    ]
    return float(max(overlaps, default=0.0))
