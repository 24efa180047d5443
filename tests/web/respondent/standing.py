"""A door that stands for a whole module, for the many tests that change nothing."""

import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec import Struct

from lyhord.settings import Settings
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.web.app import create_app
from tests.builders import a_collector, a_round
from tests.conftest import SECRET, administer, database_url


class Standing(Struct, frozen=True):
    """The public side of an app, an open door in it, and its database."""

    client: AsyncTestClient[Litestar]
    collector: Collector
    database: Database

    async def responses(self) -> int:
        """How many responses are stored."""
        async with self.database.transaction("owner") as db:
            return await db.fetchval("select count(*) from lyhord.response")


@asynccontextmanager
async def standing_door(server: str, template: str) -> AsyncGenerator[Standing]:
    """Clone the database, open a round in it and start the public side."""
    name = f"standing_{uuid.uuid4().hex[:12]}"
    await administer(server, f"create database {name} template {template} strategy file_copy")
    settings = Settings(database_url=database_url(server, name), secret=SECRET, part="door")
    async with Database.open(settings, roles=["owner"]) as database:
        async with database.transaction("owner") as db:
            collector = await a_collector(db, await a_round(db))
        app = create_app(settings)
        async with AsyncTestClient(app, raise_server_exceptions=False) as client:
            yield Standing(client, collector, database)
    await administer(server, f"drop database {name} with (force)")
