"""The attack of `test_linkage` finds what is planted; one that cannot fail proves nothing."""

import random

import pytest

from lyhord.storage import mixing
from lyhord.storage.database import Connection, Database
from tests.builders import a_collector, a_round
from tests.linkage.attacking import MOST_RIGHT, Clue, clues, right_pairs, tells
from tests.linkage.dumping import dump
from tests.linkage.filling import put_in

PEOPLE = 60
TABLES = ("lyhord.receipt", "lyhord.response", "lyhord.statement", "sealed.original")


async def found(database: Database, *, planted: str = "", is_mixed: bool = True) -> list[Clue]:
    """What the attack finds after something was planted in the schema."""
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db))
        if planted:
            await db.execute(planted)
    order = await put_in(database, door, PEOPLE)
    if is_mixed:
        async with database.transaction("desk") as db:
            await mixing.mix(db)
    async with database.transaction("owner") as db:
        return clues(await dump(db), order)


async def mixing_without(db: Connection, table: str) -> str:
    """The function that mixes, as it would be if somebody had forgotten a table."""
    source: str = await db.fetchval("select pg_get_functiondef('lyhord.mix_rows()'::regprocedure)")
    assert f"'{table}', " in source or f"'{table}',\n" in source
    return source.replace(f"'{table}',", "")


async def test_what_is_as_it_should_be_tells_nothing(database: Database) -> None:
    assert await found(database) == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "column",
    [
        "planted bigint generated always as identity",
        "planted timestamptz not null default clock_timestamp()",
        "planted text not null default 'id-' || extract(epoch from clock_timestamp())::text",
    ],
    ids=["serial", "time", "id in order"],
)
async def test_a_column_that_tells_the_order_is_found(
    database: Database, table: str, column: str
) -> None:
    tell = await found(database, planted=f"alter table {table} add column {column}")

    assert Clue(f"{table}.planted", "order") in tell
    assert [each for each in tell if f"{table}.planted" not in each.where] == []


async def test_rows_that_were_not_mixed_are_found(database: Database) -> None:
    told_by = {each.where for each in await found(database, is_mixed=False)}

    # in a file, a page fills from its end: the order of its rows turns round with each page
    for table in TABLES:
        assert {f"{table}.ctid", f"{table}.xmin", f"file of {table}"} <= told_by


@pytest.mark.parametrize("table", TABLES)
async def test_a_table_that_was_forgotten_is_found(database: Database, table: str) -> None:
    async with database.transaction("owner") as db:
        without = await mixing_without(db, table)
    tell = await found(database, planted=without)

    assert Clue(f"{table}.xmin", "order") in tell
    assert [each for each in tell if table not in each.where] == []


async def test_a_day_or_an_hour_that_people_share_is_found(database: Database) -> None:
    """Five who answered one after the other share a value that nobody else has."""
    planted = """
      create sequence lyhord.planted;
      alter table lyhord.response
        add column hour text not null default 'h' || ((nextval('lyhord.planted') - 1) / 5 * 7 % 12)
    """

    assert Clue("lyhord.response.hour", "company") in await found(database, planted=planted)


def test_lists_without_any_tie_are_paired_by_chance() -> None:
    seed = random.Random(5)  # noqa: S311 - the same lists each time
    for _ in range(200):
        one, other = ([(seed.random(),) for _ in range(200)] for _ in "ab")
        assert right_pairs(one, other) <= MOST_RIGHT
        assert list(tells(one)) == []


def test_lists_with_a_tie_are_paired_rightly() -> None:
    seed = random.Random(5)  # noqa: S311 - the same lists each time
    sizes = [(seed.random(),) for _ in range(200)]

    assert right_pairs(sizes, [(2 * size + 1,) for (size,) in sizes]) == 200
