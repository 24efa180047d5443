"""Rounds at the desk: what is shown to whom, and runs that are watched."""

import re
from uuid import uuid4

import pytest

from lyhord import analysing, rounds
from lyhord.storage import runs
from lyhord.storage.accounts import ROLES, Role
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import a_round
from tests.web.desk.analysed import HOSTILE, shown
from tests.web.desk.visiting import Client, DeskClient, post

FEW = "färre än 5"


async def test_rounds_are_listed_with_guarded_totals(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    page = (await (await desk_client("viewer")).get("/desk/rounds")).text

    assert f'<a href="{closed.address}">Hösten 2026</a>' in page
    assert "<b>62</b> svar" in page
    assert page.count("<h1>") == 1
    assert "<title>Omgångar – Lyhörd</title>" in page


async def test_without_rounds_the_page_says_what_to_do(desk_client: DeskClient) -> None:
    page = (await (await desk_client("leader")).get("/desk/rounds")).text

    assert 'href="/desk/rounds/new"' in page


async def test_an_overview_counts_audiences_and_weeks(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    page = (await (await desk_client("analyst")).get(closed.address)).text

    row = r'<tr><th scope="row">([^<]+)</th>.*?<td class="n">([^<]+)<'
    counts = dict(re.findall(row, page, re.DOTALL))
    assert counts == {
        "Barn": "0",
        "Ungdomar": "30",
        "Vårdnadshavare": "20",
        "Professionella": "12",
        "vecka 40": "62",
    }
    assert "<title>Hösten 2026 – Översikt – Lyhörd</title>" in page
    assert page.count("/s/") >= 3


async def test_a_draft_says_that_it_is_one_and_where_it_is_opened(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        address = f"/desk/rounds/{await a_round(db, is_open=False)}"
    client = await desk_client("leader")
    page = (await client.get(address)).text
    plan = (await client.get(f"{address}/plan")).text

    assert "Omgången är ett utkast" in page
    assert "Omgången är öppen" not in page
    assert f'<a href="{address}/law#checklist">Öppna omgången</a>' in plan


async def test_an_open_round_shows_only_rounded_totals(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    opened = await shown(database, is_open=True)
    page = (await client.get(opened.address)).text

    assert "minst 60" in page
    assert "minst 10" in page
    assert ">62<" not in page
    assert ">12<" not in page


async def test_a_closed_round_says_until_when_it_takes_answers(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    ending = await shown(database, is_open=True)
    async with database.transaction("owner") as db:
        closed = await rounds.close_round(db, ending.round_id, actor="test")
    page = (await client.get(ending.address)).text
    in_english = (await client.get(f"{ending.address}?lang=en")).text

    assert closed.grace_until
    until = f"{closed.grace_until:%H.%M}"
    assert f"Omgången är stängd men tar emot påbörjade svar till kl. {until}." in page
    assert "Siffror per grupp visas efter det." in page
    assert f"takes answers that were begun until {until}" in in_english
    assert "minst 60" in page


async def test_a_round_that_does_not_exist_is_a_page(desk_client: DeskClient) -> None:
    client = await desk_client("analyst")
    answers = [
        await client.get(f"/desk/rounds/{name}")
        for name in (uuid4(), "not-a-uuid", "%00", "<script>", "a" * 5_000)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert all("Här finns ingenting" in answer.text or "<h1" in answer.text for answer in answers)


@pytest.mark.parametrize("role", ROLES)
async def test_who_may_read_themes(role: Role, desk_client: DeskClient, database: Database) -> None:
    closed = await shown(database)
    client = await desk_client(role)
    overview = await client.get(closed.address)
    themes = await client.get(closed.themes)
    export = await client.get(f"{closed.address}/export?format=csv")
    start = await post(client, f"{closed.address}/analyse", seen_at="/desk/rounds")

    may = role in {"admin", "leader", "analyst"}
    assert overview.status_code == 200
    assert [themes.status_code, export.status_code] == ([200, 200] if may else [403, 403])
    assert start.status_code == (303 if may else 403)
    assert (closed.themes in overview.text) == may
    assert ("/export" in overview.text) == may


async def test_nobody_sees_anything_without_signing_in(client: Client, database: Database) -> None:
    closed = await shown(database)
    await client.get("/desk/sign-in")
    for address in ("/desk/rounds", closed.address, closed.themes, f"{closed.address}/export"):
        answer = await client.get(address, follow_redirects=False)

        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/desk/sign-in?next=")
        assert "Hösten" not in answer.text


async def test_a_survey_page_carries_no_cookie_of_the_desk(
    desk_client: DeskClient, open_collector: Collector, database: Database
) -> None:
    client = await desk_client("analyst")
    client.cookies.clear()
    page = await client.get(f"/s/{open_collector.slug}")
    missing = await client.get("/s/nothing")
    async with database.transaction("owner") as db:
        sessions = await db.fetchval("select count(*) from staff.session")

    assert (page.status_code, missing.status_code) == (200, 404)
    assert "set-cookie" not in page.headers
    assert "set-cookie" not in missing.headers
    assert sessions == 1


async def test_starting_an_analysis_leads_to_its_run(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    started = await post(client, f"{closed.address}/analyse", seen_at=closed.address)
    again = await post(client, f"{closed.address}/analyse", seen_at=closed.themes)
    async with database.transaction("owner") as db:
        run = await runs.active(db, closed.round_id)

    assert run is not None
    assert started.status_code == 303
    assert started.headers["location"] == f"{closed.themes}?run={run.run_id}"
    assert again.headers["location"] == started.headers["location"]


async def test_an_analysis_that_is_stopped_says_so_and_can_be_started_anew(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    started = await post(client, f"{closed.address}/analyse", seen_at=closed.address)
    watched = started.headers["location"]
    before = await client.get(watched)
    stopped = await post(client, f"{closed.address}/analyse/stop", seen_at=watched)
    after = await client.get(watched)
    async with database.transaction("owner") as db:
        active = await runs.active(db, closed.round_id)

    assert f'action="{closed.address}/analyse/stop"' in before.text
    assert stopped.headers["location"] == watched
    assert ("Analysen stoppades" in after.text, active) == (True, None)
    assert f'action="{closed.address}/analyse"' in after.text


async def test_an_analysis_needs_the_form_token_and_a_round(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    without = await client.post(f"{closed.address}/analyse")
    nowhere = await post(client, f"/desk/rounds/{uuid4()}/analyse", seen_at="/desk/rounds")
    async with database.transaction("owner") as db:
        active = await runs.active(db, closed.round_id)

    assert (without.status_code, nowhere.status_code, active) == (403, 404, None)


async def test_a_run_is_watched_with_and_without_script(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    async with database.transaction("owner") as db:
        run_id = await analysing.start(db, closed.round_id, actor="test")
    address = f"{closed.themes}?run={run_id}"
    by_script = {"HX-Request": "true"}
    page = (await client.get(address)).text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    part = await client.get(address, headers=by_script)
    unchanged = await client.get(f"{address}&seen={seen[1]}", headers=by_script)

    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Väntar på sin tur" in page
    assert "<html" not in part.text
    assert "Väntar på sin tur" in part.text
    assert (unchanged.status_code, unchanged.text) == (204, "")


async def test_a_run_that_is_finished_reloads_the_whole_page(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    answer = await client.get(
        f"{closed.themes}?run={closed.run_id}", headers={"HX-Request": "true"}
    )

    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


async def test_a_run_that_failed_says_so_and_offers_a_way_on(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    async with database.transaction("owner") as db:
        run_id = await analysing.start(db, closed.round_id, actor="test")
        await runs.fail(db, closed.round_id, run_id, actor="test")
    page = (await client.get(f"{closed.themes}?run={run_id}")).text
    overview = (await client.get(closed.address)).text
    part = await client.get(f"{closed.themes}?run={run_id}", headers={"HX-Request": "true"})

    assert "Analysen misslyckades" in page
    assert f'action="{closed.address}/analyse"' in page
    assert "refresh" not in page
    assert part.headers["HX-Refresh"] == "true"
    assert "Se teman" in overview


async def test_hostile_names_are_shown_as_text(desk_client: DeskClient, database: Database) -> None:
    hostile = await shown(database, hostile=True)
    client = await desk_client("analyst")
    for address in ("/desk/rounds", hostile.address, hostile.themes):
        page = (await client.get(address)).text

        assert "<script>alert" not in page
        assert ">49" not in page
        assert "{{7*7}}" in page
        assert HOSTILE.split("<")[0] in page
