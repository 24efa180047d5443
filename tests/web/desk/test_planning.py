"""A round planned at the desk: made once, changed, taken back, closed and removed."""

import re
from datetime import timedelta

import pytest

from lyhord import rounds as verbs
from lyhord.storage import collectors, decisions, responses, rounds
from lyhord.storage.database import Database
from lyhord.storage.rounds import Plan, Round
from lyhord.web.desk.planning_page import read
from tests.builders import (
    TODAY,
    a_collector,
    a_key,
    a_place,
    a_publication,
    a_response,
    a_round,
)
from tests.web.desk.visiting import Client, DeskClient, post

NEW = "/desk/rounds/new"
TYPED = {
    "name": "  Ungas   stöd ",
    "purpose": "Bättre stöd",
    "owner": "Barnnämnden",
    "mode": "development",
    "opens": f"{TODAY}",
    "closes": f"{TODAY + timedelta(days=30)}",
    "results_by": "",
    "retention_days": "90",
    "officer": "Officer@Example.org",
    "deputy": "deputy@example.org",
}


async def ready(database: Database) -> None:
    async with database.transaction("owner") as db:
        await a_key(db)
        published = (a_publication(), a_publication("guardian"))
        await verbs.publish(db, published, a_place(), actor="tests")


async def every(database: Database) -> tuple[Round, ...]:
    async with database.transaction("owner") as db:
        return await rounds.all_rounds(db)


def hidden(page: str) -> str:
    found = re.search(r'name="round" value="([^"]+)"', page)
    assert found
    return found[1]


async def made(client: Client, **changes: str | list[str]) -> str:
    """Send the form twice, as a double press does; gives where it leads."""
    form = hidden((await client.get(NEW)).text)
    fields = {**TYPED, "audience": "youth", "round": form, **changes}
    first = await post(client, NEW, seen_at=NEW, **fields)  # type: ignore[arg-type]
    second = await post(client, NEW, seen_at=NEW, **fields)  # type: ignore[arg-type]
    assert first.status_code == second.status_code == 303, first.text
    assert first.headers["location"] == second.headers["location"]
    return first.headers["location"]


async def test_a_round_is_made_with_a_survey_beside_the_audience_s_own(
    desk_client: DeskClient, database: Database
) -> None:
    await ready(database)
    async with database.transaction("owner") as db:
        small = a_publication("professional", id="mapping", title="Kartläggningen")
        await verbs.publish(db, (small,), a_place(), actor="tests")
    client = await desk_client("leader")
    offered = (await client.get(NEW)).text
    await made(client, audience=[], survey=["mapping", "finns-inte"], municipality="trosa")
    (round_,) = await every(database)
    async with database.transaction("owner") as db:
        doors = await collectors.of_round(db, round_.round_id)

    assert "Kartläggningen" in offered
    assert [(door.instrument_id, door.audience) for door in doors] == [("mapping", "professional")]


async def test_a_round_is_made_once_with_its_links(
    desk_client: DeskClient, database: Database
) -> None:
    await ready(database)
    client = await desk_client("leader")
    address = await made(client, audience=["youth", "guardian"], municipality=["gnesta", "trosa"])
    (round_,) = await every(database)
    async with database.transaction("owner") as db:
        doors = await collectors.of_round(db, round_.round_id)
        decision = await decisions.get(db, round_.round_id)
    page = (await client.get(address)).text

    assert address == f"/desk/rounds/{round_.round_id}"
    assert (round_.name, round_.state, round_.results_by) == ("Ungas stöd", "draft", None)
    assert (round_.officer, decision.statements_days) == ("officer@example.org", 90)
    assert sorted((door.audience, str(door.presets["municipality"])) for door in doors) == [
        ("guardian", "gnesta"),
        ("guardian", "trosa"),
        ("youth", "gnesta"),
        ("youth", "trosa"),
    ]
    assert "Utkast" in page


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "long"),
        ({"purpose": "a\x07b"}, "long"),
        ({"opens": "1 maj"}, "opens"),
        ({"opens": "1066-10-14"}, "calendar"),
        ({"closes": ""}, "closes"),
        ({"closes": f"{TODAY - timedelta(days=2)}"}, "over"),
        ({"opens": f"{TODAY + timedelta(days=31)}"}, "order"),
        ({"results_by": f"{TODAY + timedelta(days=30)}"}, "early"),
        ({"results_by": "snart"}, "results_by"),
        ({"retention_days": "0"}, "retention_days"),
        ({"retention_days": "9" * 30}, "retention_days"),
        ({"retention_days": "²"}, "retention_days"),
        ({"officer": "Anna"}, "officer"),
        ({"deputy": "officer@example.org "}, "same"),
        ({"mode": "spaning"}, "mode"),
    ],
)
def test_what_is_wrong_is_known_with_its_field(changes: dict[str, str], code: str) -> None:
    fields = {name: [value] for name, value in (TYPED | changes).items()}
    found = read(fields, place_id="sormland", today=TODAY)

    assert not isinstance(found, Plan)
    assert [(fault.code, fault.field in {*changes, "closes"}) for fault in found] == [(code, True)]


async def test_a_mistake_is_told_beside_its_field_and_nothing_is_made(
    desk_client: DeskClient, database: Database
) -> None:
    await ready(database)
    typed = TYPED | {"name": "", "owner": "<b>Nämnd"}
    answer = await post(await desk_client("leader"), NEW, seen_at=NEW, **typed)

    assert answer.status_code == 422
    assert 'id="e-name"' in answer.text
    assert "Ge omgången ett namn" in answer.text
    assert 'value="&lt;b&gt;Nämnd"' in answer.text
    assert await every(database) == ()


async def test_two_who_could_open_nothing_are_refused(
    desk_client: DeskClient, database: Database
) -> None:
    await ready(database)
    async with database.transaction("owner") as db:
        await db.execute("update sealed.key_copy set holder = 'officer@example.org'")
    answer = await post(await desk_client("leader"), NEW, seen_at=NEW, **TYPED)

    assert answer.status_code == 422
    assert "inte båda den nyaste nyckeln" in answer.text
    assert await every(database) == ()


async def test_a_draft_is_changed_and_removed(desk_client: DeskClient, database: Database) -> None:
    await ready(database)
    client = await desk_client("admin")
    address = await made(client)
    plan = f"{address}/plan"
    changed = await post(
        client, plan, seen_at=plan, **{**TYPED, "name": "Våren", "officer": "thief@example.org"}
    )
    (after,) = await every(database)
    unsure = await post(client, f"{plan}/remove", seen_at=plan)
    there = await every(database)
    gone = await post(client, f"{plan}/remove", seen_at=plan, understood="yes")

    assert (changed.status_code, after.name) == (303, "Våren")
    assert after.officer == "officer@example.org"
    assert (unsure.status_code, len(there)) == (422, 1)
    assert (gone.status_code, await every(database)) == (303, ())
    assert (await client.get(address)).status_code == 404


async def test_an_open_round_is_taken_back_until_somebody_has_answered(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
    client = await desk_client("leader")
    plan = f"/desk/rounds/{round_id}/plan"
    refused = await post(client, plan, seen_at=plan, **TYPED)
    back = await post(client, f"{plan}/take-back", seen_at=plan)
    drafted = (await every(database))[0].state
    async with database.transaction("owner") as db:
        await verbs.open_round(db, round_id, actor="tests")
        await responses.submit(db, [a_response(door, "Vi väntade")])
    late = await post(client, f"{plan}/take-back", seen_at=plan)
    kept = await post(client, f"{plan}/remove", seen_at=plan, understood="yes")
    closed = await post(client, f"{plan}/close", seen_at=plan)

    assert (refused.status_code, back.status_code, drafted) == (422, 303, "draft")
    assert (late.status_code, "Någon har redan svarat" in late.text) == (422, True)
    assert (kept.status_code, closed.status_code) == (422, 303)
    assert (await every(database))[0].state == "closed"


async def test_who_reads_only_is_offered_nothing_to_plan(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
    client = await desk_client("analyst")
    page = await client.get(f"/desk/rounds/{round_id}")

    assert page.status_code == 200
    assert f"{round_id}/plan" not in page.text
    assert f"{round_id}/links" not in page.text
