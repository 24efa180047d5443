"""A second factor: set up, asked for, used once, lost, and needed by some roles."""

import re
import time
from collections.abc import AsyncGenerator

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec.structs import replace
from pyotp.totp import TOTP

from lyhord.settings import Settings
from lyhord.storage.database import Database
from lyhord.web.app import create_app
from tests.web.desk.visiting import PASSWORD, SESSION, AddAccount, Client, DeskClient, post, sign_in

SET_UP = "/desk/account/second-factor"
CODE = "/desk/sign-in/code"


def code_at(secret: str, *, later: int = 0) -> str:
    return TOTP(secret).at(int(time.time()), later)


async def secret_shown(client: Client) -> str:
    page = (await client.get(SET_UP)).text
    found = re.search(r'class="secret"><code>([A-Z2-7 ]+)</code>', page)
    assert found, page
    assert "<svg viewBox=" in page.replace(' class="segno"', "")
    assert "style=" not in page
    return found[1].replace(" ", "")


async def set_up(client: Client) -> tuple[str, list[str]]:
    """Set up a factor; gives its secret and the recovery codes."""
    secret = await secret_shown(client)
    page = await post(client, SET_UP, seen_at=SET_UP, code=code_at(secret, later=-1))
    codes = re.findall(r"<li><code>([^<]+)</code></li>", page.text)
    assert (page.status_code, len(codes)) == (200, 10), page.text
    return secret, codes


async def give(client: Client, code: str) -> int:
    return (await post(client, CODE, seen_at=CODE, code=code)).status_code


async def test_with_a_factor_the_password_alone_opens_nothing(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    secret, _ = await set_up(client)
    again = await sign_in(client, "analyst@exempel.se", next="/desk/account")
    before = await client.get("/desk/rounds", follow_redirects=False)
    await sign_in(client, "analyst@exempel.se", next="/desk/account")  # that was given up
    wrong = await give(client, "000000")
    right = await post(client, CODE, seen_at=CODE, code=code_at(secret))

    assert (again.status_code, again.headers["location"]) == (303, CODE)
    assert (before.status_code, wrong) == (303, 422)
    assert (right.status_code, right.headers["location"]) == (303, "/desk/account")
    assert (await client.get("/desk/rounds")).status_code == 200


async def test_a_code_counts_once(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    secret, _ = await set_up(client)
    code = code_at(secret)
    answers = []
    for _ in range(2):
        await sign_in(client, "analyst@exempel.se")
        answers.append(await give(client, code))

    assert answers == [303, 422]


async def test_a_recovery_code_counts_once_however_it_is_typed(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    _, codes = await set_up(client)
    await sign_in(client, "analyst@exempel.se")
    first = await give(client, f" {codes[0].upper().replace('-', ' ')} ")
    await sign_in(client, "analyst@exempel.se")

    assert (first, await give(client, codes[0]), await give(client, codes[1])) == (303, 422, 303)


@pytest.mark.usefixtures("long_waits")
async def test_codes_cannot_be_tried_without_end(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    secret, _ = await set_up(client)
    await sign_in(client, "analyst@exempel.se")
    answers = [await give(client, f"{n:06}") for n in range(6)]
    await sign_in(client, "analyst@exempel.se")  # a fresh start does not help

    assert answers == [422] * 5 + [429]
    assert await give(client, code_at(secret)) == 429


@pytest.mark.parametrize("code", ["", "12345", "x" * 10_000, "\x00", "１２３４５６", "-1"])
async def test_what_is_no_code_is_refused(desk_client: DeskClient, code: str) -> None:
    client = await desk_client("analyst")
    await set_up(client)
    await sign_in(client, "analyst@exempel.se")

    assert await give(client, code) == 422


async def test_without_a_password_nobody_is_asked_for_a_code(client: Client) -> None:
    shown = await client.get(CODE, follow_redirects=False)
    given = await post(client, CODE, seen_at="/desk/sign-in", code="123456")

    assert (shown.headers["location"], given.headers["location"]) == ("/desk/sign-in",) * 2


async def test_neither_secret_nor_codes_are_kept_in_the_clear(
    desk_client: DeskClient, database: Database
) -> None:
    secret, codes = await set_up(await desk_client("analyst"))
    async with database.transaction("owner") as db:
        accounts = await db.fetch("select * from staff.account")
        kept = await db.fetch("select * from staff.recovery_code")
        sessions = await db.fetch("select convert_from(data, 'UTF8') from staff.session")

    everything = repr([*map(dict, accounts), *map(dict, kept), *map(dict, sessions)])
    assert len(kept) == 10
    assert secret not in everything
    assert not any(code in everything for code in codes)


async def test_setting_up_needs_the_first_code(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    await secret_shown(client)
    wrong = await post(client, SET_UP, seen_at=SET_UP, code="000000")
    again = await sign_in(client, "analyst@exempel.se")

    assert (wrong.status_code, again.headers["location"]) == (422, "/desk/rounds")


async def test_removing_it_needs_the_password(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    await set_up(client)
    remove, account = f"{SET_UP}/remove", "/desk/account"
    wrong = await post(client, remove, seen_at=account, current="fel lösenord")
    right = await post(client, remove, seen_at=account, current=PASSWORD)
    again = await sign_in(client, "analyst@exempel.se")

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert again.headers["location"] == "/desk/rounds"


async def test_turning_it_on_ends_the_sessions_that_began_without(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    first = client.cookies[SESSION]
    client.cookies.clear()
    await sign_in(client, "analyst@exempel.se")
    await set_up(client)
    client.cookies.clear()
    client.cookies.set(SESSION, first, path="/desk")

    assert (await client.get("/desk/rounds", follow_redirects=False)).status_code == 303


@pytest.fixture
async def strict_client(settings: Settings) -> AsyncGenerator[AsyncTestClient[Litestar]]:
    """A service in which some roles need a second factor."""
    needing = replace(settings, second_factor="admin safeguarding")
    async with AsyncTestClient(create_app(needing)) as client:
        yield client


async def test_a_role_that_needs_one_gets_nowhere_before_it_is_set_up(
    strict_client: Client, add_account: AddAccount
) -> None:
    await sign_in(strict_client, await add_account("admin"))
    seen = [
        (await strict_client.get(address, follow_redirects=False)).headers.get("location")
        for address in ("/desk/rounds", "/desk/account")
    ]
    await set_up(strict_client)
    after = await strict_client.get("/desk/rounds", follow_redirects=False)
    await sign_in(strict_client, await add_account("viewer"))
    other = await strict_client.get("/desk/rounds", follow_redirects=False)

    assert seen == [SET_UP, SET_UP]
    assert (after.status_code, other.status_code) == (200, 200)
