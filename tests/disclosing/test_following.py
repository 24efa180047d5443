"""Waves are told beside each other: the same people's change, and what is told of everybody."""

import random
from collections.abc import Sequence

import pytest
from scipy import stats

from lyhord.disclosing.following import FollowUp, end_follow_up, follow_up
from lyhord.storage import guards, responses, waves
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from lyhord.storage.guards import Guard
from tests.builders import settle
from tests.disclosing.followed import Said, a_series, answer

POINTS = 100 / 3  # from one place on the scale to the next


def some(places: Sequence[int], codes: str = "") -> list[Said]:
    """People at these places; with codes of their own that begin like this."""
    return [Said(place, f"{codes}{number}" if codes else "") for number, place in enumerate(places)]


async def settled(db: Connection, door: Collector, people: Sequence[Said]) -> None:
    await answer(db, door, people)
    await settle(db, door.round_id)


async def told(db: Connection, door: Collector) -> FollowUp:
    # as processes of the service that serve everybody
    await db.execute("select set_config('lyhord.sees', '*', true)")
    found = await follow_up(db, door.round_id)
    assert found is not None
    return found


async def test_the_same_people_are_found_again(db: Connection) -> None:
    source = random.Random(7)  # noqa: S311 - the same people each time
    before = [source.choice((0, 1, 1, 2, 2, 3)) for _ in range(40)]
    after = [min(3, each + source.choice((0, 0, 1))) for each in before]
    first, second = await a_series(db)
    await settled(db, first, [*some(before, "p"), *some([0, 1, 1, 2, 2, 3] * 2)])
    await settled(db, second, [*some(after, "p"), *some([1, 1, 2, 2, 3, 2] * 2, "new")])
    found = await told(db, second)

    (change,) = found.changes
    exact = stats.ttest_rel([each * POINTS for each in after], [each * POINTS for each in before])
    interval = exact.confidence_interval()
    assert (0, 1, "youth") == (change.earlier, change.later, change.audience)
    assert change.same is not None
    assert change.same.people is not None
    assert ("at_least", 40) == (change.same.people.form, change.same.people.n)
    assert round((sum(after) - sum(before)) / 40 * POINTS) == change.same.change
    assert change.same.low <= interval.low <= interval.high <= change.same.high
    assert interval.high - interval.low + 4 > change.same.high - change.same.low
    assert change.plain is not None
    assert change.plain.high - change.plain.low > change.same.high - change.same.low


async def test_where_no_code_was_given_the_change_of_all_is_told(db: Connection) -> None:
    doors = await a_series(db)
    for door, places in zip(doors, ([0, 1, 2, 1] * 10, [1, 2, 3, 2] * 10), strict=True):
        await settled(db, door, some(places))
    found = await told(db, doors[0])

    (change,) = found.changes
    assert change.same is None
    assert change.plain is not None
    assert change.plain.low < POINTS < change.plain.high
    assert change.plain.change == pytest.approx(POINTS, abs=1)
    assert [("under", 5)] == [(each.coded.form, each.coded.n) for each in found.waves[1].coded]


@pytest.mark.parametrize("n", [4, 9])
async def test_the_change_of_few_is_not_told(db: Connection, n: int) -> None:
    doors = await a_series(db)
    for door, place in zip(doors, (1, 2), strict=True):
        await settled(db, door, [*some([place] * n, "p"), *some([0, 1, 2, 3] * 10)])
    (change,) = (await told(db, doors[1])).changes

    assert change.same is None
    assert change.plain is not None


async def test_a_code_that_stands_twice_joins_nobody(db: Connection) -> None:
    doors = await a_series(db)
    twice = [Said(0, f"twin{each % 6}") for each in range(12)]
    for door, place in zip(doors, (1, 2), strict=True):
        await settled(db, door, [*some([place, 1] * 10, "p"), *twice, *some([0, 3] * 10)])
    found = await told(db, doors[1])

    assert [("at_least", 30, 10)] * 2 == [
        (coded.coded.form, coded.coded.n, coded.alike.n)
        for wave in found.waves
        for coded in wave.coded
    ]
    assert found.changes[0].same is not None
    assert found.changes[0].same.people is not None
    assert 20 == found.changes[0].same.people.n


async def test_three_waves_are_laid_beside_the_first_and_the_one_before(db: Connection) -> None:
    doors = await a_series(db, 3)
    for door, step in zip(doors, range(3), strict=True):
        people = some([(each + step * (each % 2)) % 4 for each in range(40)], "p")
        await settled(db, door, [*people, *some([0, 1, 2, 3] * 5)])
    found = await told(db, doors[2])

    assert [(0, 1), (0, 2), (1, 2)] == [(each.earlier, each.later) for each in found.changes]
    assert all(each.same is not None for each in found.changes)


async def test_what_was_told_once_stays(db: Connection) -> None:
    doors = await a_series(db)
    new = await answer(db, doors[0], some([0, 1, 2, 3] * 10, "p"))
    await settle(db, doors[0].round_id)
    await settled(db, doors[1], some([1, 2, 3, 3] * 10, "p"))
    before = await told(db, doors[1])
    for each in new[:3]:
        await responses.withdraw(db, each.receipt_hash)
    after = await told(db, doors[1])

    assert before.changes[0].same is not None
    assert before.changes == after.changes


async def test_nothing_is_told_while_a_wave_is_open(db: Connection) -> None:
    doors = await a_series(db)
    await settled(db, doors[0], some([0, 1, 2, 3] * 10, "p"))
    await answer(db, doors[1], some([1, 2, 3, 3] * 10, "p"))
    found = await told(db, doors[1])

    assert () == found.changes
    assert (False, True) == tuple(each.is_open for each in found.waves)
    assert await waves.published(db, doors[1].round_id) is None


async def test_the_strictest_rule_of_the_waves_holds(db: Connection) -> None:
    doors = await a_series(db)
    await guards.put(db, doors[0].round_id, Guard(k=30, k_children=30), actor="tests")
    for door, places in zip(doors, ([0, 1, 2, 3], [1, 2, 3, 3]), strict=True):
        await settled(db, door, [*some(places * 6, "p"), *some([0, 1, 2, 3] * 10)])
    (change,) = (await told(db, doors[1])).changes

    assert change.same is None


async def test_audiences_are_not_added_up(db: Connection) -> None:
    """The same code of a child and of an adult is not the same person."""
    doors = await a_series(db)
    for door, places in zip(doors, ([0, 1, 2, 3], [1, 2, 3, 3]), strict=True):
        await answer(db, door, [*some(places * 10, "p"), *some([0, 1, 2, 3] * 10)])
    await db.execute(
        "update lyhord.response set audience = 'guardian' where round_id = $1", doors[1].round_id
    )
    for door in doors:
        await settle(db, door.round_id)

    assert all(each.same is None for each in (await told(db, doors[1])).changes)


async def test_who_sees_some_places_publishes_nothing(database: Database) -> None:
    async with database.transaction("owner") as db:
        doors = await a_series(db)
        for door, places in zip(doors, ([0, 1, 2, 3], [1, 2, 3, 3]), strict=True):
            await settled(db, door, some(places * 10, "p"))
    async with database.seeing(("gnesta",)).transaction("desk") as db:
        found = await follow_up(db, doors[1].round_id)
    async with database.transaction("owner") as db:
        published = await waves.published(db, doors[1].round_id)

    assert published is None
    assert found is not None
    assert all(each.same is None for each in found.changes)


async def test_ending_tells_first_and_leaves_what_was_told(db: Connection) -> None:
    doors = await a_series(db)
    for door, places in zip(doors, ([0, 1, 2, 3], [1, 2, 3, 3]), strict=True):
        await settled(db, door, some(places * 10, "p"))
    await told(db, doors[0])
    await db.execute("delete from lyhord.published_change")
    ended = await end_follow_up(db, doors[0].round_id, actor="tests")
    found = await told(db, doors[1])

    assert ended
    assert found.ended_on is not None
    assert found.changes[0].same is not None
    assert 0 == await db.fetchval("select count(*) from lyhord.wave_code")


async def test_a_round_of_no_series_has_nothing_to_tell(db: Connection) -> None:
    (door,) = await a_series(db, 1)
    await db.execute("delete from lyhord.wave")

    assert await follow_up(db, door.round_id) is None
