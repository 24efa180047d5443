"""What a visitor of the desk does, for tests."""

import re
from collections.abc import Awaitable, Callable

import httpx
from argon2 import PasswordHasher
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.privacy.passwords import Passwords
from lyhord.storage.accounts import Role

Client = AsyncTestClient[Litestar]
AddAccount = Callable[[Role], Awaitable[str]]
DeskClient = Callable[[Role], Awaitable[Client]]

SESSION = "lyhord_desk"
PASSWORD = "rätt lösenord åäö"
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def token_in(page: str) -> str:
    """The form token of a page."""
    found = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', page)
    assert found, page
    return found[1]


async def sign_in(
    client: Client, email: str, password: str = PASSWORD, **fields: str
) -> httpx.Response:
    """Fill in the sign-in form as a person does."""
    page = await client.get("/desk/sign-in")
    data = {"_csrf_token": token_in(page.text), "email": email, "password": password, **fields}
    return await client.post("/desk/sign-in", data=data, follow_redirects=False)


async def post(client: Client, address: str, *, seen_at: str, **fields: str) -> httpx.Response:
    """Press a button on a page that was seen at another address."""
    page = await client.get(seen_at)
    data = {"_csrf_token": token_in(page.text), **fields}
    return await client.post(address, data=data, follow_redirects=False)
