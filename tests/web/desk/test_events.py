"""Events at the desk: made once, printed, shut, and told of by series once enough have answered."""

import csv
import io
import re
from urllib.parse import urlencode
from uuid import UUID

import pytest

from lyhord.storage import collectors
from lyhord.storage.accounts import Role
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import a_publication, a_round
from tests.disclosing.test_series import FEEDBACK, an_event, answered, over
from tests.web.desk.visiting import Client, DeskClient, post

FORM = {
    "series": "komet",
    "audience": "guardian",
    "municipality": "trosa",
    "day": "2026-10-01",
    "name": "Biblioteket",
}
WORD = "zebrafink"


async def a_round_of_events(database: Database) -> str:
    async with database.transaction("owner") as db:
        return f"/desk/rounds/{await a_round(db, a_publication('guardian'), FEEDBACK)}/events"


async def doors(database: Database, address: str) -> tuple[Collector, ...]:
    async with database.transaction("owner") as db:
        return await collectors.of_round(db, UUID(address.split("/")[3]))


def results(address: str, **query: str) -> str:
    return f"{address}/results?{urlencode({'series': 'komet'} | query)}"


async def series_of(client: Client, address: str, **query: str) -> str:
    return (await client.get(results(address, **query))).text


@pytest.mark.parametrize("role", ["leader", "facilitator"])
async def test_an_event_is_made_once_with_its_slide(
    desk_client: DeskClient, database: Database, role: Role
) -> None:
    address = await a_round_of_events(database)
    client = await desk_client(role)
    made = [await post(client, address, seen_at=address, **FORM) for _ in range(2)]
    page = (await client.get(made[0].headers["location"])).text
    (door,) = await doors(database, address)
    results = (await client.get(f"{address}/results?series=komet")).text
    links = address.replace("/events", f"/links/{door.slug}")
    slides = [
        (await client.get(f"{links}/slide?format={each}")).headers["content-type"]
        for each in ("pdf", "png", "svg", "exe")
    ]

    assert made[0].headers["location"] == made[1].headers["location"]
    assert door.presets == {"series": "komet", "municipality": "trosa"}
    assert f"/s/{door.slug}" in page
    assert "vecka 40, 2026" in page
    assert "<h1>Komet</h1>" in results
    assert slides == ["application/pdf", "image/png", "image/svg+xml", "application/pdf"]


async def test_a_form_with_a_mistake_makes_nothing_and_keeps_what_was_typed(
    desk_client: DeskClient, database: Database
) -> None:
    address = await a_round_of_events(database)
    client = await desk_client("leader")
    wrong = [
        ("series", ""),
        ("series", "<script>alert(1)</script>"),
        ("audience", "child"),
        ("municipality", "månen"),
        ("day", "2026-13-01"),
        ("day", "0001-01-01"),
        ("name", "x" * 101),
    ]
    for field, value in wrong:
        answer = await post(client, address, seen_at=address, **(FORM | {field: value}))

        assert answer.status_code == 422, (field, value)
        assert f'href="#{field}"' in answer.text
        assert "<script>alert" not in answer.text
    assert await doors(database, address) == ()


async def test_a_series_is_told_of_once_its_events_are_over(
    desk_client: DeskClient, database: Database
) -> None:
    address = await a_round_of_events(database)
    round_id = UUID(address.split("/")[3])
    async with database.transaction("owner") as db:
        first, second, third = [await an_event(db, round_id, week) for week in (40, 41, 42)]
        await answered(db, first, 7, "very", ("more_events",), text="Bra att få höra andra")
        await answered(db, first, 7, "little", text=WORD)
        await answered(db, second, 3, "not_at_all", text="ensamma")
        await answered(db, third, 9, "very", text="pågår än")
        await over(db, first, second)
    client = await desk_client("facilitator")
    page = await series_of(client, address)
    rows = list(csv.DictReader(io.StringIO(await series_of(client, address, format="csv"))))

    assert re.search(r"67<br>", page)
    assert "minst 10" in page
    assert "För få svar" in page
    assert "Pågår" in page
    assert WORD in page
    for hidden in ("ensamma", "pågår än"):
        assert hidden not in page
    assert [(row["useful"], row["people_at_least"]) for row in rows] == [("67", "10")]
    assert rows[0]["need_more_events_at_least"] == "5"


async def test_no_series_is_told_of_that_is_not_there(
    desk_client: DeskClient, database: Database
) -> None:
    address = await a_round_of_events(database)
    client = await desk_client("leader")

    assert (await client.get(results(address))).status_code == 404
    assert (await client.get(results(address, series="' or 1=1 --"))).status_code == 404


async def test_who_works_elsewhere_neither_sees_nor_shuts_an_event(
    desk_client: DeskClient, database: Database
) -> None:
    address = await a_round_of_events(database)
    round_id = UUID(address.split("/")[3])
    async with database.transaction("owner") as db:
        here = await an_event(db, round_id, 40, "trosa", name="Här")
        there = await an_event(db, round_id, 40, "gnesta", name="Där borta")
        await answered(db, there, 12, text=WORD)
        await over(db, there)
    client = await desk_client("facilitator")
    async with database.transaction("owner") as db:
        await db.execute("update staff.account set municipalities = '{trosa}'")
    listed, page = (await client.get(address)).text, await series_of(client, address)
    made = await post(client, address, seen_at=address, **(FORM | {"municipality": "gnesta"}))
    shut = [
        (await post(client, f"{address}/{door.slug}", seen_at=address, act=act)).status_code
        for door, act in ((there, "open"), (here, "close"), (here, "explode"))
    ]

    assert "Här" in listed
    assert "Där borta" not in listed + page
    assert WORD not in page
    assert made.status_code == 422
    assert shut == [404, 303, 404]


async def test_a_pasted_list_makes_events_once(desk_client: DeskClient, database: Database) -> None:
    address = await a_round_of_events(database)
    links = address.replace("/events", "/links")
    client = await desk_client("leader")
    text = (
        "Serie;Dag;Kommun;Namn\nKomet;2026-10-01;Trosa;\nkomet;2026-W41;Trosa;\n"
        "Öppet hus;2026-10-01;Gnesta;"
    )
    wrong = "Serie;Dag;Kommun\nKomet;i går;Trosa\n;2026-10-01;Trosa\nKomet;2026-10-01;"
    fields = {"audience": "guardian", "mode": "open", "step": "make"}
    told = (await post(client, links, seen_at=links, list=wrong, **fields)).text
    made = await post(client, links, seen_at=links, list=text, **fields)
    again = await post(client, links, seen_at=links, list=text, **fields)
    found = {
        (each.presets["series"], each.instrument_id) for each in await doors(database, address)
    }

    for number in (2, 3, 4):
        assert f"Rad {number}" in told
    assert (made.status_code, again.status_code) == (303, 422)
    assert found == {("komet", "event-feedback"), ("annat", "event-feedback")}
    assert len(await doors(database, address)) == 3
