"""Rows as columns in memory: each different value once, texts laid aside on disk.

What may stand in them is decided beside; here they are kept so that very many take little room.
"""

import tempfile
from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import AnyQuestion

Value: TypeAlias = str | int | tuple[str, ...] | None
Raw = TypeVar("Raw", bound=Hashable)
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


class Gathered(Generic[Raw]):
    """Values in the order in which they come, each different one kept once."""

    def __init__(self) -> None:
        self._known: dict[Raw, int] = {}
        self.places: array[int] = array("I")

    def add(self, value: Raw) -> None:
        """Put a value after those before it."""
        self.places.append(self._known.setdefault(value, len(self._known)))

    @property
    def values(self) -> Sequence[Raw]:
        """Each different value, in the order of its first."""
        return tuple(self._known)

    def sizes(self) -> Mapping[Raw, int]:
        """How often each value stands."""
        counted = Counter(self.places)
        return {value: counted[place] for value, place in self._known.items()}


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


def side_by_side(columns: Iterable[Column]) -> Iterator[tuple[Value, ...]]:
    """The rows of some columns."""
    return zip(*columns, strict=True)
