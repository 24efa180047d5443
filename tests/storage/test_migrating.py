"""Migrations: once each, never edited, whole or not at all."""

import asyncio
from pathlib import Path

import asyncpg
import msgspec
import pytest

from lyhord.errors import MigrationError, SettingsError, StorageUnavailableError
from lyhord.settings import Settings
from lyhord.storage.migrating import Migration, known, migrate


async def _value(settings: Settings, query: str) -> object:
    assert settings.database_url is not None
    db = await asyncpg.connect(settings.database_url)
    try:
        return await db.fetchval(query)
    finally:
        await db.close()


def _more(sql: str) -> tuple[Migration, ...]:
    return (*known(), Migration(name="9999_more", sql=sql))


async def test_what_ran_does_not_run_again(settings: Settings) -> None:
    assert await migrate(settings) == ()


async def test_three_at_once_apply_it_once(settings: Settings) -> None:
    more = _more("create table public.more (n integer)")

    applied = await asyncio.gather(*(migrate(settings, more) for _ in range(3)))

    assert sorted(applied) == [(), (), ("9999_more",)]


async def test_a_failing_one_is_undone_whole(settings: Settings) -> None:
    broken = _more("create table public.half (n integer); select 1 / 0")

    with pytest.raises(MigrationError, match="9999_more"):
        await migrate(settings, broken)
    assert await _value(settings, "select to_regclass('public.half')") is None


async def test_an_edited_file_is_refused(settings: Settings) -> None:
    first, *rest = known()
    edited = msgspec.structs.replace(first, sql=first.sql + "-- edited")

    with pytest.raises(MigrationError, match="edited"):
        await migrate(settings, (edited, *rest))


async def test_a_newer_database_is_refused(settings: Settings) -> None:
    await migrate(settings, _more("select 1"))

    with pytest.raises(MigrationError, match="9999_more"):
        await migrate(settings)


async def test_a_database_that_is_down_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError):
        await migrate(Settings(database_url=f"postgresql:///none?host={tmp_path}"))


async def test_no_address_is_a_setting_to_mend() -> None:
    with pytest.raises(SettingsError, match="LYHORD_DATABASE_URL"):
        await migrate(Settings())


def test_names_are_in_order_and_spelled_alike() -> None:
    names = [migration.name for migration in known()]

    assert [f"{number:04d}" for number in range(1, len(names) + 1)] == [n[:4] for n in names]


def test_each_migration_has_a_number_of_its_own() -> None:
    numbers = [migration.name.partition("_")[0] for migration in known()]

    assert len(numbers) == len(set(numbers))
