"""Which tasks time makes due, and how often; when they run is `timetable`, the verbs elsewhere."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from lyhord import retention
from lyhord.errors import StorageUnavailableError
from lyhord.inviting import mailing
from lyhord.jobs.notices import Notices
from lyhord.jobs.timetable import Task, Tell
from lyhord.safekeeping.remembering import Remembering, list_of
from lyhord.settings import Settings
from lyhord.storage import health, invitations, made_files, mixing
from lyhord.storage.database import Database
from lyhord.triage import staffing

ACTOR = "worker"
# rows are mixed once so many responses have come that each has company
FEWEST = 10
# where there are very many, they wait for each other a little longer: all rows are written anew
SHARE = 0.01
SHARE_LATER = 0.001
AT_ONCE_SECONDS = 5.0
HEARD_SECONDS = 10.0
OFTEN_SECONDS = 60.0
SELDOM_SECONDS = 600.0


def usual(
    database: Database, settings: Settings, *, clock: Callable[[], datetime], tell: Tell
) -> tuple[Task, ...]:
    """The tasks of this version, in the order in which they are done where they are done once."""
    notices = Notices(database, settings, clock=clock, tell=tell)
    batch = 60.0 * settings.notice_minutes
    return (
        Task(name="be_heard", seconds=HEARD_SECONDS, do=partial(be_heard, database, uuid4())),
        *_remembering(database, settings),
        Task(name="close_lapsed_rounds", seconds=batch, do=partial(close_lapsed, database)),
        Task(name="send_notices", seconds=batch, do=notices.send_due, is_for_each=True),
        Task(name="mix_rows", seconds=OFTEN_SECONDS, do=partial(mix, database, share=SHARE)),
        Task(
            name="mix_late_rows",
            seconds=SELDOM_SECONDS,
            do=partial(mix, database, share=SHARE_LATER),
        ),
        Task(name="queue_purges", seconds=SELDOM_SECONDS, do=partial(queue_purges, database)),
        Task(name="drop_files", seconds=SELDOM_SECONDS, do=partial(drop_files, database)),
        Task(name="send_letters", seconds=OFTEN_SECONDS, do=partial(send_letters, database)),
        Task(name="drop_addresses", seconds=SELDOM_SECONDS, do=partial(drop_addresses, database)),
    )


async def be_heard(database: Database, worker_id: UUID) -> bool:
    """Let others know that this worker lives."""
    async with database.transaction("desk") as db:
        await health.be_heard(db, worker_id)
    return True


def _remembering(database: Database, settings: Settings) -> tuple[Task, ...]:
    """Keep the list of what was taken back, where there is a place for it."""
    path = list_of(settings)
    if path is None:
        return ()
    remembering = Remembering(database, path)
    return (
        Task(
            name="remember_taken_back",
            seconds=AT_ONCE_SECONDS,
            do=remembering.do,
            is_for_each=True,
        ),
    )


async def close_lapsed(database: Database) -> bool:
    """Close the rounds that nobody answers for any more, or whose last day has passed."""
    async with database.transaction("desk") as db:
        await staffing.close_lapsed(db, actor=ACTOR)
    return True


async def mix(database: Database, *, share: float) -> bool:
    """Mix the rows when at least this share of them is new."""
    async with database.transaction("desk") as db:
        if not await mixing.is_due(db, fewest=FEWEST, share=share):
            return True
    try:
        async with database.transaction("desk") as db:
            await mixing.mix(db)
    except StorageUnavailableError:
        # somebody reads or analyses just now: the next time comes soon
        return False
    return True


async def queue_purges(database: Database) -> bool:
    """Queue the purge of every round that is due and decided on, once a day each."""
    async with database.transaction("desk") as db:
        await retention.queue_due(db)
    return True


async def drop_files(database: Database) -> bool:
    """Throw away the files that were made and lay long enough."""
    async with database.transaction("desk") as db:
        await made_files.drop_old(db)
    return True


async def send_letters(database: Database) -> bool:
    """Queue the next letters of every mailing that waited long enough."""
    async with database.transaction("desk") as db:
        await mailing.queue_waiting(db)
    return True


async def drop_addresses(database: Database) -> bool:
    """Destroy the addresses of rounds that have ended, each with its protocol."""
    async with database.transaction("desk") as db:
        due = await invitations.ended(db)
    try:
        for round_id in due:
            async with database.transaction("desk") as db:
                await invitations.purge(db, round_id, actor=ACTOR)
    except StorageUnavailableError:
        # letters are on their way just now: the next time comes soon
        return False
    return True
