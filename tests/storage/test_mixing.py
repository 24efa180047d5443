"""Mixing: every row stays what it was, and lies where nothing tells when it came."""

import asyncio

import asyncpg
import pytest

from lyhord.errors import StorageUnavailableError
from lyhord.storage import mixing, responses
from lyhord.storage.addresses import Role
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from tests.builders import a_collector, a_response, a_round, settle, some_codes

MIXED = (
    "entry.code",
    "lyhord.receipt",
    "lyhord.response",
    "lyhord.statement",
    "sealed.original",
    "sealed.triage_case",
)


async def fill(db: Connection, door: Collector, n: int) -> list[str]:
    """Put in so many responses, one after the other, and return their ids in that order."""
    new = [a_response(door, f"text {place}", "och en till") for place in range(n)]
    for each in new:
        await responses.submit(db, [each])
    return [str(each.response_id) for each in new]


async def everything(db: Connection) -> dict[str, list[str]]:
    return {
        table: sorted(row[0] for row in await db.fetch(f"select t::text from {table} as t"))
        for table in MIXED
    }


async def keys(db: Connection) -> list[tuple[str, ...]]:
    rows = await db.fetch(
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated::text"
        " from pg_constraint where contype = 'f'"
    )
    return sorted(tuple(row) for row in rows)


async def in_order(db: Connection, table: str, column: str) -> list[str]:
    return [str(row[0]) for row in await db.fetch(f"select {column} from {table} order by ctid")]


async def test_nothing_but_the_order_changes(db: Connection) -> None:
    round_id = await a_round(db)
    await fill(db, await a_collector(db, round_id), 30)
    await some_codes(db, await a_collector(db, round_id, mode="codes"), 30)
    rows, held = await everything(db), await keys(db)
    await mixing.mix(db)

    assert rows == await everything(db)
    assert held == await keys(db)


async def test_the_order_of_arrival_is_gone(database: Database) -> None:
    # in a database of its own: what other tests took back leaves gaps that rows are put into
    async with database.transaction("owner") as db:
        arrived = await fill(db, await a_collector(db, await a_round(db)), 40)
        assert arrived == await in_order(db, "lyhord.response", "response_id")
        await mixing.mix(db)
        orders = [
            await in_order(db, table, "response_id")
            for table in ("lyhord.response", "lyhord.receipt", "sealed.original")
        ]

    assert all(sorted(order) == sorted(arrived) for order in orders)
    assert len({tuple(order) for order in (arrived, *orders)}) == 4


@pytest.mark.parametrize("table", MIXED)
async def test_all_rows_of_a_table_come_from_one_transaction(
    database: Database, table: str
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        await some_codes(db, await a_collector(db, round_id, mode="codes"), 3)
    for text in ("ett", "två", "tre"):
        async with database.transaction("door") as db:
            await responses.submit(db, [a_response(door, text)])
    async with database.transaction("desk") as db:
        await mixing.mix(db)
    async with database.transaction("owner") as db:
        found = await db.fetch(f"select distinct xmin::text, xmax::text, cmin::text from {table}")
        by = await db.fetchval("select mixed_by::text from lyhord.mixing")

    assert {row["xmin"] for row in found} <= {by}
    assert {row["xmax"] for row in found} <= {"0"}


async def test_withdrawing_still_removes_all_that_came_with_a_response(db: Connection) -> None:
    door = await a_collector(db, await a_round(db))
    new = a_response(door, "bort")
    await responses.submit(db, [new])
    await mixing.mix(db)
    await responses.withdraw(db, new.receipt_hash)

    for table in ("lyhord.response", "lyhord.statement", "sealed.original"):
        assert await db.fetchval(f"select count(*) from {table}") == 0


async def test_it_is_due_when_enough_have_come(db: Connection) -> None:
    door = await a_collector(db, await a_round(db))
    assert not await mixing.is_due(db, fewest=1, share=0.0)
    await mixing.mix(db)
    await fill(db, door, 3)

    # in this test everything is one transaction, so make the last time another one
    await db.execute("update lyhord.mixing set mixed_by = '3'")
    assert await mixing.is_due(db, fewest=3, share=0.5)
    assert not await mixing.is_due(db, fewest=4, share=0.0)


@pytest.mark.parametrize("change", ["a day", "a closed round"])
async def test_a_single_response_waits_no_longer_than_a_day_or_the_round(
    db: Connection, change: str
) -> None:
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    await mixing.mix(db)
    await fill(db, door, 1)
    await db.execute("update lyhord.mixing set mixed_by = '3'")
    assert not await mixing.is_due(db, fewest=10, share=0.0)
    if change == "a day":
        await db.execute("update lyhord.mixing set mixed_on = mixed_on - 1")
    else:
        await settle(db, round_id)

    assert await mixing.is_due(db, fewest=10, share=0.0)


async def test_whoever_reads_is_not_waited_for_long_and_nothing_is_lost(database: Database) -> None:
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db))
        await fill(db, door, 2)
    async with database.transaction("officer") as reader:
        await reader.fetch("select box from sealed.original")
        with pytest.raises(StorageUnavailableError):
            async with database.transaction("desk") as db:
                await mixing.mix(db)
    async with database.transaction("owner") as db:
        assert await db.fetchval("select count(*) from lyhord.response") == 2


async def test_no_submission_fails_while_rows_are_mixed(database: Database) -> None:
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db))
    stop = asyncio.Event()

    async def submit() -> int:
        n = 0
        while not stop.is_set():
            async with database.transaction("door") as db:
                assert await responses.submit(db, [a_response(door, "hej")]) == ("stored",)
            n += 1
        return n

    writers = [asyncio.create_task(submit()) for _ in range(4)]
    for _ in range(10):
        async with database.transaction("desk") as db:
            await mixing.mix(db)
        await asyncio.sleep(0.02)
    stop.set()
    stored = sum(await asyncio.gather(*writers))
    async with database.transaction("owner") as db:
        counted = await db.fetchval("select count(*) from lyhord.response")

    assert stored == counted > 0


@pytest.mark.parametrize("role", ["door", "officer"])
async def test_only_the_worker_mixes(database: Database, role: Role) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction(role) as db:
            await db.fetch("select lyhord.mix_rows()")
