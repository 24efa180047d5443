"""Taking an answer back with its receipt."""

import asyncio
from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.intake.receiving import WITHDRAWAL_SECONDS
from lyhord.privacy import receipts
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.web.respondent.test_answering import count, receipt_in

Client = AsyncTestClient[Litestar]
DONE = "Om koden fanns och omgången inte var låst är svaret borttaget."


async def test_an_answer_is_taken_back_with_its_code_however_it_is_typed(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    thanks = await app_client.post(f"/s/{open_collector.slug}", data={"wish": "Bänkar"})
    typed = receipt_in(thanks.text).replace("-", " ").lower()

    page = await app_client.post("/withdraw", data={"receipt": f" {typed} "})

    assert page.status_code == 200
    assert DONE in page.text
    assert await count(database) == 0


async def test_a_code_that_never_existed_gets_the_same_page(
    app_client: Client, open_collector: Collector
) -> None:
    address = f"/s/{open_collector.slug}"
    receipt = receipt_in((await app_client.post(address, data={"wish": "Bänkar"})).text)

    first = await app_client.post("/withdraw", data={"receipt": receipt})
    second = await app_client.post("/withdraw", data={"receipt": receipt})

    assert (first.status_code, first.text) == (second.status_code, second.text)


async def test_a_mistyped_code_is_asked_for_again(app_client: Client) -> None:
    page = await app_client.post("/withdraw", data={"receipt": '7K2M"><script>'})

    assert page.status_code == 422
    assert 'value="7K2M&#34;&gt;&lt;script&gt;"' in page.text
    assert DONE not in page.text


async def test_the_form_is_there_in_the_visitors_language(app_client: Client) -> None:
    page = await app_client.get("/withdraw?lang=en")

    assert page.status_code == 200
    assert "<h1>Take back an answer</h1>" in page.text


async def test_the_language_can_be_changed_and_the_help_stays(app_client: Client) -> None:
    page = await app_client.get("/withdraw?lang=sv&place=sormland&audience=youth")

    assert "?lang=ar&amp;place=sormland&amp;audience=youth" in page.text
    assert 'lang="sv-x-easy">Lätt svenska</a>' in page.text


async def test_what_an_address_asks_for_cannot_leave_it(app_client: Client) -> None:
    page = await app_client.get("/withdraw", params={"place": '"><b>', "audience": "&x=1"})

    assert "&amp;place=%22%3E%3Cb%3E&amp;audience=%26x%3D1" in page.text


@pytest.mark.parametrize("way", ["page", "posted to the API", "removed through the API"])
async def test_every_way_of_withdrawing_answers_no_sooner_than_the_others(
    app_client: Client, way: str
) -> None:
    made_up = receipts.receipt(b"another secret", uuid4(), uuid4())
    clock = asyncio.get_running_loop().time
    begun = clock()
    match way:
        case "page":
            answer = await app_client.post("/withdraw", data={"receipt": made_up})
        case "posted to the API":
            answer = await app_client.post("/api/v1/withdraw", json={"receipt": made_up})
        case _:
            answer = await app_client.delete(f"/api/v1/responses/{made_up}")

    assert answer.is_success
    assert clock() - begun >= WITHDRAWAL_SECONDS
