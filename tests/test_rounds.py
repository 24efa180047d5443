"""Rounds and what stands before them: each change leaves an entry, what stays the same none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from lyhord import rounds
from lyhord.errors import BadInputError, NotFoundError
from lyhord.storage import audit
from lyhord.storage import rounds as stored
from lyhord.storage.database import Connection
from tests.builders import a_key, a_place, a_plan, a_publication, a_round


async def actions(db: Connection) -> list[tuple[str, str]]:
    """What was noted, the oldest first."""
    return [(entry.action, entry.object) for entry in reversed(await audit.newest(db))]


async def test_publishing_is_noted_where_something_changed(db: Connection) -> None:
    for _ in range(2):
        await rounds.publish(db, (a_publication(),), a_place(), actor="tests")

    assert await actions(db) == [("place_changed", "sormland"), ("instrument_published", "youth")]


async def test_what_happens_to_a_round_is_noted(db: Connection) -> None:
    key = await a_key(db)
    await rounds.publish(db, (a_publication(),), a_place(), actor="tests")
    round_id = await rounds.create(db, a_plan(), actor="tests")
    door = await rounds.add_collector(db, round_id, audience="youth", mode="open", actor="tests")
    await rounds.open_round(db, round_id, actor="tests")
    await rounds.close_round(db, round_id, actor="tests")

    assert await actions(db) == [
        ("key_created", str(key.key_id)),
        ("key_copied", str(key.key_id)),
        ("place_changed", "sormland"),
        ("instrument_published", "youth"),
        ("round_created", str(round_id)),
        ("round_decided", str(round_id)),
        ("collector_created", door.slug),
        ("round_opened", str(round_id)),
        ("round_closed", str(round_id)),
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"closes": date.max}, "9999-12-31"),
        ({"opens": date.min}, "0001-01-01"),
        ({"results_by": date(2201, 1, 1)}, "2201-01-01"),
        ({"retention_days": 36_501}, "from 1 to 36500"),
        ({"retention_days": 99_999_999_999}, "from 1 to 36500"),
        ({"retention_days": 0}, "from 1 to 36500"),
        ({"opens": date(2030, 1, 2), "closes": date(2030, 1, 1)}, "before it opens"),
    ],
)
async def test_a_round_beyond_every_calendar_is_refused(
    db: Connection, changes: dict[str, object], told: str
) -> None:
    with pytest.raises(BadInputError, match=told):
        await rounds.create(db, a_plan(**changes), actor="tests")


async def test_a_round_at_the_ends_of_the_calendar_can_be_opened(db: Connection) -> None:
    await a_key(db)
    await rounds.publish(db, (a_publication(),), a_place(), actor="tests")
    plan = a_plan(opens=rounds.FIRST_DAY, closes=rounds.LAST_DAY, retention_days=36_500)
    round_id = await rounds.create(db, plan, actor="tests")

    assert (await rounds.open_round(db, round_id, actor="tests")).closes == rounds.LAST_DAY


@pytest.mark.parametrize(("hours", "is_settled"), [(0, False), (1, False), (3, True)])
async def test_a_round_is_settled_two_hours_after_it_closed(
    db: Connection, hours: int, *, is_settled: bool
) -> None:
    round_id = await a_round(db)
    at = datetime.now(UTC) - timedelta(hours=hours)
    closed = await rounds.close_round(db, round_id, actor="tests", at=at)

    assert (closed.state, closed.is_settled) == ("closed", is_settled)
    assert (closed.grace_until is None) == is_settled


async def test_a_round_does_not_close_in_the_future(db: Connection) -> None:
    round_id = await a_round(db)
    closed = await rounds.close_round(
        db, round_id, actor="tests", at=datetime.now(UTC) + timedelta(hours=3)
    )

    assert closed.closed_at
    assert closed.closed_at <= datetime.now(UTC)


@pytest.mark.parametrize(("is_open", "is_settled"), [(True, True), (False, False)])
async def test_a_round_is_settled_some_time_after_its_last_day_unless_it_never_began(
    db: Connection, *, is_open: bool, is_settled: bool
) -> None:
    round_id = await a_round(db, is_open=is_open)
    await db.execute("update lyhord.round set closes = current_date - 2")

    assert (await stored.get(db, round_id)).is_settled == is_settled


async def test_a_small_survey_stands_beside_an_audience_s_own(db: Connection) -> None:
    own = a_publication()
    small = replace(own, instrument=replace(own.instrument, id="small", title="Liten enkät"))
    round_id = await a_round(db, own, small)
    for survey in ("", "small"):
        door = await rounds.add_collector(
            db, round_id, audience="youth", mode="open", survey=survey, actor="tests"
        )

        assert door.instrument_id == (survey or "youth")

    # whoever asks what a round asks an audience is told of its own survey, whatever came later
    (told,) = (await stored.public(db, round_id)).publications
    assert told == own


async def test_a_survey_asks_the_audience_that_it_was_written_for(db: Connection) -> None:
    own = a_publication()
    small = replace(own, instrument=replace(own.instrument, id="small"))
    round_id = await a_round(db, own, small)

    for survey, told in (("small", "asks youth, not child"), ("other", "other")):
        with pytest.raises((BadInputError, NotFoundError), match=told):
            await rounds.add_collector(
                db, round_id, audience="child", mode="open", survey=survey, actor="tests"
            )
