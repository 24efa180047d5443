"""What somebody can work out who knows the sums: linear programming over what is shown."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

from lyhord.privacy.cells import Figure

Bounds = Mapping[str, tuple[float, float]]
Sum = tuple[str, Sequence[str]]  # a name, and the names that it is the sum of

MOST = 100_000


def told(figure: Figure, *, most: int = MOST) -> tuple[float, float]:
    """The least and the most that a figure can stand for, as a reader understands it."""
    n = figure.n or 0
    return {
        "exact": (n, n),
        "at_least": (n, min(most, n + 4)),
        "under": (0, n - 1),
        "hidden": (1, most),
    }[figure.form]


def possible(bounds: Bounds, sums: Sequence[Sum], name: str) -> int:
    """How many whole numbers a figure can still be, given all others and the sums."""
    names = list(bounds)
    equal = np.zeros((len(sums), len(names)))
    for row, (whole, parts) in enumerate(sums):
        equal[row, names.index(whole)] = 1
        for part in parts:
            equal[row, names.index(part)] -= 1
    wanted = np.eye(len(names))[names.index(name)]
    ends = [
        linprog(
            sign * wanted,
            A_eq=equal if sums else None,
            b_eq=np.zeros(len(sums)) if sums else None,
            bounds=list(bounds.values()),
        )
        for sign in (1, -1)
    ]
    assert all(end.status == 0 for end in ends), "what is shown contradicts itself"
    return int(np.floor(-ends[1].fun + 1e-6) - np.ceil(ends[0].fun - 1e-6)) + 1
