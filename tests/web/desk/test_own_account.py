"""One's own account: another password, and sessions that are listed and ended."""

import re

from lyhord.storage.database import Database
from tests.web.desk.visiting import PASSWORD, SESSION, Client, DeskClient, post, sign_in, token_in

ACCOUNT = "/desk/account"
NEW = "ett annat lösenord"


async def is_in(client: Client, session: str) -> bool:
    client.cookies.clear()
    client.cookies.set(SESSION, session, path="/desk")
    return (await client.get("/desk/rounds", follow_redirects=False)).status_code == 200


async def two_sessions(client: Client) -> tuple[str, str]:
    """Sign in once more from elsewhere; gives the older session and the newer, which is here."""
    first = client.cookies[SESSION]
    client.cookies.clear()
    await sign_in(client, "analyst@exempel.se")
    return first, client.cookies[SESSION]


async def test_another_password_ends_the_other_sessions(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    first, here = await two_sessions(client)
    changed = await post(client, f"{ACCOUNT}/password", seen_at=ACCOUNT, current=PASSWORD, new=NEW)
    still = await is_in(client, here)
    other = await is_in(client, first)
    old = await sign_in(client, "analyst@exempel.se", PASSWORD)
    new = await sign_in(client, "analyst@exempel.se", NEW)

    assert (changed.status_code, still, other) == (303, True, False)
    assert (old.status_code, new.status_code) == (422, 303)


async def test_another_password_needs_the_one_before_and_some_length(
    desk_client: DeskClient,
) -> None:
    client = await desk_client("analyst")
    wrong = await post(client, f"{ACCOUNT}/password", seen_at=ACCOUNT, current="fel", new=NEW)
    short = await post(client, f"{ACCOUNT}/password", seen_at=ACCOUNT, current=PASSWORD, new="kort")

    assert (wrong.status_code, short.status_code) == (422, 422)
    assert "Det är inte ditt lösenord" in wrong.text
    assert "minst 8 tecken" in short.text
    assert (await sign_in(client, "analyst@exempel.se")).status_code == 303


async def test_sessions_are_listed_and_ended(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    first, here = await two_sessions(client)
    page = (await client.get(ACCOUNT)).text
    keys = re.findall(r'name="end" value="([0-9a-f]{64})"', page)
    ends = re.findall(r'value="([0-9a-f]{64})">\s*<p>[^<]*</p>\s*<button', page)
    await post(client, f"{ACCOUNT}/sessions", seen_at=ACCOUNT, end=ends[0])

    assert (len(keys), len(ends)) == (2, 1)
    assert first not in page
    assert (await is_in(client, first), await is_in(client, here)) == (False, True)


async def test_all_but_this_one_end_at_once(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    first, here = await two_sessions(client)
    await post(client, f"{ACCOUNT}/sessions", seen_at=ACCOUNT, end="others")

    assert (await is_in(client, first), await is_in(client, here)) == (False, True)


async def test_a_session_that_cannot_be_is_not_ended(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    ended = [
        (await post(client, f"{ACCOUNT}/sessions", seen_at=ACCOUNT, end=end)).status_code
        for end in ("", "\x00", "a\x00", "\u2028", "å" * 5_000, "'--")
    ]

    assert ended == [303] * 6


async def test_nobody_ends_the_session_of_somebody_else(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    theirs = client.cookies[SESSION]
    async with database.transaction("owner") as db:
        key = await db.fetchval("select session_key from staff.session")
    client.cookies.clear()
    client = await desk_client("viewer")
    await post(client, f"{ACCOUNT}/sessions", seen_at=ACCOUNT, end=key)

    assert await is_in(client, theirs)


async def test_a_form_of_one_session_is_refused_in_another(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    token = token_in((await client.get(ACCOUNT)).text)
    client.cookies.clear()
    client = await desk_client("viewer")
    data = {"_csrf_token": token, "end": "others"}
    answer = await client.post(f"{ACCOUNT}/sessions", data=data, follow_redirects=False)

    assert answer.status_code == 403


async def test_the_token_of_the_sign_in_page_opens_no_other_form(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    token = token_in((await client.get("/desk/sign-in")).text)
    data = {"_csrf_token": token, "end": "others"}
    answer = await client.post(f"{ACCOUNT}/sessions", data=data, follow_redirects=False)

    assert answer.status_code == 403
