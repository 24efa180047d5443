"""Statements as rows in a file, and its formats; what may stand in a row is `disclosing`'s."""

from collections.abc import Callable, Mapping
from random import Random
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord import disclosing
from lyhord.disclosing import Microdata, MicroRow, Request
from lyhord.errors import BadInputError
from lyhord.exports import csv, xlsx
from lyhord.exports.making import FORMATS, in_a_file_name
from lyhord.exports.table import Cell, Column, File, Table
from lyhord.exports.wording import AUDIENCES, about_rows
from lyhord.storage.database import Connection


class RowFormat(Struct, frozen=True, kw_only=True):
    """A kind of file, the end of its name, and what makes it."""

    media_type: str
    suffix: str
    write: Callable[[Microdata], bytes]


def statements_table(data: Microdata) -> Table:
    """One row a statement; a number for its writer only in research."""
    person = (Column(heading="Person"),) if data.is_research else ()
    return Table(
        title="Utsagor",
        columns=(
            Column(heading="Fråga", width=16),
            Column(heading="Text", width=100),
            Column(heading="Tema", width=24),
            Column(heading="Andra tema", width=24),
            Column(heading="Tredje tema", width=24),
            Column(heading="Målgrupp", width=20),
            Column(heading="Ålder"),
            Column(heading="Kommun", width=16),
            Column(heading="Språk"),
            *person,
        ),
        rows=tuple(_cells(row, is_research=data.is_research) for row in data.rows),
    )


def _cells(row: MicroRow, *, is_research: bool) -> tuple[Cell, ...]:
    cells = (
        row.question,
        row.text,
        row.theme or "",
        row.second or "",
        row.third or "",
        AUDIENCES[row.audience] if row.audience else "",
        row.age or "",
        row.municipality or "",
        row.language or "",
    )
    return (*cells, row.person or 0) if is_research else cells


def _csv(data: Microdata) -> bytes:
    return csv.written(statements_table(data))


def _xlsx(data: Microdata) -> bytes:
    return xlsx.written(data.round_name, about_rows(data), [statements_table(data)])


def _json(data: Microdata) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=2)


ROW_FORMATS: Mapping[str, RowFormat] = {
    "statements-csv": RowFormat(media_type=FORMATS["csv"].media_type, suffix="csv", write=_csv),
    "statements-xlsx": RowFormat(media_type=FORMATS["xlsx"].media_type, suffix="xlsx", write=_xlsx),
    "statements-json": RowFormat(media_type="application/json", suffix="json", write=_json),
}


async def take_rows(
    db: Connection, round_id: UUID, request: Request, *, chance: Random
) -> Microdata:
    """Disclose a round's statements as rows; the file itself is `make_rows`'s."""
    _chosen(request.format)
    return await disclosing.microdata(db, round_id, request, chance=chance)


def make_rows(format_: str, data: Microdata) -> File:
    """Make a file of statements, or raise `BadInputError` for an unknown format."""
    chosen = _chosen(format_)
    name = f"utsagor-{in_a_file_name(data.round_name)}.{chosen.suffix}"
    return File(name=name, media_type=chosen.media_type, content=chosen.write(data))


def _chosen(format_: str) -> RowFormat:
    chosen = ROW_FORMATS.get(format_)
    if chosen is None:
        raise BadInputError(f"there is no format {format_}; choose {' or '.join(ROW_FORMATS)}")
    return chosen
