"""Work that a command does in one transaction as owner of the database."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from lyhord.commands.context import connected
from lyhord.settings import Settings
from lyhord.storage.database import Connection, Database

Result = TypeVar("Result")

ACTOR = "command line"


async def as_owner(settings: Settings, work: Callable[[Connection], Awaitable[Result]]) -> Result:
    """Do something in one transaction as owner."""
    async with (
        Database.open(settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        return await work(db)


def run(
    data_dir: Path | None, work: Callable[[Connection], Awaitable[Result]]
) -> tuple[Result, Settings]:
    """Do something in one transaction as owner, on the database that this command has."""
    with connected(data_dir) as settings:
        return asyncio.run(as_owner(settings, work)), settings
