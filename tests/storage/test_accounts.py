"""Accounts: found as typed, changed by whoever may, and by nobody else."""

from uuid import UUID, uuid4

import msgspec
import pytest

from lyhord.errors import BadInputError
from lyhord.storage import accounts, audit
from lyhord.storage.accounts import Account, StoredAccount
from lyhord.storage.database import Connection

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
    await accounts.rehash(db, account, newer_hash="a newer hash")

    assert await accounts.find(db, NAME) == msgspec.structs.replace(
        account, password_hash="a newer hash"
    )


async def test_setting_a_password_leaves_an_entry(db: Connection) -> None:
    account = an_account()
    await accounts.add(db, account, actor="test")
    await accounts.set_password(db, account, password_hash="another hash", actor="console")
    entry = (await audit.newest(db, most=1))[0]

    assert (entry.actor, entry.action, entry.object) == ("console", "password_set", NAME)
