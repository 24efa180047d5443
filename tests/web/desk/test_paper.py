"""Typing in answers from paper at the desk, and the boundary around it."""

import html
import re
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import msgspec
import pytest
from litestar.testing import AsyncTestClient

from lyhord import rounds
from lyhord.instruments.definition import Publication, Translation
from lyhord.settings import Settings
from lyhord.storage.accounts import ROLES, Role
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.web.app import create_app
from tests.builders import a_collector, a_round, an_instrument
from tests.web.desk.visiting import AddAccount, Client, DeskClient, sign_in, token_in

HOSTILE = '<script>alert(1)</script>{{7*7}}"'
Typed = dict[str, str | list[str]]


@pytest.fixture
async def door(database: Database) -> Collector:
    async with database.transaction("owner") as db:
        return await a_collector(db, await a_round(db), mode="paper")


def address_of(door: Collector) -> str:
    return f"/desk/rounds/{door.round_id}/paper?audience={door.audience}"


async def store(client: Client, address: str, typed: Typed, **again: str) -> httpx.Response:
    """Type into the form as it stands, and press the button."""
    page = (await client.get(address)).text
    found = re.search(r'name="submission" value="([^"]+)"', page)
    data = {"_csrf_token": token_in(page), "submission": found[1] if found else ""}
    return await client.post(address, data=data | typed | again, follow_redirects=False)


async def kept(database: Database) -> list[tuple[object, ...]]:
    async with database.transaction("owner") as db:
        rows = await db.fetch("select channel, language, answers from lyhord.response")
        return [tuple(row.values()) for row in rows]


async def test_numbers_become_an_answer_on_paper(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    client = await desk_client("facilitator")
    typed: Typed = {"municipality": "2", "wish": "Ring 070-123 45 67", "ideas": ["en", "två"]}
    answer = await store(client, address_of(door), typed)
    after = (await client.get(answer.headers["location"])).text
    async with database.transaction("owner") as db:
        texts = await db.fetch("select text from lyhord.statement order by question_id, position")
        sealed = await db.fetchval("select count(*) from sealed.original")

    assert answer.status_code == 303
    assert await kept(database) == [("paper", "sv", {"municipality": "trosa"})]
    assert [row["text"] for row in texts][:2] == ["en", "två"]
    assert "070" not in texts[2]["text"]
    assert sealed == 1
    assert 'role="status"' in after
    assert "Sparat." in after
    assert "070-123" not in after


async def test_enter_does_not_store_half_a_paper(desk_client: DeskClient, door: Collector) -> None:
    page = (await (await desk_client("leader")).get(address_of(door))).text
    form = page[page.index('class="paper"') :]

    # a browser presses the first button of a form on Enter; one that is disabled does nothing
    assert form[form.index("<button") :].startswith("<button disabled hidden>")


async def test_each_paper_is_stored_once_however_often_the_button_is_pressed(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    client = await desk_client("leader")
    same = str(uuid4())
    first = await store(client, address_of(door), {"wish": "a"}, submission=same)
    again = await store(client, address_of(door), {"wish": "a"}, submission=same)
    other = await store(client, address_of(door), {"wish": "b"}, submission=same)

    assert [first.status_code, again.status_code, other.status_code] == [303, 303, 409]
    assert len(await kept(database)) == 1
    assert "redan sparat" in other.text
    assert ">\nb</textarea>" in other.text


async def test_typing_is_logged_by_day_and_never_by_paper(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    leader = await desk_client("leader")
    await store(leader, address_of(door), {"wish": "a"})
    facilitator = await desk_client("facilitator")
    same = str(uuid4())
    for submission in (str(uuid4()), same, same):
        await store(facilitator, address_of(door), {"wish": "a"}, submission=submission)
    async with database.transaction("owner") as db:
        rows = await db.fetch("select typist, n from staff.paper_tally order by typist")
        noted = await db.fetchval("select count(*) from staff.audit where action like '%paper%'")
    page = (await facilitator.get(address_of(door))).text

    assert [tuple(row.values()) for row in rows] == [
        ("facilitator@exempel.se", 2),
        ("leader@exempel.se", 1),
    ]
    assert noted == 0
    assert "Du har skrivit in 2 papper här i dag." in page


async def test_mistakes_give_everything_back(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    client = await desk_client("admin")
    typed: Typed = {"municipality": "9 1", "wish": HOSTILE, "ideas": ["", "två"]}
    page = await store(client, address_of(door), typed)

    assert page.status_code == 422
    assert await kept(database) == []
    assert 'href="#b-municipality"' in page.text
    assert 'value="9 1"' in page.text
    assert 'value="två"' in page.text
    assert "<script>alert" not in page.text
    assert "{{7*7}}" in page.text
    assert "<title>Fel: " in page.text


@pytest.fixture
async def branching(database: Database) -> Collector:
    """A paper door where yes to the first question takes the second off the path."""
    two = ({"id": "yes", "text": "Ja"}, {"id": "no", "text": "Nej"})
    questions = [
        {"kind": "single", "id": "sought", "text": "Bad du om hjälp?", "options": two},
        {
            "kind": "multiple",
            "id": "why_not",
            "text": "Varför inte?",
            "options": two,
            "when": {"op": "equals", "question": "sought", "value": "no"},
        },
    ]
    pages = [{"id": "all", "title": "Allt", "questions": questions}]
    publication = Publication(instrument=an_instrument(pages=pages))
    async with database.transaction("owner") as db:
        return await a_collector(db, await a_round(db, publication), mode="paper")


async def test_a_number_is_checked_against_its_own_list_even_where_nothing_is_asked(
    desk_client: DeskClient, database: Database, branching: Collector
) -> None:
    client = await desk_client("facilitator")
    typed: Typed = {"sought": "1", "why_not": "1 99", "_strayed": "why_not"}
    page = await store(client, address_of(branching), typed)

    assert page.status_code == 422
    assert '<a href="#b-why_not">2. Välj ett av svaren i listan.</a>' in page.text
    assert await kept(database) == []


async def test_an_answer_that_is_not_asked_for_stops_the_paper_once(
    desk_client: DeskClient, database: Database, branching: Collector
) -> None:
    client = await desk_client("facilitator")
    typed: Typed = {"sought": "1", "why_not": "2"}
    page = await store(client, address_of(branching), typed)
    seen: list[str] = re.findall(r'name="_strayed" value="([^"]+)"', page.text)
    again = await store(client, address_of(branching), {**typed, "_strayed": seen})

    assert page.status_code == 422
    assert '<a href="#b-why_not">2. Varför inte?</a>' in page.text
    assert 'id="e-why_not">Frågas inte, enligt svaren före.' in page.text
    assert 'value="2"' in page.text
    assert again.status_code == 303
    assert await kept(database) == [("paper", "sv", {"sought": "yes"})]


async def test_answers_where_each_is_asked_for_stop_nothing(
    desk_client: DeskClient, database: Database, branching: Collector
) -> None:
    client = await desk_client("facilitator")
    answer = await store(client, address_of(branching), {"sought": "2", "why_not": "2"})

    assert answer.status_code == 303
    assert await kept(database) == [("paper", "sv", {"sought": "no", "why_not": ["no"]})]


async def test_an_empty_paper_is_refused(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    page = await store(await desk_client("admin"), address_of(door), {})

    assert (page.status_code, await kept(database)) == (422, [])
    assert 'href="#b-municipality"' in page.text


@pytest.mark.parametrize("spoken", ["sv", "sv-x-easy"])
async def test_the_language_of_the_paper_stays_chosen(
    desk_client: DeskClient, database: Database, spoken: str
) -> None:
    plain = Translation(language="sv-x-easy", texts={"title": "Lätt"})
    publication = Publication(instrument=an_instrument(), translations=(plain,))
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db, publication), mode="paper")
    client = await desk_client("admin")
    answer = await store(client, address_of(door), {"wish": "a", "language": spoken})
    query = parse_qs(urlsplit(answer.headers["location"]).query)

    assert query["language"] == [spoken]
    assert query["door"] == [door.slug]


async def test_a_round_without_a_paper_door_offers_one(
    desk_client: DeskClient, database: Database, open_collector: Collector
) -> None:
    client = await desk_client("facilitator")
    address = address_of(open_collector)
    page = (await client.get(address)).text
    refused = await client.post(
        address, data={"_csrf_token": token_in(page)}, follow_redirects=False
    )
    begin = address.replace("/paper?", "/paper/door?")
    made = [
        await client.post(begin, data={"_csrf_token": token_in(page)}, follow_redirects=False)
        for _ in range(2)
    ]
    async with database.transaction("owner") as db:
        modes = await db.fetch("select mode from lyhord.collector order by mode")
        actor = await db.fetchval(
            "select actor from staff.audit where action = 'collector_created' "
            "order by entry_id desc"
        )

    assert "Ta emot pappersvar" in page
    assert (refused.status_code, [each.status_code for each in made]) == (404, [303, 303])
    assert [row["mode"] for row in modes] == ["open", "paper"]
    assert actor == "facilitator@exempel.se"
    assert "Spara och ta nästa" in (await client.get(address)).text


async def test_a_closed_round_keeps_what_was_typed(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    async with database.transaction("owner") as db:
        await rounds.close_round(db, door.round_id, actor="tests")
        await db.execute("update lyhord.round set closed_at = now() - interval '3 hours'")
    client = await desk_client("leader")
    page = await store(client, address_of(door), {"wish": "kvar"})

    assert page.status_code == 410
    assert ">\nkvar</textarea>" in page.text
    assert "tar inte emot svar nu" in (await client.get(address_of(door))).text


async def test_a_preset_is_shown_and_not_asked(desk_client: DeskClient, database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        preset = await rounds.add_collector(
            db,
            round_id,
            audience="youth",
            mode="paper",
            municipality="trosa",
            name="Dalskolan",
            actor="tests",
        )
    client = await desk_client("leader")
    page = (await client.get(address_of(preset))).text
    await store(client, address_of(preset), {"municipality": "1", "wish": "hej"})

    assert "Ungdomar · Dalskolan · Trosa · version" in page
    assert 'name="municipality"' not in page
    assert "<b>2.</b> Vad vill du ändra på?" in page
    assert await kept(database) == [("paper", "sv", {"municipality": "trosa"})]


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_print_and_who_may_type(
    role: Role, desk_client: DeskClient, door: Collector
) -> None:
    client = await desk_client(role)
    overview = (await client.get(f"/desk/rounds/{door.round_id}")).text
    printed = await client.get(address_of(door).replace("/paper?", "/paper.pdf?"))
    form = await client.get(address_of(door))
    token = {"_csrf_token": token_in(overview)}
    stored = await client.post(address_of(door), data=token | {"wish": "a"}, follow_redirects=False)

    may = role in {"admin", "leader", "facilitator"}
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    assert "Skriv ut frågorna (PDF)" in overview
    assert ("Skriv in ett pappersvar" in overview) == may
    assert (form.status_code, stored.status_code) == ((200, 303) if may else (403, 403))


@pytest.mark.parametrize(
    "tail",
    ["paper?audience=adults", "paper", "paper.pdf", "paper.pdf?audience=guardian"],
)
async def test_what_is_not_there_is_not_found(
    desk_client: DeskClient, door: Collector, tail: str
) -> None:
    client = await desk_client("admin")

    for round_id in (door.round_id, uuid4()):
        assert (await client.get(f"/desk/rounds/{round_id}/{tail}")).status_code == 404


async def test_a_paper_has_no_public_page(
    app_client: Client, database: Database, door: Collector
) -> None:
    answer: dict[str, object] = {"submission": str(uuid4()), "answers": {"wish": "a"}}
    statuses = [
        (await app_client.get(f"/s/{door.slug}")).status_code,
        (await app_client.post(f"/s/{door.slug}", data={"wish": "a"})).status_code,
        (await app_client.get(f"/api/v1/collectors/{door.slug}/instrument")).status_code,
        (
            await app_client.post(f"/api/v1/collectors/{door.slug}/responses", json=answer)
        ).status_code,
    ]

    assert statuses == [404, 404, 404, 404]
    assert await kept(database) == []


async def test_another_audiences_door_is_not_opened(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    async with database.transaction("owner") as db:
        other = await a_collector(db, door.round_id)
    client = await desk_client("admin")

    page = await client.get(f"{address_of(door)}&door={other.slug}")

    assert page.status_code == 404


async def test_letters_without_a_font_are_said_and_not_printed(
    desk_client: DeskClient, database: Database
) -> None:
    missing = "\u0378"  # no letter at all
    async with database.transaction("owner") as db:
        round_id = await a_round(db, Publication(instrument=an_instrument(title=missing)))
        door = await a_collector(db, round_id)
    client = await desk_client("leader")

    page = await client.get(address_of(door).replace("/paper?", "/paper.pdf?"))

    assert page.status_code == 422
    assert "fonts-noto-core" in page.text


async def test_a_desk_process_alone_takes_paper(
    settings: Settings, database: Database, door: Collector, add_account: AddAccount
) -> None:
    email = await add_account("facilitator")
    desk_only = msgspec.structs.replace(settings, part="desk")
    async with AsyncTestClient(create_app(desk_only)) as client:
        await sign_in(client, email)
        answer = await store(client, address_of(door), {"municipality": "1"})

    assert answer.status_code == 303
    assert await kept(database) == [("paper", "sv", {"municipality": "gnesta"})]


async def twice(client: Client, door: Collector, first: Typed, *then: Typed) -> httpx.Response:
    """Type a paper in, and again as often as it comes back."""
    answer = await store(client, address_of(door), {**first, "_twice": "1"})
    for typed in then:
        hidden = dict(re.findall(r'name="(_\w+|submission)" value="([^"]*)"', answer.text))
        data: Typed = {name: html.unescape(value) for name, value in hidden.items()}
        answer = await client.post(address_of(door), data=data | typed, follow_redirects=False)
    return answer


async def test_a_paper_typed_in_twice_is_stored_when_both_times_agree(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    client = await desk_client("facilitator")
    typed: Typed = {"municipality": "2", "wish": 'Mer "tid" & <lugn>'}
    once = await twice(client, door, typed)
    before = await kept(database)
    stored = await twice(client, door, typed, typed | {"wish": ' Mer  "tid" & <lugn>'})

    assert (once.status_code, "En gång till." in once.text, before) == (200, True, [])
    assert (stored.status_code, len(await kept(database))) == (303, 1)
    assert stored.headers["location"].endswith("&twice=1")


async def test_what_is_not_the_same_twice_is_shown_and_stored_as_it_stands_then(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    client = await desk_client("facilitator")
    first: Typed = {"municipality": "2", "wish": HOSTILE}
    second: Typed = {"municipality": "1", "wish": HOSTILE}
    shown = await twice(client, door, first, second)
    before = await kept(database)
    stored = await twice(client, door, first, second, second)

    assert (shown.status_code, before) == (422, [])
    assert "Första gången: 2" in shown.text
    assert shown.text.count("Första gången") == 1
    assert "<script>alert(1)" not in shown.text
    assert (stored.status_code, await kept(database)) == (
        303,
        [("paper", "sv", {"municipality": "gnesta"})],
    )


async def test_a_first_time_that_cannot_be_read_was_never_typed(
    desk_client: DeskClient, database: Database, door: Collector
) -> None:
    client = await desk_client("facilitator")
    for forged in ("", "{", "[1]", '{"wish": 7}', "[" * 5_000):
        typed: Typed = {"wish": "Mer tid", "_twice": "1", "_first": forged, "_compared": "1"}
        answer = await store(client, address_of(door), typed)

        assert (answer.status_code, await kept(database)) == (200, []), forged
