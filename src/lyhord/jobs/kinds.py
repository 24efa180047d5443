"""Which kinds of jobs there are, and which verb does each."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from msgspec import Struct

from lyhord import analysing, retention
from lyhord.exports import preserving, queued
from lyhord.instruments.shelf import surveys_folder
from lyhord.inviting import mailing, sending
from lyhord.jobs.letters import post_of
from lyhord.settings import Settings
from lyhord.storage.database import Connection, Database
from lyhord.storage.jobs import Job

Report = Callable[[float, str], Awaitable[None]]


class Kind(Struct, frozen=True, kw_only=True):
    """How a kind of job is done, which failures are final, and how they are recorded.

    `abandon` records that the workers which took the job fell silent; the job has failed already.
    """

    perform: Callable[[Database, Job, Report], Awaitable[None]]
    fail: Callable[[Connection, Job, Exception], Awaitable[None]]
    is_final: Callable[[Exception], bool]
    abandon: Callable[[Connection, Job], Awaitable[None]]


def kinds(settings: Settings) -> Mapping[str, Kind]:
    """Every kind of job that this version can do."""
    codebook = analysing.codebook_file(surveys_folder(settings.surveys_dir))
    return {
        analysing.KIND: Kind(
            perform=partial(analysing.perform, codebook=codebook),
            fail=_fail_analysis,
            abandon=analysing.abandon,
            is_final=lambda error: analysing.why(error) != "unexpected",
        ),
        retention.KIND: Kind(
            perform=partial(_purge, preserve=preserving.into(settings)),
            fail=retention.fail,
            abandon=_leave,
            is_final=lambda error: retention.why(error) != "unexpected",
        ),
        queued.KIND: Kind(
            perform=queued.perform,
            fail=queued.fail,
            abandon=_leave,
            is_final=lambda error: queued.why(error) != "unexpected",
        ),
        mailing.KIND: Kind(
            perform=partial(sending.perform, post=post_of(settings)),
            fail=sending.fail,
            abandon=sending.abandon,
            is_final=lambda _: True,
        ),
    }


async def _fail_analysis(db: Connection, job: Job, error: Exception) -> None:
    await analysing.fail(db, job, analysing.why(error))


async def _purge(database: Database, job: Job, _: Report, *, preserve: retention.Preserve) -> None:
    await retention.perform(database, job, preserve=preserve)


async def _leave(_: Connection, __: Job) -> None:
    """A purge destroyed nothing and is queued again tomorrow; of a file the job says all."""
