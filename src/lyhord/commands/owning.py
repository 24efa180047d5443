"""Work that a command does in one transaction as owner of the database."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from lyhord.commands.context import connected
from lyhord.settings import Settings
from lyhord.storage.addresses import Role
from lyhord.storage.database import Connection, Database

Result = TypeVar("Result")

ACTOR = "command line"


async def as_owner(settings: Settings, work: Callable[[Connection], Awaitable[Result]]) -> Result:
    """Do something in one transaction as owner."""
    return await _as(settings, "owner", work)


async def as_desk(settings: Settings, work: Callable[[Connection], Awaitable[Result]]) -> Result:
    """Do something in one transaction as the desk, which sees no text that waits for an officer."""
    return await _as(settings, "desk", work)


async def _as(
    settings: Settings, role: Role, work: Callable[[Connection], Awaitable[Result]]
) -> Result:
    async with (
        Database.open(settings, roles=[role]) as database,
        database.transaction(role) as db,
    ):
        return await work(db)


def run(
    data_dir: Path | None, work: Callable[[Connection], Awaitable[Result]]
) -> tuple[Result, Settings]:
    """Do something in one transaction as owner, on the database that this command has."""
    with connected(data_dir) as settings:
        return asyncio.run(as_owner(settings, work)), settings
