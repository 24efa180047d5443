"""Visitors of the desk, signed in or not, on a database of the test's own."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from lyhord.storage import accounts
from lyhord.storage.accounts import Role, StoredAccount
from lyhord.storage.database import Database
from lyhord.web.desk import doorkeeping
from tests.web.desk.visiting import CHEAP, PASSWORD, AddAccount, Client, DeskClient, sign_in


@pytest.fixture
def client(app_client: Client) -> Client:
    """A visitor who is not signed in."""
    return app_client


@pytest.fixture
def add_account(database: Database) -> AddAccount:
    """Add an account with the password of the tests; gives its e-mail address."""

    async def add(role: Role = "analyst") -> str:
        account = StoredAccount(
            account_id=uuid4(),
            email=f"{role}@exempel.se",
            role=role,
            password_hash=CHEAP.hash(PASSWORD),
        )
        async with database.transaction("owner") as db:
            await accounts.add(db, account, actor="test")
        return account.email

    return add


@pytest.fixture
def desk_client(client: Client, add_account: AddAccount) -> DeskClient:
    """A visitor who has signed in with a role."""

    async def signed_in(role: Role = "analyst") -> Client:
        response = await sign_in(client, await add_account(role))
        assert response.status_code == 303, response.text
        return client

    return signed_in


@pytest.fixture
async def long_waits(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody's wait after wrong secrets pass: asked for before there is an app.

    The first wait is a second, and a busy machine takes that long for the next try.
    """
    monkeypatch.setattr(doorkeeping, "time", SimpleNamespace(monotonic=lambda: 1_000.0))
    async with database.transaction("owner") as db:
        await db.execute(
            """create function staff.wait_long() returns trigger language plpgsql as $$
            begin
              if new.failures > 0 and new.blocked_until > now() then
                new.blocked_until := greatest(new.blocked_until, now() + interval '10 minutes');
              end if;
              return new;
            end $$;
            create trigger wait_long before insert or update on staff.attempt
            for each row execute function staff.wait_long()"""
        )
