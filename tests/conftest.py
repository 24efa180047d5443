"""One real PostgreSQL for the run: migrated once into a template, cloned where a test commits."""

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncGenerator, Callable, Generator
from functools import partial
from pathlib import Path

import asyncpg
import hypothesis
import pytest
from argon2 import PasswordHasher
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.privacy import passwords
from lyhord.settings import Settings
from lyhord.storage import embedded
from lyhord.storage.addresses import Role
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database, prepare
from lyhord.storage.migrating import migrate
from tests.builders import SECRET, a_collector, a_round

# no test fails because the machine is busy
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

Write = Callable[[str, bytes | str], Path]
# autovacuum would now and then hold a lock that a test waits for
QUIET = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
MEMORY = Path("/dev/shm")  # noqa: S108  a folder of a name of its own is made there
ROOM = 4 * 2**30  # bytes: a run uses a tenth, and there may be several
# dearer than that of the accounts of the tests, which are hashed anew when somebody signs in
TODAYS_COST = partial(PasswordHasher, time_cost=1, memory_cost=128, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Generator[None]:
    """Let a check of a password cost next to nothing: each app makes a hash, and each sign-in."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "PasswordHasher", TODAYS_COST)
        yield


@pytest.fixture(scope="session")
def server() -> Generator[str]:
    """The address of the server's own database."""
    outside = os.environ.get("LYHORD_TEST_DATABASE")
    if outside:
        yield outside
        return
    # not below pytest's own folder: other runs close that one to the server's system user
    with (
        tempfile.TemporaryDirectory(prefix="lyhord-", dir=_memory()) as folder,
        embedded.running(Path(folder)) as url,
    ):
        asyncio.run(_make_fast(url))
        yield url


def _memory() -> Path | None:
    """Where files lie in memory, if there is room enough: a database is copied there in no time."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if has_room and os.access(MEMORY, os.W_OK) else None


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


async def administer(server: str, statement: str) -> None:
    """Run a statement on the server's own database."""
    db = await asyncpg.connect(server)
    try:
        await db.execute(statement)
    finally:
        await db.close()


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """The name of a migrated, empty database that tests clone."""
    name = f"template_{uuid.uuid4().hex[:8]}"
    asyncio.run(administer(server, f"create database {name}"))
    asyncio.run(migrate(Settings(database_url=database_url(server, name))))
    return name


@pytest.fixture(scope="session")
def shared_settings(server: str, template: str) -> Settings:
    """Settings of a migrated database in which tests roll back what they do."""
    name = f"shared_{uuid.uuid4().hex[:8]}"
    asyncio.run(
        administer(server, f"create database {name} template {template} strategy file_copy")
    )
    return Settings(database_url=database_url(server, name), secret=SECRET)


@pytest.fixture
def settings(server: str, template: str, tmp_path: Path) -> Generator[Settings]:
    """Settings of a database of the test's own, for what commits."""
    name = f"own_{uuid.uuid4().hex[:12]}"
    asyncio.run(
        administer(server, f"create database {name} template {template} strategy file_copy")
    )
    yield Settings(database_url=database_url(server, name), secret=SECRET, data_dir=tmp_path)
    asyncio.run(administer(server, f"drop database {name} with (force)"))


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


@pytest.fixture
async def database(settings: Settings) -> AsyncGenerator[Database]:
    """The test's own database, for every role."""
    roles: list[Role] = ["owner", "door", "desk", "officer", "mailer"]
    async with Database.open(settings, roles=roles) as opened:
        yield opened


@pytest.fixture
async def open_collector(database: Database) -> Collector:
    """A door for young people into an open round."""
    async with database.transaction("owner") as db:
        return await a_collector(db, await a_round(db))


@pytest.fixture
async def app_client(settings: Settings) -> AsyncGenerator[AsyncTestClient[Litestar]]:
    """The whole app on the test's own database."""
    from lyhord.web.app import create_app  # noqa: PLC0415

    async with AsyncTestClient(create_app(settings)) as client:
        yield client


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file that a test reads."""

    def writer(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return writer
