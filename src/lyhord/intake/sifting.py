"""What comes through an open link as no people answer: faster than a hall full, or nearly alike.

Such answers are set aside for somebody to read, never refused. What is remembered is door by door,
in memory, for an hour at most: fingerprints of texts. Nothing of a visitor is. How fast answers
come is counted in `bursting`.
"""

import re
import zlib
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable
from uuid import UUID

from msgspec import Struct, field

from lyhord.intake.bursting import Bursts
from lyhord.intake.doors import Door

HOUR = 3_600.0
# honest answers are alike where they are short: "mer hjälp i skolan"
SHORTEST = 40
# so many may write nearly the same; a class that was told what to write has fewer
ALIKE = 20
_PIECE = 5
_READ = 160  # so many letters tell copies apart, and cost a post little
_MARKS = 8  # of which most must be known, for one text to be nearly another
_MOST_DIFFERENT = 2
_MOST_REMEMBERED = 2_000
_DOORS = 1_000
_MOST_JUDGED = 10_000
# a letter may take four bytes
_PIECES = tuple(slice(at, at + _PIECE) for at in range(4 * _READ))
_LETTERS = re.compile(r"[^\W\d_]+")

_Print = tuple[int, ...]


class _Seen(Struct):
    """What a door remembers: the marks of its texts."""

    prints: deque[tuple[float, _Print]] = field(default_factory=deque[tuple[float, _Print]])
    marks: Counter[int] = field(default_factory=Counter[int])


class Sieve:
    """Says of each answer whether it is set aside."""

    def __init__(self, *, clock: Callable[[], float], bursts: Bursts) -> None:
        self._clock = clock
        self._bursts = bursts
        self._doors: OrderedDict[UUID, _Seen] = OrderedDict()
        self._judged: OrderedDict[tuple[UUID, UUID], tuple[float, bool]] = OrderedDict()

    def judge(self, door: Door, texts: Iterable[str], *, submission: UUID) -> bool:
        """The same for a submission that comes again until it is taken: it is looked at once.

        Else a class that sends while the database is away would look like a flood of copies.
        """
        key = (door.collector_id, submission)
        if key not in self._judged:
            self._judged[key] = (self._clock(), self.is_odd(door, texts))
            self._drop_judged()
        return self._judged[key][1]

    def taken(self, door: Door, *, submission: UUID) -> None:
        """Forget that an answer came: a list of those that were taken would be their order."""
        self._judged.pop((door.collector_id, submission), None)

    def _drop_judged(self) -> None:
        """Forget whoever gave up an hour ago, or has very many after them."""
        since = self._clock() - HOUR
        while len(self._judged) > _MOST_JUDGED or next(iter(self._judged.values()))[0] < since:
            self._judged.popitem(last=False)

    def is_odd(self, door: Door, texts: Iterable[str]) -> bool:
        """Look at one answer through an open door: too many in a minute, or one more of the same.

        Through other doors comes what somebody has handed out or watches over.
        """
        if door.mode != "open" or door.is_trial:
            return False
        seen = self._seen(door.collector_id)
        is_burst = self._bursts.is_one(door.collector_id)
        is_alike = _is_alike(seen, fingerprint(texts), self._clock())
        return is_burst or is_alike

    def _seen(self, collector: UUID) -> _Seen:
        seen = self._doors.setdefault(collector, _Seen())
        self._doors.move_to_end(collector)
        if len(self._doors) > _DOORS:
            self._doors.popitem(last=False)
        return seen


def fingerprint(texts: Iterable[str]) -> _Print:
    """The marks of how a text begins, whatever its numbers, signs and case; none when short."""
    letters = _beginning(texts).encode()
    if len(letters) < SHORTEST:
        return ()
    pieces = {*map(zlib.crc32, map(letters.__getitem__, _PIECES[: len(letters) - _PIECE + 1]))}
    return tuple(sorted(pieces)[:_MARKS])


def _beginning(texts: Iterable[str]) -> str:
    """The first letters of several texts, word by word."""
    words: list[str] = []
    length = -1
    for text in texts:
        if length >= _READ:
            break
        found = _LETTERS.findall(text[:_READ].casefold())
        words += found
        length += len(found) + sum(map(len, found))
    return " ".join(words)[:_READ]


def _is_alike(seen: _Seen, marks: _Print, now: float) -> bool:
    while seen.prints and (seen.prints[0][0] <= now - HOUR or len(seen.prints) >= _MOST_REMEMBERED):
        _forget(seen.marks, seen.prints.popleft()[1])
    if not marks:
        return False
    often = sum(seen.marks[mark] >= ALIKE for mark in marks)
    seen.prints.append((now, marks))
    seen.marks.update(marks)
    return often >= len(marks) - _MOST_DIFFERENT


def _forget(known: Counter[int], marks: _Print) -> None:
    for mark in marks:
        known[mark] -= 1
        if not known[mark]:
            del known[mark]
