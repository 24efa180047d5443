"""The audit log at the desk: searched, paged, checked, and shown as text."""

import re
from uuid import uuid4

from lyhord.storage import audit
from lyhord.storage.database import Database
from tests.builders import a_collector, a_round
from tests.web.desk.visiting import DeskClient

HOSTILE = "<script>alert(1)</script>"


async def _write(database: Database, n: int, *, text: str = "a@example.org") -> None:
    async with database.transaction("desk") as db:
        for _ in range(n):
            await audit.add(db, actor=text, action=text, object_=text)


def _places(page: str) -> list[int]:
    return [int(place) for place in re.findall(r'<tr><td class="n">(\d+)</td>', page)]


async def test_the_newest_come_first_page_by_page(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    await _write(database, 60)
    first = (await client.get("/desk/audit")).text
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = (await client.get(older[1].replace("&amp;", "&"))).text
    places = _places(first) + _places(second)

    assert places == list(range(len(places), 0, -1))
    assert len(_places(first)) == 50
    assert 'rel="prev"' in second
    assert "<title>Logg – Lyhörd</title>" in first


async def test_it_is_searched_by_actor_action_and_round(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        await a_round(db)
    client = await desk_client("admin")
    by_actor = (await client.get("/desk/audit?actor=admin@exempel.se")).text
    by_action = (await client.get("/desk/audit?action=round_created")).text
    by_round = (await client.get(f"/desk/audit?round={round_id}")).text
    nothing = (await client.get(f"/desk/audit?round={uuid4()}")).text

    assert len(_places(by_actor)) == 1
    assert len(_places(by_action)) == 2
    assert door.slug in by_round
    assert len(_places(by_round)) == 4
    assert "Ingen post stämmer" in nothing


async def test_odd_searches_find_nothing(desk_client: DeskClient) -> None:
    client = await desk_client("admin")
    odd = ("page=0", "page=x", "page=99999999", "round=x", "actor=%00", "action=a%00b")

    assert {(await client.get(f"/desk/audit?{query}")).status_code for query in odd} == {404}


async def test_what_was_noted_is_shown_as_text(desk_client: DeskClient, database: Database) -> None:
    client = await desk_client("admin")
    await _write(database, 1, text=HOSTILE)
    page = (await client.get("/desk/audit", params={"actor": HOSTILE})).text

    assert HOSTILE not in page
    assert page.count("&lt;script&gt;") >= 3


async def test_the_chain_is_checked_and_its_end_can_be_noted(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("admin")
    await _write(database, 3)
    whole = (await client.get("/desk/audit?verify=1")).text
    async with database.transaction("owner") as db:
        head = await audit.head(db)
        await db.execute("update staff.audit set object = 'x' where place = 2")
    broken = (await client.get("/desk/audit?verify=1")).text

    assert head
    assert f"{head.place}:{head.hash}" in whole
    assert "Kedjan håller" in whole
    assert "Kedjan bryts vid 2: den posten har ändrats i efterhand." in broken
