"""Which kinds of jobs there are, and which verb does each."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from msgspec import Struct

from lyhord import analysing
from lyhord.instruments.shelf import surveys_folder
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
        )
    }


async def _fail_analysis(db: Connection, job: Job, error: Exception) -> None:
    await analysing.fail(db, job, analysing.why(error))
