"""The mapping of ways of working at the desk: two columns where enough answered, else why not."""

from lyhord.storage.database import Database
from tests.builders import a_run, settle
from tests.disclosing.test_mapping import a_mapping, answered
from tests.web.desk.visiting import DeskClient

WORD = "zebrafink"


async def test_a_model_shows_what_works_beside_what_is_hard(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        door = await a_mapping(db)
        await answered(db, door, "family_centre", 9, "wholly", "samlokaliserat", "tid")
        await answered(db, door, "family_centre", 6, "not_at_all", "samlokaliserat")
        await answered(db, door, "barnahus", 3, "wholly", WORD, WORD)
        await answered(db, door, "youth_clinic", 8, "partly", "öppet")
    client = await desk_client("analyst")
    address = f"/desk/rounds/{door.round_id}/mapping"
    before = (await client.get(address)).text
    async with database.transaction("owner") as db:
        await settle(db, door.round_id)
    unanalysed = (await client.get(address)).text
    async with database.transaction("owner") as db:
        await a_run(db, door.round_id)
    page = (await client.get(address)).text

    assert "Svaren visas när omgången är stängd" in before
    assert "Spalterna fylls av en analys" in unanalysed
    assert "9 av 15 (60" in page
    assert "samlokaliserat" in page
    assert "döljs" in page
    assert "Inget tema har minst 5 skrivit om" in page
    for text in (before, unanalysed, page):
        assert WORD not in text


async def test_who_reads_no_themes_reads_no_mapping(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        door = await a_mapping(db)
    client = await desk_client("facilitator")

    assert (await client.get(f"/desk/rounds/{door.round_id}/mapping")).status_code == 403
