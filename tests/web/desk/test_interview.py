"""Interview notes at the desk: looked through without names, stored once, as one person's."""

import httpx
import pytest

from lyhord.storage.database import Database
from tests.builders import a_round
from tests.web.desk.visiting import Client, DeskClient, token_in

NOTES = "Min kurator Greta Lindqvist slutade.\n\nJag vill inte leva längre\n\nMer tid"


async def interview_of(database: Database) -> str:
    async with database.transaction("owner") as db:
        return f"/desk/rounds/{await a_round(db)}/interview"


async def sent(
    client: Client, address: str, content: bytes = b"", name: str = "a.txt", **fields: str
) -> httpx.Response:
    """Fill in the form and press a button."""
    page = await client.get(address)
    data = {"question": "youth.wish", "municipality": "", "setting": "", "text": ""} | fields
    files = {"file": (name, content)}
    return await client.post(
        address,
        data={"_csrf_token": token_in(page.text)} | data,
        files=files,
        follow_redirects=False,
    )


async def stored(database: Database) -> list[str]:
    async with database.transaction("owner") as db:
        rows = await db.fetch("select text from lyhord.statement order by position")
        return [row["text"] for row in rows]


async def test_notes_are_looked_through_and_stored_once_as_one_persons(
    desk_client: DeskClient, database: Database
) -> None:
    address, client = await interview_of(database), await desk_client("facilitator")
    looked = await sent(client, address, text=NOTES, step="look")
    before = await stored(database)
    done = await sent(client, address, text=NOTES, setting="Familjecentral", step="store")
    again = await sent(client, address, text=NOTES, setting="Familjecentral", step="store")
    async with database.transaction("owner") as db:
        counts = [
            await db.fetchval(f"select count(*) from {table}")
            for table in ("lyhord.response", "sealed.triage_case", "sealed.original")
        ]
        kept = await db.fetchrow("select mode, setting from lyhord.collector")

    assert "Min kurator [namn] slutade." in looked.text
    assert "Spara 3 utsagor" in looked.text
    assert before == []
    assert (done.status_code, again.status_code) == (303, 422)
    assert (await stored(database))[0] == "Min kurator [namn] slutade."
    # the officer sees what was told in an interview too
    assert counts == [1, 1, 1]
    assert kept
    assert tuple(kept) == ("interview", "Familjecentral")


async def test_a_file_is_put_in_the_field(desk_client: DeskClient, database: Database) -> None:
    address, client = await interview_of(database), await desk_client("leader")
    page = await sent(client, address, "Bättre skolmat\n\nMer tid".encode("cp1252"), step="look")

    assert "Bättre skolmat\n\nMer tid</textarea>" in page.text
    assert await stored(database) == []


@pytest.mark.parametrize(
    ("fields", "content", "name"),
    [
        ({}, b"", "a.txt"),
        ({"text": "a", "question": "youth.<script>"}, b"", "a.txt"),
        ({"text": "a", "question": "youth.municipality"}, b"", "a.txt"),
        ({"text": "a", "municipality": "månen"}, b"", "a.txt"),
        ({"text": "a", "setting": "x" * 101}, b"", "a.txt"),
        ({"text": "a", "setting": "x\u202ey"}, b"", "a.txt"),
        ({"text": "x" * 100_000}, b"", "a.txt"),
        ({}, b"\x89PNG\r\n\x1a\n" + bytes(64), "a.csv"),
        ({}, b"PK\x03\x04", "a.docx"),
    ],
)
async def test_what_cannot_be_changes_nothing(
    desk_client: DeskClient,
    database: Database,
    fields: dict[str, str],
    content: bytes,
    name: str,
) -> None:
    address, client = await interview_of(database), await desk_client("admin")
    answer = await sent(client, address, content, name, step="store", **fields)

    assert (answer.status_code, "<script>" in answer.text) == (422, False)
    assert await stored(database) == []


async def test_notes_are_shown_as_text_alone(desk_client: DeskClient, database: Database) -> None:
    address, client = await interview_of(database), await desk_client("admin")
    page = await sent(client, address, text="</textarea><script>1</script>{{ 7*7 }}", step="look")

    assert "<script>1" not in page.text
    assert "{{ 7*7 }}" in page.text


async def test_a_round_that_is_not_open_takes_no_interview(
    desk_client: DeskClient, database: Database
) -> None:
    address, client = await interview_of(database), await desk_client("admin")
    async with database.transaction("owner") as db:
        await db.execute("update lyhord.round set state = 'draft'")
    answer = await sent(client, address, text=NOTES, step="store")

    assert (answer.status_code, "Öppna den" in answer.text) == (422, True)
    assert await stored(database) == []
