"""Tries to give a secret, counted where every process sees them; by whom is up to who calls.

Only a hash of the key is kept, because people type their password into the wrong field.
"""

import hashlib

from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Patience(Struct, frozen=True, kw_only=True):
    """How many tries are free, and how many seconds the longest wait after them is."""

    free: int
    longest: int


async def begin(db: Connection, key: str, patience: Patience) -> bool:
    """Count a try; false when there has to be a wait first."""
    counted = await sql.begin(
        db, attempt_key=_hashed(key), free=patience.free, longest=patience.longest
    )
    return counted is not None


async def seconds_to_wait(db: Connection, key: str) -> int:
    """How long until the next try; at least a second."""
    return max(1, await sql.seconds_to_wait(db, attempt_key=_hashed(key)) or 1)


async def forget(db: Connection, key: str) -> None:
    """The right secret came."""
    await sql.forget(db, attempt_key=_hashed(key))


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
