"""Which board a room's code or a link leads to; wrong codes are counted board by board."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.intake.doors import Door, Doors
from lyhord.privacy import rooms

# so many wrong codes a board bears: a hall that types has some
FREE = 30.0
# one wrong code is forgiven in so many seconds: in two hours 390 of a hundred thousand are tried
FORGIVEN_SECONDS = 20.0
REMEMBERED = 1_000

Refused = Literal["wrong_room", "too_many"]


class _Wrong(Struct):
    """How many wrong codes a board remembers, and when that was worked out."""

    n: float
    since: float


class Wrongs:
    """Counts wrong codes by the name that they began with; nobody's tries are told apart."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: OrderedDict[str, _Wrong] = OrderedDict()

    def are_too_many(self, name: str) -> bool:
        """Whether no code may be tried at this name now."""
        return self._left(name) > FREE - 1

    def add(self, name: str) -> None:
        """Remember one more; the names that were tried last are remembered."""
        self._known[name] = _Wrong(self._left(name) + 1, self._clock())
        self._known.move_to_end(name)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def _left(self, name: str) -> float:
        known = self._known.get(name)
        if known is None:
            return 0.0
        return max(0.0, known.n - (self._clock() - known.since) / FORGIVEN_SECONDS)


class Rooms:
    """Leads to boards: by the code that is said, or by the key of the link.

    Only codes that are typed can be guessed, so only these are limited: a room whose code somebody
    else tries gets in by the picture. What is tried at names that no board has is counted apart,
    so that it cannot push a board out of memory; both are answered alike.
    """

    def __init__(
        self, doors: Doors, *, secret: str, address: str, clock: Callable[[], float]
    ) -> None:
        self._doors = doors
        self._secret = secret.encode()
        self._at_boards, self._elsewhere = Wrongs(clock), Wrongs(clock)
        self.entrance = f"{address}/board"

    async def enter(self, typed: str) -> Door | Refused:
        """The board of a code, unless it is wrong or too many have been."""
        read = rooms.read(typed)
        if read is None:
            return "wrong_room"
        name, word = read
        board = await self._named(name)
        wrongs = self._elsewhere if board is None else self._at_boards
        if wrongs.are_too_many(name):
            return "too_many"
        if board is not None and rooms.is_word(word, self._secret, board.collector_id):
            return board
        wrongs.add(name)
        return "wrong_room"

    async def find(self, key: str) -> Door:
        """The board whose link ends so, or `NotFoundError`."""
        board = await self._named(key[: rooms.NAME])
        if board is None or not rooms.is_key(key, self._secret, board.slug, board.collector_id):
            raise NotFoundError("board", key[: rooms.NAME])
        return board

    def address(self, board: Door) -> str:
        """Where a board is, on this service."""
        return f"/board/{rooms.key(self._secret, board.slug, board.collector_id)}"

    def code(self, board: Door) -> str:
        """What is said to the room."""
        return rooms.code(self._secret, board.slug, board.collector_id)

    async def _named(self, name: str) -> Door | None:
        try:
            return await self._doors.board(name)
        except NotFoundError:
            return None
