"""Accounts and tries to sign in: found as typed, and made to wait."""

import asyncio
from uuid import UUID, uuid4

import msgspec
import pytest

from lyhord.errors import BadInputError
from lyhord.settings import Settings
from lyhord.storage import accounts, audit
from lyhord.storage.accounts import Account, StoredAccount
from lyhord.storage.database import Connection, Database

NAME = "nagon@exempel.se"


def an_account(email: str = NAME, *, account_id: UUID | None = None) -> StoredAccount:
    return StoredAccount(
        account_id=account_id or uuid4(), email=email, role="analyst", password_hash="a hash"
    )


async def test_an_account_is_found_however_its_name_is_typed(db: Connection) -> None:
    account = an_account()
    await accounts.add(db, account, actor="test")

    assert await accounts.find(db, "  NAGON@Exempel.SE\n") == account
    assert await accounts.get(db, account.account_id) == Account(
        account_id=account.account_id, email=NAME, role="analyst"
    )


async def test_an_unknown_name_or_id_is_nobody(db: Connection) -> None:
    assert await accounts.find(db, "' or 1=1 --\x00\ud800") is None
    assert await accounts.get(db, uuid4()) is None


async def test_a_name_is_taken_once(db: Connection) -> None:
    await accounts.add(db, an_account(), actor="test")
    with pytest.raises(BadInputError, match="already an account"):
        async with db.transaction():
            await accounts.add(db, an_account("Nagon@exempel.se"), actor="test")

    assert [account.email for account in await accounts.every(db)] == [NAME]


async def test_adding_an_account_leaves_an_entry(db: Connection) -> None:
    await accounts.add(db, an_account(), actor="console")
    entry = (await audit.newest(db, most=1))[0]

    assert (entry.actor, entry.action, entry.object) == ("console", "account_added", NAME)


async def test_a_hash_can_be_renewed(db: Connection) -> None:
    account = an_account()
    await accounts.add(db, account, actor="test")
    await accounts.welcome(db, account, newer_hash="a newer hash")

    assert await accounts.find(db, NAME) == msgspec.structs.replace(
        account, password_hash="a newer hash"
    )


async def test_setting_a_password_leaves_an_entry(db: Connection) -> None:
    account = an_account()
    await accounts.add(db, account, actor="test")
    await accounts.set_password(db, account, password_hash="another hash", actor="console")
    entry = (await audit.newest(db, most=1))[0]

    assert (entry.actor, entry.action, entry.object) == ("console", "password_set", NAME)


async def tries(database: Database, email: str, count: int) -> list[bool]:
    results: list[bool] = []
    for _ in range(count):
        async with database.transaction("desk") as db:
            results.append(await accounts.begin_attempt(db, email))
    return results


async def test_the_wait_begins_with_the_fifth_try_and_grows(settings: Settings) -> None:
    async with Database.open(settings, roles=("desk", "owner")) as database:
        first = await tries(database, NAME, 6)
        async with database.transaction("owner") as db:
            waits = [await accounts.seconds_to_wait(db, NAME)]
            for _ in range(12):
                await db.execute("update staff.attempt set blocked_until = now()")
                await accounts.begin_attempt(db, NAME)
                waits.append(await accounts.seconds_to_wait(db, NAME))

    assert first == [True, True, True, True, True, False]
    assert waits == sorted(waits)
    assert waits[:4] == [1, 3, 7, 15]
    assert waits[-1] == 300


async def test_one_name_that_waits_holds_nobody_else_back(settings: Settings) -> None:
    async with Database.open(settings, roles=("desk",)) as database:
        await tries(database, NAME, 6)

        assert await tries(database, "annan@exempel.se", 1) == [True]


async def test_tries_side_by_side_do_not_pass_the_count(settings: Settings) -> None:
    async with Database.open(settings, roles=("desk",)) as database:

        async def one() -> bool:
            return (await tries(database, NAME, 1))[0]

        assert sum(await asyncio.gather(*(one() for _ in range(30)))) == 5


async def test_the_right_password_forgets_the_tries(settings: Settings) -> None:
    account = an_account()
    async with Database.open(settings, roles=("desk", "owner")) as database:
        async with database.transaction("owner") as db:
            await accounts.add(db, account, actor="test")
        await tries(database, NAME, 4)
        async with database.transaction("desk") as db:
            await accounts.welcome(db, account)

        assert await tries(database, NAME, 4) == [True] * 4


async def test_a_quiet_day_forgets_the_tries(settings: Settings) -> None:
    async with Database.open(settings, roles=("desk", "owner")) as database:
        await tries(database, NAME, 6)
        async with database.transaction("owner") as db:
            await db.execute("update staff.attempt set blocked_until = now() - interval '2 days'")

        assert await tries(database, NAME, 4) == [True] * 4
