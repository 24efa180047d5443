"""One real PostgreSQL for the run: migrated once into a template, cloned where a test commits."""

import asyncio
import os
import uuid
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import asyncpg
import pytest

from lyhord.settings import Settings
from lyhord.storage import embedded
from lyhord.storage.database import Connection, prepare
from lyhord.storage.migrating import migrate

SECRET = "a secret for tests, long enough to be one"
QUIET = ("fsync", "synchronous_commit", "full_page_writes")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of the server's own database."""
    outside = os.environ.get("LYHORD_TEST_DATABASE")
    if outside:
        yield outside
        return
    folder = tmp_path_factory.mktemp("lyhord", numbered=True)
    with embedded.running(folder) as url:
        asyncio.run(_make_fast(url))
        yield url


async def _make_fast(url: str) -> None:
    db = await asyncpg.connect(url)
    for setting in QUIET:
        await db.execute(f"alter system set {setting} = off")
    await db.execute("select pg_reload_conf()")
    await db.close()


def database_url(server: str, name: str) -> str:
    """The address of another database on the same server."""
    head, _, tail = server.partition("/postgres?")
    return f"{head}/{name}?{tail}" if tail else f"{server.rsplit('/', 1)[0]}/{name}"


async def _administer(server: str, statement: str) -> None:
    db = await asyncpg.connect(server)
    try:
        await db.execute(statement)
    finally:
        await db.close()


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """The name of a migrated, empty database that tests clone."""
    name = f"template_{uuid.uuid4().hex[:8]}"
    asyncio.run(_administer(server, f"create database {name}"))
    asyncio.run(migrate(Settings(database_url=database_url(server, name))))
    return name


@pytest.fixture(scope="session")
def shared_settings(server: str, template: str) -> Settings:
    """Settings of a migrated database in which tests roll back what they do."""
    name = f"shared_{uuid.uuid4().hex[:8]}"
    asyncio.run(_administer(server, f"create database {name} template {template}"))
    return Settings(database_url=database_url(server, name), secret=SECRET)


@pytest.fixture
def settings(server: str, template: str, tmp_path: Path) -> Generator[Settings]:
    """Settings of a database of the test's own, for what commits."""
    name = f"own_{uuid.uuid4().hex[:12]}"
    asyncio.run(_administer(server, f"create database {name} template {template}"))
    yield Settings(database_url=database_url(server, name), secret=SECRET, data_dir=tmp_path)
    asyncio.run(_administer(server, f"drop database {name} with (force)"))


@pytest.fixture
async def db(shared_settings: Settings) -> AsyncGenerator[Connection]:
    """A connection as owner in a transaction that is rolled back."""
    assert shared_settings.database_url is not None
    connection = await asyncpg.connect(
        shared_settings.database_url, server_settings={"timezone": shared_settings.timezone}
    )
    await prepare(connection)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()
