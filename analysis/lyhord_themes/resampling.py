"""Bootstrap: how figures vary when other people had answered; people are drawn, never texts."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from lyhord_themes.counting import Counts
from lyhord_themes.errors import ThemesError
from lyhord_themes.learners import Dense, Integers, Sparse, from_triplets, times

RESAMPLES = 1_000
AT_ONCE = 25


class Spread(Struct, frozen=True, kw_only=True):
    """How two figures vary together over the resamples; all of one shape."""

    variance: Dense
    other_variance: Dense
    correlation: Dense


def weights(people: int, *, resamples: int, seed: int) -> Iterator[Dense]:
    """Draw `people` of `people` with replacement: how often each was drawn.

    Gives arrays of shape (people, up to 25), `resamples` columns in all. The same seed gives the
    same draws (Efron 1979; Davison & Hinkley 1997, section 3.8 on clusters). Raises `ThemesError`
    for fewer than one resample.
    """
    if resamples < 1:
        raise ThemesError(f"{resamples} resamples are too few: give at least one")
    random = np.random.default_rng(seed)
    for start in range(0, resamples, AT_ONCE):
        size = min(AT_ONCE, resamples - start)
        drawn = random.integers(0, people, (size, people)) + people * np.arange(size)[:, None]
        counted = np.bincount(drawn.ravel(), minlength=size * people)
        yield np.ascontiguousarray(counted.reshape(size, people).T.astype(np.float64))


def replicates(counts: Counts, *, resamples: int, seed: int) -> Iterator[tuple[Dense, Dense]]:
    """Count again among people drawn anew: units per group, and those having each theme.

    Gives arrays of shape (groups, draws) and (themes, groups, draws).
    """
    people = int(counts.people.max()) + 1
    themes, groups = counts.having.shape
    units = _sum_over(counts.where, counts.people, (groups, people))
    places = counts.mentions[:, 1] * groups + counts.where[counts.mentions[:, 0]]
    having = _sum_over(places, counts.people[counts.mentions[:, 0]], (themes * groups, people))
    for drawn in weights(people, resamples=resamples, seed=seed):
        found = times(having, drawn)
        yield times(units, drawn), found.reshape(themes, groups, drawn.shape[1])


class Moments:
    """Adds up pairs of figures, chunk by chunk, and gives how they vary; NaN is left out."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._sums = np.zeros((6, *shape))

    def add(self, one: Dense, other: Dense) -> None:
        """Take pairs of figures, draws along the last axis."""
        told = ~(np.isnan(one) | np.isnan(other))
        a, b = np.where(told, one, 0.0), np.where(told, other, 0.0)
        parts = (told.astype(np.float64), a, b, a * a, b * b, a * b)
        self._sums += np.stack([part.sum(axis=-1) for part in parts])

    def spread(self, people: int) -> Spread:
        """Give variances and correlations; 0 where nothing varied.

        Samples vary a little less than people do: by one of `people`, which is put back.
        """
        n, a, b, aa, bb, ab = self._sums
        n, put_back = np.maximum(n, 1.0), people / max(people - 1, 1)
        variance = np.maximum(aa / n - (a / n) ** 2, 0.0)
        other = np.maximum(bb / n - (b / n) ** 2, 0.0)
        scale = np.sqrt(variance * other)
        tied = np.where(scale > 0, (ab / n - a * b / n**2) / np.where(scale > 0, scale, 1.0), 0.0)
        return Spread(
            variance=variance * put_back,
            other_variance=other * put_back,
            correlation=np.clip(tied, -1, 1),
        )


def _sum_over(rows: Integers, columns: Integers, shape: tuple[int, int]) -> Sparse:
    return from_triplets(np.ones(len(rows)), rows, columns, shape)
