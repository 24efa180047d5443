"""Restoring: the whole of a backup in the place of what is there, or nothing of it.

Everything happens in one transaction, so that whatever stops it leaves the database as it was.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from lyhord.errors import BadInputError, MigrationError, StorageError
from lyhord.safekeeping import remembering
from lyhord.safekeeping.container import Container, Manifest
from lyhord.settings import Settings
from lyhord.storage import audit, dumping, loading, mixing, sums, taken_back
from lyhord.storage.database import Connection, owning
from lyhord.storage.migrating import known, migrate
from lyhord.storage.taken_back import TakenBack

ACTION = "database_restored"
# how often to look whether others have left
LEAVING, LOOK_SECONDS = 50, 0.1

Told = Callable[[str], None]  # which step begins


async def restore(
    settings: Settings,
    backup: Container,
    *,
    remembered: TakenBack,
    replace: bool,
    actor: str,
    tell: Told,
) -> tuple[str, ...]:
    """Put a backup in the place of the database; returns the migrations that ran after it.

    What was taken back or purged after the backup, as `remembered` or as the database that is
    replaced knows, does not come back. Raises `BadInputError` for a backup of a later version, for
    a database in use, and without `replace` for one that holds anything; `StorageError` where what
    was loaded is not what was saved. None of them changes anything.
    """
    manifest = backup.manifest
    _refuse_strange(manifest)
    async with owning(settings) as db:
        tool = _tool(manifest, loading.server(db))
        await _alone(db)
        async with db.transaction():
            there, stopped = await _replaced(db, replace=replace)
            gone = remembered.with_(there)
            tell("pre-data")
            await loading.replace(
                db, tool, backup.pieces, migrations=manifest.migrations, tell=tell
            )
            tell("checking")
            await _require_same(db, manifest)
            tell("taking_back")
            await taken_back.take_back_again(db, gone, actor=actor)
            await taken_back.stop_again(db, stopped, actor=actor)
            details: audit.Details = {
                "sha256": manifest.sha256,
                "made_at": manifest.made_at.isoformat(),
            }
            await audit.add(db, actor=actor, action=ACTION, details=details)
            await mixing.mix(db)
    tell("migrating")
    return await migrate(settings)


def remembered_in(paths: tuple[Path, ...]) -> TakenBack:
    """What these lists remember together; `BadInputError` for one that cannot be read."""
    gone = TakenBack()
    for path in paths:
        gone = gone.with_(remembering.read(path))
    return gone


def _refuse_strange(manifest: Manifest) -> None:
    ours = {migration.name: migration.checksum for migration in known()}
    for name, checksum in manifest.migrations.items():
        if name not in ours:
            raise BadInputError(
                f"the backup was made by version {manifest.version}, which has {name}: "
                "restore it with that version or a later one"
            )
        if ours[name] != checksum:
            raise MigrationError(f"{name} of the backup is not the {name} of this version")


def _tool(manifest: Manifest, server: int) -> Path:
    if server < manifest.server:
        raise BadInputError(
            f"the backup comes from PostgreSQL {manifest.server}, and this server is {server}: "
            "restore it on that version or a later one"
        )
    return dumping.tools("pg_restore", at_least=manifest.tool)[0]


async def _alone(db: Connection) -> None:
    """Wait a little for those who are just leaving: a connection outlives its end by moments."""
    for _ in range(LEAVING):
        if not await loading.others(db):
            return
        await asyncio.sleep(LOOK_SECONDS)


async def _replaced(db: Connection, *, replace: bool) -> tuple[TakenBack, tuple[str, ...]]:
    """What the database that goes remembers, and who wants no letters, once nobody is in it."""
    others = await loading.others(db)
    if others:
        raise BadInputError(
            f"{others} other connections use this database: stop the services, then restore"
        )
    if not await loading.has_schema(db):
        return TakenBack(), ()
    if not replace and await taken_back.holds_data(db):
        raise BadInputError(
            "this database holds rounds or accounts, which would be gone: --replace says that "
            "you mean it"
        )
    await taken_back.hold_still(db)
    return await taken_back.known(db), await taken_back.stopped(db)


async def _require_same(db: Connection, manifest: Manifest) -> None:
    there = await sums.of_tables(db, besides=manifest.left_out)
    if there != manifest.tables:
        was, now = set(manifest.tables), set(there)
        names = ", ".join(sorted({table.name for table in was ^ now}))
        raise StorageError(f"what was loaded is not what was saved: {names}")
