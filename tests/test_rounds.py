"""Rounds and what stands before them: each change leaves an entry, what stays the same none."""

from lyhord import rounds
from lyhord.storage import audit
from lyhord.storage.database import Connection
from tests.builders import a_key, a_place, a_plan, a_publication


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
        ("place_changed", "sormland"),
        ("instrument_published", "youth"),
        ("round_created", str(round_id)),
        ("collector_created", door.slug),
        ("round_opened", str(round_id)),
        ("round_closed", str(round_id)),
    ]
