"""Naming a round's officers at the desk: by the command's checks, noted, told of what waits."""

from uuid import UUID

import pytest

from lyhord.storage import accounts, rounds
from lyhord.storage.accounts import Role
from lyhord.storage.database import Database
from tests.triage.cases import DEPUTY, OFFICER, STRANGER, a_case, a_round_of, rows
from tests.web.desk.visiting import DeskClient, post


async def names(database: Database, round_id: UUID) -> tuple[str, str]:
    async with database.transaction("owner") as db:
        round_ = await rounds.get(db, round_id)
    return round_.officer, round_.deputy


@pytest.mark.parametrize("role", ["admin", "leader"])
async def test_a_stand_in_is_named_noted_and_told_of_what_waits(
    desk_client: DeskClient, database: Database, role: Role
) -> None:
    round_id = await a_round_of(database)
    await a_case(database, round_id=round_id)
    async with database.transaction("owner") as db:
        await db.execute("update sealed.triage_case set is_told = true")
    client = await desk_client(role)
    address = f"/desk/rounds/{round_id}/officers"
    before = (await client.get(address)).text
    answer = await post(
        client, address, seen_at=address, officer=f" {STRANGER.upper()} ", deputy=DEPUTY
    )
    after = (await client.get(answer.headers["location"])).text
    (case,) = await rows(database, "select is_told from sealed.triage_case")
    (entry,) = await rows(database, "select * from staff.audit where action = 'officers_changed'")

    assert answer.status_code == 303
    assert await names(database, round_id) == (STRANGER, DEPUTY)
    assert (entry["actor"], entry["details"]["officer"]) == (f"{role}@exempel.se", STRANGER)
    assert not case["is_told"]
    assert f'value="{OFFICER}"' in before
    assert "Sparat" in after
    assert "har inget konto" in after


@pytest.mark.parametrize(
    ("officer", "deputy"),
    [("", ""), (OFFICER, OFFICER.upper()), ("Anna Ek", DEPUTY), ("<b>", '"><script>')],
)
async def test_what_names_no_two_people_is_refused_and_stays_in_the_form(
    desk_client: DeskClient, database: Database, officer: str, deputy: str
) -> None:
    round_id = await a_round_of(database)
    client = await desk_client("leader")
    address = f"/desk/rounds/{round_id}/officers"
    answer = await post(client, address, seen_at=address, officer=officer, deputy=deputy)
    is_unsound = (officer, deputy) != ("", "")

    assert answer.status_code == (422 if is_unsound else 303)
    assert await names(database, round_id) == (OFFICER, DEPUTY)
    assert "<script>" not in answer.text


async def test_who_works_for_some_municipalities_changes_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_round_of(database)
    client = await desk_client("leader")
    async with database.transaction("owner") as db:
        account = await accounts.named(db, "leader@exempel.se")
        await db.execute(
            "update staff.account set municipalities = '{gnesta}' where account_id = $1",
            account.account_id,
        )
    page = await client.get(f"/desk/rounds/{round_id}/officers")

    assert page.status_code == 404
