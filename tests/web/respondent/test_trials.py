"""Trying a door out: it works in a draft, says that it is a trial, and counts for nothing."""

from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord import disclosing
from lyhord.storage import figures, statements
from lyhord.storage.addresses import Role
from lyhord.storage.collectors import Collector, Mode
from lyhord.storage.database import Database
from tests.builders import a_collector, a_round, settle

Client = AsyncTestClient[Litestar]
ANSWERS = {"municipality": "gnesta", "wish": "Bara ett prov"}


async def a_draft(database: Database, mode: Mode = "open") -> Collector:
    async with database.transaction("owner") as db:
        return await a_collector(db, await a_round(db, is_open=False), mode=mode)


async def answer(client: Client, slug: str) -> int:
    posted = {"submission": str(uuid4()), "answers": ANSWERS}
    response = await client.post(f"/api/v1/collectors/{slug}/responses", json=posted)
    return response.status_code


async def test_a_draft_is_tried_out_through_its_trial_link_alone(
    app_client: Client, database: Database
) -> None:
    door = await a_draft(database)
    page = await app_client.get(f"/s/{door.trial_slug}")

    assert 200 == page.status_code
    assert "Det här är ett prov." in page.text
    assert 201 == await answer(app_client, door.trial_slug)
    assert 410 == await answer(app_client, door.slug)
    assert 410 == (await app_client.get(f"/s/{door.slug}")).status_code


async def test_an_open_door_does_not_say_that_it_is_a_trial(
    app_client: Client, open_collector: Collector
) -> None:
    assert "Det här är ett prov." not in (await app_client.get(f"/s/{open_collector.slug}")).text


async def test_a_closed_round_is_not_tried_out(
    app_client: Client, database: Database, open_collector: Collector
) -> None:
    async with database.transaction("owner") as db:
        await settle(db, open_collector.round_id)

    assert 410 == await answer(app_client, open_collector.trial_slug)
    assert 410 == (await app_client.get(f"/s/{open_collector.trial_slug}")).status_code


@pytest.mark.parametrize("role", ["owner", "desk"])
async def test_a_trial_is_never_counted_and_never_analysed(
    app_client: Client, database: Database, open_collector: Collector, role: Role
) -> None:
    for _ in range(12):
        assert 201 == await answer(app_client, open_collector.trial_slug)
    async with database.transaction("owner") as db:
        await settle(db, open_collector.round_id)
        assert 12 == await db.fetchval("select count(*) from lyhord.response")
    async with database.transaction(role) as db:
        counted = await figures.people(db, open_collector.round_id)
        analysed = await statements.of_round(db, open_collector.round_id)
        shown = await disclosing.overview(db, open_collector.round_id)

    assert ((), ()) == (counted, analysed)
    assert 0 == shown.total.n


async def test_the_desk_reads_no_trial_by_any_query(
    app_client: Client, database: Database, open_collector: Collector
) -> None:
    assert 201 == await answer(app_client, open_collector.trial_slug)
    async with database.transaction("desk") as db:
        for table in ("lyhord.response", "lyhord.statement"):
            assert 0 == await db.fetchval(f"select count(*) from {table}")


async def test_trying_a_door_for_codes_out_asks_for_none(
    app_client: Client, database: Database
) -> None:
    door = await a_draft(database, "codes")

    assert 201 == await answer(app_client, door.trial_slug)
    assert 'name="code"' not in (await app_client.get(f"/s/{door.trial_slug}")).text


async def test_a_trial_can_be_taken_back(
    app_client: Client, database: Database, open_collector: Collector
) -> None:
    posted = {"submission": str(uuid4()), "answers": ANSWERS}
    address = f"/api/v1/collectors/{open_collector.trial_slug}/responses"
    receipt = (await app_client.post(address, json=posted)).json()["receipt"]
    await app_client.delete(f"/api/v1/responses/{receipt}")
    async with database.transaction("owner") as db:
        assert 0 == await db.fetchval("select count(*) from lyhord.response")
