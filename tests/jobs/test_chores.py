"""Chores: done when their time has come, and one that fails stops no other work."""

from lyhord.jobs.chores import Chore, Chores, mix_where_some_came
from lyhord.jobs.worker import Worker
from lyhord.storage import responses
from lyhord.storage.database import Database
from tests.builders import a_collector, a_response, a_round


class Clock:
    """A time that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def nothing(_: Database) -> bool:
    """Do nothing."""
    return True


def test_a_chore_is_due_at_once_and_then_after_its_time() -> None:
    clock = Clock()
    chores = Chores([Chore(name="sweep", seconds=60, do=nothing)], clock=clock)
    assert len(chores.due()) == 1
    clock.now = 59
    assert chores.due() == ()
    clock.now = 60
    assert len(chores.due()) == 1


async def test_a_worker_does_its_chores_and_survives_one_that_fails(database: Database) -> None:
    told: list[tuple[str, dict[str, object]]] = []
    done: list[str] = []

    async def fail(_: Database) -> bool:
        raise ZeroDivisionError

    async def do(_: Database) -> bool:
        done.append("swept")
        return False

    chores = Chores(
        [Chore(name="broken", seconds=60, do=fail), Chore(name="sweep", seconds=60, do=do)]
    )
    worker = Worker(
        database, {}, tell=lambda event, **more: told.append((event, more)), chores=chores
    )
    await worker.empty()
    await worker.empty()

    assert done == ["swept"]
    assert told == [
        ("chore_failed", {"chore": "broken", "error": "ZeroDivisionError"}),
        ("chore_put_off", {"chore": "sweep"}),
    ]


async def test_rows_are_mixed_where_enough_have_come(database: Database) -> None:
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db))
        await responses.submit(db, [a_response(door) for _ in range(10)])
    await mix_where_some_came(database)
    async with database.transaction("owner") as db:
        first = await db.fetchval("select mixed_by::text from lyhord.mixing")
        await responses.submit(db, [a_response(door) for _ in range(9)])
    await mix_where_some_came(database)
    async with database.transaction("owner") as db:
        second = await db.fetchval("select mixed_by::text from lyhord.mixing")

    assert first == second is not None


async def test_rows_that_somebody_reads_are_mixed_another_time(database: Database) -> None:
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db))
        await responses.submit(db, [a_response(door) for _ in range(10)])
    async with database.transaction("officer") as reader:
        await reader.fetch("select box from sealed.original")
        assert await mix_where_some_came(database) is False
    async with database.transaction("owner") as db:
        assert await db.fetchval("select count(*) from lyhord.mixing") == 0
