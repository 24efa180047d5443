"""Work that comes in pieces, and who does it: this process, unless somebody else is asked."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Crew(Protocol):
    """Does work piece by piece and gives the results in the order of the pieces.

    Work and pieces may be pickled and done elsewhere: work says the same of a piece whatever it
    did before, and what it keeps in mind only saves time.
    """

    def __call__(
        self, work: Callable[[Piece], Result], pieces: Iterable[Piece], /
    ) -> Iterator[Result]:
        """Do the work on every piece."""
        ...


# like a limit on threads: it says where things are computed and is no part of what is learnt
_CREW: ContextVar[Crew] = ContextVar("crew", default=map)
_WATCH: ContextVar[Callable[[], None]] = ContextVar("watch", default=lambda: None)


def each(work: Callable[[Piece], Result], pieces: Iterable[Piece]) -> Iterator[Result]:
    """Do work on every piece, by whoever was asked; results come in the order of the pieces."""
    for result in _CREW.get()(work, pieces):
        _WATCH.get()()
        yield result


@contextmanager
def done_by(crew: Crew) -> Generator[None]:
    """Let a crew do what comes in pieces in this thread, until the end of the block."""
    token = _CREW.set(crew)
    try:
        yield
    finally:
        _CREW.reset(token)


@contextmanager
def watched(done: Callable[[], None]) -> Generator[None]:
    """Say whenever a piece is done, until the end of the block; what is raised ends the work."""
    token = _WATCH.set(done)
    try:
        yield
    finally:
        _WATCH.reset(token)


def blocks(length: int, size: int) -> Iterator[slice]:
    """Give where blocks of a size lie in a length, the last shorter; of nothing, one empty one."""
    return (slice(start, start + size) for start in range(0, max(length, 1), size))
