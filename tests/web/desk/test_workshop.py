"""A workshop at the desk: a board is opened, put in order by plain forms, closed and printed."""

import re

import pytest

from lyhord.collecting import boards as verbs
from lyhord.storage import collectors
from lyhord.storage.database import Database
from tests.builders import a_round
from tests.web.desk.visiting import Client, DeskClient, post, token_in
from tests.web.respondent.workshops import Workshop, a_workshop, notes_of, put, survey


def address_of(workshop: Workshop) -> str:
    return f"/desk/rounds/{workshop.board.round_id}/workshop/{workshop.board.slug}"


async def act(client: Client, address: str, notes: list[str], **fields: str) -> int:
    """Choose notes on the page, and press a button."""
    page = await client.get(address)
    data = {"_csrf_token": token_in(page.text), "note": notes, **fields}
    return (await client.post(address, data=data, follow_redirects=False)).status_code


async def test_a_board_is_opened_and_its_code_leads_to_it(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, survey())
    address, client = f"/desk/rounds/{round_id}/workshop", await desk_client("facilitator")
    opened = await post(client, address, seen_at=address, name="Temadag", municipality="gnesta")
    page = await client.get(opened.headers["location"])
    code = re.search(r'class="roomcode" dir="ltr">([a-z]{5}-[a-z]{5})<', page.text)
    assert code
    led = await client.post("/board", data={"room": code[1]}, follow_redirects=False)
    async with database.transaction("desk") as db:
        (board,) = await collectors.of_round(db, round_id)

    assert (board.mode, board.name, board.presets) == (
        *("workshop", "Temadag"),
        {"municipality": ["gnesta"]}
        if isinstance(board.presets["municipality"], list)
        else {"municipality": "gnesta"},
    )
    assert led.status_code == 303
    assert f"{led.headers['location']}/wall" in page.text


@pytest.mark.parametrize(
    "fields", [{"name": "x" * 101}, {"name": "a\0b"}, {"municipality": "månen"}]
)
async def test_a_board_that_cannot_be_is_not_opened(
    desk_client: DeskClient, database: Database, fields: dict[str, str]
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, survey())
    address, client = f"/desk/rounds/{round_id}/workshop", await desk_client("leader")
    refused = await post(client, address, seen_at=address, **fields)
    async with database.transaction("desk") as db:
        found = await verbs.of_round(db, round_id)

    assert refused.status_code in {404, 422}
    assert found == ()


async def test_notes_are_grouped_hidden_and_put_back_by_plain_forms(
    desk_client: DeskClient, database: Database
) -> None:
    workshop, client = await a_workshop(database), await desk_client("facilitator")
    address = address_of(workshop)
    for text in ("Sekretess", "Journalsystem", "Tid"):
        await put(client, workshop, text)
    ids = {note.text: str(note.note_id) for note in await notes_of(database, workshop.board)}
    two = [ids["Sekretess"], ids["Journalsystem"]]
    codes = [
        await act(client, address, two, act="move", to="note_obstacle", name="Regler"),
        await act(client, address, [], act="rename", to="note_obstacle:Regler", name="Lagar"),
        await act(client, address, [ids["Tid"]], act="hide"),
    ]
    page = (await client.get(address)).text
    room = (await client.get(workshop.address)).text
    part = (await client.get(address, headers={"HX-Request": "true"})).text
    placed = {n.text: (n.column_id, n.group_name) for n in await notes_of(database, workshop.board)}
    undone = [await act(client, address, [], act="undo") for _ in range(2)]
    back = {n.text: (n.group_name, n.is_hidden) for n in await notes_of(database, workshop.board)}

    assert codes + undone == [303] * 5
    assert placed["Sekretess"] == placed["Journalsystem"] == ("note_obstacle", "Lagar")
    assert "Dolda för rummet" in page
    assert "Tid" not in re.sub(r"<style>.*?</style>", "", room, flags=re.DOTALL)
    assert part.startswith("<h2")
    assert back == {
        "Sekretess": ("Regler", False),
        "Journalsystem": ("Regler", False),
        "Tid": ("", False),
    }


async def test_what_is_none_of_the_board_s_changes_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    workshop, client = await a_workshop(database), await desk_client("facilitator")
    address = address_of(workshop)
    await put(client, workshop, "Tid")
    (note,) = await notes_of(database, workshop.board)
    own = [str(note.note_id)]
    codes = [
        await act(client, address, [], act="hide"),
        await act(client, address, own, act="move", to="note_other"),
        await act(client, address, own, act="move", name="x" * 81),
        await act(client, address, ["no-id"], act="hide"),
        await act(client, address, ["00000000-0000-0000-0000-000000000007"], act="hide"),
        await act(client, address, own, act="destroy"),
    ]

    assert codes == [422, 404, 422, 404, 303, 404]
    assert await notes_of(database, workshop.board) == (note,)


async def test_a_board_is_closed_opened_again_and_printed_on_a3(
    desk_client: DeskClient, database: Database
) -> None:
    workshop, client = await a_workshop(database), await desk_client("leader")
    address = address_of(workshop)
    await put(client, workshop, "<b>Möten</b> varje månad \u202eabc")
    states: list[str] = []
    for button in ("closed", "open"):
        await act(client, address, [], act=button)
        async with database.transaction("desk") as db:
            board = await verbs.named(db, workshop.board.round_id, workshop.board.slug)
        states.append(board.state)
    printed = await client.get(f"{address}/board.pdf")

    assert states == ["closed", "open"]
    assert printed.headers["content-type"] == "application/pdf"
    assert b"/StructTreeRoot" in printed.content
    assert b"pdfuaid:part>1<" in printed.content


async def test_who_works_elsewhere_neither_sees_nor_leads_a_board(database: Database) -> None:
    workshop = await a_workshop(database)
    async with database.transaction("owner") as db:
        await db.execute("update lyhord.collector set presets = $1", {"municipality": "gnesta"})
    for municipality, seen in (("gnesta", 1), ("trosa", 0)):
        async with database.seeing([municipality]).transaction("desk") as db:
            found = await verbs.of_round(db, workshop.board.round_id)
        assert len(found) == seen
