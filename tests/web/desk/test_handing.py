"""Sending a text to the safeguarding officer: from where it is shown, and nothing comes back."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from lyhord.storage import responses
from lyhord.storage.accounts import Role
from lyhord.storage.database import Database
from lyhord.storage.responses import Extra
from tests.builders import a_collector, a_response, a_round
from tests.triage.cases import rows
from tests.web.desk.analysed import Shown, shown
from tests.web.desk.visiting import Client, DeskClient, post

LINK = re.compile(r'href="([^"]+/hand-over\?[^"]+)"')


async def first_link(client: Client, address: str) -> tuple[str, dict[str, str]]:
    """The first statement's page of handing over, and the fields that its form carries."""
    page = await client.get(address)
    href = unescape(LINK.findall(page.text)[0])
    fields = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
    return href, fields


async def from_theme(client: Client, closed: Shown) -> tuple[str, dict[str, str]]:
    return await first_link(client, f"{closed.themes}?theme=berattaigen")


@pytest.mark.parametrize("role", ["analyst", "leader", "admin"])
async def test_an_acute_text_becomes_a_case_and_is_shown_no_more(
    desk_client: DeskClient, database: Database, role: Role
) -> None:
    closed = await shown(database)
    client = await desk_client(role)
    href, fields = await from_theme(client, closed)
    before = (await client.get(href)).text
    found = re.search(r"<blockquote[^>]*><p>(.*?)</p>", before)
    assert found
    address = f"{closed.address}/hand-over"
    done = await post(client, address, seen_at=href, **fields, level="acute")
    page = (await client.get(f"{closed.themes}?theme=berattaigen")).text
    (case,) = await rows(database, "select * from sealed.triage_case")

    assert (done.status_code, "Trygghetsansvarig har det nu" in done.text) == (200, True)
    assert (case["level"], case["rules"]) == ("acute", ["reader"])
    assert f"{found[1]}</p>" not in page
    assert str(case["response_id"]) not in before + done.text + page


async def test_sending_it_again_changes_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    href, fields = await from_theme(client, closed)
    for _ in range(2):
        address = f"{closed.address}/hand-over"
        answer = await post(client, address, seen_at=href, **fields, level="concern")
        assert answer.status_code == 200

    assert [case["rules"] for case in await rows(database, "select * from sealed.triage_case")] == [
        ["reader"]
    ]


@pytest.mark.parametrize("level", ["", "historic", "<b>"])
async def test_without_a_level_nothing_is_sent(
    desk_client: DeskClient, database: Database, level: str
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    href, fields = await from_theme(client, closed)
    address = f"{closed.address}/hand-over"
    answer = await post(client, address, seen_at=href, **fields, level=level)

    assert (answer.status_code, "Välj hur allvarligt" in answer.text) == (422, True)
    assert [] == await rows(database, "select * from sealed.triage_case")


async def test_where_the_originals_are_purged_that_is_said(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    async with database.transaction("owner") as db:
        await db.execute("delete from sealed.original")
    client = await desk_client("analyst")
    href, fields = await from_theme(client, closed)
    address = f"{closed.address}/hand-over"
    answer = await post(client, address, seen_at=href, **fields, level="acute")

    assert (answer.status_code, "original är gallrade" in answer.text) == (422, True)


@pytest.mark.parametrize(
    "change",
    [{"entry": "0" * 32}, {"theme": "unclear"}, {"run": "nope"}, {"door": "x", "text": "y"}],
)
async def test_what_is_not_shown_cannot_be_sent(
    desk_client: DeskClient, database: Database, change: dict[str, str]
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    href, fields = await from_theme(client, closed)
    said = fields | change | {"level": "acute"}
    answer = await post(client, f"{closed.address}/hand-over", seen_at=href, **said)

    assert answer.status_code == 404
    assert [] == await rows(database, "select * from sealed.triage_case")


async def test_what_was_set_aside_can_be_sent_too(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        texts = [f"ingen får veta vad som händer hemma {n}" for n in range(6)]
        aside = [a_response(door, text, extra=Extra(aside=True)) for text in texts]
        await responses.submit(db, aside)
    client = await desk_client("analyst")
    piles = f"/desk/rounds/{round_id}/aside"
    href, fields = await first_link(client, piles)
    address = f"/desk/rounds/{round_id}/hand-over"
    done = await post(client, address, seen_at=href, **fields, level="acute")
    left = (await client.get(piles)).text

    assert done.status_code == 200
    assert f'href="{piles}"' in done.text
    assert [text in left for text in texts] == [False, True, True, True, True, True]
    assert len(await rows(database, "select from sealed.triage_case")) == 1
