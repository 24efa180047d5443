"""An app of the desk on a database of the test's own, and visitors who are signed in or not."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.settings import Settings
from lyhord.storage import accounts
from lyhord.storage.accounts import Role, StoredAccount
from lyhord.storage.database import Database
from lyhord.web import problems
from lyhord.web.desk.routes import desk_router
from lyhord.web.rendering import Renderer
from tests.web.desk.visiting import CHEAP, PASSWORD, AddAccount, Client, DeskClient, sign_in


def desk_app(settings: Settings) -> Litestar:
    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncGenerator[None]:
        async with Database.open(settings, roles=("desk",)) as database:
            app.state.database = database
            yield

    renderer = Renderer.load()
    return Litestar(
        route_handlers=[desk_router(settings, renderer)],
        exception_handlers=problems.handlers(renderer),
        lifespan=[lifespan],
        logging_config=None,
        openapi_config=None,
    )


@pytest.fixture
async def owner(settings: Settings) -> AsyncGenerator[Database]:
    async with Database.open(settings, roles=("owner",)) as database:
        yield database


@pytest.fixture
async def client(settings: Settings) -> AsyncGenerator[Client]:
    """A visitor who is not signed in."""
    async with AsyncTestClient(desk_app(settings)) as client:
        yield client


@pytest.fixture
def add_account(owner: Database) -> AddAccount:
    """Add an account with the password of the tests; gives its e-mail address."""

    async def add(role: Role = "analyst") -> str:
        account = StoredAccount(
            account_id=uuid4(),
            email=f"{role}@exempel.se",
            role=role,
            password_hash=CHEAP.hash(PASSWORD),
        )
        async with owner.transaction("owner") as db:
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
