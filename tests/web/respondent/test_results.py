"""The public page where a round's results come, before anything is published."""

from datetime import date, timedelta

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord import rounds
from lyhord.instruments.definition import Publication, Translation
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.web.catalogue import day
from tests.builders import TODAY, a_collector, a_round, an_instrument, today

Client = AsyncTestClient[Litestar]
UNKNOWN = "5f0c7a52-3f0e-4c8b-9a55-0d1c6f6f2b11"
BOARD = "Socialnämnden i Gnesta"
SECRET_NAME = "Pilot 2, skola C"
TRANSLATED = Publication(
    instrument=an_instrument(),
    translations=(
        Translation(language="en", texts={"title": "Your thoughts"}),
        Translation(language="ar", texts={}),
    ),
)


async def a_door(
    database: Database, *, results_by: date | None = None, is_open: bool = True
) -> Collector:
    told = {"owner": BOARD, "name": SECRET_NAME, "results_by": results_by}
    async with database.transaction("owner") as db:
        round_id = await a_round(db, TRANSLATED, is_open=is_open, **told)
        return await a_collector(db, round_id)


async def test_the_page_says_what_was_asked_by_whom_and_when_results_come(
    app_client: Client, database: Database
) -> None:
    promised = TODAY + timedelta(days=30)
    door = await a_door(database, results_by=promised)
    page = await app_client.get(f"/results/{door.round_id}?lang=sv&audience=youth")

    assert page.status_code == 200
    assert f"Resultatet kommer här, senast {day(promised, 'sv')}." in page.text
    assert "<li>Dina tankar</li>" in page.text
    assert BOARD in page.text
    assert "Inget är publicerat än." in page.text
    assert 'href="tel:116111"' in page.text
    assert 'id="exit"' in page.text


async def test_what_staff_call_a_round_is_not_said(app_client: Client, database: Database) -> None:
    door = await a_door(database)

    assert SECRET_NAME not in (await app_client.get(f"/results/{door.round_id}")).text


async def test_results_that_are_late_are_said_to_be_late(
    app_client: Client, database: Database
) -> None:
    promised = TODAY - timedelta(days=1)
    door = await a_door(database, results_by=promised)
    page = await app_client.get(f"/results/{door.round_id}?lang=sv")

    late = f"Resultatet skulle ha kommit senast {day(promised, 'sv')}. Det är försenat."
    assert late in page.text


async def test_the_promised_day_itself_is_not_late(app_client: Client, database: Database) -> None:
    door = await a_door(database, results_by=today())

    assert "försenat" not in (await app_client.get(f"/results/{door.round_id}?lang=sv")).text


async def test_the_page_speaks_the_languages_of_its_round(
    app_client: Client, database: Database
) -> None:
    door = await a_door(database)
    pages = {
        language: (await app_client.get(f"/results/{door.round_id}?lang={language}")).text
        for language in ("en", "ar", "fi")
    }

    assert "<li>Your thoughts</li>" in pages["en"]
    assert '<html lang="ar" dir="rtl">' in pages["ar"]
    # a title that nobody has put into Arabic says that it is Swedish, and reads from the left
    assert '<li><span lang="sv" dir="auto">Dina tankar</span></li>' in pages["ar"]
    # the round has no Finnish, and so neither has its page
    assert '<html lang="sv"' in pages["fi"]
    assert 'href="?lang=ar"' in pages["en"]


async def test_answers_change_nothing_on_the_page_and_it_keeps_nothing(
    app_client: Client, database: Database
) -> None:
    door = await a_door(database)
    before = await app_client.get(f"/results/{door.round_id}")
    await app_client.post(f"/s/{door.slug}", data={"wish": "Bänkar"})
    after = await app_client.get(f"/results/{door.round_id}")

    assert before.text == after.text
    assert "set-cookie" not in after.headers
    assert after.headers["cache-control"] == "no-cache"
    assert after.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("address", [UNKNOWN, "not-an-id", "../s", f"{UNKNOWN}/x"])
async def test_a_round_that_is_not_there_is_not_found(app_client: Client, address: str) -> None:
    page = await app_client.get(f"/results/{address}", headers={"Accept-Language": "sv"})

    assert page.status_code == 404
    assert "<h1>Här finns inget</h1>" in page.text


async def test_a_draft_is_not_there_yet(app_client: Client, database: Database) -> None:
    door = await a_door(database, is_open=False)

    assert (await app_client.get(f"/results/{door.round_id}")).status_code == 404


async def test_thanks_lead_there(app_client: Client, database: Database) -> None:
    door = await a_door(database)

    thanks = await app_client.post(f"/s/{door.slug}", data={"wish": "Bänkar"})

    assert f'href="/results/{door.round_id}?lang=sv&amp;audience=youth"' in thanks.text


async def test_a_closed_survey_leads_there(app_client: Client, database: Database) -> None:
    door = await a_door(database)
    async with database.transaction("owner") as db:
        await rounds.close_round(db, door.round_id, actor="tests")

    closed = await app_client.get(f"/s/{door.slug}?lang=sv")

    assert closed.status_code == 410
    assert f'href="/results/{door.round_id}?lang=sv&amp;audience=youth"' in closed.text
