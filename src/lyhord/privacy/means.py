"""Which means may be told beside each other: so that none about few people follows from the rest.

A mean tells the sum of what it is made of, as near as it is rounded, and sums can be subtracted.
For every set of few people that tables or their differences single out, a reader who knows even the
hidden sizes must still reckon with means `ROOM` points apart: bounds from linear programming over
all that is told, as the protection of tables of amounts asks for (Fischetti and Salazar 2001,
"Solving the cell suppression problem on tabular data with linear constraints", Management Science
47).
"""

# scipy has no types
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import permutations
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

TOP = 100.0  # a score goes from 0 to this
ROOM = 30.0
ROUNDED = 0.5
NOTHING = 1e-6

Key = TypeVar("Key", bound=Hashable)
Numbers: TypeAlias = NDArray[np.float64]
Part: TypeAlias = frozenset[int]


class Cell(Struct, frozen=True, kw_only=True):
    """People who share all that tables tell apart: how many, the sum of their scores, their k."""

    n: int
    total: float
    k: int


class Group(Struct, Generic[Key], frozen=True, kw_only=True):
    """People of whom a mean is wanted, as the numbers of their cells; cheap ones are hidden first.

    Those of one `table` are apart from each other and together everybody.
    """

    key: Key
    table: str
    parts: Part
    cost: float


def means_told(
    parts: Sequence[Cell], groups: Sequence[Group[Key]], never: Collection[Key] = ()
) -> Mapping[Key, int]:
    """The means that may be told, rounded to whole points."""
    told = {each.key: each for each in groups if each.key not in never and _may_stand(parts, each)}
    while (found := _exposed(parts, groups, told)) is not None:
        del told[found]
    return {key: round(_mean(parts, each.parts)) for key, each in told.items()}


def _may_stand(parts: Sequence[Cell], group: Group[Key]) -> bool:
    """Whether a mean is of enough people and so far from the ends that it tells nobody's own."""
    n, mean = _size(parts, group.parts), _mean(parts, group.parts)
    room = n * (min(mean, TOP - mean) + ROUNDED)
    return n >= _k(parts, group.parts) and room >= ROOM


def _exposed(
    parts: Sequence[Cell], groups: Sequence[Group[Key]], told: Mapping[Key, Group[Key]]
) -> Key | None:
    """The cheapest mean to hide, of those that tell too much of some few; None where none do."""
    reader = _reader(parts, list(told.values()))
    for few in _few(parts, groups, told):
        room = _room(reader, parts, few)
        if room < ROOM:
            return _least_missed(parts, told, few, room)
    return None


def _least_missed(
    parts: Sequence[Cell], told: Mapping[Key, Group[Key]], few: Part, room: float
) -> Key:
    """The cheapest mean without which less is known of some few; there is at least one."""
    cheapest = sorted(told.values(), key=lambda each: each.cost)
    for group in cheapest:
        others = [each for each in cheapest if each.key != group.key]
        if _room(_reader(parts, others), parts, few) > room + NOTHING:
            return group.key
    return cheapest[0].key


def _few(
    parts: Sequence[Cell], groups: Iterable[Group[Key]], told: Mapping[Key, Group[Key]]
) -> Iterable[Part]:
    """Every set of few that tables single out: parts, groups, what one has and another has not."""
    every = frozenset(range(len(parts)))
    known = {each.parts for each in groups} | {every}
    apart = {one - other for one, other in permutations(known, 2)}
    rests = {every.difference(*_of_table(told.values(), each.table)) for each in groups}
    sets = known | apart | rests | {frozenset({place}) for place in every}
    small = [each for each in sets if 0 < _size(parts, each) < _k(parts, each)]
    return sorted(small, key=sorted)


def _of_table(told: Iterable[Group[Key]], table: str) -> Iterable[Part]:
    return (each.parts for each in told if each.table == table)


class Reader:
    """Knows all sizes, the means that are told, and that a sum lies between nought and its most.

    `rows` say of which sums each mean is made, counted forwards or backwards, and `sizes` of how
    many people; the means are whole points.
    """

    def __init__(self, most: Numbers, rows: Numbers, means: Numbers, sizes: Numbers) -> None:
        self.bounds = [(0.0, float(each)) for each in most]
        self.table = np.vstack([rows, -rows])
        self.most = np.concatenate([(means + ROUNDED) * sizes, (ROUNDED - means) * sizes])

    def room(self, wanted: Numbers, n: int) -> float:
        """How far apart the lowest and the highest mean of n people can be, made of these sums."""
        return (-self._end(wanted) - self._end(-wanted)) / n

    def _end(self, wanted: Numbers) -> float:
        from scipy.optimize import linprog  # noqa: PLC0415 - slow to load

        has_rows = len(self.table) > 0
        found = linprog(
            wanted,
            A_ub=self.table if has_rows else None,
            b_ub=self.most if has_rows else None,
            bounds=self.bounds,
        )
        return float(found.fun)


def _reader(parts: Sequence[Cell], told: Sequence[Group[Key]]) -> Reader:
    sizes = np.array([part.n for part in parts], dtype=np.float64)
    rows = np.zeros((len(told), len(parts)))
    for row, group in enumerate(told):
        rows[row, sorted(group.parts)] = 1
    means = np.array([round(_mean(parts, group.parts)) for group in told], dtype=np.float64)
    return Reader(TOP * sizes, rows, means, rows @ sizes)


def _room(reader: Reader, parts: Sequence[Cell], few: Part) -> float:
    wanted = np.zeros(len(parts))
    wanted[sorted(few)] = 1
    return reader.room(wanted, _size(parts, few))


def _size(parts: Sequence[Cell], chosen: Part) -> int:
    return sum(parts[place].n for place in chosen)


def _k(parts: Sequence[Cell], chosen: Part) -> int:
    """How many a figure about these must speak of: children among them are guarded more."""
    return max((parts[place].k for place in chosen), default=0)


def _mean(parts: Sequence[Cell], chosen: Part) -> float:
    n = _size(parts, chosen)
    return sum(parts[place].total for place in chosen) / n if n else 0.0
