"""The code of a workshop's room, and the key that its link carries: made from the secret.

The code is two groups to be said aloud: the name of the board, which is no secret, and a word that
belongs to it. The key stands in the picture that a camera reads, and cannot be guessed.
"""

import base64
import hmac
import itertools
from collections.abc import Iterator, Sequence
from uuid import UUID

from lyhord.privacy import codes
from lyhord.privacy.keyed import keyed

NAME = codes.GROUP
_KEY_BYTES = 10


def new_name() -> str:
    """Draw the name of a board."""
    return codes.group()


def word(secret: bytes, board: UUID) -> str:
    """The word that belongs to a board."""
    drawn = _stream(secret, board)

    def choose(symbols: Sequence[str]) -> str:
        return symbols[next(drawn) % len(symbols)]

    return codes.group(choose)


def code(secret: bytes, name: str, board: UUID) -> str:
    """What is said to the room."""
    return f"{name}-{word(secret, board)}"


def read(typed: str) -> tuple[str, str] | None:
    """The name and the word that a person meant, or None when this cannot be a code."""
    symbols = codes.meant(typed, 2 * NAME)
    return None if symbols is None else (symbols[:NAME], symbols[NAME:])


def is_word(given: str, secret: bytes, board: UUID) -> bool:
    """Whether this word belongs to a board."""
    return hmac.compare_digest(given.encode(), word(secret, board).encode())


def key(secret: bytes, name: str, board: UUID) -> str:
    """What the address of a board ends with: its name, and 80 bits."""
    drawn = keyed(secret, b"board key", board.bytes)[:_KEY_BYTES]
    return name + base64.b32encode(drawn).decode().lower()


def is_key(given: str, secret: bytes, name: str, board: UUID) -> bool:
    """Whether an address ends with the key of a board."""
    return hmac.compare_digest(given.encode(), key(secret, name, board).encode())


def _stream(secret: bytes, board: UUID) -> Iterator[int]:
    for n in itertools.count():
        yield from keyed(secret, b"board word", board.bytes + n.to_bytes(4))
