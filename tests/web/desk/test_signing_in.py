"""Signing in and out: sessions, tokens, waits, and nobody led away."""

import re

import pytest

from lyhord.privacy.passwords import Passwords
from lyhord.settings import Settings
from lyhord.storage import audit
from lyhord.storage.database import Database
from lyhord.web.devices import COOKIE
from lyhord.web.security import is_secure
from tests.web.desk.visiting import PASSWORD, SESSION, AddAccount, Client, DeskClient, post, sign_in


async def sessions(database: Database) -> int:
    async with database.transaction("owner") as db:
        return await db.fetchval("select count(*) from staff.session")


async def test_the_right_password_leads_to_the_rounds(
    client: Client, add_account: AddAccount, database: Database
) -> None:
    response = await sign_in(client, await add_account("analyst"))

    assert (response.status_code, response.headers["location"]) == (303, "/desk/rounds")
    assert (await client.get("/desk/rounds")).status_code == 200
    assert await sessions(database) == 1


async def test_a_password_hashed_at_other_costs_is_hashed_anew(
    client: Client, add_account: AddAccount, database: Database
) -> None:
    email = await add_account("analyst")
    statuses: list[int] = []
    hashes: list[str] = []
    for _ in range(2):
        statuses.append((await sign_in(client, email)).status_code)
        async with database.transaction("owner") as db:
            hashes.append(await db.fetchval("select password_hash from staff.account"))

    assert statuses == [303, 303]
    assert hashes[0] == hashes[1]
    assert not Passwords().is_outdated(hashes[0])


async def test_wrong_password_and_unknown_name_get_the_same_answer(
    client: Client, add_account: AddAccount
) -> None:
    email = await add_account("analyst")
    wrong = await sign_in(client, email, "fel lösenord")
    unknown = await sign_in(client, "annan@exempel.se", "fel lösenord")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert wrong.text == unknown.text.replace("annan@exempel.se", email)


async def test_the_session_id_is_not_one_that_the_visitor_brought(
    client: Client, add_account: AddAccount
) -> None:
    client.cookies.set(SESSION, "chosen-by-somebody-else", path="/desk")
    response = await sign_in(client, await add_account("analyst"))
    issued = response.cookies[SESSION]
    client.cookies.clear()
    client.cookies.set(SESSION, "chosen-by-somebody-else", path="/desk")
    with_chosen = await client.get("/desk/rounds", follow_redirects=False)
    client.cookies.clear()
    client.cookies.set(SESSION, issued, path="/desk")
    with_issued = await client.get("/desk/rounds", follow_redirects=False)

    assert (with_chosen.status_code, with_issued.status_code) == (303, 200)


async def test_signing_in_again_ends_the_session_before(
    client: Client, add_account: AddAccount, database: Database
) -> None:
    email = await add_account("analyst")
    first = (await sign_in(client, email)).cookies[SESSION]
    second = (await sign_in(client, email)).cookies[SESSION]

    assert first != second
    assert await sessions(database) == 1


async def test_the_cookies_are_the_desks_alone(client: Client, add_account: AddAccount) -> None:
    page = await client.get("/desk/sign-in")
    response = await sign_in(client, await add_account("analyst"))
    cookies = page.headers.get_list("set-cookie") + response.headers.get_list("set-cookie")

    assert len(cookies) == 3
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert re.search("Path=/desk(/sign-in)?(;|$)", cookie)
        assert "Secure" not in cookie


def test_cookies_ask_for_https_where_the_address_is() -> None:
    assert is_secure(Settings(base_url="https://lyhord.exempel.se"))
    assert not is_secure(Settings(base_url="http://127.0.0.1:8000"))


async def test_looking_at_the_sign_in_page_makes_no_session(
    client: Client, database: Database
) -> None:
    client.cookies.set(SESSION, "anything", path="/desk")
    page = await client.get("/desk/sign-in")
    wrong = await sign_in(client, "nagon@exempel.se", "fel")

    assert SESSION not in page.cookies
    assert SESSION not in wrong.cookies
    assert await sessions(database) == 0


async def test_a_form_without_its_token_is_refused(client: Client, add_account: AddAccount) -> None:
    email = await add_account("analyst")
    await client.get("/desk/sign-in")
    data = {"email": email, "password": PASSWORD}
    without = await client.post("/desk/sign-in", data=data)
    invented = await client.post("/desk/sign-in", data=data | {"_csrf_token": "0" * 128})

    assert (without.status_code, invented.status_code) == (403, 403)
    assert SESSION not in client.cookies


async def test_signing_out_ends_the_session_everywhere(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    kept = client.cookies[SESSION]
    out = await post(client, "/desk/sign-out", seen_at="/desk/rounds")
    client.cookies.set(SESSION, kept, path="/desk")
    back = await client.get("/desk/rounds", follow_redirects=False)

    assert (out.status_code, out.headers["location"]) == (303, "/desk/sign-in")
    assert back.status_code == 303
    assert await sessions(database) == 0


async def test_signing_out_needs_a_post(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")

    assert (await client.get("/desk/sign-out")).status_code == 405
    assert (await client.get("/desk/rounds", follow_redirects=False)).status_code == 200


async def test_a_visitor_is_sent_to_sign_in_and_back(
    client: Client, add_account: AddAccount
) -> None:
    sent = await client.get("/desk/rounds?lang=en", follow_redirects=False)
    page = await client.get(sent.headers["location"])
    back = await sign_in(client, await add_account("analyst"), next="/desk/rounds?lang=en")

    assert sent.status_code == 303
    assert 'name="next" value="/desk/rounds?lang=en"' in page.text
    assert back.headers["location"] == "/desk/rounds?lang=en"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://ond.exempel.se/desk/rounds/",
        "//ond.exempel.se/desk/",
        "/\\ond.exempel.se",
        "/desk/\\..\\..//ond.exempel.se",
        "/desk/../s/abc",
        "/desk//ond.exempel.se",
        "javascript:alert(1)",
        "/desk/rounds\r\nSet-Cookie: a=b",
        "http://[",
        "/desk/sign-in",
        "",
    ],
)
async def test_after_sign_in_nobody_is_led_away(
    client: Client, add_account: AddAccount, wanted: str
) -> None:
    page = await client.get("/desk/sign-in", params={"next": wanted})
    response = await sign_in(client, await add_account("analyst"), next=wanted)

    assert 'name="next" value="/desk/rounds"' in page.text
    assert response.headers["location"] == "/desk/rounds"


async def test_an_expired_session_is_sent_to_sign_in(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    async with database.transaction("owner") as db:
        await db.execute("update staff.session set expires_at = now()")
    response = await client.get("/desk/rounds", follow_redirects=False)

    assert (response.status_code, response.headers["location"]) == (
        303,
        "/desk/sign-in?next=%2Fdesk%2Frounds",
    )


async def test_an_account_that_was_removed_is_signed_out(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    async with database.transaction("owner") as db:
        await db.execute("delete from staff.account")
    response = await client.get("/desk/rounds", follow_redirects=False)

    assert response.status_code == 303
    assert await sessions(database) == 0


async def test_a_part_that_is_fetched_by_script_sends_the_whole_page_to_sign_in(
    client: Client,
) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://x/desk/rounds/1/themes?run=2"}
    response = await client.get("/desk/rounds", headers=headers, follow_redirects=False)

    assert response.status_code == 204
    assert response.headers["HX-Redirect"] == (
        "/desk/sign-in?next=%2Fdesk%2Frounds%2F1%2Fthemes%3Frun%3D2"
    )


@pytest.mark.usefixtures("long_waits")
async def test_too_many_tries_have_to_wait_even_with_the_right_password(
    client: Client, add_account: AddAccount
) -> None:
    email = await add_account("analyst")
    answers = [(await sign_in(client, email, "fel")).status_code for _ in range(6)]
    right = await sign_in(client, email)
    other = await sign_in(client, await add_account("viewer"))

    assert answers == [422, 422, 422, 422, 422, 429]
    assert (right.status_code, int(right.headers["retry-after"])) == (429, 1)
    assert other.status_code == 303


async def test_signing_in_leaves_an_entry_and_a_wrong_password_one_of_nobodys(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    await sign_in(client, "analyst@exempel.se", "fel lösenord")
    async with database.transaction("owner") as db:
        entries = await audit.newest(db)

    assert [(entry.actor, entry.action) for entry in entries] == [
        ("unknown", "sign_in_refused"),
        ("analyst@exempel.se", "signed_in"),
        ("test", "account_added"),
    ]


@pytest.mark.parametrize("email", ["<script>alert(1)</script>", '"><img src=x>', "{{7*7}}"])
async def test_what_was_typed_comes_back_as_text(client: Client, email: str) -> None:
    page = (await sign_in(client, email, "fel")).text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert ">49<" not in page


async def test_a_hostile_form_is_answered_calmly(client: Client) -> None:
    for value in ("\x00", "a" * 100_000, "\u202e@exempel.se", "å" * 400):
        assert (await sign_in(client, value, value)).status_code in {422, 429}


async def test_the_page_speaks_the_language_that_is_asked_for(client: Client) -> None:
    swedish = await client.get("/desk/sign-in")
    english = await client.get("/desk/sign-in", headers={"Accept-Language": "en-GB,sv;q=0.1"})
    by_name = await client.get("/desk/sign-in?lang=en")
    unknown = await client.get("/desk/sign-in?lang=xx")
    only_for_respondents = await client.get("/desk/sign-in", headers={"Accept-Language": "ar"})

    assert 'lang="sv"' in swedish.text
    assert '<html lang="sv" dir="ltr"' in only_for_respondents.text
    assert "<h1>Sign in to the desk</h1>" in english.text
    assert "<h1>Sign in to the desk</h1>" in by_name.text
    assert '<html lang="sv"' in unknown.text


async def test_a_language_that_was_chosen_stays(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    await client.get("/desk/rounds?lang=en")

    assert '<html lang="en"' in (await client.get("/desk/rounds")).text


@pytest.mark.usefixtures("long_waits")
async def test_wrong_passwords_from_elsewhere_hold_no_known_browser_back(
    client: Client, add_account: AddAccount
) -> None:
    email = await add_account("analyst")
    await sign_in(client, email)
    known = client.cookies[COOKIE]
    client.cookies.clear()
    attack = [(await sign_in(client, email, "fel")).status_code for _ in range(8)]
    stranger = await sign_in(client, email)
    client.cookies.clear()
    client.cookies.set(COOKIE, known, path="/desk/sign-in")
    owner = await sign_in(client, email)

    assert (attack[-1], stranger.status_code, owner.status_code) == (429, 429, 303)


@pytest.mark.parametrize("mark", ["", ".", "x.y", "å.ä", "0" * 5_000])
@pytest.mark.usefixtures("long_waits")
async def test_an_invented_mark_of_a_browser_helps_nobody(
    client: Client, add_account: AddAccount, mark: str
) -> None:
    email = await add_account("analyst")
    client.cookies.set(COOKIE, mark.encode("ascii", "replace").decode(), path="/desk/sign-in")
    answers = [(await sign_in(client, email, "fel")).status_code for _ in range(6)]

    assert answers[-1] == 429


@pytest.mark.usefixtures("long_waits")
async def test_a_known_browser_has_no_tries_without_end(
    client: Client, add_account: AddAccount
) -> None:
    email = await add_account("analyst")
    await sign_in(client, email)
    answers = [(await sign_in(client, email, "fel")).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


@pytest.mark.usefixtures("long_waits")
async def test_the_mark_of_one_account_is_none_of_another(
    client: Client, add_account: AddAccount
) -> None:
    await sign_in(client, await add_account("viewer"))
    email = await add_account("analyst")
    answers = [(await sign_in(client, email, "fel")).status_code for _ in range(6)]
    client.cookies.delete(COOKIE)

    assert answers[-1] == 429
    assert (await sign_in(client, email)).status_code == 429


@pytest.mark.usefixtures("long_waits")
async def test_headers_that_name_another_address_change_nothing(
    client: Client, add_account: AddAccount
) -> None:
    email = await add_account("analyst")
    answers: list[int] = []
    for n in range(6):
        client.headers = {
            "X-Forwarded-For": f"10.0.{n}.1",
            "Forwarded": f"for=10.0.{n}.1",
            "X-Real-IP": f"10.0.{n}.1",
            "X-Forwarded-Host": "ond.exempel.se",
            "X-Forwarded-Proto": "https",
        }
        answers.append((await sign_in(client, email, "fel")).status_code)
    sent = await client.get("/desk/rounds", follow_redirects=False)

    assert answers[-1] == 429
    assert sent.headers["location"].startswith("/desk/sign-in?")
