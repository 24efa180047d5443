"""Tries at a passphrase: counted before they are made, so that tries side by side cannot pass."""

from typing import Literal

from msgspec import Struct

from lyhord.storage import attempts
from lyhord.storage.attempts import Patience
from lyhord.storage.database import Database

PATIENCE = Patience(free=4, longest=300)


class Refused(Struct, frozen=True, kw_only=True):
    """Why nothing was opened; `seconds` to wait before the next try, where that is why."""

    why: Literal["no_reason", "no_copy", "passphrase", "wait"]
    seconds: int = 0


async def begin(database: Database, officer: str) -> Refused | None:
    """Count a try of somebody, or say how long there is to wait first."""
    async with database.transaction("desk") as db:
        if await attempts.begin(db, _name(officer), PATIENCE):
            return None
        seconds = await attempts.seconds_to_wait(db, _name(officer))
    return Refused(why="wait", seconds=seconds)


async def succeed(database: Database, officer: str) -> None:
    """The right passphrase came; the tries before it are forgotten."""
    async with database.transaction("desk") as db:
        await attempts.forget(db, _name(officer))


def _name(officer: str) -> str:
    return f"passphrase of {officer}"
