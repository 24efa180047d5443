"""Connections: what hears of changes takes none from the pool, and addresses are checked first."""

import asyncio

import asyncpg
import msgspec
import pytest

from lyhord.errors import SettingsError, StorageUnavailableError
from lyhord.settings import Settings
from lyhord.storage.addresses import address
from lyhord.storage.database import Database


async def test_one_connection_is_enough_to_listen_and_to_ask(settings: Settings) -> None:
    single = msgspec.structs.replace(settings, pool_size=1)
    heard = asyncio.Event()
    async with (
        Database.open(single, roles=["door"]) as database,
        database.hearing("door", "a_channel", lambda _: heard.set()) as lost,
    ):
        async with database.transaction("door") as db:
            await db.execute("notify a_channel")
        await asyncio.wait_for(heard.wait(), timeout=10)

        assert not lost.is_set()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://door@db.example.org:5432/lyhord",
        "postgres://door:a%40b:c@db.example.org/lyhord?sslmode=require",
        "postgresql://one:5432,two:5433/lyhord",
        "postgresql://door@[::1]:5432/lyhord",
        "postgresql://postgres:@/postgres?host=/var/run/pg",
    ],
)
def test_an_address_that_can_be_used_is_used(url: str) -> None:
    assert address(Settings(database_url=url), "door") == url


@pytest.mark.parametrize(
    "url",
    ["", "db.example.org", "http://db/x", "postgresql://db:port/x", "postgresql://db:99999/x"],
)
def test_an_address_with_a_mistake_is_named_and_not_quoted(url: str) -> None:
    with pytest.raises(SettingsError, match="LYHORD_DOOR_DATABASE_URL is no") as refused:
        address(Settings(door_database_url=f"{url}"), "door")

    assert not url or url not in str(refused.value)


async def test_a_database_that_is_not_there_is_told_as_such(settings: Settings) -> None:
    wrong = msgspec.structs.replace(
        settings, database_url=(settings.database_url or "").replace("/own_", "/missing_")
    )
    async with Database.open(wrong, roles=["door"]) as database:
        with pytest.raises(StorageUnavailableError, match=r"the database .*does not exist"):
            await database.require("door")


@pytest.mark.parametrize(
    "error",
    [
        # what the driver raises when its server goes away at an unlucky moment
        asyncpg.InternalClientError("got result for unknown protocol state 3"),
        asyncpg.DeadlockDetectedError("deadlock detected"),
        asyncpg.SerializationError("could not serialize access"),
        asyncpg.IdleInTransactionSessionTimeoutError("terminating connection"),
        asyncpg.PostgresIOError("could not read block 7"),
        asyncpg.InvalidCachedStatementError("cached plan must not change result type"),
    ],
    ids=repr,
)
async def test_what_may_succeed_the_next_time_is_told_as_a_database_that_is_away(
    settings: Settings, error: Exception
) -> None:
    async with Database.open(settings, roles=["door"]) as database:
        with pytest.raises(StorageUnavailableError):
            async with database.transaction("door"):
                raise error


async def test_a_statement_that_took_longer_than_the_database_allows_may_be_tried_again(
    settings: Settings,
) -> None:
    async with Database.open(settings, roles=["door"]) as database:
        with pytest.raises(StorageUnavailableError, match="statement timeout"):
            async with database.transaction("door") as db:
                await db.execute("set local statement_timeout = '10ms'; select pg_sleep(60)")


async def test_the_door_alone_plans_its_questions_once(settings: Settings) -> None:
    planned: dict[str, str] = {}
    async with Database.open(settings, roles=["door", "desk"]) as database:
        for role in ("door", "desk"):
            async with database.transaction(role) as db:
                planned[role] = await db.fetchval("show plan_cache_mode")

    assert {"door": "force_generic_plan", "desk": "auto"} == planned


async def test_one_statement_is_kept_whatever_fails_after_it(settings: Settings) -> None:
    async def make_and_fail() -> None:
        async with database.at_once("owner") as db:
            await db.execute("create table public.kept ()")
            raise ZeroDivisionError

    async with Database.open(settings, roles=["owner"]) as database:
        with pytest.raises(ZeroDivisionError):
            await make_and_fail()
        async with database.at_once("owner") as db:
            assert await db.fetchval("select count(*) from public.kept") == 0


async def test_who_sees_a_part_asks_nothing_outside_a_transaction(settings: Settings) -> None:
    async with Database.open(settings, roles=["desk"], sees_nothing=True) as database:
        with pytest.raises(ValueError, match="in a transaction"):
            async with database.seeing(["gnesta"]).at_once("desk"):
                pass


async def test_the_door_leaves_nothing_on_the_connection_that_the_next_one_uses(
    settings: Settings,
) -> None:
    single = msgspec.structs.replace(settings, pool_size=1)
    pids: set[int] = set()

    async def see_everything_and(ask: str) -> None:
        async with database.transaction("door") as db:
            pids.add(await db.fetchval("select pg_backend_pid()"))
            await db.execute("select set_config('lyhord.sees', '*', true)")
            await db.execute(ask)

    async with Database.open(single, roles=["door"], sees_nothing=True) as database:
        await see_everything_and("select pg_advisory_xact_lock(1)")
        with pytest.raises(asyncpg.DataError):
            await see_everything_and("select 1 / 0")
        async with database.at_once("door") as db:
            pids.add(await db.fetchval("select pg_backend_pid()"))
            sees = await db.fetchval("select current_setting('lyhord.sees')")
            locks = await db.fetch(
                "select from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'"
            )

    assert ("", [], 1) == (sees, locks, len(pids))
