"""Brings a database to the schema of this version; the files lie in `migrations`."""

import hashlib
from pathlib import Path

import asyncpg
from msgspec import Struct

from lyhord.errors import MigrationError
from lyhord.settings import Settings
from lyhord.storage.database import Connection, owning

FOLDER = Path(__file__).parent / "migrations"
LOCK = 7_468_112
LEDGER = """
create table if not exists public.lyhord_migration (
  name text constraint lyhord_migration_pkey primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
)
"""


class Migration(Struct, frozen=True, kw_only=True):
    """One file of the schema's history."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """What the ledger remembers, so that an edit after the fact is seen."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def known(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """Every migration of this version, in order."""
    files = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    return tuple(Migration(name=file.stem, sql=file.read_text("utf-8")) for file in files)


async def migrate(
    settings: Settings, migrations: tuple[Migration, ...] | None = None
) -> tuple[str, ...]:
    """Apply what is missing and return its names; several at once wait for each other.

    Raises `MigrationError` when a file was edited after it ran, when the database knows a migration
    that this version does not, or when one fails; what ran before it stays.
    """
    async with owning(settings) as db:
        await db.execute("select pg_advisory_lock($1)", LOCK)
        return await _apply(db, known() if migrations is None else migrations)


async def missing(settings: Settings) -> tuple[str, ...]:
    """The migrations that this version has and the database lacks; changes nothing."""
    async with owning(settings) as db:
        if await db.fetchval("select to_regclass('public.lyhord_migration')") is None:
            return tuple(migration.name for migration in known())
        done = await _done(db)
    _refuse_strangers(done, known())
    return tuple(migration.name for migration in known() if migration.name not in done)


async def _done(db: Connection) -> dict[str, str]:
    rows = await db.fetch("select name, checksum from public.lyhord_migration")
    return {str(row["name"]): str(row["checksum"]) for row in rows}


async def _apply(db: Connection, migrations: tuple[Migration, ...]) -> tuple[str, ...]:
    await db.execute("set client_min_messages = warning")
    await db.execute(LEDGER)
    done = await _done(db)
    _refuse_strangers(done, migrations)
    lacking = [migration for migration in migrations if migration.name not in done]
    for migration in lacking:
        await _run(db, migration)
    return tuple(migration.name for migration in lacking)


def _refuse_strangers(done: dict[str, str], migrations: tuple[Migration, ...]) -> None:
    ours = {migration.name: migration.checksum for migration in migrations}
    for name, checksum in done.items():
        if name not in ours:
            raise MigrationError(f"the database has {name}, which this version does not know")
        if ours[name] != checksum:
            raise MigrationError(f"{name} was edited after it ran; write a new migration instead")


async def _run(db: Connection, migration: Migration) -> None:
    try:
        async with db.transaction():
            await db.execute("set local lock_timeout = '4s'")
            await db.execute(migration.sql)
            await db.execute(
                "insert into public.lyhord_migration (name, checksum) values ($1, $2)",
                migration.name,
                migration.checksum,
            )
    except asyncpg.PostgresError as error:
        raise MigrationError(f"{migration.name} failed and was undone: {error}") from error
