"""Where the circles of a matrix of pairs lie: numbers in, coordinates out."""

from collections.abc import Mapping, Sequence
from math import sqrt

from msgspec import Struct

CELL = 26
EDGE = 22
NARROWEST = 12  # a small matrix is not drawn larger than others
LARGEST = 12.5
SMALLEST = 8.0  # a number of two digits fits into it


class Circle(Struct, frozen=True, kw_only=True):
    """How many chose both, drawn as an area with the number in it."""

    x: float
    y: float
    radius: float
    text: str


class Label(Struct, frozen=True, kw_only=True):
    """The number of a row or column."""

    x: float
    y: float
    text: str


class Matrix(Struct, frozen=True, kw_only=True):
    """Pairs below the diagonal, and all of it as one sentence."""

    label: str
    circles: tuple[Circle, ...]
    labels: tuple[Label, ...]
    width: int
    height: int


def matrix(label: str, order: Sequence[str], pairs: Mapping[tuple[str, str], int]) -> Matrix:
    """Lay pairs of what is in the order; whichever way round a pair is given."""
    place = {name: number for number, name in enumerate(order)}
    most = max(pairs.values(), default=1) or 1
    circles = [
        _circle(place[one], place[other], n, most)
        for (one, other), n in pairs.items()
        if one in place and other in place
    ]
    return Matrix(
        label=label,
        circles=tuple(circles),
        labels=tuple(each for number in range(len(order)) for each in _labels(number, len(order))),
        width=EDGE + CELL * max(len(order), NARROWEST),
        height=EDGE + CELL * len(order),
    )


def _circle(one: int, other: int, n: int, most: int) -> Circle:
    row, column = max(one, other), min(one, other)
    return Circle(
        x=_middle(column),
        y=_middle(row) - EDGE,
        radius=round(max(SMALLEST, LARGEST * sqrt(n / most)), 1),
        text=str(n),
    )


def _labels(number: int, of: int) -> tuple[Label, ...]:
    text = str(number + 1)
    row = Label(x=EDGE / 2, y=_middle(number) - EDGE, text=text)
    return (row, Label(x=_middle(number), y=CELL * of + EDGE / 2, text=text))


def _middle(number: int) -> float:
    return EDGE + CELL * number + CELL / 2
