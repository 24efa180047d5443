"""Tries to give a secret: made to wait, side by side and one after the other."""

import asyncio

from lyhord.settings import Settings
from lyhord.storage import attempts
from lyhord.storage.attempts import Patience
from lyhord.storage.database import Database

NAME = "nagon@exempel.se"
PATIENCE = Patience(free=4, longest=300)


async def tries(database: Database, key: str, count: int) -> list[bool]:
    results: list[bool] = []
    for _ in range(count):
        async with database.transaction("desk") as db:
            results.append(await attempts.begin(db, key, PATIENCE))
    return results


async def test_the_wait_begins_with_the_fifth_try_and_grows(settings: Settings) -> None:
    async with Database.open(settings, roles=("desk", "owner")) as database:
        first = await tries(database, NAME, 6)
        async with database.transaction("owner") as db:
            waits = [await attempts.seconds_to_wait(db, NAME)]
            for _ in range(12):
                await db.execute("update staff.attempt set blocked_until = now()")
                await attempts.begin(db, NAME, PATIENCE)
                waits.append(await attempts.seconds_to_wait(db, NAME))

    assert first == [True, True, True, True, True, False]
    assert waits == sorted(waits)
    assert waits[:4] == [1, 3, 7, 15]
    assert waits[-1] == 300


async def test_one_name_that_waits_holds_nobody_else_back(settings: Settings) -> None:
    async with Database.open(settings, roles=("desk",)) as database:
        await tries(database, NAME, 6)

        assert await tries(database, "annan@exempel.se", 1) == [True]


async def test_tries_side_by_side_do_not_pass_the_count(settings: Settings) -> None:
    async with Database.open(settings, roles=("desk",)) as database:

        async def one() -> bool:
            return (await tries(database, NAME, 1))[0]

        assert sum(await asyncio.gather(*(one() for _ in range(30)))) == 5


async def test_the_right_secret_forgets_the_tries(settings: Settings) -> None:
    async with Database.open(settings, roles=("desk",)) as database:
        await tries(database, NAME, 4)
        async with database.transaction("desk") as db:
            await attempts.forget(db, NAME)

        assert await tries(database, NAME, 4) == [True] * 4


async def test_a_quiet_day_forgets_the_tries(settings: Settings) -> None:
    async with Database.open(settings, roles=("desk", "owner")) as database:
        await tries(database, NAME, 6)
        async with database.transaction("owner") as db:
            await db.execute("update staff.attempt set blocked_until = now() - interval '2 days'")

        assert await tries(database, NAME, 4) == [True] * 4
