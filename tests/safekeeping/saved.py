"""Backups for tests: a database with answers, saved to a file."""

from pathlib import Path

from lyhord.safekeeping import container, restoring, saving
from lyhord.safekeeping.container import Manifest
from lyhord.settings import Settings
from lyhord.storage import responses
from lyhord.storage.database import owning
from lyhord.storage.responses import NewResponse
from lyhord.storage.taken_back import TakenBack
from tests.builders import SECRET, a_collector, a_response, a_round

NOTHING = TakenBack()
TABLES = (
    *("lyhord.response", "lyhord.statement", "sealed.original", "lyhord.receipt", "lyhord.round"),
    *("lyhord.purge", "entry.code", "staff.audit"),
)
Rows = dict[str, int]


def silent(_: str) -> None:
    """Tell nobody how far it is."""


async def filled(settings: Settings, *texts: str) -> list[NewResponse]:
    """An open round with an answer for each text."""
    async with owning(settings) as db, db.transaction():
        door = await a_collector(db, await a_round(db))
        answers = [a_response(door, text) for text in texts]
        await responses.submit(db, answers)
    return answers


async def saved(settings: Settings, path: Path) -> Manifest:
    """Save a database to a file."""
    with path.open("wb") as target:
        return await saving.save(settings, target, actor="tests", tell=silent)


async def restored(
    settings: Settings, path: Path, *, remembered: TakenBack = NOTHING, replace: bool = True
) -> None:
    """Restore a database from a file."""
    with container.opened(path, secret=SECRET) as backup:
        await restoring.restore(
            settings, backup, remembered=remembered, replace=replace, actor="tests", tell=silent
        )


async def rows(settings: Settings) -> Rows:
    """How many rows some tables hold."""
    async with owning(settings) as db:
        return {name: await db.fetchval(f"select count(*) from {name}") for name in TABLES}


async def texts(settings: Settings) -> set[str]:
    """What was written."""
    async with owning(settings) as db:
        return {row["text"] for row in await db.fetch("select text from lyhord.statement")}
