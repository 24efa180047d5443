"""Row-level security, asked in SQL with every guard of the pages off."""

from uuid import uuid4

import asyncpg
import pytest
from msgspec.structs import replace

from lyhord.settings import Settings
from lyhord.storage import collectors, responses
from lyhord.storage.addresses import Role
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from tests.builders import a_collector, a_response, a_round, a_run

TABLES = (
    "lyhord.round",
    "lyhord.collector",
    "lyhord.response",
    "lyhord.statement",
    "lyhord.run",
    "lyhord.theme",
    "lyhord.assignment",
)
SEEN_BY_OFFICERS = (
    "lyhord.round",
    "lyhord.response",
    "lyhord.statement",
    "sealed.original",
    "sealed.triage_case",
)


async def _answered(db: Connection, collector: Collector, *places: str | list[str]) -> None:
    for place in places:
        text = f"text from {place}"
        new = replace(a_response(collector, text), answers={"municipality": place})
        await responses.submit(db, [new])


@pytest.fixture
async def filled(database: Database) -> None:
    """A round that asks where, with answers from three places; and one of Trosa alone."""
    async with database.transaction("owner") as db:
        both = await a_collector(db, await a_round(db))
        await _answered(db, both, "gnesta", "trosa", "vill_inte", ["gnesta", "trosa"], "hela_lanet")
        await a_run(db, both.round_id, lambda _: "t", quote_rank=1)
        alone = await a_round(db)
        made = await a_collector(db, alone)
        await db.execute(
            "update lyhord.collector set presets = $1 where collector_id = $2",
            {"municipality": "trosa"},
            made.collector_id,
        )
        await _answered(db, made, "trosa")
        await a_run(db, alone, lambda _: "t", quote_rank=1)
        await db.execute(
            "insert into sealed.triage_case (round_id, case_id, response_id, level, rules, due_at)"
            " select round_id, gen_random_uuid(), response_id, 'concern', '[]', now()"
            " from lyhord.response"
        )


async def _seen(database: Database, role: Role, tables: tuple[str, ...]) -> dict[str, int]:
    async with database.transaction(role) as db:
        return {
            table.partition(".")[2]: await db.fetchval(f"select count(*) from {table}")
            for table in tables
        }


@pytest.mark.usefixtures("filled")
async def test_a_transaction_that_says_nothing_sees_nothing(settings: Settings) -> None:
    async with Database.open(settings, roles=["desk", "officer"], sees_nothing=True) as blind:
        desk = await _seen(blind, "desk", TABLES)
        officer = await _seen(blind, "officer", SEEN_BY_OFFICERS)

    assert set(desk.values()) == {0}
    assert set(officer.values()) == {0}


@pytest.mark.usefixtures("filled")
async def test_a_municipality_sees_what_is_its_own(database: Database) -> None:
    gnesta = await _seen(database.seeing(["gnesta"]), "desk", TABLES)
    trosa = await _seen(database.seeing(["trosa"]), "desk", TABLES)
    both = await _seen(database.seeing(["gnesta", "trosa"]), "desk", TABLES)
    nowhere = await _seen(database.seeing(["flen"]), "desk", TABLES)
    everything = await _seen(database.seeing([]), "desk", TABLES)

    rows = ("round", "collector", "response", "statement", "run", "theme", "assignment")
    assert gnesta == dict(zip(rows, (1, 1, 2, 2, 1, 1, 2), strict=True))
    assert trosa == dict(zip(rows, (2, 2, 3, 3, 2, 2, 3), strict=True))
    assert both == dict(zip(rows, (2, 2, 4, 4, 2, 2, 4), strict=True))
    assert nowhere == dict(zip(rows, (1, 1, 0, 0, 1, 1, 0), strict=True))
    assert everything == dict(zip(rows, (2, 2, 6, 6, 2, 2, 6), strict=True))


@pytest.mark.usefixtures("filled")
async def test_an_officer_of_a_municipality_opens_no_other_original(database: Database) -> None:
    gnesta = await _seen(database.seeing(["gnesta"]), "officer", SEEN_BY_OFFICERS)
    everything = await _seen(database.seeing([]), "officer", SEEN_BY_OFFICERS)

    parts = ("round", "response", "statement", "original", "triage_case")
    assert gnesta == dict(zip(parts, (1, 2, 2, 2, 2), strict=True))
    assert everything == dict(zip(parts, (2, 6, 6, 6, 6), strict=True))


@pytest.mark.parametrize("place", ["%", "gnesta'--", "", "GNESTA", "{gnesta}"])
@pytest.mark.usefixtures("filled")
async def test_what_is_no_municipality_sees_no_answer(database: Database, place: str) -> None:
    seen = await _seen(database.seeing([place, "x"]), "desk", ("lyhord.statement",))

    assert seen == {"statement": 0}


@pytest.mark.parametrize("place", ["*", "x,gnesta"])
async def test_no_name_of_a_municipality_means_more_than_one(
    database: Database, place: str
) -> None:
    with pytest.raises(ValueError, match="no municipality"):
        database.seeing([place])


@pytest.mark.usefixtures("filled")
async def test_what_one_saw_does_not_stay_in_the_connection(settings: Settings) -> None:
    few = replace(settings, pool_size=1)
    async with Database.open(few, roles=["desk"], sees_nothing=True) as blind:
        seen = await _seen(blind.seeing([]), "desk", ("lyhord.response",))
        after = await _seen(blind, "desk", ("lyhord.response",))

    assert (seen["response"], after["response"]) == (6, 0)


@pytest.mark.usefixtures("filled")
async def test_writing_beyond_what_is_seen_changes_nothing(database: Database) -> None:
    async with database.seeing(["gnesta"]).transaction("desk") as db:
        themes = await db.execute("update lyhord.theme set name = 'x'")
        placed = await db.execute("delete from lyhord.assignment")

    assert (themes, placed) == ("UPDATE 1", "DELETE 2")


async def test_only_who_sees_everything_opens_a_door_for_everybody(database: Database) -> None:
    async with database.transaction("owner") as db:
        asks = await a_collector(db, await a_round(db))
    presets = {"trosa": {"municipality": "trosa"}, "none": {}, "gnesta": {"municipality": "gnesta"}}
    for name in ("trosa", "none"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.seeing(["gnesta"]).transaction("desk") as db:
                await collectors.add(db, _door(asks, presets[name]), actor="tests")
    async with database.seeing(["gnesta"]).transaction("desk") as db:
        await collectors.add(db, _door(asks, presets["gnesta"]), actor="tests")

        assert len(await collectors.of_round(db, asks.round_id)) == 2


def _door(like: Collector, presets: dict[str, str]) -> Collector:
    slug, trial = uuid4().hex[:8], uuid4().hex[:9]
    return replace(like, collector_id=uuid4(), slug=slug, trial_slug=trial, presets=presets)
