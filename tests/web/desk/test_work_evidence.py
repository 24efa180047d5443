"""What stands beside a theme in the workspace: differences, places, ages, and what is hidden."""

import re

from lyhord.instruments.definition import Audience
from lyhord.storage import responses
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.storage.responses import NewResponse
from tests.builders import a_collector, a_publication, a_response, a_round, settle
from tests.web.desk.analysed import Shown, analysed
from tests.web.desk.visiting import Client, DeskClient, post

WAITED, RETOLD = "Vi väntade", "Jag berättade igen"
# how many waited and retold, by audience, municipality and age; three of Flen waited
PLAN: tuple[tuple[Audience, str, str, int, int], ...] = (
    ("youth", "gnesta", "13-15", 30, 10),
    ("youth", "trosa", "16-18", 30, 10),
    ("youth", "flen", "16-18", 3, 27),
    ("guardian", "gnesta", "13-15", 10, 40),
    ("guardian", "trosa", "16-18", 12, 38),
)


def _answers(door: Collector, place: str, age: str, waited: int, retold: int) -> list[NewResponse]:
    facet = "child_age" if door.audience == "guardian" else "age_band"
    texts = [WAITED] * waited + [RETOLD] * retold
    return [a_response(door, text, answers={"municipality": place, facet: age}) for text in texts]


async def differing(database: Database) -> Shown:
    """Two audiences of three municipalities, of which one hardly waited."""
    async with database.transaction("owner") as db:
        round_id = await a_round(db, a_publication("youth"), a_publication("guardian"))
        doors = {
            audience: await a_collector(db, round_id, audience=audience)
            for audience in ("youth", "guardian")
        }
        for audience, place, age, waited, retold in PLAN:
            await responses.submit(db, _answers(doors[audience], place, age, waited, retold))
        await settle(db, round_id)
        return Shown(round_id=round_id, run_id=await analysed(db, round_id))


async def beside(client: Client, here: Shown, **query: str) -> str:
    """The right side of the workspace."""
    page = (await client.get(f"{here.themes}/work", params=query)).text
    return page.partition("<aside")[2]


async def test_differences_places_and_ages_stand_beside_a_theme(
    desk_client: DeskClient, database: Database
) -> None:
    here = await differing(database)
    client = await desk_client("analyst")
    address = f"{here.themes}/work"
    await post(client, address, seen_at=address, verb="open")
    unpublished = await beside(client, here, theme="vantan")
    await post(client, address, seen_at=address, verb="use")
    await client.get(here.themes)
    told = await beside(client, here, theme="vantan")
    remainder = await beside(client, here, theme="unclear")

    assert "Ingen har sagt var på resan" in unpublished
    assert "Ungdomar skrev om det oftare än vårdnadshavare: 35 procentenheter fler" in told
    assert "Benjamini och Hochberg" in told
    assert re.search(r"Per kommun</h2>.*?Trosa</th><td class=\"n\">42<", told, re.DOTALL)
    assert re.search(r"Per barnets ålder</h2>.*?13–15</th>", told, re.DOTALL)
    assert "Andel av alla som svarade (95 % osäkerhet)" in told
    assert "Där målgrupper skiljer sig" not in remainder


async def test_a_municipality_of_few_is_hidden_with_a_reason(
    desk_client: DeskClient, database: Database
) -> None:
    here = await differing(database)
    client = await desk_client("analyst")
    address = f"{here.themes}/work"
    await post(client, address, seen_at=address, verb="open")
    await post(client, address, seen_at=address, verb="use")
    places = (await beside(client, here, theme="vantan")).partition("Per kommun")[2]
    places = places.partition("</section>")[0]

    assert "Flen" not in places
    assert "kan peka ut färre än 5 personer" in places


async def test_tags_that_people_gave_are_told_in_words(
    desk_client: DeskClient, database: Database
) -> None:
    here = await differing(database)
    client = await desk_client("analyst")
    address = f"{here.themes}/work"
    await post(client, address, seen_at=address, verb="open")
    fields = {"tagged": "stages", "stages": "vantan", "valence": "missing", "name": "Väntan"}
    await post(client, address, seen_at=address, verb="edit", theme="vantan", seen="0", **fields)
    told = await beside(client, here, theme="vantan")

    assert re.search(r"Var på resan</dt><dd>[^<]*[Vv]änta", told)
    assert "Ingen har sagt var på resan" not in told
