"""Waves: what joins them is kept beside answers, read by nobody, and goes with them."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from lyhord import retention, rounds
from lyhord.errors import BadInputError
from lyhord.storage import collectors, mixing, responses, waves
from lyhord.storage.addresses import Role
from lyhord.storage.database import Connection, Database
from lyhord.storage.decisions import Decision
from lyhord.storage.retention import Preserved
from lyhord.storage.waves import WaveCode
from tests.builders import TODAY, a_plan, settle
from tests.disclosing.followed import Said, a_series, answer, hashed

DECISION = Decision(
    reference="KS 2026/12", originals_days=1, statements_days=1, registrations_days=1
)


async def _codes(db: Connection) -> int:
    return await db.fetchval("select count(*) from lyhord.wave_code")


async def _rows(db: Connection) -> list[tuple[UUID, bytes]]:
    """The codes in the order in which they lie."""
    rows = await db.fetch("select response_id, code_hash from lyhord.wave_code order by ctid")
    return [(row[0], row[1]) for row in rows]


async def _keys(db: Connection) -> int:
    return await db.fetchval("select count(key) from lyhord.series")


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("door", "select * from lyhord.wave_code"),
        ("desk", "select * from lyhord.wave_code"),
        ("officer", "select * from lyhord.wave_code"),
        ("desk", "insert into lyhord.wave_code select * from lyhord.wave_code"),
        ("door", "insert into lyhord.wave_code select * from lyhord.wave_code"),
        ("desk", "select key from lyhord.series"),
        ("desk", "update lyhord.series set key = null"),
        ("desk", "update lyhord.wave set number = 1"),
        ("desk", "select lyhord.keep_wave_codes('{}', '{}', '{}')"),
        ("door", "select * from lyhord.count_changes('{}', '{}', '{}', '{}')"),
        ("officer", "select * from lyhord.count_changes('{}', '{}', '{}', '{}')"),
    ],
)
async def test_no_role_reads_a_code(db: Connection, role: Role, statement: str) -> None:
    await db.execute(f"set local role lyhord_{role}")

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await db.execute(statement)


async def test_the_door_adds_no_code_to_an_answer_that_is_there(database: Database) -> None:
    async with database.transaction("owner") as db:
        door, _ = await a_series(db)
    async with database.transaction("door") as db:
        (mine,) = await answer(db, door, [Said(0, "mine")])
        (plain,) = await answer(db, door, [Said(0)])
    async with database.transaction("door") as db:
        late = WaveCode(
            round_id=door.round_id, response_id=plain.response_id, code_hash=hashed("late")
        )
        await waves.keep(db, [late])

    async with database.transaction("owner") as db:
        kept = await db.fetch("select response_id, code_hash from lyhord.wave_code")
    assert [(mine.response_id, hashed("mine"))] == [tuple(row) for row in kept]


async def test_a_code_goes_with_its_answer(db: Connection) -> None:
    door, _ = await a_series(db)
    mine, _ = await answer(db, door, [Said(0, "mine"), Said(0, "other")])
    await responses.withdraw(db, mine.receipt_hash)

    assert 1 == await _codes(db)
    assert 0 == await db.fetchval(
        "select count(*) from lyhord.wave_code where code_hash = $1", hashed("mine")
    )


async def test_mixing_keeps_every_code_beside_its_answer(database: Database) -> None:
    async with database.transaction("owner") as db:
        door, _ = await a_series(db)
        new = await answer(db, door, [Said(0, str(each)) for each in range(30)])
        before = await _rows(db)
    async with database.transaction("desk") as db:
        await mixing.mix(db)
    async with database.transaction("owner") as db:
        after = await _rows(db)
        await responses.withdraw(db, new[0].receipt_hash)
        left = await _codes(db)

    assert sorted(before) == sorted(after)
    assert before != after
    assert len(new) - 1 == left


async def test_the_first_door_that_asks_for_a_code_begins_a_series(db: Connection) -> None:
    door, later = await a_series(db)
    first, second = [await waves.of_round(db, each.round_id) for each in (door, later)]

    assert first is not None
    assert second is not None
    assert first.series_id == second.series_id
    assert (0, 1) == (first.number, second.number)
    keys = [(await collectors.door(db, each.slug)).wave_key for each in (door, later)]
    assert keys[0] == keys[1]
    assert keys[0] is not None


async def test_a_wave_is_followed_up_once(db: Connection) -> None:
    door, _ = await a_series(db)
    another = await rounds.create(db, a_plan(), actor="tests")

    with pytest.raises(BadInputError, match="follow up the last one"):
        await waves.follow(db, another, door.round_id, actor="tests")


async def test_a_draft_that_is_removed_leaves_its_place_and_no_key(db: Connection) -> None:
    door, later = await a_series(db)
    await rounds.take_back(db, later.round_id, actor="tests")
    await rounds.discard(db, later.round_id, actor="tests")
    again = await rounds.create(db, a_plan(), actor="tests")
    place = await waves.follow(db, again, door.round_id, actor="tests")
    await rounds.discard(db, again, actor="tests")
    await rounds.take_back(db, door.round_id, actor="tests")
    await rounds.discard(db, door.round_id, actor="tests")

    assert 1 == place.number
    assert 0 == await db.fetchval("select count(*) from lyhord.series")


async def test_ending_a_series_leaves_neither_key_nor_code(db: Connection) -> None:
    door, later = await a_series(db)
    await answer(db, door, [Said(0, "mine")])
    await answer(db, later, [Said(0, "mine")])
    await settle(db, door.round_id)
    early = await waves.end(db, door.round_id, actor="tests")
    await settle(db, later.round_id)
    ended = await waves.end(db, door.round_id, actor="tests")
    again = await waves.end(db, door.round_id, actor="tests")

    assert (False, True, False) == (early, ended, again)
    assert 0 == await _codes(db)
    assert 0 == await _keys(db)
    assert (await collectors.door(db, door.slug)).wave_key is None
    with pytest.raises(BadInputError, match="ended"):
        await waves.follow(
            db, await rounds.create(db, a_plan(), actor="tests"), later.round_id, actor="tests"
        )


async def test_a_series_that_has_ended_takes_no_code(db: Connection) -> None:
    door, _ = await a_series(db, 2)
    await db.execute("update lyhord.series set key = null")
    await answer(db, door, [Said(0, "mine")])

    assert 0 == await _codes(db)


async def _nothing(_: Connection, __: UUID) -> tuple[Preserved, ...]:
    return ()


async def test_the_key_goes_with_the_last_answers(db: Connection) -> None:
    doors = await a_series(db)
    left: list[tuple[int, int]] = []
    for door in doors:
        await answer(db, door, [Said(0, "mine"), Said(1, "yours")])
        await rounds.decide(db, door.round_id, DECISION, actor="tests")
        await db.execute(
            "update lyhord.round set state = 'closed', opens = $2, closes = $2,"
            " closed_at = now() - interval '9 days' where round_id = $1",
            door.round_id,
            TODAY - timedelta(days=9),
        )
    for door in doors:
        await retention.purge(db, door.round_id, preserve=_nothing, actor="tests")
        left.append((await _codes(db), await _keys(db)))

    assert [(2, 1), (0, 0)] == left
