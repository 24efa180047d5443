"""Which mean changes of the same people may be told beside the means of the waves they are of.

A change is a difference of two sums, and sums can be subtracted: of people who were in two waves
and not in a third, or of whom no code was found. For every set of few people that waves, pairs of
waves and their differences single out, a reader who knows all the sizes must still reckon with
means and with changes `ROOM` points apart (`means`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from lyhord.privacy.means import ROOM, ROUNDED, TOP, Numbers, Reader

Pair: TypeAlias = tuple[int, int]
Sums: TypeAlias = Mapping[tuple[int, int], int]


class Company(Struct, frozen=True, kw_only=True):
    """People who answered in just these waves: how many, and the sum of their scores in each."""

    n: int
    totals: Mapping[int, float]


def changes_told(
    companies: Sequence[Company], wanted: Iterable[Pair], *, before: Collection[Pair], k: int
) -> Mapping[Pair, int]:
    """The mean changes that may be told, in whole points: the first wanted come first.

    Those told `before`, and the mean of every wave, are known to the reader.
    """
    told = list(before)
    found: dict[Pair, int] = {}
    for pair in wanted:
        if _may_stand(companies, pair, k) and _leaves_room(companies, [*told, pair], k):
            told.append(pair)
            found[pair] = round(mean_change(companies, pair))
    return found


def joined(companies: Iterable[Company], pair: Pair) -> int:
    """How many were found in both waves."""
    return sum(each.n for each in companies if _is_in(each, pair))


def mean_change(companies: Iterable[Company], pair: Pair) -> float:
    """How much higher those who were in both waves lay in the later one, on average."""
    both = [each for each in companies if _is_in(each, pair)]
    earlier, later = pair
    n = sum(each.n for each in both)
    return sum(each.totals[later] - each.totals[earlier] for each in both) / n if n else 0.0


def _may_stand(companies: Sequence[Company], pair: Pair, k: int) -> bool:
    """Whether a change is of enough people and not so large that it tells each one's own."""
    n = joined(companies, pair)
    return n >= k and n * (TOP - abs(mean_change(companies, pair)) + ROUNDED) >= ROOM


def _leaves_room(companies: Sequence[Company], told: Sequence[Pair], k: int) -> bool:
    sums = {
        key: place
        for place, key in enumerate(
            (number, wave) for number, each in enumerate(companies) for wave in each.totals
        )
    }
    reader = _reader(companies, told, sums)
    return all(
        reader.room(row, n) >= ROOM
        for few in _few(companies, k)
        for row, n in _asked(companies, few, sums)
    )


def _reader(companies: Sequence[Company], told: Sequence[Pair], sums: Sums) -> Reader:
    every = range(len(companies))
    waves = sorted({wave for each in companies for wave in each.totals})
    rows = [_row(companies, every, {wave: 1}, sums) for wave in waves]
    rows += [_row(companies, every, {late: 1, early: -1}, sums) for early, late in told]
    sizes = [sum(each.n for each in companies if wave in each.totals) for wave in waves]
    means = [
        sum(each.totals.get(wave, 0.0) for each in companies) / n
        for wave, n in zip(waves, sizes, strict=True)
    ]
    return Reader(
        np.array([TOP * companies[number].n for number, _ in sums], dtype=np.float64),
        np.array(rows),
        np.round([*means, *(mean_change(companies, pair) for pair in told)]),
        np.array([*sizes, *(joined(companies, pair) for pair in told)], dtype=np.float64),
    )


def _row(
    companies: Sequence[Company], chosen: Iterable[int], signs: Mapping[int, int], sums: Sums
) -> Numbers:
    """The scores of those chosen who were in all these waves, each wave's with its sign."""
    row = np.zeros(len(sums))
    for number in chosen:
        if _is_in(companies[number], signs):
            for wave, sign in signs.items():
                row[sums[number, wave]] = sign
    return row


def _few(companies: Sequence[Company], k: int) -> Sequence[frozenset[int]]:
    """Every set of few that waves and pairs single out: each, and what one has and another not."""
    waves = sorted({wave for each in companies for wave in each.totals})
    known = {
        frozenset(place for place, each in enumerate(companies) if _is_in(each, some))
        for some in [*((wave,) for wave in waves), *combinations(waves, 2)]
    }
    apart = {one - other for one, other in permutations(known, 2)}
    alone = {frozenset({place}) for place in range(len(companies))}
    small = [
        each for each in known | apart | alone if 0 < sum(companies[place].n for place in each) < k
    ]
    return sorted(small, key=sorted)


def _asked(
    companies: Sequence[Company], few: Collection[int], sums: Sums
) -> Iterator[tuple[Numbers, int]]:
    """What a reader would want to know of some few: their scores in a wave, and their changes."""
    waves = sorted({wave for place in few for wave in companies[place].totals})
    for some in [*((wave,) for wave in waves), *combinations(waves, 2)]:
        signs = dict(zip(reversed(some), (1, -1), strict=False))
        n = sum(companies[place].n for place in few if _is_in(companies[place], some))
        if n:
            yield _row(companies, few, signs, sums), n


def _is_in(company: Company, waves: Iterable[int]) -> bool:
    return all(wave in company.totals for wave in waves)
