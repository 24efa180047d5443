"""What a database runs short of while it is up: connections, and locks that others hold."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import asyncpg

from tests.faults.scenes import Told, told
from tests.faults.stage import Stage, under_load

LOCKED_SECONDS = 10


async def locked(stage: Stage) -> Told:
    """Somebody holds what every answer is written to for ten seconds; people wait that long."""
    async with under_load(stage) as load:
        db = await asyncpg.connect(stage.url)
        async with db.transaction():
            await db.execute("lock table lyhord.receipt in access exclusive mode")
            before = load.acknowledged
            await asyncio.sleep(LOCKED_SECONDS)
            meanwhile = load.acknowledged - before
        await db.close()
    return await told(
        "a lock held for ten seconds", stage, load, note=f"{meanwhile} thanked for meanwhile"
    )


async def without_connections(stage: Stage) -> Told:
    """Postgres has no connection left, not even those that the service had."""
    async with under_load(stage) as load, _taken(stage) as taken:
        await load.met("503", 20)
    return await told(
        "connection limit reached", stage, load, note=f"{len(taken)} connections taken by others"
    )


@asynccontextmanager
async def _taken(stage: Stage) -> AsyncGenerator[list[asyncpg.Connection]]:
    """Every connection that there is, also those that the service gives up."""
    taken = [await asyncpg.connect(stage.url)]
    try:
        for _ in range(3):
            with suppress(asyncpg.TooManyConnectionsError):
                while True:
                    taken.append(await asyncpg.connect(stage.url))
            await taken[0].execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where application_name like 'lyhord%' and datname = current_database()"
            )
        yield taken
    finally:
        for db in taken:
            db.terminate()
