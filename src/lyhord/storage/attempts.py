"""Tries to give a secret, counted where every process sees them; by whom is up to who calls.

Those that failed leave entries in the audit log, so few that nobody can fill it.

Only a hash of the key is kept, because people type their password into the wrong field.
"""

import hashlib
from typing import Literal

from msgspec import Struct

from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Refused = Literal[
    "password", "code", "token", "locked", "visit", "denied", "service", "group", "address"
]
NOBODY = "unknown"


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


async def note_refusal(db: Connection, why: Refused, *, email: str = "") -> None:
    """Note that somebody was not let in: as whom only where there is such an account.

    One entry an hour for each account and reason, and one for all names that are nobody's; it says
    how many it stands for. What was typed, and from where, is not kept.
    """
    count: int | None = await sql.count_refusal(db, attempt_key=_hashed(f"refused {why} {email}"))
    if count is not None:
        details: audit.Details = {"why": why, "count": count}
        await audit.add(db, actor=NOBODY, action="sign_in_refused", object_=email, details=details)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
