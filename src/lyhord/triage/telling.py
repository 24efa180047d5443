"""Telling officers that there is something to look at: whom, when and once; never what."""

from collections.abc import Awaitable, Callable, Collection

from lyhord.privacy.warning_rules import Level
from lyhord.storage import cases
from lyhord.storage.cases import Untold
from lyhord.storage.database import Database

Send = Callable[[frozenset[str]], Awaitable[frozenset[str]]]  # gives back whom it reached

ALL: tuple[Level, ...] = ("acute", "concern", "historic")
ACUTE: tuple[Level, ...] = ("acute",)


async def tell_officers(database: Database, send: Send, *, levels: tuple[Level, ...]) -> bool:
    """One notice to each officer with new cases of these levels; says whether all were reached.

    Who was not reached is told in the next batch; a crash after sending tells twice.
    """
    async with database.transaction("officer") as db:
        found = await cases.untold(db, levels)
        if not found:
            return True
        reached = await send(_recipients(found))
        await cases.set_told(db, _of(found, reached))
    return _recipients(found) <= reached


async def escalate(database: Database, send: Send, *, actor: str) -> bool:
    """One notice to each deputy with cases that are overdue now; says whether all were reached."""
    async with database.transaction("officer") as db:
        found = await cases.unescalated(db)
        if not found:
            return True
        reached = await send(_recipients(found))
        await cases.set_escalated(db, _of(found, reached), actor=actor)
    return _recipients(found) <= reached


async def to_nobody(recipients: frozenset[str]) -> frozenset[str]:
    """Where no way of telling is set up, the queue itself has to be looked at."""
    return recipients


def _recipients(found: Collection[Untold]) -> frozenset[str]:
    return frozenset(each.recipient for each in found)


def _of(found: Collection[Untold], reached: frozenset[str]) -> tuple[Untold, ...]:
    return tuple(each for each in found if each.recipient in reached)
