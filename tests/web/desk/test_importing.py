"""Answers from other tools at the desk: looked through, then stored whole; the file is not kept."""

import html
import re
from uuid import UUID

import httpx
import pytest

from lyhord import rounds
from lyhord.storage.database import Database
from tests.builders import a_round
from tests.web.desk.visiting import Client, DeskClient, token_in

SELECT = re.compile(r'<select id="[^"]+" name="([^"]+)">(.*?)</select>', re.DOTALL)
FILE = (
    "Namn;Var bor du?;Vad vill du ändra på?\nGreta Lindqvist;Trosa;Min lärare Bosse Berg slutade\n"
)


async def rounds_import(database: Database) -> str:
    async with database.transaction("owner") as db:
        return f"/desk/rounds/{await a_round(db)}/import"


async def sent(
    client: Client, address: str, content: bytes | str, name: str = "a.csv", **fields: str
) -> httpx.Response:
    """Choose a file and press the button."""
    page = await client.get(address)
    data = {"audience": "youth", "municipality": "", "language": "sv"} | fields
    data["_csrf_token"] = token_in(page.text)
    return await client.post(f"{address}/file", data=data, files={"file": (name, content)})


def form_of(page: str) -> dict[str, list[str]]:
    """The fields of the form that says what columns mean, as they stand."""
    form = page[page.index('id="meaning"') :].partition("</form>")[0]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(html.unescape(value))
    for name, options in SELECT.findall(form):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields.setdefault(name, []).append(html.unescape(chosen[1]) if chosen else "")
    return fields


async def stored(database: Database) -> list[str]:
    async with database.transaction("owner") as db:
        return [row["text"] for row in await db.fetch("select text from lyhord.statement")]


async def test_a_file_is_looked_through_stored_once_and_remembered(
    desk_client: DeskClient, database: Database
) -> None:
    address, client = await rounds_import(database), await desk_client("facilitator")
    looked = await sent(client, address, FILE.replace("Trosa", "I Trosa"))
    before = await stored(database)
    fields = form_of(looked.text)
    fields["means-1"] = ["trosa"]
    done = await client.post(address, data=fields | {"step": ["store"]}, follow_redirects=False)
    note = await client.get(done.headers["location"])
    again = await sent(client, address, FILE.replace("Trosa", "I Trosa"))

    assert ("Greta" in looked.text, "Bosse" in looked.text) == (False, False)
    assert before == []
    assert (done.status_code, await stored(database)) == (303, ["Min lärare [namn] slutade"])
    assert "1 svar sparades." in note.text
    assert form_of(again.text)["means-1"] == ["trosa"]
    assert "Spara 1 svar" in again.text


async def stored_as_trosa(client: Client, address: str, words: str) -> None:
    fields = form_of((await sent(client, address, FILE.replace("Trosa", words))).text)
    fields["means-1"] = ["trosa"]
    done = await client.post(address, data=fields | {"step": ["store"]}, follow_redirects=False)
    assert done.status_code == 303


async def test_words_of_a_file_are_told_to_nobody_who_brings_another(
    desk_client: DeskClient, database: Database
) -> None:
    address = await rounds_import(database)
    await stored_as_trosa(await desk_client("leader"), address, "Hos mormor Zebrafink")
    other = await sent(await desk_client("facilitator"), address, FILE)
    async with database.transaction("owner") as db:
        kept = await db.fetchval("select mapping::text from staff.import_mapping")

    assert "Spara 1 svar" in other.text
    assert "zebrafink" not in (other.text + kept).casefold()


async def test_what_fits_the_survey_no_more_is_proposed_anew(
    desk_client: DeskClient, database: Database
) -> None:
    address, client = await rounds_import(database), await desk_client("leader")
    await stored_as_trosa(client, address, "I Trosa")
    async with database.transaction("owner") as db:
        await db.execute(
            "update staff.import_mapping"
            " set mapping = replace(mapping::text, 'wish', 'gone')::jsonb"
        )
    again = await sent(client, address, FILE.replace("Trosa", "I Trosa"))

    assert again.status_code == 200
    assert (form_of(again.text)["column-2"], form_of(again.text)["means-1"]) == (
        ["wish"],
        ["trosa"],
    )


async def test_words_in_doubt_store_nothing_and_are_asked_about(
    desk_client: DeskClient, database: Database
) -> None:
    address, client = await rounds_import(database), await desk_client("leader")
    looked = await sent(client, address, FILE.replace("Trosa", "<b>Månen"))
    fields = form_of(looked.text) | {"step": ["store"]}
    refused = await client.post(address, data=fields)

    assert refused.status_code == 422
    assert "”&lt;b&gt;Månen” betyder" in refused.text
    assert "<b>Månen" not in refused.text
    assert await stored(database) == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "Välj en fil"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(64), "no text file"),
        ("a.xlsx", b"PK\x03\x04 and no more", "cannot be read"),
        ("a.csv", b"a\n" + b"x\n" * 5_001, "5 000 rader"),
        (
            "a.csv",
            b",".join(b"c%d" % n for n in range(1_001)) + b"\n" + b"x," * 1_000 + b"x",
            "1 000",
        ),
    ],
)
async def test_a_file_that_cannot_be_read_changes_nothing(
    desk_client: DeskClient, database: Database, name: str, content: bytes, told: str
) -> None:
    address, client = await rounds_import(database), await desk_client("admin")
    answer = await sent(client, address, content, name)

    assert (answer.status_code, told in answer.text) == (422, True)
    assert await stored(database) == []


async def test_a_file_beyond_the_limit_is_refused_before_it_is_read(
    desk_client: DeskClient, database: Database
) -> None:
    address, client = await rounds_import(database), await desk_client("admin")

    assert (await sent(client, address, b"a\n" * 6_000_000)).status_code == 413


async def test_files_are_taken_on_no_other_page(
    desk_client: DeskClient, database: Database
) -> None:
    address, client = await rounds_import(database), await desk_client("admin")
    page = await client.get(address)
    answer = await client.post(
        address, data={"_csrf_token": token_in(page.text)}, files={"file": ("a.csv", FILE)}
    )

    assert answer.status_code == 415


async def test_a_file_without_the_pages_token_is_refused(
    desk_client: DeskClient, database: Database
) -> None:
    address, client = await rounds_import(database), await desk_client("admin")
    answer = await client.post(f"{address}/file", files={"file": ("a.csv", FILE)})

    assert answer.status_code == 403


@pytest.mark.parametrize("file", ["", "AAAA", "å", "A" * 100_000])
async def test_a_table_that_this_service_did_not_lock_is_refused(
    desk_client: DeskClient, database: Database, file: str
) -> None:
    address, client = await rounds_import(database), await desk_client("admin")
    page = await client.get(address)
    fields = {"_csrf_token": token_in(page.text), "file": file, "step": "store"}

    assert (await client.post(address, data=fields)).status_code == 422


async def test_a_round_that_is_not_open_takes_no_file(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        await db.execute("update lyhord.round set state = 'draft'")
    address = f"/desk/rounds/{round_id}/import"
    client = await desk_client("admin")
    fields = form_of((await sent(client, address, FILE)).text) | {"step": ["store"]}
    answer = await client.post(address, data=fields)

    assert (answer.status_code, "Öppna den" in answer.text) == (422, True)
    assert await stored(database) == []


async def test_who_works_for_a_municipality_imports_for_it_alone(
    desk_client: DeskClient, database: Database
) -> None:
    address = await rounds_import(database)
    client = await desk_client("facilitator")
    async with database.transaction("owner") as db:
        await rounds.add_collector(
            db,
            UUID(address.split("/")[3]),
            audience="youth",
            mode="paper",
            municipality="gnesta",
            actor="test",
        )
        await db.execute("update staff.account set municipalities = '{gnesta}'")
    elsewhere = await sent(client, address, FILE, municipality="trosa")
    everywhere = await sent(client, address, FILE)
    at_home = form_of((await sent(client, address, FILE, municipality="gnesta")).text)
    done = await client.post(address, data=at_home | {"step": ["store"]}, follow_redirects=False)
    async with database.transaction("owner") as db:
        kept = await db.fetchval("select answers ->> 'municipality' from lyhord.response")

    assert (elsewhere.status_code, everywhere.status_code, done.status_code) == (422, 422, 303)
    assert kept == "gnesta"
