"""Guards tables that share sums: hides what would give a hidden count away through any of them.

`suppression` is for one table, where sums make a network; here a count may stand in several tables
at once (a theme by audience, by municipality, and by both), where no network is left. A hidden
count is safe when there are two whole-number tables that agree with everything that is told and
differ in it widely enough: both are looked for, and what must move in the cheapest one is hidden
too (the search for disturbed tables of Kelly, Golden and Assad 1992, "Cell suppression: disclosure
protection for sensitive tabular data", Networks 22). What is returned has these witnesses.
"""

# scipy has no types
# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeAlias, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from lyhord.privacy.cells import HIDDEN, STEP, Figure, coarse, exact

WIDTH = 2  # of a small count: a reader must reckon with three numbers at least
WANTED = 10_000.0  # what a step of the count that is being guarded is worth
WELCOME, WALK = 0.01, 0.002  # a step of another unguarded count, and any step
ROUNDING = 2.0

Key = TypeVar("Key", bound=Hashable)
Numbers: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]


class Cell(Struct, Generic[Key], frozen=True, kw_only=True):
    """A true count, and what a reader would still know of it if it were hidden.

    That is `least` and `limit`; a count below `least` is never hidden. `cost` is what hiding it
    would lose, `guarded` counts are hidden first, and where `rounded` is given, the count may be
    rounded down instead, up to that much being known of it. If it is hidden, the numbers that it
    could be must be at least `width` apart, as far as its outer bounds are.
    """

    key: Key
    value: int
    least: int = 1
    limit: int
    cost: float = 1.0
    guarded: bool = False
    rounded: int | None = None
    width: int = 1


class Steps(NamedTuple):
    """Ways in which counts can move: of which one, up or down, how far, and at what cost."""

    cell: Places
    sign: Numbers
    most: Numbers
    cost: Numbers


def guard(
    cells: Sequence[Cell[Key]], relations: Sequence[tuple[Key, Sequence[Key]]]
) -> Mapping[Key, Figure]:
    """Say of every count what may be told, so that no hidden one follows from the others.

    A relation is a count and those that it is the sum of.
    """
    tables = Tables(cells, relations)
    while (number := tables.exposed()) is not None:
        tables.shield(number)
    return tables.figures()


class Tables(Generic[Key]):
    """Counts with the sums between them; `shield` hides what it must, one exposed count a time."""

    def __init__(
        self, cells: Sequence[Cell[Key]], relations: Sequence[tuple[Key, Sequence[Key]]]
    ) -> None:
        self.cells = cells
        self.value = _column(cell.value for cell in cells)
        self.least = _column(min(cell.least, cell.value) for cell in cells)
        self.limit = _column(cell.limit for cell in cells)
        self.cost = _column(cell.cost for cell in cells)
        self.wanted = np.minimum(_column(cell.width for cell in cells), self.limit - self.least)
        self.may_hide = np.array([cell.value >= cell.least for cell in cells], dtype=bool)
        self.hidden = np.array([cell.guarded for cell in cells], dtype=bool) & self.may_hide
        self.is_round = np.zeros(len(cells), dtype=bool)
        self.seen_low, self.seen_high = self.value.copy(), self.value.copy()
        self.settled = np.zeros(len(cells), dtype=bool)
        self.sums = _sums(cells, relations)

    def exposed(self) -> int | None:
        """The hidden count that is known best, unless all are guarded widely enough."""
        waits = self.hidden & ~self.settled & (self.value > 0)  # that nobody is there tells nothing
        lacking = np.where(waits, self.wanted - self._seen(), 0.0)
        worst = int(np.argmax(lacking)) if lacking.size else 0
        return worst if lacking.size and lacking[worst] > 0 else None

    def shield(self, number: int) -> None:
        """Find tables in which a count is higher and lower, hiding what moves only if it must."""
        for may_hide in (False, True):
            for sign, bound in ((1, self.limit), (-1, self.least)):
                lacking = self.wanted[number] - self._seen()[number]
                seen = self.seen_high if sign > 0 else self.seen_low
                reached = abs(seen[number] - self.value[number])
                room = abs(bound[number] - self.value[number]) - reached
                if lacking > 0 and room > 0:
                    by = reached + min(room, lacking)
                    self._disturb(number, sign, by, may_hide=may_hide)
        self.settled[number] = True

    def figures(self) -> Mapping[Key, Figure]:
        """What may be told of each count."""
        return {
            cell.key: HIDDEN
            if is_hidden
            else coarse(cell.value, 0)
            if is_round
            else exact(cell.value)
            for cell, is_hidden, is_round in zip(
                self.cells, self.hidden, self.is_round, strict=True
            )
        }

    def _seen(self) -> Numbers:
        return self.seen_high - self.seen_low

    def _disturb(self, number: int, sign: int, by: float, *, may_hide: bool) -> None:
        steps = self._steps(number, sign, by, may_hide=may_hide)
        taken = _cheapest(steps, self.sums)
        table = self.value.copy()
        np.add.at(table, steps.cell, steps.sign * taken)
        moved = np.abs(table - self.value) > 0
        self.seen_low = np.minimum(self.seen_low, table)
        self.seen_high = np.maximum(self.seen_high, table)
        low, high = self._rounded()
        fits = (low <= table) & (table <= high)
        newly_round = moved & ~self.hidden & fits
        self.hidden |= moved & ~fits
        self.is_round = (self.is_round | newly_round) & ~self.hidden

    def _rounded(self) -> tuple[Numbers, Numbers]:
        """What is known of each count if it is rounded down, where it may be; else itself."""
        floor = self.value - self.value % STEP
        tops = [cell.value if cell.rounded is None else cell.rounded for cell in self.cells]
        may = np.array([cell.rounded is not None for cell in self.cells], dtype=bool)
        high = np.minimum(floor + STEP - 1, np.maximum(_column(tops), self.value))
        return np.where(may, floor, self.value), np.where(may, high, self.value)

    def _steps(self, number: int, sign: int, by: float, *, may_hide: bool) -> Steps:
        """Every way that is open: free where a reader must reckon with it, else at its price."""
        low, high = self._rounded()
        is_free = self.hidden | (self.may_hide & may_hide)
        told = np.where(self.is_round, WALK, ROUNDING)
        near = np.where(self.hidden, WALK, told)
        far = np.where(self.hidden, WALK, self.cost)
        parts = [
            (1.0, high - self.value, near),
            (-1.0, self.value - low, near),
            (1.0, np.where(is_free, self.limit - high, 0.0), far),
            (-1.0, np.where(is_free, low - self.least, 0.0), far),
        ]
        every = np.arange(len(self.cells))
        cell = np.concatenate([every] * len(parts))
        signs = np.concatenate([np.full(len(every), part[0]) for part in parts])
        most = np.maximum(np.concatenate([part[1] for part in parts]), 0.0)
        cost = np.concatenate([part[2] for part in parts])
        lacking = self.hidden & (self.value > 0) & (self._seen() < self.wanted)
        welcome = lacking[cell] & (signs > 0)
        cost = np.where(welcome, -WELCOME, cost)
        most = np.where(welcome, np.minimum(most, self.wanted[cell]), most)
        most = np.where(cell == number, np.where(signs == sign, np.minimum(most, by), 0.0), most)
        cost = np.where(cell == number, -WANTED, cost)
        usable = most > 0
        return Steps(cell[usable], signs[usable], most[usable], cost[usable])


def _cheapest(steps: Steps, sums: Numbers) -> Numbers:
    """How many of each step make the cheapest other table; whole numbers, every sum kept."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to load

    taken = np.zeros(len(steps.cell))
    if not len(steps.cell):
        return taken
    kept = LinearConstraint(sums[:, steps.cell] * steps.sign, 0, 0)
    bounds = Bounds(taken, steps.most)  # pyright: ignore[reportArgumentType]  # arrays too
    for whole in (0, 1):
        found = milp(steps.cost, integrality=whole, bounds=bounds, constraints=kept)
        if found.x is None:
            return taken
        taken = np.round(np.asarray(found.x, dtype=np.float64))
        if np.allclose(taken, found.x, atol=1e-6):
            return taken
    return taken


def _sums(cells: Sequence[Cell[Key]], relations: Sequence[tuple[Key, Sequence[Key]]]) -> Numbers:
    place = {cell.key: number for number, cell in enumerate(cells)}
    sums = np.zeros((len(relations), len(cells)))
    for row, (whole, parts) in enumerate(relations):
        sums[row, place[whole]] = 1
        for part in parts:
            sums[row, place[part]] -= 1
    return sums


def _column(numbers: Iterable[float]) -> Numbers:
    return np.array(list(numbers), dtype=np.float64)
