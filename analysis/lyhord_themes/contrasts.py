"""Each group beside what it is compared with: shares, and what they are worth."""

import numpy as np
from msgspec import Struct

from lyhord_themes.counting import Counts
from lyhord_themes.intervals import Estimate
from lyhord_themes.learners import Dense
from lyhord_themes.resampling import Moments, Spread, replicates


class Sides(Struct, frozen=True, kw_only=True):
    """Each group's shares and those of what it is compared with, shape (themes, groups)."""

    own: Estimate
    other: Estimate
    correlation: Dense


def sides_of(counted: Counts, place: int | None, *, resamples: int, seed: int) -> Sides:
    """Estimate each group's shares and those of all others, or of the group at `place`."""
    own, other = counted.having, _others(counted.having, place)
    total = np.broadcast_to(counted.total, own.shape)
    other_total = np.broadcast_to(_others(counted.total, place), own.shape)
    share, other_share = ratio(own, total), ratio(other, other_total)
    if not counted.recur:
        return Sides(
            own=Estimate.of(share, total),
            other=Estimate.of(other_share, other_total),
            correlation=np.zeros(own.shape),
        )
    varied = _varied(counted, place, resamples=resamples, seed=seed)
    people, others = counted.people_in(), _others_people(counted, place)
    worth = effective(share, varied.variance, total=total, people=people)
    other_worth = effective(other_share, varied.other_variance, total=other_total, people=others)
    return Sides(
        own=Estimate.of(share, worth),
        other=Estimate.of(other_share, other_worth),
        correlation=varied.correlation,
    )


def effective(share: Dense, variance: Dense, *, total: Dense, people: Dense) -> Dense:
    """Give how many independent units a share is worth, by its variance over resamples (Kish 1965).

    At most the units there are; where nothing varied, the people.
    """
    varied = (variance > 0) & (share > 0) & (share < 1)
    worth = share * (1 - share) / np.where(varied, variance, 1.0)
    return np.minimum(np.where(varied, np.maximum(worth, 1.0), people), total)


def ratio(n: Dense, total: Dense, *, nothing: float = 0.0) -> Dense:
    """Divide counts by totals, `nothing` where the total is 0."""
    shape = np.broadcast_shapes(n.shape, total.shape)
    return np.divide(n, total, out=np.full(shape, nothing), where=np.broadcast_to(total > 0, shape))


def _varied(counted: Counts, place: int | None, *, resamples: int, seed: int) -> Spread:
    moments = Moments(counted.having.shape)
    for total, having in replicates(counted, resamples=resamples, seed=seed):
        own = ratio(having, total, nothing=np.nan)
        other = ratio(_others(having, place, axis=1), _others(total, place, axis=0), nothing=np.nan)
        moments.add(own, other)
    return moments.spread(counted.everybody)


def _others(amounts: Dense, place: int | None, axis: int = -1) -> Dense:
    """What each group is compared with: all the others added up, or the one at `place`."""
    if place is None:
        return amounts.sum(axis=axis, keepdims=True) - amounts
    return np.broadcast_to(np.take(amounts, [place], axis=axis), amounts.shape)


def _others_people(counted: Counts, place: int | None) -> Dense:
    """How many different people stand in what each group is compared with, shape (groups,)."""
    people = counted.people_in()
    if place is not None:
        return np.full(len(people), people[place])
    return counted.everybody - counted.people_only_in()
