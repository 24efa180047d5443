"""What was set aside: read by those who may, text by text, and only where nobody stands out."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from msgspec.structs import replace

from lyhord import disclosing
from lyhord.storage import figures, guards, responses, statements, uncounted
from lyhord.storage.accounts import Role
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.storage.guards import Guard
from lyhord.storage.responses import Extra, NewCase
from tests.builders import a_response, settle
from tests.web.desk.visiting import Client, DeskClient, post

ASIDE, TRIAL = Extra(aside=True), Extra(test=True)


async def put_in(
    database: Database, door: Collector, *texts: str, extra: Extra | None = None, n: int = 1
) -> None:
    async with database.transaction("door") as db:
        new = [replace(a_response(door, text), extra=extra) for text in texts for _ in range(n)]
        assert set(await responses.submit(db, new)) == {"stored"}


async def counted(database: Database, door: Collector) -> int:
    async with database.transaction("desk") as db:
        return sum(each.n for each in await figures.people(db, door.round_id))


def address(door: Collector) -> str:
    return f"/desk/rounds/{door.round_id}/aside"


async def decide(client: Client, door: Collector, **fields: str) -> int:
    said = {"door": door.slug, "standing": "aside", "text": "all", "verdict": "keep"} | fields
    response = await post(client, address(door), seen_at=address(door), **said)
    return response.status_code


async def key_of(database: Database, door: Collector, text: str) -> str:
    async with database.transaction("desk") as db:
        piles = await disclosing.piles(db, door.round_id)
    return next(each.text_key for pile in piles for each in pile.texts if each.text == text)


async def test_what_is_set_aside_counts_when_somebody_keeps_it(
    database: Database, open_collector: Collector, desk_client: DeskClient
) -> None:
    await put_in(database, open_collector, "bra", "sämre", extra=ASIDE, n=6)
    client = await desk_client("analyst")
    page = await client.get(address(open_collector))
    assert "sämre" in page.text
    assert await counted(database, open_collector) == 0
    key = await key_of(database, open_collector, "bra")

    assert await decide(client, open_collector, text=key) == 303
    assert await counted(database, open_collector) == 6
    async with database.transaction("desk") as db:
        found = await statements.of_round(db, open_collector.round_id)
    assert {each.text for each in found} == {"bra"}


async def test_what_is_left_out_stays_there_and_can_be_kept_after_all(
    database: Database, open_collector: Collector, desk_client: DeskClient
) -> None:
    await put_in(database, open_collector, "skräp", extra=ASIDE, n=6)
    client = await desk_client("leader")
    await decide(client, open_collector, verdict="leave_out")
    async with database.transaction("desk") as db:
        (pile,) = await disclosing.piles(db, open_collector.round_id)
    assert (pile.standing, await counted(database, open_collector)) == ("left_out", 0)

    await decide(client, open_collector, standing="left_out")
    assert await counted(database, open_collector) == 6


async def test_a_test_answer_is_shown_apart_and_never_kept(
    database: Database, open_collector: Collector, desk_client: DeskClient
) -> None:
    await put_in(database, open_collector, "prov", extra=TRIAL, n=6)
    client = await desk_client("leader")
    assert "prov" in (await client.get(address(open_collector))).text

    assert await decide(client, open_collector, standing="trial") == 400
    assert await decide(client, open_collector) == 303
    assert await counted(database, open_collector) == 0


@pytest.mark.parametrize(("n", "is_shown"), [(4, False), (5, True)])
async def test_texts_of_few_are_not_shown(
    database: Database, open_collector: Collector, *, n: int, is_shown: bool
) -> None:
    await put_in(database, open_collector, "ensam", extra=ASIDE, n=n)
    async with database.transaction("desk") as db:
        (pile,) = await disclosing.piles(db, open_collector.round_id)

    assert is_shown == bool(pile.texts)
    assert is_shown != pile.is_small
    assert pile.responses.form == ("at_least" if is_shown else "under")


async def test_the_number_that_hides_somebody_is_the_rounds_own(
    database: Database, open_collector: Collector
) -> None:
    await put_in(database, open_collector, "ensam", extra=ASIDE, n=19)
    async with database.transaction("owner") as db:
        await guards.put(db, open_collector.round_id, Guard(k=20, k_children=25), actor="admin")
        (pile,) = await disclosing.piles(db, open_collector.round_id)

    assert (pile.is_small, pile.texts, pile.k) == (True, (), 20)


async def test_test_answers_give_nobody_company(
    database: Database, open_collector: Collector
) -> None:
    await put_in(database, open_collector, "prov", extra=TRIAL, n=20)
    await put_in(database, open_collector, "ensam", extra=ASIDE)
    async with database.transaction("desk") as db:
        piles = {
            pile.standing: pile for pile in await disclosing.piles(db, open_collector.round_id)
        }

    assert piles["aside"].texts == ()
    assert piles["trial"].texts != ()


async def test_a_figure_stays_coarse_when_the_round_has_closed(
    database: Database, open_collector: Collector
) -> None:
    await put_in(database, open_collector, "kopia", extra=ASIDE, n=7)
    async with database.transaction("owner") as db:
        await settle(db, open_collector.round_id)
    async with database.transaction("desk") as db:
        (pile,) = await disclosing.piles(db, open_collector.round_id)

    assert (pile.responses.form, pile.responses.n) == ("at_least", 5)
    assert (pile.texts[0].responses.form, pile.texts[0].responses.n) == ("at_least", 5)


async def test_what_waits_for_an_officer_is_not_read_here(
    database: Database, open_collector: Collector
) -> None:
    due = datetime.now(UTC) + timedelta(hours=2)
    case = NewCase(level="acute", rules=("planted",), due=due)
    await put_in(database, open_collector, "hemligt", extra=Extra(aside=True, case=case), n=6)
    await put_in(database, open_collector, "kopia", extra=ASIDE, n=6)
    async with database.transaction("desk") as db:
        (pile,) = await disclosing.piles(db, open_collector.round_id)

    assert [each.text for each in pile.texts] == ["kopia"]


@pytest.mark.parametrize("role", ["safeguarding", "facilitator", "viewer"])
async def test_other_roles_neither_read_nor_decide(
    open_collector: Collector, desk_client: DeskClient, role: Role
) -> None:
    client = await desk_client(role)
    refused = await client.get(address(open_collector))
    decided = await post(client, address(open_collector), seen_at="/desk/rounds", text="all")

    assert (refused.status_code, decided.status_code) == (403, 403)


@pytest.mark.parametrize(
    "fields",
    [{"standing": "counted"}, {"verdict": "delete"}, {"text": ""}, {"standing": ""}],
)
async def test_a_decision_that_is_none_is_refused(
    database: Database, open_collector: Collector, desk_client: DeskClient, fields: dict[str, str]
) -> None:
    await put_in(database, open_collector, "kopia", extra=ASIDE, n=6)
    client = await desk_client("leader")

    assert await decide(client, open_collector, **fields) == 400
    assert await counted(database, open_collector) == 0


async def test_a_decision_is_in_the_audit_log_without_any_number(
    database: Database, open_collector: Collector, desk_client: DeskClient
) -> None:
    await put_in(database, open_collector, "kopia", extra=ASIDE, n=6)
    await decide(await desk_client("leader"), open_collector)
    async with database.transaction("owner") as db:
        details = await db.fetchval(
            "select details from staff.audit where action = 'set_aside_weighed'"
        )

    assert details == {"door": open_collector.slug, "verdict": "counted", "all": True}


async def test_a_flood_of_copies_through_the_open_link_is_thanked_and_set_aside(
    app_client: Client, database: Database, open_collector: Collector
) -> None:
    text = "Rektorn är jättedum och skolan borde rivas i morgon klockan {}, tycker alla här"
    posts = [
        app_client.post(
            f"/api/v1/collectors/{open_collector.slug}/responses",
            json={"submission": str(uuid4()), "answers": {"wish": text.format(number)}},
        )
        for number in range(60)
    ]
    answers = await asyncio.gather(*posts)
    async with database.transaction("owner") as db:
        stored = await db.fetchval("select count(*) from lyhord.response")

    assert {answer.status_code for answer in answers} == {201}
    assert stored == 60
    assert await counted(database, open_collector) == 20


async def test_whoever_works_for_a_municipality_reads_and_decides_about_its_own(
    database: Database, open_collector: Collector
) -> None:
    async with database.transaction("door") as db:
        new = [
            replace(a_response(open_collector, place), extra=ASIDE, answers={"municipality": place})
            for place in ("gnesta", "trosa")
            for _ in range(6)
        ]
        await responses.submit(db, new)
    async with database.seeing(["gnesta"]).transaction("desk") as db:
        (pile,) = await disclosing.piles(db, open_collector.round_id)
        await uncounted.weigh(
            db,
            open_collector.round_id,
            door=open_collector.slug,
            standing="aside",
            text_key=None,
            verdict="counted",
            actor="tests",
        )

    assert [each.text for each in pile.texts] == ["gnesta"]
    assert await counted(database, open_collector) == 6
