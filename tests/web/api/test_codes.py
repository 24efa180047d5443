"""Codes through the JSON route and the form: who is let in, once, and what others are told."""

import asyncio
from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.intake import pacing
from lyhord.privacy import codes
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import a_collector, a_round, some_codes
from tests.web.respondent.submitting import fields_of

Client = AsyncTestClient[Litestar]
ANSWERS = {"municipality": "gnesta", "wish": "Fler vuxna"}


@pytest.fixture
async def coded(database: Database) -> Collector:
    """A door for codes."""
    async with database.transaction("owner") as db:
        return await a_collector(db, await a_round(db), mode="codes")


@pytest.fixture
async def code(database: Database, coded: Collector) -> str:
    """The one code of the door."""
    async with database.transaction("owner") as db:
        return (await some_codes(db, coded))[0]


def address(door: Collector) -> str:
    return f"/api/v1/collectors/{door.slug}/responses"


def body(**more: object) -> dict[str, object]:
    return {"submission": str(uuid4()), "language": "sv", "answers": ANSWERS} | more


async def stored(database: Database) -> int:
    async with database.transaction("owner") as db:
        return await db.fetchval("select count(*) from lyhord.response")


async def test_a_code_lets_one_answer_in(
    app_client: Client, database: Database, coded: Collector, code: str
) -> None:
    first = body(code=code)
    taken = await app_client.post(address(coded), json=first)
    again = await app_client.post(address(coded), json=first)
    other = await app_client.post(address(coded), json=body(code=code))

    assert [201, 200, 403] == [taken.status_code, again.status_code, other.status_code]
    assert taken.json() == again.json()
    assert "application/problem+json" in other.headers["content-type"]
    assert {"pointer": "/code", "code": "refused_code"}.items() <= other.json()["errors"][0].items()
    assert 1 == await stored(database)


@pytest.mark.parametrize("typed", [None, "", "lusab", "x" * 900, "badaf-badaf-badaf-badaf", "\0"])
async def test_without_a_code_that_can_be_one_nobody_is_let_in(
    app_client: Client, database: Database, coded: Collector, code: str, typed: str | None
) -> None:
    assert code
    refused = await app_client.post(address(coded), json=body(code=typed))

    assert 403 == refused.status_code
    assert 0 == await stored(database)


async def test_a_code_may_be_typed_as_people_do(
    app_client: Client, coded: Collector, code: str
) -> None:
    typed = "  " + code.upper().replace("-", " – ").replace("O", "0")

    assert 201 == (await app_client.post(address(coded), json=body(code=typed))).status_code


async def test_answers_with_mistakes_use_no_code_up(
    app_client: Client, coded: Collector, code: str
) -> None:
    wrong = body(code=code, answers={"municipality": "atlantis"})
    refused = await app_client.post(address(coded), json=wrong)
    taken = await app_client.post(address(coded), json=body(code=code))

    assert [422, 201] == [refused.status_code, taken.status_code]


async def test_taking_back_gives_no_code_back(
    app_client: Client, database: Database, coded: Collector, code: str
) -> None:
    first = body(code=code)
    receipt = (await app_client.post(address(coded), json=first)).json()["receipt"]
    await app_client.delete(f"/api/v1/responses/{receipt}")
    again = await app_client.post(address(coded), json=first)
    anew = await app_client.post(address(coded), json=body(code=code))

    assert [200, 403] == [again.status_code, anew.status_code]
    assert {"receipt": receipt} == again.json()
    assert 0 == await stored(database)


async def test_of_fifty_at_once_one_is_let_in(
    app_client: Client,
    database: Database,
    coded: Collector,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # how long wrong codes make others wait is tested beside the pace itself
    monkeypatch.setattr(pacing, "STEP_SECONDS", 0.001)
    posts = [app_client.post(address(coded), json=body(code=code)) for _ in range(50)]
    statuses = sorted(answer.status_code for answer in await asyncio.gather(*posts))

    assert [201] + [403] * 49 == statuses
    assert 1 == await stored(database)


async def test_the_same_post_fifty_times_is_one_answer_and_one_receipt(
    app_client: Client, database: Database, coded: Collector, code: str
) -> None:
    same = body(code=code)
    answers = await asyncio.gather(*(app_client.post(address(coded), json=same) for _ in range(50)))

    assert {200, 201} == {answer.status_code for answer in answers}
    assert 1 == len({answer.json()["receipt"] for answer in answers})
    assert 1 == await stored(database)


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_a_made_up_address_changes_no_pace(
    app_client: Client, coded: Collector, name: str
) -> None:
    """Whoever says with each guess to be somebody else is slowed down like one who does not."""
    pace = app_client.app.state.intake._pace
    for number in range(15):
        headers = {name: f"203.0.113.{number}"}
        guess = body(code=codes.new_code())
        await app_client.post(address(coded), json=guess, headers=headers)

    assert 0.5 < pace.delay(coded.collector_id) <= 1.25


async def test_a_page_asks_for_the_code_and_keeps_everything_when_it_is_wrong(
    app_client: Client, database: Database, coded: Collector, code: str
) -> None:
    page = await app_client.get(f"/s/{coded.slug}")
    fields = fields_of(page.text) | {"wish": ["Mer tid <b>"], "municipality": ["trosa"]}
    assert [""] == fields["code"]
    refused = await app_client.post(f"/s/{coded.slug}", data=fields | {"code": ["fel kod"]})
    back = fields_of(refused.text)

    assert 403 == refused.status_code
    assert "no-store" == refused.headers["cache-control"]
    assert (["fel kod"], ["Mer tid <b>"], ["trosa"]) == (
        back["code"],
        back["wish"],
        back["municipality"],
    )
    assert 'href="#f-code"' in refused.text
    assert back["submission"] == fields["submission"]
    taken = await app_client.post(f"/s/{coded.slug}", data=back | {"code": [code]})
    assert 200 == taken.status_code
    assert 1 == await stored(database)


async def test_a_used_code_gets_a_friendly_page(
    app_client: Client, coded: Collector, code: str
) -> None:
    await app_client.post(address(coded), json=body(code=code))
    page = await app_client.get(f"/s/{coded.slug}")
    fields = fields_of(page.text) | {"code": [code], "wish": ["hej"]}
    refused = await app_client.post(f"/s/{coded.slug}", data=fields)

    assert 403 == refused.status_code
    assert "redan använd" in refused.text
    assert ["hej"] == fields_of(refused.text)["wish"]


async def test_an_open_door_asks_for_no_code(app_client: Client, open_collector: Collector) -> None:
    page = await app_client.get(f"/s/{open_collector.slug}")

    assert "code" not in fields_of(page.text)


async def test_no_page_and_no_log_says_a_code(
    app_client: Client, coded: Collector, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = await app_client.post(address(coded), json=body(code=code))
    refused = await app_client.post(address(coded), json=body(code=code))
    page = await app_client.get(f"/s/{coded.slug}#{code}")
    thanks = fields_of(page.text) | {"code": [code], "wish": ["hej"]}
    again = await app_client.post(f"/s/{coded.slug}", data=thanks | {"submission": [str(uuid4())]})
    said = capsys.readouterr()

    assert all(code not in each.text for each in (taken, refused, page))
    assert 403 == again.status_code
    assert code not in said.out + said.err
