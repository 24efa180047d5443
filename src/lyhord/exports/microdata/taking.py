"""Which formats rows come in, and a file of one of them, written whole before it is given out.

What may stand in a row is `disclosing`'s. No connection waits while a file is written; what was
withdrawn meanwhile is in no file that is given out, because then there is none.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import BinaryIO
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from lyhord import disclosing
from lyhord.disclosing import Microdata, Request
from lyhord.errors import BadInputError
from lyhord.exports import writers
from lyhord.exports.making import FORMATS, in_a_file_name
from lyhord.exports.microdata import delimited, documents
from lyhord.storage.database import Connection, Database

Read = Callable[[Connection, UUID, Request], Awaitable[Microdata]]
CSV = FORMATS["csv"].media_type


class RowFormat(Struct, frozen=True, kw_only=True):
    """A kind of file: what stands in it, how it is read and written, the end of its name."""

    name: str
    media_type: str
    suffix: str
    read: Read
    write: Callable[[Microdata, BinaryIO], None]


class RowFile(Struct, frozen=True, kw_only=True):
    """What a written file is called and what it is."""

    name: str
    media_type: str


def _statements(
    media_type: str, suffix: str, write: Callable[[Microdata, BinaryIO], None]
) -> RowFormat:
    read = disclosing.statements_as_rows
    return RowFormat(name="utsagor", media_type=media_type, suffix=suffix, read=read, write=write)


def _answers(
    media_type: str, suffix: str, write: Callable[[Microdata, BinaryIO], None]
) -> RowFormat:
    read = disclosing.answers_as_rows
    return RowFormat(name="svar", media_type=media_type, suffix=suffix, read=read, write=write)


def _excel(format_: RowFormat) -> RowFormat:
    """The same under a name of its own, so that two files of a round can lie beside each other."""
    return replace(format_, name=f"{format_.name}-excel")


SPSS, PARQUET = "application/x-spss-sav", "application/vnd.apache.parquet"
ROW_FORMATS: Mapping[str, RowFormat] = {
    "statements-csv": _statements(CSV, "csv", delimited.statements),
    "statements-csv-sv": _excel(_statements(CSV, "csv", delimited.statements_swedish)),
    "statements-xlsx": _statements(FORMATS["xlsx"].media_type, "xlsx", writers.rows_as_workbook),
    "sav": _statements(SPSS, "sav", writers.rows_as_sav),
    "parquet": _statements(PARQUET, "parquet", writers.rows_as_parquet),
    "json": _statements("application/json", "json", documents.statements),
    "assignments-json": _statements("application/json", "json", documents.assignments),
    "qdpx": _statements("application/zip", "qdpx", writers.rows_as_project),
    "responses-csv": _answers(CSV, "csv", delimited.answers),
    "responses-csv-sv": _excel(_answers(CSV, "csv", delimited.answers_swedish)),
    "responses-sav": _answers(SPSS, "sav", writers.rows_as_sav),
    "responses-parquet": _answers(PARQUET, "parquet", writers.rows_as_parquet),
    "responses-json": _answers("application/json", "json", documents.answers),
}


async def take_rows(
    database: Database, round_id: UUID, request: Request, target: BinaryIO
) -> RowFile:
    """Write a round's rows to an open file and note it; raises `WithheldError` or `BadInputError`.

    Only when this returns may the file be given to anybody.
    """
    chosen = ROW_FORMATS.get(request.format)
    if chosen is None:
        raise BadInputError(f"there is no format {request.format}: {' or '.join(ROW_FORMATS)}")
    async with database.transaction("desk") as db:
        data = await chosen.read(db, round_id, request)
    await asyncio.to_thread(chosen.write, data, target)
    async with database.transaction("desk") as db:
        await disclosing.hand_out(db, data, request)
    return named(chosen, data)


def named(chosen: RowFormat, data: Microdata) -> RowFile:
    """What a file of these rows is called."""
    name = f"{chosen.name}-{in_a_file_name(data.round_name)}.{chosen.suffix}"
    return RowFile(name=name, media_type=chosen.media_type)
