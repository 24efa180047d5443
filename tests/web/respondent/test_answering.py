"""A post from the form: stored once, thanked, or given back with everything kept."""

import re
from datetime import date

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord import rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import a_collector, a_round
from tests.web.respondent.standing import Standing
from tests.web.respondent.submitting import fields_of

Client = AsyncTestClient[Litestar]
RECEIPT = re.compile(r'<output class="receipt" id="receipt" dir="ltr">([^<]+)</output>')


def receipt_in(html: str) -> str:
    found = RECEIPT.search(html)
    assert found is not None
    return found[1]


async def count(database: Database) -> int:
    async with database.transaction("owner") as db:
        return await db.fetchval("select count(*) from lyhord.response")


async def a_submission(client: Client, collector: Collector) -> str:
    page = await client.get(f"/s/{collector.slug}")
    return fields_of(page.text)["submission"][0]


async def test_a_survey_is_answered_with_one_get_and_one_post(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    address = f"/s/{open_collector.slug}"
    fields = fields_of((await app_client.get(address)).text)

    thanks = await app_client.post(address, data=fields | {"wish": ["Fler vuxna på rasten"]})

    assert thanks.status_code == 200
    assert "<h1>Dina svar är skickade</h1>" in thanks.text
    assert len(receipt_in(thanks.text)) > 16
    assert await count(database) == 1


async def test_no_cookie_is_set_and_nothing_personal_is_kept_by_the_browser(
    app_client: Client, open_collector: Collector
) -> None:
    address = f"/s/{open_collector.slug}"
    page = await app_client.get(address)
    thanks = await app_client.post(address, data={"wish": "Mer tid"})

    assert "set-cookie" not in page.headers
    assert "set-cookie" not in thanks.headers
    assert page.headers["cache-control"] == "no-cache"
    assert "etag" not in page.headers
    assert thanks.headers["cache-control"] == "no-store"


async def test_each_visit_has_a_submission_of_its_own(
    standing: Standing,
) -> None:
    first = await a_submission(standing.client, standing.collector)
    second = await a_submission(standing.client, standing.collector)

    assert first != second


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("identity", None)],
)
async def test_the_page_comes_in_the_encoding_that_the_browser_takes(
    standing: Standing, accepts: str, encoding: str | None
) -> None:
    page = await standing.client.get(
        f"/s/{standing.collector.slug}", headers={"Accept-Encoding": accepts}
    )

    assert page.headers.get("content-encoding") == encoding
    assert len(fields_of(page.text)["submission"][0]) == 36
    assert "Accept-Encoding" in page.headers["vary"]


async def test_a_repeated_submission_is_stored_once_and_gets_the_same_receipt(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    address = f"/s/{open_collector.slug}"
    fields = {"submission": await a_submission(app_client, open_collector), "wish": "Bänkar"}

    receipts = [receipt_in((await app_client.post(address, data=fields)).text) for _ in range(3)]

    assert len(set(receipts)) == 1
    assert await count(database) == 1


async def test_a_submission_with_other_answers_is_refused(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    address = f"/s/{open_collector.slug}"
    submission = await a_submission(app_client, open_collector)
    await app_client.post(address, data={"submission": submission, "wish": "Bänkar"})

    other = await app_client.post(address, data={"submission": submission, "wish": "Lampor"})

    assert other.status_code == 409
    assert ">\nLampor</textarea>" in other.text
    assert "Du har redan skickat svar" in other.text
    assert await count(database) == 1


@pytest.mark.parametrize("submission", [None, "", "not-a-uuid", "\0"])
async def test_a_post_without_a_sound_submission_gets_one(
    app_client: Client, open_collector: Collector, submission: str | None
) -> None:
    fields = {"wish": "Bänkar"} | ({} if submission is None else {"submission": submission})

    thanks = await app_client.post(f"/s/{open_collector.slug}", data=fields)

    assert thanks.status_code == 200


async def test_a_post_with_mistakes_comes_back_with_everything_kept(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    submission = await a_submission(app_client, open_collector)
    fields = {"submission": submission, "municipality": "atlantis", "wish": "  <b>Bänkar</b>"}

    page = await app_client.post(f"/s/{open_collector.slug}", data=fields)

    assert page.status_code == 422
    assert "<title>Fel: Dina tankar</title>" in page.text
    kept = fields_of(page.text)
    assert (kept["wish"], kept["submission"]) == (["  <b>Bänkar</b>"], [submission])
    assert page.headers["cache-control"] == "no-store"
    assert await count(database) == 0


async def test_an_empty_post_comes_back(
    standing: Standing,
) -> None:
    page = await standing.client.post(f"/s/{standing.collector.slug}", data={"wish": " "})

    assert page.status_code == 422
    assert "Svara på minst en fråga innan du skickar." in page.text


@pytest.mark.parametrize("version", ["99999", "0", "-1", "latest", "9" * 400])
async def test_a_version_that_never_was_gives_the_page_back_with_everything_kept(
    app_client: Client, open_collector: Collector, database: Database, version: str
) -> None:
    fields = {"wish": "Bänkar", "version": version}

    page = await app_client.post(f"/s/{open_collector.slug}", data=fields)

    assert page.status_code == 422
    assert "Enkäten har ändrats" in page.text
    assert "Bänkar</textarea>" in page.text
    assert await count(database) == 0


async def test_no_link_tells_another_site_where_it_was_followed(standing: Standing) -> None:
    page = await standing.client.get(f"/s/{standing.collector.slug}")

    assert page.headers["referrer-policy"] == "no-referrer"


async def test_an_unknown_door_is_a_friendly_page(
    standing: Standing,
) -> None:
    for answer in [
        await standing.client.get("/s/nowhere"),
        await standing.client.post("/s/nowhere", data={}),
    ]:
        assert answer.status_code == 404
        assert "<h1>Här finns inget</h1>" in answer.text


async def test_a_round_that_has_just_closed_shows_nothing_but_takes_what_was_begun(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    address = f"/s/{open_collector.slug}"
    async with database.transaction("owner") as db:
        await rounds.close_round(db, open_collector.round_id, actor="tests")

    page = await app_client.get(address)
    thanks = await app_client.post(address, data={"wish": "Bänkar"})

    assert page.status_code == 410
    assert "<h1>Enkäten är stängd</h1>" in page.text
    assert thanks.status_code == 200


async def test_a_round_that_is_long_closed_gives_the_texts_back_for_copying(
    app_client: Client, database: Database
) -> None:
    async with database.transaction("owner") as db:
        collector = await a_collector(db, await a_round(db))
        await db.execute("update lyhord.round set opens = '2020-01-01', closes = '2020-02-01'")

    page = await app_client.post(
        f"/s/{collector.slug}", data={"wish": "Fler <bänkar>", "ideas": ["En", "Två"]}
    )

    assert page.status_code == 410
    assert "Vad vill du ändra på?" in page.text
    assert "Fler &lt;bänkar&gt;</textarea>" in page.text
    assert await count(database) == 0


async def test_the_page_of_a_refusal_speaks_the_visitors_language(
    standing: Standing,
) -> None:
    page = await standing.client.get("/s/nowhere", headers={"Accept-Language": "en-GB,en;q=0.9"})

    assert "<h1>There is nothing here</h1>" in page.text


async def test_the_thanks_say_when_results_come(app_client: Client, database: Database) -> None:
    async with database.transaction("owner") as db:
        collector = await a_collector(db, await a_round(db, results_by=date(2027, 3, 1)))

    thanks = await app_client.post(f"/s/{collector.slug}", data={"wish": "Bänkar"})

    assert "senast 1 mars 2027" in thanks.text
    assert "116 111" in thanks.text
