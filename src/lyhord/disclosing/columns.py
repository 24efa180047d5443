"""Rows as columns in memory: each different value once, texts laid aside on disk.

What may stand in them is decided beside; here they are kept so that very many take little room.
"""

import secrets
import tempfile
from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from lyhord.instruments.definition import AnyQuestion

Value: TypeAlias = str | int | tuple[str, ...] | None
Raw = TypeVar("Raw", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)
IN_MEMORY = 8 * 1024 * 1024
SIZE_BYTES = 8


class Column(Struct, frozen=True, kw_only=True):
    """A column of rows: `places` says for each row which of the values stands in it.

    `question` is the one that was answered, where there is one; of a matrix, its `line`. Values
    are tuples of options where `is_several`.
    """

    name: str
    values: Sequence[Value]
    places: Sequence[int]
    question: AnyQuestion | None = None
    line: str = ""
    is_several: bool = False

    def __iter__(self) -> Iterator[Value]:
        """The value of each row."""
        return map(self.values.__getitem__, self.places)


class _Known(dict[Raw, int]):
    """The place of each different value; a new one gets the next."""

    def __missing__(self, value: Raw) -> int:
        """Give the next place."""
        self[value] = place = len(self)
        return place


class Gathered(Generic[Raw]):
    """Values in the order in which they come, each different one kept once."""

    def __init__(self) -> None:
        self._known = _Known[Raw]()
        self.places: array[int] = array("I")

    def extend(self, values: Iterable[Raw]) -> None:
        """Put some values after those before them."""
        self.places.extend(map(self._known.__getitem__, values))

    def told(self, others: Iterable[Other]) -> "Gathered[Other]":
        """The same rows with another value in the place of each different one."""
        made = Gathered[Other]()
        made.extend(others)
        made.places = _taken(made.places, np.asarray(self.places, dtype=np.int64))
        return made

    @property
    def values(self) -> Sequence[Raw]:
        """Each different value, in the order of its first."""
        return tuple(self._known)

    def sizes(self) -> Mapping[Raw, int]:
        """How often each value stands."""
        counted = np.bincount(np.asarray(self.places, dtype=np.int64), minlength=len(self._known))
        return dict(zip(self._known, counted.tolist(), strict=True))


class Texts:
    """Texts on disk in the order in which they came; the file has no name and goes by itself."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115

    def __del__(self) -> None:
        """The file goes with this."""
        self._file.close()

    def add(self, texts: Sequence[str]) -> None:
        """Put some texts after those before them."""
        packed = msgspec.msgpack.encode(texts)
        self._file.write(len(packed).to_bytes(SIZE_BYTES, "big") + packed)

    def __iter__(self) -> Iterator[str]:
        """Read them from the first on; one reader at a time."""
        self._file.seek(0)
        while size := self._file.read(SIZE_BYTES):
            packed = self._file.read(int.from_bytes(size, "big"))
            yield from msgspec.msgpack.decode(packed, type=list[str])


def apart(
    cells: Gathered[str], width: int, parts: Callable[[str], Sequence[str]]
) -> Sequence[Gathered[str]]:
    """The same rows as so many columns, a part of each cell in one of them.

    A cell with another number of parts is nothing that was asked for: all of them are empty.
    """
    empty = ("",) * width
    each_in_parts = [parts(cell) for cell in cells.values]
    whole = [each if len(each) == width else empty for each in each_in_parts]
    return [cells.told([each[place] for each in whole]) for place in range(width)]


def side_by_side(columns: Iterable[Column]) -> Iterator[tuple[Value, ...]]:
    """The rows of some columns."""
    return zip(*columns, strict=True)


def in_random_order(columns: Sequence[Column]) -> Sequence[Column]:
    """The same rows in an order drawn anew."""
    drawn = np.random.default_rng(secrets.randbits(128)).permutation(len(columns[0].places))
    return [replace(each, places=_taken(each.places, drawn)) for each in columns]


def _taken(places: Sequence[int], drawn: NDArray[np.int64]) -> "array[int]":
    return array("I", np.asarray(places, dtype=np.uint32)[drawn].tobytes())
