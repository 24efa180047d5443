"""Codes at the way in: each admits one response, and only one that is stored uses it up."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest
from msgspec.structs import replace

from lyhord import rounds
from lyhord.errors import BadInputError
from lyhord.privacy.codes import code_hash
from lyhord.storage import responses
from lyhord.storage.addresses import Role
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from lyhord.storage.responses import Extra, NewResponse
from tests.builders import SECRET, a_collector, a_response, a_round, some_codes

NO_CODE = "badaf-badaf-badaf-badaf"


def with_code(new: NewResponse, code: str) -> NewResponse:
    hashed = code_hash(SECRET.encode(), new.collector_id, code).hex()
    return replace(new, extra=Extra(code=hashed))


async def a_door(db: Connection) -> Collector:
    return await a_collector(db, await a_round(db), mode="codes")


async def left(db: Connection) -> int:
    return await db.fetchval("select count(*) from entry.code")


async def test_a_code_admits_once(db: Connection) -> None:
    door = await a_door(db)
    (code,) = await some_codes(db, door)
    first, second = with_code(a_response(door, "ett"), code), with_code(a_response(door), code)

    assert await responses.submit(db, [first]) == ("stored",)
    assert await responses.submit(db, [second]) == ("refused",)
    assert await db.fetchval("select count(*) from lyhord.response") == 1
    assert await left(db) == 0


async def test_of_two_in_one_batch_the_first_is_admitted(db: Connection) -> None:
    door = await a_door(db)
    (code,) = await some_codes(db, door)
    batch = [with_code(a_response(door), code) for _ in range(3)]

    assert await responses.submit(db, batch) == ("stored", "refused", "refused")


@pytest.mark.parametrize("extra", [None, Extra(code=""), Extra(code="00"), Extra(aside=True)])
async def test_without_a_code_nobody_is_admitted(db: Connection, extra: Extra | None) -> None:
    new = replace(a_response(await a_door(db)), extra=extra)

    assert await responses.submit(db, [new]) == ("refused",)
    assert await db.fetchval("select count(*) from lyhord.receipt") == 0


async def test_a_code_of_another_door_admits_nobody(db: Connection) -> None:
    round_id = await a_round(db)
    here = await a_collector(db, round_id, mode="codes")
    there = await a_collector(db, round_id, mode="codes")
    (code,) = await some_codes(db, there)

    assert await responses.submit(db, [with_code(a_response(here), code)]) == ("refused",)
    assert await left(db) == 1


async def test_the_same_submission_again_uses_no_other_code_up(db: Connection) -> None:
    door = await a_door(db)
    first, other = await some_codes(db, door, 2)
    new = a_response(door)
    await responses.submit(db, [with_code(new, first)])
    again = replace(new, response_id=uuid4())

    assert await responses.submit(db, [with_code(again, first)]) == ("same",)
    assert await responses.submit(db, [with_code(again, other)]) == ("same",)
    assert await left(db) == 1


async def test_the_same_submission_twice_in_a_batch_uses_one_code_up(db: Connection) -> None:
    door = await a_door(db)
    first, other = await some_codes(db, door, 2)
    new = a_response(door)
    twin = replace(new, response_id=uuid4())
    outcomes = await responses.submit(db, [with_code(new, first), with_code(twin, other)])

    assert outcomes == ("stored", "same")
    assert await left(db) == 1


async def test_other_content_is_refused_and_uses_no_code_up(db: Connection) -> None:
    door = await a_door(db)
    first, other = await some_codes(db, door, 2)
    new = a_response(door)
    await responses.submit(db, [with_code(new, first)])
    changed = replace(new, response_id=uuid4(), content_hash=b"other")

    assert await responses.submit(db, [with_code(changed, other)]) == ("other",)
    assert await left(db) == 1


async def test_a_closed_round_uses_no_code_up(db: Connection) -> None:
    door = await a_door(db)
    (code,) = await some_codes(db, door)
    await db.execute("update lyhord.round set closed_at = now() - interval '3 hours'")

    assert await responses.submit(db, [with_code(a_response(door), code)]) == ("closed",)
    assert await left(db) == 1


async def test_withdrawing_gives_no_code_back(db: Connection) -> None:
    door = await a_door(db)
    (code,) = await some_codes(db, door)
    new = a_response(door)
    await responses.submit(db, [with_code(new, code)])
    await responses.withdraw(db, new.receipt_hash)

    assert await responses.submit(db, [with_code(a_response(door), code)]) == ("refused",)
    assert await left(db) == 0


async def test_an_open_door_takes_whoever_brings_a_code_too(db: Connection) -> None:
    door = await a_collector(db, await a_round(db))

    assert await responses.submit(db, [with_code(a_response(door), NO_CODE)]) == ("stored",)


async def test_fifty_at_once_with_one_code_store_one(database: Database) -> None:
    """Each in a transaction of its own, as from fifty processes."""
    async with database.transaction("owner") as db:
        door = await a_door(db)
        (code,) = await some_codes(db, door)

    async def once() -> str:
        async with database.transaction("door") as db:
            (outcome,) = await responses.submit(db, [with_code(a_response(door), code)])
        return outcome

    outcomes = await asyncio.gather(*(once() for _ in range(50)))

    assert sorted(outcomes) == ["refused"] * 49 + ["stored"]
    async with database.transaction("owner") as db:
        assert await db.fetchval("select count(*) from lyhord.response") == 1


@pytest.mark.parametrize("role", ["door", "desk", "officer"])
async def test_no_role_of_the_service_reads_codes(database: Database, role: Role) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction(role) as db:
            await db.fetch("select * from entry.code")


async def test_no_key_leads_from_codes_to_answers(db: Connection) -> None:
    """The schema knows a code's door, and nothing that an answer has beside it."""
    columns = await db.fetch(
        "select column_name from information_schema.columns where table_schema = 'entry'"
    )
    reached = await db.fetch(
        "select distinct confrelid::regclass::text as name from pg_constraint as c"
        " join pg_class as t on t.oid = c.conrelid"
        " where t.relnamespace = 'entry'::regnamespace and c.contype = 'f'"
    )

    assert {row["column_name"] for row in columns} == {"round_id", "collector_id", "code_hash"}
    assert [row["name"] for row in reached] == ["lyhord.collector"]


async def test_only_a_door_for_codes_has_codes(db: Connection) -> None:
    door = await a_collector(db, await a_round(db))

    with pytest.raises(BadInputError):
        await rounds.invite(db, door, count=1, secret=SECRET, actor="tests")
