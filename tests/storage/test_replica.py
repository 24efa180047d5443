"""Reading at a real replica: it never shows less than the database, and may be gone."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from msgspec.structs import replace

from lyhord.errors import StorageUnavailableError
from lyhord.settings import Settings
from lyhord.storage import replica
from lyhord.storage.database import Connection, Database
from lyhord.storage.migrating import migrate
from tests.builders import a_round
from tests.faults.servers import Postgres, open_to_all, postgres

# nothing but their sockets: no port that another run could take
OPTIONS = "-c listen_addresses= -c fsync=off -c autovacuum=off"
PATIENCE = 120
NOWHERE = "postgresql://postgres@/postgres?host=/nowhere"


@pytest.fixture(scope="module")
def servers() -> Generator[tuple[Postgres, Postgres]]:
    """A migrated database and its replica."""
    with tempfile.TemporaryDirectory(prefix="lyhord-") as name:
        folder = open_to_all(Path(name))
        with postgres(folder / "one", options=OPTIONS) as first:
            asyncio.run(migrate(Settings(database_url=first.local_url)))
            with postgres(folder / "two", options=OPTIONS, follows=first) as second:
                yield first, second


@pytest.fixture
async def followed(servers: tuple[Postgres, Postgres]) -> AsyncGenerator[Database]:
    """The database with its replica."""
    first, second = servers
    settings = Settings(database_url=first.local_url, replica_url=second.local_url)
    async with Database.open(settings, roles=["owner", "desk", "replica"]) as opened:
        yield opened


async def _is_replica(db: Connection) -> bool:
    return await db.fetchval("select current_setting('application_name')") == "lyhord replica"


async def _written(database: Database) -> UUID:
    async with database.transaction("owner") as db:
        return await a_round(db)


async def _knows(db: Connection, round_id: UUID) -> bool:
    found = "select exists (select from lyhord.round where round_id = $1)"
    return bool(await db.fetchval(found, round_id))


async def _at_replica(database: Database) -> None:
    """Read until the replica has caught up, also on a machine that has much else to do."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with replica.reading(database) as db:
                if await _is_replica(db):
                    return
            await asyncio.sleep(0.05)


async def test_what_was_written_is_read_at_once(followed: Database) -> None:
    await _at_replica(followed)
    for _ in range(10):
        round_id = await _written(followed)
        async with replica.reading(followed) as db:
            assert await _knows(db, round_id)


async def test_a_replica_reads_as_the_desk_does(followed: Database) -> None:
    limited = followed.seeing(["gnesta"])
    await _at_replica(limited)
    async with replica.reading(limited) as db:
        assert await db.fetchval("select current_setting('lyhord.sees')") == "gnesta"
        assert await db.fetchval("select current_user") == "lyhord_desk"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await db.fetchval("select count(*) from sealed.original")


async def test_a_replica_that_is_behind_is_not_read(
    followed: Database, servers: tuple[Postgres, Postgres]
) -> None:
    follower = await asyncpg.connect(servers[1].local_url)
    await follower.execute("select pg_wal_replay_pause()")
    state = "select pg_get_wal_replay_pause_state()"
    while await follower.fetchval(state) != "paused":
        await _written(followed)  # it stops before what it would replay next
    round_id = await _written(followed)
    async with replica.reading(followed) as db:
        behind = (await _is_replica(db), await _knows(db, round_id))
    await follower.execute("select pg_wal_replay_resume()")
    await follower.close()

    assert behind == (False, True)
    await _at_replica(followed)


async def test_a_replica_that_is_gone_is_left_alone(settings: Settings) -> None:
    gone = replace(settings, replica_url=NOWHERE)
    async with Database.open(gone, roles=["desk", "replica"]) as database:
        async with replica.reading(database) as db:
            assert not await _is_replica(db)

        assert database.seeing(["gnesta"]).is_left("replica")
        assert not database.is_left("desk")
        async with replica.reading(database) as db:
            assert not await _is_replica(db)


async def test_a_database_that_follows_none_is_no_replica(settings: Settings) -> None:
    same = replace(settings, replica_url=settings.database_url)
    async with (
        Database.open(same, roles=["desk", "replica"]) as database,
        replica.reading(database) as db,
    ):
        assert not await _is_replica(db)


async def test_reading_writes_nothing_without_a_replica_either(database: Database) -> None:
    with pytest.raises(StorageUnavailableError):
        async with replica.reading(database) as db:
            await db.execute("delete from lyhord.run")
