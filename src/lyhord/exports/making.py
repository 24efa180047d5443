"""Which formats there are, and a report as a file of one of them."""

import asyncio
import re
import unicodedata
from collections.abc import Callable, Mapping
from uuid import UUID

from msgspec import Struct

from lyhord.errors import BadInputError, WithheldError
from lyhord.exports import writers
from lyhord.exports.csv import themes_csv, themes_csv_swedish
from lyhord.exports.report.report import Report, gather
from lyhord.exports.report.words import Language
from lyhord.exports.table import File
from lyhord.storage import audit
from lyhord.storage.database import Connection, Database

CSV, PDF = "text/csv", "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{OFFICE}wordprocessingml.document"
TRIES = 3
LANGUAGES: Mapping[str, Language] = {"sv": "sv", "en": "en"}


class Format(Struct, frozen=True, kw_only=True):
    """A kind of file and what makes it; how its name begins and ends."""

    media_type: str
    write: Callable[[Report], bytes]
    name: str
    suffix: str
    has_quotes: bool = True


FORMATS: Mapping[str, Format] = {
    "csv": Format(media_type=CSV, write=themes_csv, name="teman", suffix="csv", has_quotes=False),
    "csv-sv": Format(
        media_type=CSV, write=themes_csv_swedish, name="teman-excel", suffix="csv", has_quotes=False
    ),
    "qdc": Format(
        media_type="application/xml",
        write=writers.codebook,
        name="kodbok",
        suffix="qdc",
        has_quotes=False,
    ),
    "xlsx": Format(
        media_type=f"{OFFICE}spreadsheetml.sheet",
        write=writers.workbook,
        name="teman",
        suffix="xlsx",
    ),
    "docx": Format(
        media_type=DOCX,
        write=writers.word,
        name="rapport",
        suffix="docx",
    ),
    "pptx": Format(
        media_type=f"{OFFICE}presentationml.presentation",
        write=writers.slides,
        name="bilder",
        suffix="pptx",
    ),
    "pdf": Format(
        media_type=PDF,
        write=writers.pdf,
        name="rapport",
        suffix="pdf",
    ),
    "brief": Format(
        media_type=DOCX,
        write=writers.brief,
        name="beslutsunderlag",
        suffix="docx",
    ),
    "newsletter": Format(
        media_type="text/plain", write=writers.newsletter, name="nyhetsbrev", suffix="txt"
    ),
    "cards": Format(media_type=PDF, write=writers.cards, name="citatkort", suffix="pdf"),
    "notes": Format(media_type=CSV, write=writers.notes, name="lappar", suffix="csv"),
}


async def take_out(
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    *,
    format_: str,
    actor: str,
    language: Language = "sv",
) -> Report:
    """Disclose a run for a file, and note in the audit log who took it out.

    Raises `BadInputError` for an unknown format; the file itself is `make`'s, without a connection.
    """
    _chosen(format_)
    report = await gather(db, round_id, run_id, language=language)
    await note(db, round_id, run_id, format_=format_, actor=actor)
    return report


async def note(db: Connection, round_id: UUID, run_id: UUID, *, format_: str, actor: str) -> None:
    """Note in the audit log who took a report out."""
    details: audit.Details = {"run": str(run_id), "format": format_}
    await audit.add(
        db, actor=actor, action="report_exported", object_=str(round_id), details=details
    )


async def note_series(db: Connection, round_id: UUID, *, actor: str) -> None:
    """Note in the audit log who took the figures of a series of events out."""
    details: audit.Details = {"format": "events-csv"}
    await audit.add(
        db, actor=actor, action="report_exported", object_=str(round_id), details=details
    )


async def hand_out(
    database: Database,
    round_id: UUID,
    run_id: UUID,
    *,
    format_: str,
    actor: str,
    language: Language = "sv",
) -> File:
    """Write the file of a run, and note who took it out when nothing that it tells has changed.

    No connection waits while the file is written. What was withdrawn or hidden meanwhile is in no
    file that is given out: it is written again, and `WithheldError` raised where that never ends.
    Raises `BadInputError` for an unknown format.
    """
    _chosen(format_)
    async with database.transaction("desk") as db:
        report = await gather(db, round_id, run_id, language=language)
    for _ in range(TRIES):
        file = await asyncio.to_thread(make, format_, report)
        async with database.transaction("desk") as db:
            now = await gather(db, round_id, run_id, language=language)
            if now == report:
                await note(db, round_id, run_id, format_=format_, actor=actor)
                return file
        report = now
    raise WithheldError("changed")


def make(format_: str, report: Report) -> File:
    """Make a file of a disclosed report, or raise `BadInputError` for an unknown format."""
    chosen = _chosen(format_)
    name = f"{chosen.name}-{in_a_file_name(report.run.round_name)}.{chosen.suffix}"
    return File(
        name=name,
        media_type=chosen.media_type,
        content=chosen.write(report),
        lacks_quotes=chosen.has_quotes and report.is_unread,
    )


def _chosen(format_: str) -> Format:
    chosen = FORMATS.get(format_)
    if chosen is None:
        raise BadInputError(f"there is no format {format_}; choose {' or '.join(FORMATS)}")
    return chosen


def in_a_file_name(name: str) -> str:
    """A round's name in the letters that every file system and header takes."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(symbol for symbol in parts if not unicodedata.combining(symbol))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "omgang"
