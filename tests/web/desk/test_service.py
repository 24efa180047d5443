"""Signing in through a real OpenID Connect provider on this machine: groups, leavers, forgeries."""

import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from lyhord.errors import SettingsError
from lyhord.settings import Settings
from lyhord.storage.database import Database
from lyhord.web.app import create_app
from lyhord.web.desk import vouching
from lyhord.web.desk.vouching import ServiceError, SignInService, Standing
from tests.web.desk.visiting import PASSWORD, AddAccount, Client, sign_in, token_in

GROUPS = "lyhord-gnesta=analyst:gnesta lyhord-leaders=leader"
SERVICE = "/desk/sign-in/service"
BACK = "http://127.0.0.1:8000/desk/sign-in/service/back"


@pytest.fixture(scope="module")
def provider() -> Generator[str]:
    """The provider's address, in a process of its own; the tests make everybody there."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--require-nonce"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/.well-known/openid-configuration")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            httpx.get(address).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the provider did not start")


@pytest.fixture
async def client(settings: Settings, provider: str) -> AsyncGenerator[Client]:
    """The desk of a service that asks the provider."""
    asking = replace(
        settings,
        oidc_issuer=provider,
        oidc_client_id="lyhord",
        oidc_client_secret="a secret",
        oidc_groups=GROUPS,
    )
    async with AsyncTestClient(create_app(asking), raise_server_exceptions=False) as client:
        yield client


async def somebody(provider: str, sub: str, *groups: str, email: str = "") -> None:
    """Let the provider know somebody, in these groups."""
    claims = {"email": email or f"{sub}@exempel.se", "groups": list(groups)}
    async with httpx.AsyncClient() as http:
        (await http.put(f"{provider}/users/{sub}", json=claims)).raise_for_status()


async def sent_away(client: Client, next_: str = "") -> str:
    """The address that the button leads to."""
    answer = await client.get(SERVICE, params={"next": next_}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def agreed(address: str, sub: str) -> str:
    """Agree at the provider; gives the path that it leads back to."""
    async with httpx.AsyncClient() as http:
        answer = await http.post(address, data={"sub": sub})
    url = urlsplit(answer.headers["location"])
    return f"{url.path}?{url.query}"


async def through(client: Client, sub: str, next_: str = "") -> httpx.Response:
    back = await agreed(await sent_away(client, next_), sub)
    return await client.get(back, follow_redirects=False)


async def refusals(database: Database) -> list[tuple[str, str, str, int]]:
    """Who was not let in, as the log says it: by whom noted, whose account, why, how many."""
    async with database.transaction("owner") as db:
        found = await db.fetch(
            "select actor, object, details from staff.audit"
            " where action = 'sign_in_refused' order by entry_id"
        )
    return [
        (row["actor"], row["object"], row["details"]["why"], row["details"]["count"])
        for row in found
    ]


async def role_of(database: Database, email: str) -> tuple[str, list[str]] | None:
    async with database.transaction("owner") as db:
        row = await db.fetchrow(
            "select role, municipalities from staff.account where email = $1", email
        )
    return tuple(row.values()) if row else None


async def test_groups_give_a_role_and_municipalities(
    client: Client, provider: str, database: Database
) -> None:
    await somebody(provider, "anna", "others", "lyhord-gnesta")
    back = await through(client, "anna", "/desk/account")
    page = await client.get("/desk/account")

    assert (back.status_code, back.headers["location"]) == (303, "/desk/account")
    assert "analytiker" in page.text
    assert 'name="new"' not in page.text  # no password to change
    assert await role_of(database, "anna@exempel.se") == ("analyst", ["gnesta"])


async def test_other_groups_give_another_role_at_the_next_sign_in(
    client: Client, provider: str, database: Database
) -> None:
    await somebody(provider, "bo", "lyhord-gnesta")
    await through(client, "bo")
    await somebody(provider, "bo", "lyhord-leaders")
    await through(client, "bo")

    assert await role_of(database, "bo@exempel.se") == ("leader", [])


async def test_who_is_in_no_group_any_more_is_out_everywhere(
    client: Client, provider: str, database: Database
) -> None:
    await somebody(provider, "cia", "lyhord-leaders")
    await through(client, "cia")
    session = client.cookies["lyhord_desk"]
    await somebody(provider, "cia", "others")
    client.cookies.clear()
    again = await through(client, "cia")
    client.cookies.set("lyhord_desk", session, path="/desk")
    old = await client.get("/desk/rounds", follow_redirects=False)

    assert (again.status_code, "någon grupp" in again.text) == (403, True)
    assert old.status_code == 303
    assert await role_of(database, "cia@exempel.se") is None
    assert await refusals(database) == [("unknown", "cia@exempel.se", "group", 1)]


async def test_a_service_takes_over_no_account_with_a_password(
    client: Client, provider: str, database: Database, add_account: AddAccount
) -> None:
    email = await add_account("admin")
    await somebody(provider, "dan", "lyhord-leaders", email=email)
    answer = await through(client, "dan")

    assert (answer.status_code, "ett annat konto" in answer.text) == (403, True)
    assert await role_of(database, email) == ("admin", [])
    assert await refusals(database) == [("unknown", email, "address", 1)]
    assert (await sign_in(client, email)).status_code == 303


async def test_the_way_there_has_pkce_state_and_nonce(client: Client) -> None:
    first = parse_qs(urlsplit(await sent_away(client)).query)
    second = parse_qs(urlsplit(await sent_away(client)).query)

    assert first["code_challenge_method"] == ["S256"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 43
        assert first[name] != second[name]


async def test_an_answer_that_this_browser_did_not_ask_for_signs_nobody_in(
    client: Client, provider: str, database: Database
) -> None:
    await somebody(provider, "eva", "lyhord-leaders")
    back = await agreed(await sent_away(client), "eva")
    client.cookies.clear()
    stolen = await client.get(back, follow_redirects=False)
    await sent_away(client)
    other = await client.get(back, follow_redirects=False)
    nothing = await client.get(f"{SERVICE}/back?code=x&state=", follow_redirects=False)

    assert [each.status_code for each in (stolen, other, nothing)] == [403] * 3
    assert await refusals(database) == [("unknown", "", "visit", 1)]


async def test_whoever_is_denied_or_brings_a_bad_code_is_noted_once_an_hour_and_not_by_word(
    client: Client, database: Database
) -> None:
    statuses: list[int] = []
    for answer in ("error=access_denied&error_description=kilroy", "code=kilroy", "code=other"):
        state = parse_qs(urlsplit(await sent_away(client)).query)["state"][0]
        back = await client.get(f"{SERVICE}/back?{answer}&state={state}", follow_redirects=False)
        statuses.append(back.status_code)
    async with database.transaction("owner") as db:
        log = await db.fetchval("select json_agg(a)::text from staff.audit as a")

    assert statuses == [403] * 3
    assert await refusals(database) == [("unknown", "", "denied", 1), ("unknown", "", "service", 1)]
    assert "kilroy" not in log


async def test_strangers_of_a_service_leave_one_entry_however_many_they_are(
    client: Client, provider: str, database: Database
) -> None:
    for name in ("gun", "hans"):
        await somebody(provider, name, "others")
        assert (await through(client, name)).status_code == 403

    assert await refusals(database) == [("unknown", "", "group", 1)]


async def test_a_code_counts_once(client: Client, provider: str) -> None:
    await somebody(provider, "fia", "lyhord-leaders")
    address = await sent_away(client)
    kept = dict(client.cookies)
    back = await agreed(address, "fia")
    first = await client.get(back, follow_redirects=False)
    client.cookies.clear()
    for name, value in kept.items():
        client.cookies.set(name, value, path=SERVICE)
    second = await client.get(back, follow_redirects=False)

    assert (first.status_code, second.status_code) == (303, 403)


async def test_nobody_is_led_away_afterwards(client: Client, provider: str) -> None:
    await somebody(provider, "gun", "lyhord-leaders")

    back = await through(client, "gun", "https://ond.exempel.se/desk/")
    assert back.headers["location"] == "/desk/rounds"


async def test_local_passwords_can_be_turned_off(
    settings: Settings, provider: str, add_account: AddAccount
) -> None:
    off = replace(settings, oidc_issuer=provider, oidc_client_id="lyhord", local_passwords=False)
    email = await add_account("admin")
    async with AsyncTestClient(create_app(settings)) as client:
        data = {
            "_csrf_token": token_in((await client.get("/desk/sign-in")).text),
            "email": email,
            "password": PASSWORD,
        }
        cookies = dict(client.cookies)
        before = await client.post("/desk/sign-in", data=data, follow_redirects=False)
    async with AsyncTestClient(create_app(off)) as client:
        page = (await client.get("/desk/sign-in")).text
        client.cookies.clear()
        for name, value in cookies.items():
            client.cookies.set(name, value, path="/desk/sign-in")
        after = await client.post("/desk/sign-in", data=data, follow_redirects=False)

    assert 'name="password"' not in page
    assert f'href="{SERVICE}?next=' in page
    assert (before.status_code, after.status_code) == (303, 403)
    assert "lyhord_desk" not in after.cookies


async def test_a_service_that_is_away_is_said_calmly(settings: Settings) -> None:
    away = replace(settings, oidc_issuer="http://127.0.0.1:9", oidc_client_id="lyhord")
    async with AsyncTestClient(create_app(away), raise_server_exceptions=False) as client:
        answer = await client.get(SERVICE, follow_redirects=False)

    assert (answer.status_code, "svarar inte" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"oidc_issuer": "http://idp.exempel.se", "oidc_client_id": "x"},
        {"oidc_issuer": "https://idp.exempel.se"},
        {"local_passwords": False},
        {"oidc_issuer": "https://idp.exempel.se", "oidc_client_id": "x", "oidc_groups": "a=king"},
    ],
)
def test_settings_that_do_not_fit_are_refused(changes: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        create_app(replace(Settings(secret="x" * 40), **changes))


def test_groups_are_read_from_the_settings() -> None:
    assert vouching.standings(GROUPS) == (
        ("lyhord-gnesta", Standing(role="analyst", municipalities=("gnesta",))),
        ("lyhord-leaders", Standing(role="leader")),
    )


KEY = RSAKey.generate_key(2048, parameters={"kid": "ours"})
ISSUER = "https://idp.exempel.se"


def an_id_token(**changes: object) -> dict[str, object]:
    now = int(time.time())
    claims: dict[str, object] = {
        "iss": ISSUER,
        "aud": "lyhord",
        "sub": "anna",
        "nonce": "n",
        "iat": now,
        "exp": now + 60,
    }
    return {name: value for name, value in (claims | changes).items() if value is not None}


def believed(token: str, nonce: str = "n") -> dict[str, object]:
    settings = Settings(oidc_issuer=ISSUER, oidc_client_id="lyhord")
    keys = KeySet([KEY]).as_dict(private=False)
    return SignInService(settings, back=BACK)._believed(token, keys, nonce)


def signed(claims: dict[str, object], key: RSAKey = KEY) -> str:
    return jwt.encode({"alg": "RS256", "kid": "ours"}, claims, key)


def test_a_sound_token_is_believed() -> None:
    assert believed(signed(an_id_token()))["sub"] == "anna"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://ond.exempel.se"},
        {"aud": "another client"},
        {"exp": 1},
        {"exp": None},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"iss": None},
    ],
)
def test_a_token_for_somebody_or_something_else_is_not(changes: dict[str, object]) -> None:
    with pytest.raises(ServiceError):
        believed(signed(an_id_token(**changes)))


def test_a_forged_signature_is_not_believed() -> None:
    other = RSAKey.generate_key(2048, parameters={"kid": "ours"})
    public = KEY.as_pem(private=False)
    with_public_key = jwt.encode(
        {"alg": "HS256", "kid": "ours"}, an_id_token(), OctKey.import_key(public.hex())
    )
    head, body, _ = signed(an_id_token()).split(".")
    nothing = "eyJhbGciOiJub25lIn0"

    for forged in (
        signed(an_id_token(), other),
        with_public_key,
        f"{head}.{body}.",
        f"{nothing}.{body}.",
        "",
        "a.b.c",
        "å" * 100,
    ):
        with pytest.raises(ServiceError):
            believed(forged)
