"""Which formats there are, and a report as a file of one of them."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from uuid import UUID

from msgspec import Struct

from lyhord import disclosing
from lyhord.disclosing import RunReport
from lyhord.errors import BadInputError
from lyhord.exports.csv import themes_csv
from lyhord.exports.table import File
from lyhord.exports.xlsx import workbook
from lyhord.storage import audit
from lyhord.storage.database import Connection


class Format(Struct, frozen=True, kw_only=True):
    """A kind of file and what makes it."""

    media_type: str
    write: Callable[[RunReport], bytes]


FORMATS: Mapping[str, Format] = {
    "csv": Format(media_type="text/csv", write=themes_csv),
    "xlsx": Format(
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write=workbook,
    ),
}


async def take_out(
    db: Connection, round_id: UUID, run_id: UUID, *, format_: str, actor: str
) -> RunReport:
    """Disclose a run for a file, and note in the audit log who took it out.

    Raises `BadInputError` for an unknown format; the file itself is `make`'s, without a connection.
    """
    _chosen(format_)
    report = await disclosing.run_report(db, round_id, run_id)
    details: audit.Details = {"run": str(run_id), "format": format_}
    await audit.add(
        db, actor=actor, action="report_exported", object_=str(round_id), details=details
    )
    return report


def make(format_: str, report: RunReport) -> File:
    """Make a file of a disclosed report, or raise `BadInputError` for an unknown format."""
    chosen = _chosen(format_)
    name = f"teman-{in_a_file_name(report.round_name)}.{format_}"
    return File(name=name, media_type=chosen.media_type, content=chosen.write(report))


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
