"""A burst through a link is one however many web processes share it."""

import asyncio
from functools import partial
from uuid import UUID, uuid4

import pytest
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from lyhord.intake.bursting import STEPS, Bursts
from lyhord.intake.spreading import Spread
from lyhord.settings import Settings
from lyhord.storage import misses
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.web.app import create_app

DOOR, OTHER = UUID(int=1), UUID(int=2)
MOST = 100
STEP = MOST // STEPS
WAIT = 30.0


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def processes(n: int, *, most: int = MOST) -> tuple[list[Bursts], Clock]:
    """So many processes that hear each other at once."""
    clock = Clock()
    made = [Bursts(clock=clock, most=most) for _ in range(n)]
    for one in made:
        one.tell = partial(_to_others, made, one)
    return made, clock


def _to_others(made: list[Bursts], own: Bursts, door: UUID) -> None:
    for each in made:
        if each is not own:
            each.count(door)


@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("most", [1, 7, MOST, 600])
def test_taking_turns_lets_hardly_more_through(n: int, most: int) -> None:
    made, _ = processes(n, most=most)
    odd = [made[number % n].is_one(DOOR) for number in range(3 * most + n)]
    step = max(1, most // STEPS)

    assert most <= odd.index(True) < most + (n - 1) * step + n
    assert all(odd[odd.index(True) + n * step :])


def test_a_minute_later_all_of_it_is_forgotten_everywhere() -> None:
    (here, elsewhere), clock = processes(2)
    for _ in range(MOST):
        here.is_one(DOOR)
    before = elsewhere.is_one(DOOR)
    clock.now = 61.0

    assert (before, elsewhere.is_one(DOOR), here.is_one(DOOR)) == (True, False, False)


def test_other_links_are_not_touched() -> None:
    (here, elsewhere), _ = processes(2)
    for _ in range(2 * MOST):
        here.is_one(DOOR)

    assert not elsewhere.is_one(OTHER)


def test_of_a_quiet_link_nothing_is_told() -> None:
    told: list[UUID] = []
    clock = Clock()
    bursts = Bursts(clock=clock, most=MOST)
    bursts.tell = told.append
    for number in range(10 * STEP):
        clock.now = 61.0 * number
        bursts.is_one(DOOR)

    assert [] == told


async def test_two_processes_on_one_database_find_a_burst_together(settings: Settings) -> None:
    here, elsewhere = (Bursts(clock=lambda: 0.0, most=MOST) for _ in range(2))
    async with (
        Database.open(settings, roles=["door"]) as first,
        Database.open(settings, roles=["door"]) as second,
        Spread(first, {"burst": here}).on(),
        Spread(second, {"burst": elsewhere}).on(),
        asyncio.timeout(WAIT),
    ):
        # what is told before the other listens is lost on it, so it is told until it is heard
        while not elsewhere._doors:
            for _ in range(STEP):
                here.is_one(OTHER)
            await asyncio.sleep(0.05)
        for _ in range(MOST):
            assert not here.is_one(DOOR)
        while len(elsewhere._minute(DOOR).elsewhere) < STEPS:  # noqa: ASYNC110 - heard by and by
            await asyncio.sleep(0.02)

        assert elsewhere.is_one(DOOR)
        assert not elsewhere.is_one(UUID(int=3))


async def test_a_web_process_sets_aside_what_others_count_too(
    settings: Settings, database: Database, open_collector: Collector
) -> None:
    app = create_app(replace(settings, part="door", burst_limit=100_000))
    page = f"/api/v1/collectors/{open_collector.slug}/responses"
    async with AsyncTestClient(app) as client, asyncio.timeout(60):
        n_aside = 0
        while not n_aside:  # until this process has heard of it
            async with database.transaction("door") as db:
                for n in range(STEPS):
                    await misses.tell(db, f"another{n} burst {open_collector.collector_id}")
            body = {"submission": str(uuid4()), "answers": {"wish": "Bänkar"}}
            sent = await client.post(page, json=body)
            async with database.transaction("owner") as db:
                n_aside = await db.fetchval(
                    "select count(*) from lyhord.response where standing = 'aside'"
                )

            assert 201 == sent.status_code
