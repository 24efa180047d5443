"""Saving: what one moment's database holds, written to a file while the service goes on."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from typing import BinaryIO

from lyhord.errors import SettingsError, StorageUnavailableError
from lyhord.safekeeping import container
from lyhord.safekeeping.container import Manifest
from lyhord.settings import Settings
from lyhord.storage import audit, dumping, loading, mixing, sums
from lyhord.storage.addresses import address
from lyhord.storage.database import Connection, owning

ACTION = "database_saved"

Told = Callable[[str], None]  # which step begins


async def save(settings: Settings, target: BinaryIO, *, actor: str, tell: Told) -> Manifest:
    """Write a backup and note it; what comes in meanwhile is not in it.

    Raises `StorageError` where PostgreSQL's own program cannot save it, `OSError` where the file
    cannot be written.
    """
    if settings.secret is None:
        raise SettingsError("set LYHORD_SECRET: a backup is sealed with it")
    async with owning(settings) as db:
        tell("mixing")
        await _mix(db)
        with container.new(target) as archive:
            tell("saving")
            async with db.transaction(isolation="repeatable_read"):
                manifest = await _manifest(db, settings, archive)
            container.write_manifest(archive, manifest, secret=settings.secret)
        async with db.transaction():
            # how many rows there are would tell how many have answered
            details: audit.Details = {"sha256": manifest.sha256}
            await audit.add(db, actor=actor, action=ACTION, details=details)
    return manifest


async def _mix(db: Connection) -> None:
    """Let the order of the rows tell nothing, where nothing is in the way."""
    with suppress(StorageUnavailableError):
        async with db.transaction():
            if await mixing.is_due(db, fewest=1, share=0.0):
                await mixing.mix(db)


async def _manifest(db: Connection, settings: Settings, archive: container.Archive) -> Manifest:
    """Write the dump of what this transaction sees, and sum that up."""
    server = loading.server(db)
    tool, tool_version = dumping.tools("pg_dump", at_least=server)
    pieces = dumping.dump(tool, address(settings, "owner"), snapshot=await loading.snapshot(db))
    dumped = await container.write_dump(archive, pieces)
    return Manifest(
        made_at=datetime.now(UTC).replace(microsecond=0),
        version=version("lyhord"),
        server=server,
        tool=tool_version,
        migrations=await loading.ledger(db),
        left_out=dumping.LEFT_OUT,
        tables=await sums.of_tables(db, besides=dumping.LEFT_OUT),
        size=dumped.size,
        sha256=dumped.sha256,
    )
