"""One round over all channels: each answer comes through a door of its own kind, and all are one.

Walked through the same addresses that people use.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from lyhord.exports.microdata.documents import schema
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage.collectors import Collector, Mode
from lyhord.storage.database import Database
from tests.builders import a_collector, a_publication, a_round, settle, some_codes
from tests.web.desk.test_importing import form_of
from tests.web.desk.test_importing import sent as bring_file
from tests.web.desk.test_interview import sent as bring_interview
from tests.web.desk.test_paper import address_of as paper_of
from tests.web.desk.test_paper import store as type_in
from tests.web.desk.visiting import Client, DeskClient, post
from tests.web.respondent.workshops import LAPP
from tests.web.respondent.workshops import survey as workshop_survey

WISHES = (
    "mer tid med kuratorn i skolan",
    "att någon lyssnar på oss",
    "att slippa berätta om igen för nya vuxna",
    "fler fritidsgårdar där man bor",
    "kortare köer till BUP",
    "att skolan och socialtjänsten pratar med varandra",
)
HOW_MANY: dict[Mode, int] = {
    "open": 14,
    "codes": 12,
    "kiosk": 12,
    "paper": 3,
    "import": 12,
    "interview": 2,
    "workshop": 12,
}


def mark(channel: str, n: int) -> str:
    return f"x{channel}{chr(97 + n)}x"


def words(channel: str, n: int) -> str:
    return f"{mark(channel, n)} vill ha {WISHES[n % len(WISHES)]}"


def all_words() -> Counter[str]:
    return Counter(mark(channel, n) for channel, many in HOW_MANY.items() for n in range(many))


async def by_form(client: Client, door: Collector, texts: Iterable[str]) -> None:
    for text in texts:
        data = {"submission": str(uuid4()), "municipality": "gnesta", "wish": text}
        answer = await client.post(f"/s/{door.slug}", data=data)
        assert answer.status_code == 200, answer.text


async def by_code(
    client: Client, door: Collector, texts: Iterable[str], codes: Sequence[str]
) -> None:
    for text, code in zip(texts, codes, strict=True):
        answers = {"municipality": "trosa", "wish": text}
        body = {
            "submission": str(uuid4()), "language": "sv", "code": code, "answers": answers
        }  # fmt: skip
        answer = await client.post(f"/api/v1/collectors/{door.slug}/responses", json=body)
        assert answer.status_code == 201, answer.text


async def by_file(client: Client, address: str, texts: Iterable[str]) -> None:
    lines = "".join(f"anna@example.org;Trosa;{text}\n" for text in texts)
    looked = await bring_file(client, address, f"E-post;Var bor du?;Vad vill du ändra på?\n{lines}")
    fields = form_of(looked.text) | {"step": ["store"]}
    done = await client.post(address, data=fields, follow_redirects=False)
    assert done.status_code == 303, done.text


async def on_a_board(client: Client, address: str, texts: Iterable[str]) -> None:
    """Open a board at the desk, and come to it by the code of the room."""
    opened = await post(client, address, seen_at=address, name="Temadag", municipality="gnesta")
    page = await client.get(opened.headers["location"])
    room = re.search(r'class="roomcode" dir="ltr">([^<]+)', page.text)
    assert room, page.text
    led = await client.post("/board", data={"room": room[1]}, follow_redirects=False)
    for text in texts:
        note = {"column": LAPP, "text": text}
        answer = await client.post(led.headers["location"], data=note)
        assert answer.status_code == 200, answer.text


async def collected(client: Client, database: Database) -> UUID:
    """A round with every answer in it, as people and staff give them."""
    async with database.transaction("owner") as db:
        round_id = await a_round(db, a_publication(), workshop_survey())
        link, kiosk, paper, door = [
            await a_collector(db, round_id, mode=mode)
            for mode in ("open", "kiosk", "paper", "codes")
        ]
        codes = await some_codes(db, door, HOW_MANY["codes"])
    texts = {mode: [words(mode, n) for n in range(many)] for mode, many in HOW_MANY.items()}
    here = f"/desk/rounds/{round_id}"
    await by_form(client, link, texts["open"])
    await by_form(client, kiosk, texts["kiosk"])
    await by_code(client, door, texts["codes"], codes)
    for text in texts["paper"]:
        answer = await type_in(client, paper_of(paper), {"municipality": "1", "wish": text})
        assert answer.status_code == 303, answer.text
    await by_file(client, f"{here}/import", texts["import"])
    notes = "\n\n".join(texts["interview"])
    told = await bring_interview(client, f"{here}/interview", text=notes, step="store")
    assert told.status_code == 303, told.text
    await on_a_board(client, f"{here}/workshop", texts["workshop"])
    return round_id


async def test_answers_of_every_channel_are_analysed_as_one(
    desk_client: DeskClient, database: Database, settings: Settings
) -> None:
    client = await desk_client("leader")
    round_id = await collected(client, database)
    here = f"/desk/rounds/{round_id}"
    async with database.transaction("owner") as db:
        await settle(db, round_id)
    started = await post(client, f"{here}/analyse", seen_at=f"{here}/themes")
    await Worker(database, kinds(settings), tell=lambda *_, **__: None).empty()
    page, themes = [(await client.get(each)).text for each in (here, f"{here}/themes")]
    async with database.transaction("owner") as db:
        stored = await db.fetch(
            "select r.channel, s.text, count(a.*) as n from lyhord.statement as s"
            " join lyhord.response as r using (round_id, response_id)"
            " left join lyhord.assignment as a using (round_id, statement_id)"
            " where s.round_id = $1 group by s.statement_id, r.channel, s.text",
            round_id,
        )
        runs = await db.fetch("select state from lyhord.run where round_id = $1", round_id)

    assert 303 == started.status_code
    assert [("finished",)] == [tuple(row) for row in runs]
    assert all_words() == Counter(row["text"].split(" ")[0] for row in stored)
    # each has its place in the one analysis, once
    assert {1} == {row["n"] for row in stored}
    assert set(HOW_MANY) == {row["channel"] for row in stored}
    # three papers and one interview are too few to be told apart from the rest
    assert "Kanal" not in page
    assert "anna@example.org" not in page + themes
    assert all(row["channel"] == row["text"].split(" ")[0][1:-2] for row in stored)


def test_no_file_of_rows_says_through_which_channel_an_answer_came() -> None:
    for name in ("statements", "assignments", "answers"):
        assert "channel" not in str(schema(name))
