"""Doors: found by slug, remembered while changes are heard, never stale."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lyhord import rounds
from lyhord.errors import NotFoundError, StorageUnavailableError
from lyhord.intake.doors import Doors
from lyhord.settings import Settings
from lyhord.storage.addresses import Role
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from tests.builders import TODAY, a_collector, a_round

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    return datetime.now(STOCKHOLM)


async def _a_door(database: Database, **changes: Any) -> Collector:  # noqa: ANN401 - of a plan
    async with database.transaction("owner") as db:
        return await a_collector(db, await a_round(db, **changes))


async def _until(condition: Callable[[], bool]) -> None:
    for _ in range(3000):
        if condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come")


async def test_an_open_door_is_found(settings: Settings) -> None:
    async with Database.open(settings, roles=["owner", "door"]) as database:
        collector = await _a_door(database)
        door = await Doors(database, clock=now).find(collector.slug)

    assert door.is_open
    assert door.accepts_posts
    assert "Sörmland" == door.place.name


@pytest.mark.parametrize("slug", ["nothing", "", "\0", "å", "a" * 10_000, "' or 1=1 --", "\ud800"])
async def test_an_unknown_slug_is_not_found(settings: Settings, slug: str) -> None:
    async with Database.open(settings, roles=["door"]) as database:
        with pytest.raises(NotFoundError):
            await Doors(database, clock=now).find(slug)


async def test_closing_is_heard_at_once(settings: Settings) -> None:
    async with Database.open(settings, roles=["owner", "door"]) as database:
        collector = await _a_door(database)
        doors = Doors(database, clock=now)
        async with doors.listening():
            await _until(lambda: doors.is_listening)
            assert (await doors.find(collector.slug)).is_open
            async with database.transaction("owner") as db:
                await rounds.close_round(db, collector.round_id, actor="tests")
            await _until(lambda: not doors.remembers(collector.slug))
            closed = await doors.find(collector.slug)

    assert not closed.is_open
    assert closed.accepts_posts


async def test_a_lost_connection_is_noticed_and_made_again(settings: Settings) -> None:
    async with Database.open(settings, roles=["owner", "door"]) as database:
        collector = await _a_door(database)
        doors = Doors(database, clock=now)
        async with doors.listening():
            await _until(lambda: doors.is_listening)
            await doors.find(collector.slug)
            await _cut_listeners_off(database)
            await _until(lambda: not doors.remembers(collector.slug))
            await _until(lambda: doors.is_listening)

            assert (await doors.find(collector.slug)).is_open


async def test_a_door_that_was_known_stays_while_the_database_is_away(settings: Settings) -> None:
    async with Database.open(settings, roles=["owner", "door"]) as database:
        collector = await _a_door(database)
        doors = Doors(database, clock=now)
        async with doors.listening():
            await _until(lambda: doors.is_listening)
            await doors.find(collector.slug)
            with _away(database):
                await _cut_listeners_off(database)
                await _until(lambda: not doors.remembers(collector.slug))

                assert (await doors.find(collector.slug)).is_open
                with pytest.raises(StorageUnavailableError):
                    await doors.find("another")


async def test_what_changed_is_not_shown_as_it_was(settings: Settings) -> None:
    async with Database.open(settings, roles=["owner", "door"]) as database:
        collector = await _a_door(database)
        doors = Doors(database, clock=now)
        async with doors.listening():
            await _until(lambda: doors.is_listening)
            await doors.find(collector.slug)
            async with database.transaction("owner") as db:
                await rounds.close_round(db, collector.round_id, actor="tests")
            await _until(lambda: not doors.remembers(collector.slug))

            with _away(database), pytest.raises(StorageUnavailableError):
                await doors.find(collector.slug)


async def test_an_unknown_slug_is_asked_for_once_and_found_when_it_is_there(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = {rounds.SLUG_LENGTH: "later", rounds.TRIAL_SLUG_LENGTH: "triallate"}
    monkeypatch.setattr(rounds, "new_slug", lambda length=rounds.SLUG_LENGTH: named[length])
    async with Database.open(settings, roles=["owner", "door"]) as database:
        doors = Doors(database, clock=now)
        async with doors.listening():
            await _until(lambda: doors.is_listening)
            with pytest.raises(NotFoundError):
                await doors.find("later")
            with _away(database), pytest.raises(NotFoundError):
                await doors.find("later")
            await _a_door(database)

            await _until_found(doors, "later")


async def _until_found(doors: Doors, slug: str) -> None:
    for _ in range(3000):
        with suppress(NotFoundError):
            await doors.find(slug)
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it was not found")


@contextmanager
def _away(database: Database) -> Generator[None]:
    """The public side cannot reach the database; everybody else can."""
    transaction = database.transaction

    def refusing(role: Role) -> AbstractAsyncContextManager[Connection]:
        if role == "door":
            raise StorageUnavailableError("away")
        return transaction(role)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "transaction", refusing)
        yield


async def _cut_listeners_off(database: Database) -> None:
    async with database.transaction("owner") as db:
        await db.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and application_name = 'lyhord door'"
        )


@pytest.mark.parametrize(
    ("hours", "is_open", "accepts_posts"), [(-1, True, True), (1, False, True), (3, False, False)]
)
async def test_the_last_day_ends_with_two_hours_of_grace(
    settings: Settings, hours: int, *, is_open: bool, accepts_posts: bool
) -> None:
    end = datetime.combine(TODAY + timedelta(days=1), datetime.min.time(), STOCKHOLM)
    async with Database.open(settings, roles=["owner", "door"]) as database:
        collector = await _a_door(database, closes=TODAY)
        doors = Doors(database, clock=lambda: end + timedelta(hours=hours))
        door = await doors.find(collector.slug)

    assert (is_open, accepts_posts) == (door.is_open, door.accepts_posts)


async def test_a_round_that_has_not_begun_is_not_open(settings: Settings) -> None:
    async with Database.open(settings, roles=["owner", "door"]) as database:
        collector = await _a_door(database, opens=TODAY + timedelta(days=1))
        door = await Doors(database, clock=now).find(collector.slug)

    assert not door.is_open
    assert not door.accepts_posts
