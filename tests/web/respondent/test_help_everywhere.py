"""Help and the way out on pages that stand around the survey."""

from datetime import date

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from lyhord import rounds
from lyhord.settings import Settings
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.web.app import create_app
from lyhord.web.framing import helpful_frame
from tests.builders import a_collector, a_place, a_round
from tests.web.respondent.standing import Standing

Client = AsyncTestClient[Litestar]
EXIT = 'id="exit"'


@pytest.mark.parametrize("address", ["/s/nowhere", "/withdraw", "/accessibility", "/no/such/page"])
async def test_a_page_without_a_collector_has_the_help_that_may_be_shown_to_anybody(
    standing: Standing, address: str
) -> None:
    page = await standing.client.get(address)

    assert '<section class="card help" id="help"' in page.text
    assert 'href="tel:112"' in page.text
    assert 'href="tel:90101"' not in page.text
    assert EXIT in page.text


async def test_that_help_is_in_the_visitors_language(standing: Standing) -> None:
    page = await standing.client.get("/s/nowhere", headers={"Accept-Language": "en"})

    assert "<span>Acute danger</span>" in page.text


async def test_a_closed_survey_keeps_the_help_of_its_audience(
    app_client: Client, database: Database
) -> None:
    async with database.transaction("owner") as db:
        collector = await a_collector(db, await a_round(db, results_by=date(2027, 3, 1)))
        await rounds.close_round(db, collector.round_id, actor="tests")

    page = await app_client.get(f"/s/{collector.slug}?lang=sv")

    assert page.status_code == 410
    assert 'href="tel:116111"' in page.text
    assert EXIT in page.text
    assert "Resultatet kommer på en egen sida, senast 1 mars 2027." in page.text
    assert "/withdraw?lang=sv&amp;place=sormland&amp;audience=youth" in page.text


async def test_a_program_that_comes_to_a_closed_survey_is_told_as_a_program(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    async with database.transaction("owner") as db:
        await rounds.close_round(db, open_collector.round_id, actor="tests")

    answer = await app_client.get(
        f"/s/{open_collector.slug}", headers={"Accept": "application/json"}
    )

    assert (answer.status_code, answer.json()["status"]) == (410, 410)


async def test_staff_meet_no_help_for_respondents(settings: Settings) -> None:
    async with AsyncTestClient(create_app(settings), raise_server_exceptions=False) as client:
        page = await client.get("/desk/no-such-page")

    assert page.status_code == 404
    assert 'id="help"' not in page.text
    assert EXIT not in page.text


async def test_without_a_place_there_is_no_help_and_no_mistake(settings: Settings) -> None:
    nowhere = replace(settings, part="door", place="nowhere")
    async with AsyncTestClient(create_app(nowhere), raise_server_exceptions=False) as client:
        page = await client.get("/s/nowhere")

    assert page.status_code == 404
    assert 'id="help"' not in page.text


def test_a_place_says_where_leaving_quickly_leads() -> None:
    place = replace(a_place(), neutral_page="https://example.org/recipes")

    leads = [helpful_frame(place, each, "sv").exit_address for each in ("youth", "professional")]

    assert leads == ["https://example.org/recipes", ""]
