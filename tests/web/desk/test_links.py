"""Links by the list at the desk: looked through, made once, undone, shut one by one."""

import io
import re

from pypdf import PdfReader

from lyhord.storage import accounts, collectors, responses
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import a_collector, a_publication, a_response, a_round
from tests.web.desk.visiting import Client, DeskClient, post

LIST = "Alfaskolan\tTrosa\nBetaskolan\tGnesta"


async def links_of(database: Database) -> str:
    async with database.transaction("owner") as db:
        return f"/desk/rounds/{await a_round(db)}/links"


async def doors(database: Database) -> list[Collector]:
    async with database.transaction("owner") as db:
        rows = await db.fetch("select round_id from lyhord.round")
        return [each for row in rows for each in await collectors.of_round(db, row["round_id"])]


async def pasted(client: Client, address: str, text: str, step: str = "make") -> str:
    fields = {"list": text, "audience": "youth", "mode": "open", "step": step}
    answer = await post(client, address, seen_at=address, **fields)
    return answer.headers["location"] if answer.status_code == 303 else answer.text


async def test_a_list_is_looked_through_made_once_and_undone(
    desk_client: DeskClient, database: Database
) -> None:
    address = await links_of(database)
    client = await desk_client("leader")
    looked = await pasted(client, address, LIST, "look")
    before = await doors(database)
    after = await pasted(client, address, LIST)
    twice = await pasted(client, address, LIST)
    made = [door.name for door in await doors(database)]
    page = (await client.get(after)).text
    undone = await post(client, f"{address}/undo", seen_at=after, made=after.partition("made=")[2])

    assert ("Skapa länkarna" in looked, before) == (True, [])
    assert made == ["Alfaskolan", "Betaskolan"]
    assert "har redan den här länken" in twice
    assert "2 länkar är skapade" in page
    assert (undone.status_code, await doors(database)) == (303, [])


async def test_a_list_with_one_mistake_makes_nothing_and_says_what(
    desk_client: DeskClient, database: Database
) -> None:
    address = await links_of(database)
    text = f"{LIST}\n<script>;\nGamma\tMånen"
    page = await pasted(await desk_client("leader"), address, text)

    assert "Rad 3" in page
    assert "Rad 4" in page
    assert "heter ”Månen”" in page
    assert "<script>;" not in page
    assert "Skapa länkarna" not in page
    assert await doors(database) == []


async def test_one_link_is_shut_and_no_other(desk_client: DeskClient, database: Database) -> None:
    address = await links_of(database)
    client = await desk_client("admin")
    await pasted(client, address, LIST)
    first, _ = await doors(database)
    there = f"{address}/{first.slug}"
    seen: list[tuple[str, str, int]] = []
    for act in ("pause", "close", "open"):
        await post(client, there, seen_at=address, act=act)
        states = [each.state for each in await doors(database)]
        survey = await client.get(f"/s/{first.slug}")
        seen.append((states[0], states[1], survey.status_code))
        assert ("Enkäten är pausad" in survey.text) == (act == "pause")

    assert seen == [("paused", "open", 410), ("closed", "open", 410), ("open", "open", 200)]


async def test_a_link_that_somebody_answered_through_is_not_removed(
    desk_client: DeskClient, database: Database
) -> None:
    address = await links_of(database)
    client = await desk_client("leader")
    await pasted(client, address, LIST)
    first, second = await doors(database)
    async with database.transaction("owner") as db:
        await responses.submit(db, [a_response(first, "Vi väntade")])
    kept = await post(client, f"{address}/{first.slug}", seen_at=address, act="remove")
    gone = await post(client, f"{address}/{second.slug}", seen_at=address, act="remove")
    odd = await post(client, f"{address}/{first.slug}", seen_at=address, act="explode")

    assert (kept.status_code, gone.status_code, odd.status_code) == (422, 303, 404)
    assert [each.slug for each in await doors(database)] == [first.slug]


async def test_who_works_for_a_municipality_makes_and_shuts_its_links_alone(
    desk_client: DeskClient, database: Database
) -> None:
    address = await links_of(database)
    client = await desk_client("leader")
    async with database.transaction("owner") as db:
        account = await accounts.named(db, "leader@exempel.se")
        for_all = await a_collector(db, (await db.fetchval("select round_id from lyhord.round")))
        await db.execute(
            "update staff.account set municipalities = '{trosa}' where account_id = $1",
            account.account_id,
        )
    refused = await pasted(client, address, LIST)
    await pasted(client, address, "Alfaskolan\tTrosa")
    shut = await post(client, f"{address}/{for_all.slug}", seen_at=address, act="close")
    states = {each.name: each.state for each in await doors(database)}

    assert "heter ”Gnesta”" in refused
    assert states == {"": "open", "Alfaskolan": "open"}
    assert shut.status_code == 404


async def test_who_works_for_a_municipality_undoes_no_list_with_everybodys_links(
    desk_client: DeskClient, database: Database
) -> None:
    address = await links_of(database)
    client = await desk_client("leader")
    await pasted(client, address, "Alfaskolan\tTrosa\nWebben")
    async with database.transaction("owner") as db:
        await db.execute("update staff.account set municipalities = '{trosa}'")
    made = str((await doors(database))[0].list_id)
    undone = await post(client, f"{address}/undo", seen_at=address, made=made)

    assert (undone.status_code, len(await doors(database))) == (404, 2)


async def test_cards_are_printed_once_and_each_code_admits_one_answer(
    desk_client: DeskClient, database: Database
) -> None:
    address = await links_of(database)
    client = await desk_client("leader")
    await pasted(client, address, "Alfaskolan\tTrosa\t\t\t\tkoder\nBeta\tGnesta")
    coded, plain = await doors(database)
    sheet = f"{address}/{coded.slug}/cards"
    file = await post(client, sheet, seen_at=address, count="3")
    codes = re.findall(
        r"(?:[a-z]{5}-){3}[a-z]{5}", PdfReader(io.BytesIO(file.content)).pages[0].extract_text()
    )
    wrong = [
        (await post(client, sheet, seen_at=address, count=count)).status_code
        for count in ("0", "501", "-1", "²", "9999999999")
    ]
    elsewhere = await post(client, f"{address}/{plain.slug}/cards", seen_at=address, count="3")
    posters = [
        (await client.get(f"{address}/{door.slug}/poster.pdf?language=sv")).status_code
        for door in (coded, plain)
    ]
    answers = [
        (await client.post(f"/s/{coded.slug}", data={"wish": "Mer tid", "code": code})).status_code
        for code in (codes[0], codes[0], codes[1])
    ]
    async with database.transaction("owner") as db:
        left = await db.fetchval("select count(*) from entry.code")

    assert (len(set(codes)), file.headers["cache-control"]) == (3, "no-store")
    assert wrong == [400] * 5
    assert (elsewhere.status_code, posters) == (404, [404, 200])
    assert answers == [200, 403, 200]
    assert left == 1


async def test_a_list_leads_to_a_survey_beside_the_audience_s_own(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        small = a_publication("professional", id="mapping", title="Kartläggningen")
        round_id = await a_round(db, a_publication("professional"), a_publication(), small)
    address = f"/desk/rounds/{round_id}/links"
    client = await desk_client("leader")
    fields = {"list": "Familjecentralen\tTrosa", "survey": "mapping", "step": "make"}
    other = await post(client, address, seen_at=address, audience="youth", **fields)
    odd = await post(client, address, seen_at=address, **(fields | {"survey": "' or 1"}))
    made = [await post(client, address, seen_at=address, **fields) for _ in range(2)]
    (door,) = await doors(database)

    assert (other.status_code, odd.status_code) == (422, 422)
    assert [each.status_code for each in made] == [303, 422]
    assert (door.instrument_id, door.audience) == ("mapping", "professional")
    shown = [
        (await client.get(page)).text for page in (f"{address}#doors", address[: -len("/links")])
    ]
    assert "Kartläggningen · Öppen länk" in shown[0].partition('class="doorlist"')[2]
    assert "Familjecentralen · Kartläggningen · Trosa" in shown[1].partition('class="doors"')[2]
