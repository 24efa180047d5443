"""What is wrong with the database, and what in it waits for somebody."""

import time
from collections.abc import AsyncGenerator, Iterator

from lyhord.commands.doctor.finding import Finding, error, warning
from lyhord.errors import MigrationError, StorageUnavailableError
from lyhord.settings import Settings
from lyhord.storage import diagnosis, health, taken_back
from lyhord.storage.database import Connection, owning
from lyhord.storage.diagnosis import Server, State
from lyhord.storage.migrating import missing

OLDEST = 15
APART_SECONDS = 30.0
SILENT_SECONDS = 60.0
SAVED_DAYS = 2.0


async def look(settings: Settings) -> tuple[Finding, ...]:
    """Everything that is wrong with it; the rest is not asked where it does not answer."""
    try:
        async with owning(settings) as db, db.transaction():
            return tuple([each async for each in _asked(db, settings)])
    except StorageUnavailableError as unreachable:
        return (error("database_silent", error=unreachable),)


async def _asked(db: Connection, settings: Settings) -> AsyncGenerator[Finding]:
    for each in _of_server(await diagnosis.server(db), now=time.time()):
        yield each
    try:
        lacking = await missing(settings)
    except MigrationError:
        yield error("schema_new")
        return
    if lacking:
        yield error("schema_old", names=", ".join(lacking))
        return
    is_used = await taken_back.holds_data(db)
    for each in _of_state(await diagnosis.state(db), is_used=is_used):
        yield each
    silence = await health.silence(db)
    if silence is None or silence > SILENT_SECONDS:
        yield error("worker_silent")
    late = await health.purges_overdue(db)
    if late:
        yield error("purges_late", n=late)


def _of_server(server: Server, *, now: float) -> Iterator[Finding]:
    if server.version < OLDEST:
        yield error("database_old", version=server.version)
    if not (server.is_durable and server.is_committed):
        yield error("database_forgetful")
    if server.is_telling:
        yield error("database_telling")
    if server.is_superuser:
        yield warning("database_superuser")
    if abs(server.now - now) > APART_SECONDS:
        yield error("clock_wrong", n=round(abs(server.now - now)))


def _of_state(state: State, *, is_used: bool) -> Iterator[Finding]:
    if state.unguarded:
        yield error("rows_unguarded", names=", ".join(state.unguarded))
    if state.overreaching:
        yield error("roles_overreaching", names=", ".join(state.overreaching))
    if state.keyless:
        yield error("keys_missing", names=", ".join(state.keyless))
    if state.late_acute:
        yield error("cases_late", n=state.late_acute)
    if state.undecided:
        yield warning("purges_undecided", n=state.undecided)
    if not state.has_admin:
        yield warning("admin_missing")
    if is_used:
        yield from _of_backups(state.days_since_saved)


def _of_backups(days: float | None) -> Iterator[Finding]:
    if days is None:
        yield warning("backup_missing")
    elif days > SAVED_DAYS:
        yield warning("backup_old", n=int(days))
