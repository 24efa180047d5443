"""Doors and rounds that are undone until the first answer, and shut by themselves."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from lyhord import rounds
from lyhord.collecting import doors
from lyhord.collecting.lists import Defaults
from lyhord.errors import BadInputError, NotFoundError
from lyhord.intake.doors import door_at
from lyhord.storage import audit, collectors, responses
from lyhord.storage import rounds as stored
from lyhord.storage.collectors import Collector, State
from lyhord.storage.database import Connection, Database
from lyhord.storage.responses import Extra
from tests.builders import a_collector, a_plan, a_response, a_round, some_codes

LIST = "Alfaskolan;Trosa\nBetaskolan;Gnesta"
HOURS_LATER = datetime.now(UTC) + timedelta(hours=3)


async def is_answered(db: Connection, door: Collector, standing: str = "counted") -> None:
    response = a_response(door, "Vi fick vänta", extra=Extra(test=standing == "trial"))
    assert await responses.submit(db, [response]) == ("stored",)
    if standing in {"aside", "left_out"}:
        await db.execute("update lyhord.response set standing = $1", standing)


async def made(db: Connection) -> tuple[Collector, ...]:
    round_id = await a_round(db)
    listed = await doors.read_for(db, round_id, LIST, Defaults(audience="youth"))
    return await doors.make(db, round_id, listed.lines, actor="tests")


async def test_a_list_makes_doors_once(db: Connection) -> None:
    first, second = await made(db)
    again = await doors.read_for(db, first.round_id, LIST, Defaults(audience="youth"))

    assert (first.name, first.presets) == ("Alfaskolan", {"municipality": "trosa"})
    assert first.list_id == second.list_id
    assert [fault.code for fault in again.faults] == ["exists", "exists"]


async def test_a_list_is_undone_whole_or_not_at_all(db: Connection) -> None:
    first, second = await made(db)
    assert first.list_id
    await is_answered(db, second)
    with pytest.raises(BadInputError, match="somebody has answered"):
        async with db.transaction():
            await doors.undo(db, first.round_id, first.list_id, actor="tests")
    kept = await collectors.of_round(db, first.round_id)
    await db.execute("delete from lyhord.response")
    undone = await doors.undo(db, first.round_id, first.list_id, actor="tests")

    assert (len(kept), undone) == (2, 2)
    assert await collectors.of_round(db, first.round_id) == ()
    with pytest.raises(NotFoundError):
        await doors.undo(db, first.round_id, first.list_id, actor="tests")


@pytest.mark.parametrize("standing", ["counted", "aside", "left_out"])
async def test_a_door_that_somebody_answered_through_stays(db: Connection, standing: str) -> None:
    door = await a_collector(db, await a_round(db))
    await is_answered(db, door, standing)

    with pytest.raises(BadInputError, match="somebody has answered"):
        await doors.remove(db, door.round_id, door.slug, actor="tests")


async def test_a_door_goes_with_its_codes_and_trials(db: Connection) -> None:
    door = await a_collector(db, await a_round(db), mode="codes")
    await some_codes(db, door, 3)
    await is_answered(db, door, "trial")
    await doors.remove(db, door.round_id, door.slug, actor="tests")

    for table in ("lyhord.collector", "entry.code", "lyhord.response", "sealed.original"):
        assert await db.fetchval(f"select count(*) from {table}") == 0, table
    assert (await audit.newest(db))[0].action == "collector_removed"


@pytest.mark.parametrize("state", ["paused", "closed"])
async def test_a_door_that_is_shut_takes_what_was_begun_and_opens_again(
    db: Connection, state: State
) -> None:
    door = await a_collector(db, await a_round(db))
    await doors.set_state(db, door.round_id, door.slug, state, actor="tests")
    row = await collectors.door(db, door.slug)
    trial = await collectors.door(db, door.trial_slug)
    now, later = door_at(row, datetime.now(UTC)), door_at(row, HOURS_LATER)
    reopened = await doors.set_state(db, door.round_id, door.slug, "open", actor="tests")
    again = door_at(await collectors.door(db, door.slug), HOURS_LATER)

    assert (now.is_open, now.accepts_posts, now.is_paused) == (False, True, state == "paused")
    assert (later.is_open, later.accepts_posts) == (False, False)
    assert door_at(trial, HOURS_LATER).is_open
    assert (reopened.state, again.is_open) == ("open", True)


async def test_shutting_what_is_shut_is_noted_once(db: Connection) -> None:
    door = await a_collector(db, await a_round(db))
    for _ in range(2):
        await doors.set_state(db, door.round_id, door.slug, "closed", actor="tests")
    entries = [each for each in await audit.newest(db) if each.action == "collector_set"]

    assert [each.details for each in entries] == [{"state": "closed"}]


async def test_a_draft_is_planned_anew_and_removed_with_all_that_is_its(db: Connection) -> None:
    round_id = await a_round(db, is_open=False)
    door = await a_collector(db, round_id, mode="codes")
    await some_codes(db, door)
    await is_answered(db, door, "trial")
    await rounds.change(
        db, round_id, a_plan(name="Våren", retention_days=30, officer="x@y"), actor="tests"
    )
    changed = await stored.get(db, round_id)
    await rounds.discard(db, round_id, actor="tests")

    assert (changed.name, changed.retention_days) == ("Våren", 30)
    assert changed.officer == "officer@example.org"
    for table in ("round", "collector", "response", "receipt", "round_decision"):
        assert await db.fetchval(f"select count(*) from lyhord.{table}") == 0, table
    assert await db.fetchval("select count(*) from entry.code") == 0
    assert (await audit.newest(db))[0].action == "round_discarded"


async def test_an_open_round_is_taken_back_until_somebody_answered(db: Connection) -> None:
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    with pytest.raises(BadInputError, match="while it is a draft"):
        await rounds.change(db, round_id, a_plan(name="Nej"), actor="tests")
    with pytest.raises(BadInputError, match="only a draft"):
        await rounds.discard(db, round_id, actor="tests")
    await is_answered(db, door, "trial")
    await rounds.take_back(db, round_id, actor="tests")
    drafted = await stored.get(db, round_id)
    await rounds.open_round(db, round_id, actor="tests")
    await is_answered(db, door)
    with pytest.raises(BadInputError, match="somebody has answered"):
        await rounds.take_back(db, round_id, actor="tests")

    assert drafted.state == "draft"
    assert (await stored.get(db, round_id)).state == "open"


async def test_what_was_taken_back_has_been_an_answer(db: Connection) -> None:
    round_id = await a_round(db)
    response = a_response(await a_collector(db, round_id), "Vi fick vänta")
    await responses.submit(db, [response])
    await responses.withdraw(db, response.receipt_hash)

    with pytest.raises(BadInputError, match="somebody has answered"):
        await rounds.take_back(db, round_id, actor="tests")
    assert await db.fetchval("select count(*) from lyhord.response") == 0


async def test_a_draft_of_which_something_was_made_is_kept(db: Connection) -> None:
    round_id = await a_round(db, is_open=False)
    await db.execute(
        "insert into staff.job (job_id, kind, round_id) values (gen_random_uuid(), 'x', $1)",
        round_id,
    )
    await a_collector(db, round_id)
    with pytest.raises(BadInputError, match="only a draft"):
        await rounds.discard(db, round_id, actor="tests")

    assert len(await collectors.of_round(db, round_id)) == 1


async def test_an_answer_that_is_being_written_is_waited_for(database: Database) -> None:
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db))

    async def take_back() -> None:
        async with database.transaction("desk") as db:
            await rounds.take_back(db, door.round_id, actor="tests")

    async with database.transaction("owner") as db:
        await responses.submit(db, [a_response(door, "Vi fick vänta")])
        taking = asyncio.create_task(take_back())
        is_waiting = False
        while not (is_waiting or taking.done()):
            await asyncio.sleep(0)
            is_waiting = bool(
                await db.fetchval(
                    "select exists (select from pg_locks as l join pg_database as d on d.oid = "
                    "l.database where d.datname = current_database() and not l.granted)"
                )
            )

    assert is_waiting
    with pytest.raises(BadInputError, match="somebody has answered"):
        await taking
