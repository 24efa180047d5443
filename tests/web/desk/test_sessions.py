"""Sessions in Postgres: kept until their time is over, under no id that anybody could use."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest

from lyhord.settings import Settings
from lyhord.storage.database import Database
from lyhord.web.sessions import SessionStore


@pytest.fixture
async def database(settings: Settings) -> AsyncGenerator[Database]:
    async with Database.open(settings, roles=("desk", "owner")) as database:
        yield database


@pytest.fixture
def store(database: Database) -> SessionStore:
    return SessionStore(database)


async def test_a_value_comes_back_until_it_is_replaced(store: SessionStore) -> None:
    await store.set("id", b"first", expires_in=60)
    first = await store.get("id")
    await store.set("id", "second")

    assert (first, await store.get("id")) == (b"first", b"second")


async def test_what_was_never_kept_is_not_there(store: SessionStore) -> None:
    assert await store.get("\x00 ' or 1=1 \ud800") is None
    assert await store.get("nothing", renew_for=60) is None
    assert not await store.exists("nothing")
    assert await store.expires_in("nothing") is None


async def test_an_expired_value_is_gone(store: SessionStore) -> None:
    await store.set("id", b"value", expires_in=timedelta(seconds=-1))

    assert await store.get("id") is None
    assert await store.get("id", renew_for=60) is None
    assert not await store.exists("id")


async def test_reading_can_renew(store: SessionStore) -> None:
    await store.set("id", b"value", expires_in=5)
    await store.get("id")
    unchanged = await store.expires_in("id")
    await store.get("id", renew_for=timedelta(minutes=10))
    renewed = await store.expires_in("id")

    assert unchanged is not None
    assert renewed is not None
    assert unchanged <= 5
    assert 590 < renewed <= 600


async def test_delete_forgets_one_and_delete_all_every_one(store: SessionStore) -> None:
    for key in ("a", "b", "c"):
        await store.set(key, b"value")
    await store.delete("a")
    left = [key for key in ("a", "b", "c") if await store.exists(key)]
    await store.delete_all()

    assert left == ["b", "c"]
    assert not await store.exists("b")


async def test_the_table_holds_no_session_id(store: SessionStore, database: Database) -> None:
    await store.set("a-live-session-id", b"{}", expires_in=60)
    async with database.transaction("owner") as db:
        keys = [
            row["session_key"] for row in await db.fetch("select session_key from staff.session")
        ]

    assert len(keys) == 1
    assert "a-live-session-id" not in keys[0]


async def test_keeping_a_value_clears_what_has_expired(
    store: SessionStore, database: Database
) -> None:
    await store.set("old", b"value", expires_in=-1)
    await store.set("new", b"value", expires_in=60)
    async with database.transaction("owner") as db:
        assert await db.fetchval("select count(*) from staff.session") == 1


async def test_many_at_once_keep_the_last(store: SessionStore) -> None:
    await asyncio.gather(*(store.set("id", f"{n}", expires_in=60) for n in range(20)))

    assert await store.exists("id")
