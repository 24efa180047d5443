"""A workshop's room: notes come in like every answer, and the room sees what it may."""

import asyncio
import re
from uuid import uuid4

from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.collecting import boards as verbs
from lyhord.collecting import doors
from lyhord.storage import misses
from lyhord.storage.database import Database
from tests.web.respondent.workshops import LAPP, RECEIPT, a_workshop, notes_of, put

Client = AsyncTestClient[Litestar]


async def test_the_code_of_the_room_leads_to_the_board(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    typed = workshop.code.replace("-", " ").upper()

    asked = await app_client.get("/board")
    led = await app_client.post("/board", data={"room": typed}, follow_redirects=False)
    page = await app_client.get(led.headers["location"])

    assert 'name="room"' in asked.text
    assert (led.status_code, led.headers["location"]) == (303, workshop.address)
    assert page.status_code == 200
    assert "Nuläge" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in {*asked.headers, *led.headers, *page.headers}


async def test_a_note_is_kept_as_every_answer_and_shown_without_names(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    sent = await put(app_client, workshop, "Ring Greta Lindqvist på 070-123 45 67")
    page = await app_client.get(workshop.address)
    async with database.transaction("owner") as db:
        kept = await db.fetchrow(
            "select r.channel, r.audience, s.question_id, s.text from lyhord.response as r"
            " join lyhord.statement as s using (round_id, response_id)"
        )
        sealed = await db.fetchval("select count(*) from sealed.original")

    assert RECEIPT.search(sent.text)
    assert kept
    assert tuple(kept) == ("workshop", "professional", LAPP, "Ring [namn] på [telefon]")
    assert sealed == 1
    assert "Ring [namn] på [telefon]" in page.text
    assert "Greta" not in page.text


async def test_a_note_with_a_warning_sign_is_an_officers_and_on_no_board(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    calm = await put(app_client, workshop, "Mer tid tillsammans")
    sign = await put(app_client, workshop, "Jag vill inte leva längre")
    # what only adds up from common words is shown: people at work write of patterns in them
    await put(app_client, workshop, "Ingen vet vem som har ansvar när barnet byter skola")
    page = await app_client.get(workshop.address)
    async with database.transaction("owner") as db:
        cases = await db.fetchval("select count(*) from sealed.triage_case")
        # and stays away once it is decided
        await db.execute("delete from sealed.triage_case")

    def without(html: str) -> str:
        return re.sub(r'value="[^"]+"|>[\w, -]+</(?:output|span)>', "", html)

    assert without(calm.text) == without(sign.text)
    assert cases == 2
    assert "leva längre" not in page.text
    assert "Ingen vet vem" in page.text
    assert "leva" not in " ".join(n.text for n in await notes_of(database, workshop.board))


async def test_a_note_that_is_taken_back_leaves_the_board(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    await put(app_client, workshop, "Bättre möten")
    sent = await put(app_client, workshop, "Ångrar mig sedan")
    found = RECEIPT.search(sent.text)
    assert found
    await app_client.post("/withdraw", data={"receipt": found[1]})
    page = await app_client.get(workshop.address)

    assert "Ångrar mig" not in page.text
    assert "Bättre möten" in page.text


async def test_the_same_post_again_puts_one_note_and_a_changed_one_another(
    app_client: Client, database: Database
) -> None:
    workshop, submission = await a_workshop(database), str(uuid4())
    for text in ("Ett möte", "Ett möte", "Två möten"):
        await put(app_client, workshop, text, submission=submission)

    texts = sorted(note.text for note in await notes_of(database, workshop.board))
    assert texts == ["Ett möte", "Två möten"]


async def test_what_is_no_note_comes_back_with_what_was_written(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    for column, text in (
        (LAPP, ""),
        (LAPP, "   \n "),
        (LAPP, "x" * 501),
        (LAPP, "x" * 10_000),
        (LAPP, "a\0b"),
        ("note_other", "Text"),
        ("", "Text"),
        ("submission", "Text"),
    ):
        back = await put(app_client, workshop, text, column)

        assert back.status_code == 422, (column, text[:9])
        assert 'role="alert"' in back.text
        assert text.strip() in back.text
    assert await notes_of(database, workshop.board) == ()


async def test_markup_and_turned_writing_stay_within_their_note(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    turned = "\u202eabc مرحبا"
    await put(app_client, workshop, "<script>alert(1)</script>")
    await put(app_client, workshop, turned)
    for address in (workshop.address, f"{workshop.address}/wall"):
        page = (await app_client.get(address)).text

        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert re.search(rf'class="note" dir="auto">[^<]*{re.escape(turned[-5:])}</li>', page)


async def test_a_closed_board_shows_nothing_and_keeps_what_was_written(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    await put(app_client, workshop, "Syns nu")
    async with database.transaction("desk") as db:
        await doors.set_state(
            db, workshop.board.round_id, workshop.board.slug, "closed", actor="tests"
        )
    page = await app_client.get(workshop.address)
    async with asyncio.timeout(60):  # until this process has heard of it
        while "Tavlan är stängd" not in page.text:
            page = await app_client.get(workshop.address)
    late = await app_client.post(workshop.address, data={"column": LAPP, "text": "För sent"})
    wall = await app_client.get(f"{workshop.address}/wall")
    async with database.transaction("door") as db:
        seen = await db.fetch(
            "select * from lyhord.room_notes($1, $2)",
            workshop.board.round_id,
            workshop.board.collector_id,
        )

    assert "Syns nu" not in page.text + wall.text
    assert workshop.code not in wall.text
    assert late.status_code == 410
    assert "För sent" in late.text
    assert seen == []


async def test_guessed_codes_and_keys_lead_nowhere(app_client: Client, database: Database) -> None:
    workshop = await a_workshop(database)
    name = workshop.board.slug
    wrong = ["mirat" if workshop.code[6:] != "mirat" else "kasop", "", "<b>", "\0"]
    for word in wrong:
        for known in (name, "zuzuz"):
            tried = await app_client.post("/board", data={"room": f"{known}-{word}"})
            assert tried.status_code == 422
    guesses = [
        (await app_client.post("/board", data={"room": f"{name}-{wrong[0]}"})).status_code
        for _ in range(40)
    ]
    right = await app_client.post("/board", data={"room": workshop.code}, follow_redirects=False)
    camera = await app_client.get(workshop.address)
    others = [
        await app_client.get(address)
        for address in (
            f"/board/{name}",
            f"/board/{name}{'a' * 16}",
            f"/board/{workshop.board.trial_slug}",
            f"/s/{name}",
            f"/api/v1/collectors/{name}/instrument",
            f"{workshop.address}x/news",
        )
    ]

    # a board whose word somebody tries is found by the picture meanwhile
    assert (guesses[-1], right.status_code, camera.status_code) == (429, 429, 200)
    assert [each.status_code for each in others] == [404] * 6


async def test_codes_guessed_at_another_process_count_here_too(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    status = 0
    async with asyncio.timeout(60):  # until this process has heard of it
        while status != 429:
            async with database.transaction("door") as db:
                for n in range(40):
                    await misses.tell(db, f"another{n} room {workshop.board.collector_id}")
            entered = await app_client.post(
                "/board", data={"room": workshop.code}, follow_redirects=False
            )
            status = entered.status_code

            assert status in (303, 429)


async def test_two_hundred_phones_at_once_lose_nothing(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    texts = [f"Lapp nummer {n}" for n in range(200)]
    sent = await asyncio.gather(*(put(app_client, workshop, text) for text in texts))
    page = await app_client.get(workshop.address)

    assert {each.status_code for each in sent} == {200}
    assert len({RECEIPT.findall(each.text)[0] for each in sent}) == 200
    assert sorted(note.text for note in await notes_of(database, workshop.board)) == sorted(texts)
    assert page.text.count('class="note"') == 200


async def test_nothing_tells_in_which_order_notes_came(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    for n in range(12):
        await put(app_client, workshop, f"Lapp {n:02}")
    shown = re.findall(r"Lapp \d\d", (await app_client.get(workshop.address)).text)
    async with database.transaction("owner") as db:
        times = await db.fetch(
            "select 1 from information_schema.columns where table_schema = 'lyhord'"
            " and table_name in ('board_note', 'board_act')"
            " and data_type in ('date', 'timestamp with time zone')"
        )
        await db.execute("select lyhord.mix_rows()")
        lying = await db.fetch(
            "select s.text from lyhord.board_note as n"
            " join lyhord.statement as s using (statement_id) order by n.ctid"
        )

    assert sorted(shown) != shown
    assert times == []
    assert [row["text"] for row in lying] != sorted(row["text"] for row in lying)
    assert len(lying) == 12


async def test_what_a_facilitator_does_is_seen_and_undone(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    board = workshop.board
    for text in ("Sekretess", "Journalsystem", "Tid"):
        await put(app_client, workshop, text)
    ids = {note.text: note.note_id for note in await notes_of(database, board)}
    rules = {ids["Sekretess"], ids["Journalsystem"]}
    async with database.transaction("desk") as db:
        await verbs.move(
            db, board, rules, column="note_obstacle", group="Lagar hos Greta Lindqvist", actor="t"
        )
        await verbs.hide(db, board, {ids["Tid"]}, is_hidden=True, actor="t")
    grouped = (await app_client.get(workshop.address)).text
    async with database.transaction("desk") as db:
        undone = [await verbs.boards.undo(db, board, actor="t") for _ in range(3)]
    before = (await app_client.get(workshop.address)).text

    assert '<h4 dir="auto">Lagar hos [namn]</h4>' in grouped
    assert ">Tid<" not in grouped
    assert undone == [True, True, False]
    assert "Lagar" not in before
    assert ">Tid<" in before


async def test_hidden_words_leave_notes_groups_and_what_can_be_undone(
    app_client: Client, database: Database
) -> None:
    workshop = await a_workshop(database)
    board = workshop.board
    await put(app_client, workshop, "Fråga på Solrosen först")
    ids = {note.note_id for note in await notes_of(database, board)}
    async with database.transaction("desk") as db:
        await verbs.move(db, board, ids, column="", group="Solrosen", actor="t")
        await verbs.move(db, board, ids, column="", group="Annat om Solrosen", actor="t")
        await db.execute(
            "select lyhord.hide_words($1, $2, $3, $4)",
            board.round_id,
            "Fråga på Solrosen först",
            "Fråga på [dolt] först",
            ["Solrosen"],
        )
    page = (await app_client.get(workshop.address)).text
    async with database.transaction("owner") as db:
        acts = await db.fetchval("select count(*) from lyhord.board_act")

    assert "Solrosen" not in page
    assert "Fråga på [dolt] först" in page
    assert acts == 0
