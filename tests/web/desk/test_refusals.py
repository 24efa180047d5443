"""Who was not let in: noted without what was typed, and so seldom that nobody fills the log."""

from collections.abc import Sequence

import pytest

from lyhord.storage import attempts, audit
from lyhord.storage.attempts import Refused
from lyhord.storage.audit import Entry
from lyhord.storage.database import Database
from tests.web.desk.test_second_factor import give, set_up
from tests.web.desk.visiting import AddAccount, Client, DeskClient, sign_in

WRONG = "fel lösenord 1"


async def refusals(database: Database) -> Sequence[Entry]:
    """What the log says of who was not let in, the oldest first."""
    async with database.transaction("desk") as db:
        wanted = audit.Wanted(action="sign_in_refused")
        return tuple(reversed(await audit.page(db, wanted, most=200)))


async def told(database: Database) -> list[tuple[str, object, object]]:
    return [
        (each.object, each.details["why"], each.details["count"])
        for each in await refusals(database)
    ]


async def an_hour_later(database: Database) -> None:
    async with database.transaction("owner") as db:
        await db.execute("update staff.attempt set blocked_until = now()")


async def test_a_wrong_password_is_noted_with_the_account_and_not_as_its_owner(
    client: Client, add_account: AddAccount, database: Database
) -> None:
    email = await add_account("analyst")
    await sign_in(client, email.upper(), WRONG)
    (entry,) = await refusals(database)

    assert (entry.actor, entry.object) == ("unknown", email)
    assert entry.details == {"why": "password", "count": 1}


async def test_a_name_that_is_nobodys_is_not_kept(client: Client, database: Database) -> None:
    for typed in ("hemligt-losenord-i-fel-ruta", "nagon@exempel.se"):
        await sign_in(client, typed, WRONG)
    (entry,) = await refusals(database)

    assert (entry.object, entry.details) == ("", {"why": "password", "count": 1})
    assert not [each for each in ("hemligt", "nagon", "127.0.0.1") if each in str(entry)]


async def test_a_thousand_tries_an_hour_are_one_entry_that_says_how_many(
    database: Database,
) -> None:
    for _ in range(2):
        for _ in range(30):
            async with database.transaction("desk") as db:
                await attempts.note_refusal(db, "password")
        await an_hour_later(database)
    async with database.transaction("desk") as db:
        await attempts.note_refusal(db, "password")

    assert await told(database) == [("", "password", n) for n in (1, 30, 30)]


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.usefixtures("long_waits")
async def test_who_has_to_wait_is_noted(
    client: Client, add_account: AddAccount, database: Database, *, is_known: bool
) -> None:
    email = await add_account("analyst") if is_known else "nagon@exempel.se"
    answers = [(await sign_in(client, email, WRONG)).status_code for _ in range(7)]
    known = email if is_known else ""

    assert answers[-1] == 429
    assert await told(database) == [(known, "password", 1), (known, "locked", 1)]


async def test_a_wrong_code_is_noted(desk_client: DeskClient, database: Database) -> None:
    client = await desk_client("analyst")
    await set_up(client)
    await sign_in(client, "analyst@exempel.se")
    await give(client, "000000")

    assert await told(database) == [("analyst@exempel.se", "code", 1)]


async def test_a_token_that_is_none_is_noted(client: Client, database: Database) -> None:
    for _ in range(3):
        headers = {"Authorization": "Bearer lyhord_something-that-was-guessed"}
        await client.get("/api/v1/rounds", headers=headers)

    assert await told(database) == [("", "token", 1)]
    assert "guessed" not in str(await refusals(database))


async def test_each_reason_and_account_has_its_own_hour(database: Database) -> None:
    reasons: tuple[Refused, ...] = ("password", "code", "locked")
    for email in ("a@exempel.se", "b@exempel.se"):
        for why in reasons:
            async with database.transaction("desk") as db:
                await attempts.note_refusal(db, why, email=email)

    assert len(await refusals(database)) == 6


async def test_the_page_of_the_log_says_it_in_words(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("admin")
    async with database.transaction("desk") as db:
        await attempts.note_refusal(db, "password", email="analyst@exempel.se")
    page = (await client.get("/desk/audit")).text

    assert "Inloggning nekad" in page
    assert "någon okänd" in page
    assert "varför: fel lösenord, eller inget sådant konto" in page
