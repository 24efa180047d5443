"""Which board a room's code or a link leads to; wrong codes are counted board by board."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, Literal, TypeVar
from uuid import UUID

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
Key = TypeVar("Key")


class _Wrong(Struct):
    """How many wrong codes a board remembers, and when that was worked out."""

    n: float
    since: float


def _nobody(_: object) -> None:
    """Tell no other process."""


class Wrongs(Generic[Key]):
    """Counts wrong codes board by board, or name by name; nobody's tries are told apart.

    `tell` is told of each that is met here; `spreading` joins what several processes count.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: OrderedDict[Key, _Wrong] = OrderedDict()
        self.tell: Callable[[Key], None] = _nobody

    def are_too_many(self, key: Key) -> bool:
        """Whether no code may be tried here now."""
        return self._left(key) > FREE - 1

    def add(self, key: Key) -> None:
        """Remember one more, and tell others."""
        self.count(key)
        self.tell(key)

    def count(self, key: Key) -> None:
        """Remember one more; those that were tried last are remembered."""
        self._known[key] = _Wrong(min(self._left(key) + 1, FREE), self._clock())
        self._known.move_to_end(key)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def _left(self, key: Key) -> float:
        known = self._known.get(key)
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
        self,
        doors: Doors,
        *,
        secret: str,
        address: str,
        at_boards: Wrongs[UUID],
        elsewhere: Wrongs[str],
    ) -> None:
        self._doors = doors
        self._secret = secret.encode()
        self._at_boards, self._elsewhere = at_boards, elsewhere
        self.entrance = f"{address}/board"

    async def enter(self, typed: str) -> Door | Refused:
        """The board of a code, unless it is wrong or too many have been."""
        read = rooms.read(typed)
        if read is None:
            return "wrong_room"
        name, word = read
        board = await self._named(name)
        if board is None:
            return _refused(self._elsewhere, name)
        is_right = rooms.is_word(word, self._secret, board.collector_id)
        if is_right and not self._at_boards.are_too_many(board.collector_id):
            return board
        return _refused(self._at_boards, board.collector_id)

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


def _refused(wrongs: Wrongs[Key], key: Key) -> Refused:
    """Count a wrong code, or say that too many have been."""
    if wrongs.are_too_many(key):
        return "too_many"
    wrongs.add(key)
    return "wrong_room"
