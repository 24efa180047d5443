"""A survey that is published anew while somebody answers: what was answered is what counts."""

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord import rounds
from lyhord.instruments.definition import Publication
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import a_collector, a_place, a_plan, a_round, an_instrument
from tests.web.respondent.submitting import fields_of

Client = AsyncTestClient[Litestar]

FLEN = {
    "kind": "single",
    "id": "municipality",
    "text": "Var bor du?",
    "options": [{"id": "flen", "text": "Flen"}, {"id": "trosa", "text": "Trosa"}],
}


@pytest.fixture
async def moved_on(database: Database) -> Collector:
    """A door whose second version no longer has Gnesta in its list, and has Flen instead."""
    pages = [{"id": "all", "title": "Allt", "questions": [FLEN]}]
    second = Publication(instrument=an_instrument(pages=pages))
    async with database.transaction("owner") as db:
        await a_round(db)
        await rounds.publish(db, (second,), a_place(), actor="tests")
        round_id = await rounds.create(db, a_plan(name="Våren"), actor="tests")
        await rounds.open_round(db, round_id, actor="tests")
        return await a_collector(db, round_id)


async def stored(database: Database) -> list[tuple[int, object]]:
    async with database.transaction("owner") as db:
        rows = await db.fetch("select version, answers from lyhord.response")
    return [(row["version"], row["answers"]) for row in rows]


@pytest.mark.parametrize(("version", "town"), [("1", "gnesta"), ("2", "flen")])
async def test_a_post_is_judged_by_the_version_that_it_answers(
    app_client: Client, moved_on: Collector, database: Database, version: str, town: str
) -> None:
    fields = {"version": version, "municipality": town}

    answer = await app_client.post(f"/s/{moved_on.slug}", data=fields)

    assert answer.status_code == 200
    assert await stored(database) == [(int(version), {"municipality": town})]


@pytest.mark.parametrize(("version", "town"), [("1", "flen"), ("2", "gnesta")])
async def test_an_option_of_another_version_is_refused_on_the_page_of_its_own(
    app_client: Client, moved_on: Collector, database: Database, version: str, town: str
) -> None:
    fields = {"version": version, "municipality": town}

    page = await app_client.post(f"/s/{moved_on.slug}", data=fields)

    assert page.status_code == 422
    assert fields_of(page.text)["version"] == [version]
    assert await stored(database) == []


async def test_more_emoji_than_fit_come_back_on_the_page(
    app_client: Client, open_collector: Collector
) -> None:
    written = "👩‍👩‍👧‍👦" * 10_000

    page = await app_client.post(f"/s/{open_collector.slug}", data={"wish": written})

    assert page.status_code == 422
    assert fields_of(page.text)["wish"] == [written]
