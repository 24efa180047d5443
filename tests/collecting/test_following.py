"""The next wave is planned like the last one."""

from datetime import timedelta

import pytest

from lyhord import rounds
from lyhord.collecting.following import AHEAD, plan_next
from lyhord.errors import BadInputError
from lyhord.storage import collectors, waves
from lyhord.storage import rounds as stored
from lyhord.storage.database import Connection
from tests.builders import TODAY, settle
from tests.disclosing.followed import a_series


async def test_the_next_wave_has_its_length_and_its_doors(db: Connection) -> None:
    (door,) = await a_series(db, 1)
    shut = await rounds.add_collector(
        db, door.round_id, audience="youth", mode="open", name="shut", actor="tests"
    )
    await collectors.set_state(db, shut, "closed", actor="tests")
    place = await rounds.add_collector(
        db,
        door.round_id,
        audience="youth",
        mode="kiosk",
        municipality="trosa",
        name="Väntrummet",
        actor="tests",
    )
    made = await plan_next(db, door.round_id, today=TODAY, actor="tests")
    before, after = await stored.get(db, door.round_id), await stored.get(db, made)
    found = await collectors.of_round(db, made)

    assert after.closes - after.opens == before.closes - before.opens
    assert after.opens == max(TODAY, before.closes) + AHEAD
    assert {(each.mode, each.name) for each in found} == {("open", ""), ("kiosk", "Väntrummet")}
    assert [place.presets] == [each.presets for each in found if each.mode == "kiosk"]
    assert not {each.slug for each in found} & {door.slug, place.slug}


async def test_waves_are_named_by_their_numbers(db: Connection) -> None:
    (door,) = await a_series(db, 1)
    second = await plan_next(db, door.round_id, today=TODAY, actor="tests")
    third = await plan_next(db, door.round_id, today=TODAY, actor="tests")
    names = [(await stored.get(db, each)).name for each in (second, third)]

    assert names == ["T0 T1", "T0 T2"]
    assert (await stored.get(db, third)).opens > (await stored.get(db, second)).closes


async def test_a_series_has_an_end(db: Connection) -> None:
    (door,) = await a_series(db, 1)
    for _ in range(waves.MOST_WAVES - 1):
        await plan_next(db, door.round_id, today=TODAY - timedelta(days=1), actor="tests")
    with pytest.raises(BadInputError, match="at most"):
        await plan_next(db, door.round_id, today=TODAY, actor="tests")


async def test_an_ended_series_is_not_followed_up(db: Connection) -> None:
    (door,) = await a_series(db, 1)
    await settle(db, door.round_id)
    assert await waves.end(db, door.round_id, actor="tests")

    with pytest.raises(BadInputError, match="has ended"):
        await plan_next(db, door.round_id, today=TODAY, actor="tests")
