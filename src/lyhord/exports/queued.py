"""Files that a worker makes, as nobody should wait for them; what is in them is `disclosing`'s.

They are made and handed out as whoever asked sees the round. A file is kept only if nothing that it
tells has changed while it was written, and handed out only if nothing has since.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord import disclosing
from lyhord.disclosing import Drawn, Microdata, Request
from lyhord.errors import BadInputError, JobLostError, NotFoundError, Withheld, WithheldError
from lyhord.exports.making import FORMATS, make, note
from lyhord.exports.microdata.taking import ROW_FORMATS, RowFormat, named
from lyhord.exports.report.report import Report, gather
from lyhord.exports.table import File
from lyhord.storage import jobs, made_files
from lyhord.storage.database import Connection, Database
from lyhord.storage.jobs import Job
from lyhord.storage.made_files import Asked, Made, Wanted

KIND = "file"
# of the job: where the file begins to be written, and where it is compared with what stands
READ, WRITTEN = 0.3, 0.8

Failure = Withheld | Literal["", "worker_lost", "unexpected"]
Tell = Callable[[float, str], Awaitable[None]]


class Asker(Struct, frozen=True, kw_only=True):
    """An account by its address, and the municipalities that it works for; none means all."""

    email: str
    municipalities: tuple[str, ...] = ()


class Status(Struct, frozen=True, kw_only=True):
    """How a file goes; `stage` is reading, writing or checking, `failure` why there is none."""

    wanted: Wanted
    state: Literal["queued", "running", "finished", "failed"]
    progress: float
    stage: str
    failure: Failure


async def is_large(db: Connection, round_id: UUID, *, least: int) -> bool:
    """Whether so many have answered, by what may be shown, that a file takes long."""
    total = (await disclosing.overview(db, round_id)).total
    return (total.n or 0) >= least


async def ask(db: Connection, round_id: UUID, wanted: Wanted, *, asker: Asker) -> UUID:
    """Queue a file; the same one that was asked for before, and still stands, is given instead.

    Raises `WithheldError` where rows may not be given, and `BadInputError` for an unknown format.
    """
    if wanted.format not in FORMATS and wanted.format not in ROW_FORMATS:
        raise BadInputError(f"there is no format {wanted.format}")
    if wanted.format in ROW_FORMATS:
        await disclosing.require_allowed(db, round_id, _request(asker.email, wanted))
    known = await made_files.same(
        db,
        round_id,
        asked_by=asker.email,
        municipalities=asker.municipalities,
        wanted=wanted,
    )
    if known is not None:
        return known
    file_id = await jobs.enqueue(db, kind=KIND, round_id=round_id, payload={})
    await made_files.add(
        db,
        round_id,
        file_id,
        asked_by=asker.email,
        municipalities=asker.municipalities,
        wanted=wanted,
    )
    return file_id


async def status(db: Connection, round_id: UUID, file_id: UUID, *, asker: Asker) -> Status:
    """How a file goes that this account asked for, or `NotFoundError`."""
    asked = await made_files.get(db, round_id, file_id, asked_by=asker.email)
    job = await jobs.get(db, file_id)
    failure = msgspec.convert(job.error, Failure)
    return Status(
        wanted=asked.wanted,
        state="failed" if asked.is_void else job.state,
        progress=job.progress,
        stage=job.stage,
        failure=failure or ("changed" if asked.is_void else ""),
    )


async def perform(database: Database, job: Job, tell: Tell) -> None:
    """Make a file and keep it, or raise `WithheldError`; `JobLostError`."""
    await tell(0.0, "reading")
    async with database.transaction("desk") as db:
        asked = await _wanted(db, job)
    seen = database.seeing(asked.municipalities)
    if asked.wanted.format in ROW_FORMATS:
        await _make_rows(seen, job, asked, tell)
    else:
        await _make_report(seen, job, asked.wanted, tell)


async def _make_rows(database: Database, job: Job, asked: Asked, tell: Tell) -> None:
    chosen = ROW_FORMATS[asked.wanted.format]
    request = _request(asked.asked_by, asked.wanted)
    async with database.transaction("desk") as db:
        data = await chosen.read(db, job.round_id, request)
    await tell(READ, "writing")
    content = await asyncio.to_thread(_written, chosen, data)
    await tell(WRITTEN, "checking")
    about = named(chosen, data)
    mark = msgspec.json.encode(data.drawn).decode()
    made = Made(name=about.name, media_type=about.media_type, mark=mark, content=content)
    async with database.transaction("desk") as db:
        await _wanted(db, job)
        await disclosing.require_unchanged(db, data.drawn)
        await _keep(db, job, made)


def _written(chosen: RowFormat, data: Microdata) -> bytes:
    with tempfile.TemporaryFile() as target:
        chosen.write(data, target)
        target.seek(0)
        return target.read()


async def _make_report(database: Database, job: Job, wanted: Wanted, tell: Tell) -> None:
    async with database.transaction("desk") as db:
        report = await _told(db, job.round_id, wanted)
    await tell(READ, "writing")
    file = await asyncio.to_thread(make, wanted.format, report)
    await tell(WRITTEN, "checking")
    made = Made(
        name=file.name, media_type=file.media_type, mark=_digest(report), content=file.content
    )
    async with database.transaction("desk") as db:
        await _wanted(db, job)
        if await _told(db, job.round_id, wanted) != report:
            raise WithheldError("changed")
        await _keep(db, job, made)


async def _told(db: Connection, round_id: UUID, wanted: Wanted) -> Report:
    if wanted.run_id is None:
        raise BadInputError("a report is of a run")
    return await gather(db, round_id, wanted.run_id, language=wanted.language)


async def _wanted(db: Connection, job: Job) -> Asked:
    """What is to be made, locked first so that what is read next is what stands."""
    asked = await made_files.lock(db, job.round_id, job.job_id)
    if asked.is_void:
        raise WithheldError("changed")
    return asked


async def _keep(db: Connection, job: Job, made: Made) -> None:
    await made_files.keep(db, job.round_id, job.job_id, made)
    if not await jobs.finish(db, job):
        raise JobLostError


async def hand_out_made(database: Database, round_id: UUID, file_id: UUID, *, asker: Asker) -> File:
    """Give a file to whoever asked for it, and note it, when nothing that it tells has changed.

    Raises `NotFoundError` for a file of others or of yesterday; `WithheldError` where something
    changed, and then the file is thrown away.
    """
    try:
        async with database.transaction("desk") as db:
            return await _handed_out(db, round_id, file_id, asker)
    except WithheldError:
        async with database.transaction("desk") as db:
            await made_files.void(db, round_id, file_id)
        raise


async def _handed_out(db: Connection, round_id: UUID, file_id: UUID, asker: Asker) -> File:
    await made_files.get(db, round_id, file_id, asked_by=asker.email)
    asked = await made_files.lock(db, round_id, file_id)
    made = await made_files.content(db, round_id, file_id)
    if made is None and not asked.is_void:
        raise NotFoundError("file", str(file_id))
    if made is None or asked.municipalities != asker.municipalities:
        raise WithheldError("changed")
    if asked.wanted.format in ROW_FORMATS:
        drawn = msgspec.json.decode(made.mark, type=Drawn)
        await disclosing.hand_out_drawn(db, drawn, _request(asker.email, asked.wanted))
    else:
        await _hand_out_report(db, round_id, asked, made)
    return File(name=made.name, media_type=made.media_type, content=made.content)


async def _hand_out_report(db: Connection, round_id: UUID, asked: Asked, made: Made) -> None:
    wanted = asked.wanted
    if _digest(await _told(db, round_id, wanted)) != made.mark or wanted.run_id is None:
        raise WithheldError("changed")
    await note(db, round_id, wanted.run_id, format_=wanted.format, actor=asked.asked_by)


async def fail(db: Connection, job: Job, error: Exception) -> None:
    """Record why there is no file, unless another worker has taken the job over."""
    await jobs.fail(db, job, error=why(error))


def why(error: Exception) -> Failure:
    """The kind of a failure; its own words may quote an answer and are not kept."""
    match error:
        case WithheldError():
            return error.reason
        case NotFoundError():
            return "changed"
        case _:
            return "unexpected"


def _request(email: str, wanted: Wanted) -> Request:
    return Request(actor=email, holder=email, format=wanted.format, purpose=wanted.purpose)


def _digest(report: Report) -> str:
    return sha256(msgspec.json.encode(report, order="deterministic")).hexdigest()
