"""The comparison of audiences at the desk: what it shows, and what it does not."""

import re

from lyhord.storage.database import Database
from tests.builders import settle
from tests.disclosing.answered import BAD, GOOD, a_round_of, a_settled_round
from tests.web.desk.analysed import HOSTILE, Shown, shown
from tests.web.desk.visiting import DeskClient


async def page(client_of: DeskClient, round_: Shown, **query: str) -> str:
    """What an analyst reads."""
    client = await client_of("analyst")
    answer = await client.get(f"{round_.address}/compare", params=query)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_themes_stand_beside_audiences_with_their_intervals(
    desk_client: DeskClient, database: Database
) -> None:
    text = await page(desk_client, await shown(database))

    assert "Inga två målgrupper skiljer sig tydligt" in text
    assert re.search(r'Väntan</a></th>.*?<td class="n" data-of="Ungdomar">50', text, re.DOTALL)
    assert 'role="img" aria-label="Väntan: ' in text


async def test_nothing_is_compared_while_a_round_is_open(
    desk_client: DeskClient, database: Database
) -> None:
    text = await page(desk_client, await shown(database, is_open=True))

    assert text.count("Grupper jämförs när omgången har stängt.") >= 2
    assert "Väntan" not in text
    assert "<table" not in text


async def test_the_index_stands_without_any_analysis(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_ = await a_settled_round(db)
    text = await page(desk_client, Shown(round_id=round_.round_id, run_id=round_.round_id))

    assert "Ingen har letat teman" in text
    assert re.search(r'Ungdomar</th><td class="n">50</td><td class="n">\d+–\d+', text)
    assert "minst 100" in text


async def test_parts_are_folded_until_everything_is_asked_for(
    desk_client: DeskClient, database: Database
) -> None:
    round_ = await shown(database)
    client = await desk_client("analyst")
    folded = (await client.get(f"{round_.address}/compare")).text
    whole = (await client.get(f"{round_.address}/compare?all=1")).text

    assert '<details class="card part" id="gap">' in folded
    assert "?all=1" in folded
    assert '<details class="card part" id="gap" open>' in whole
    assert "till utskrift" not in whole


async def test_another_group_or_run_is_not_there(
    desk_client: DeskClient, database: Database
) -> None:
    round_ = await shown(database)
    client = await desk_client("analyst")
    groups = ["audience:youth", "week:2026-W40", "municipality:flen", "x", "age:13-15"]
    runs = ["x", "00000000-0000-0000-0000-000000000000"]
    queries = [{"group": group} for group in groups] + [{"run": run} for run in runs]
    answers = [await client.get(f"{round_.address}/compare", params=query) for query in queries]

    assert {answer.status_code for answer in answers} == {404}


async def test_a_municipality_can_be_chosen(desk_client: DeskClient, database: Database) -> None:
    text = await page(desk_client, await shown(database), group="municipality:gnesta")

    assert "<strong>Gnesta</strong>" in text


async def test_hostile_names_stay_text(desk_client: DeskClient, database: Database) -> None:
    text = await page(desk_client, await shown(database, hostile=True))

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert HOSTILE not in text


async def test_who_reads_no_themes_reads_no_comparison(
    desk_client: DeskClient, database: Database
) -> None:
    round_ = await shown(database)
    client = await desk_client("viewer")

    assert (await client.get(f"{round_.address}/compare")).status_code == 403


async def test_a_round_in_which_nobody_answered_is_shown(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_ = await a_round_of(db, "youth")
    text = await page(desk_client, Shown(round_id=round_.round_id, run_id=round_.round_id))

    assert "Jämförelse" in text


async def test_closed_answers_stand_with_their_pictures(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_ = await a_round_of(db, "youth")
        await round_.add("youth", 20, actor=["bup", "kurator"], n_contacts="2-3", **GOOD)
        await round_.add("youth", 20, "trosa", actor=["kurator"], n_contacts="1", **BAD)
        await round_.add("youth", 20, actor=["bup"], **BAD)
        await settle(db, round_.round_id)
    text = await page(desk_client, Shown(round_id=round_.round_id, run_id=round_.round_id))

    assert 'aria-label="Mötta av samma personer: BUP + Skolkurator minst 20"' in text
    assert re.search(r'Skolkurator</th>.*?<td class="n">40 \(67.%\)', text, re.DOTALL)
    assert "Ingen valde: Socialtjänsten." in text


async def test_who_works_for_a_municipality_sees_no_other(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_ = await a_settled_round(db)
    client = await desk_client("analyst")
    async with database.transaction("owner") as db:
        await db.execute("update staff.account set municipalities = '{trosa}'")
    answer = await client.get(f"/desk/rounds/{round_.round_id}/compare")

    assert "Trosa" in answer.text
    assert "Gnesta" not in answer.text
