"""Statements as rows in a workbook, beside what a reader must know of them."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from lyhord import disclosing
from lyhord.disclosing import Microdata, Value
from lyhord.errors import BadInputError
from lyhord.exports import xlsx
from lyhord.exports.microdata.naming import named
from lyhord.exports.table import Cell, Column, Table
from lyhord.exports.wording import AUDIENCES, ROWS_HEADED, TEXT_HEADED, about_rows

MOST = 1_048_575  # rows below the headings of a sheet
WIDTHS = {
    "question": 16,
    "municipality": 16,
    "audience": 20,
    "theme": 24,
    "second": 24,
    "third": 24,
    "theme_name": 34,
    "second_name": 34,
    "third_name": 34,
    "municipality_name": 20,
}


def statements(data: Microdata, target: BinaryIO) -> None:
    """Write the workbook, or raise `BadInputError` where a sheet cannot hold the rows."""
    if len(data) > MOST:
        raise BadInputError(f"a workbook holds no more than {MOST} rows: choose another format")
    columns = named(data)
    question, *others = columns
    headed = [
        Column(heading=ROWS_HEADED[each.name], width=WIDTHS.get(each.name, 12)) for each in columns
    ]
    headed.insert(1, Column(heading=TEXT_HEADED, width=100))
    rows = (
        (*first, text, *rest)
        for first, text, rest in zip(
            _rows([question]), data.texts or (), _rows(others), strict=True
        )
    )
    table = Table(title="Utsagor", columns=tuple(headed), rows=tuple(rows))
    target.write(xlsx.written(data.round_name, about_rows(data), [table]))


def _rows(columns: Sequence[disclosing.Column]) -> Iterator[tuple[Cell, ...]]:
    """The cells of some columns, row by row; each different value is put into words once."""
    told = [[_cell(value, column.name) for value in column.values] for column in columns]
    cells = [
        map(words.__getitem__, column.places) for words, column in zip(told, columns, strict=True)
    ]
    return zip(*cells, strict=True)


def _cell(value: Value, name: str) -> Cell:
    match value:
        case None:
            return ""
        case str():
            return AUDIENCES[value] if name == "audience" else value
        case tuple():
            return " ".join(value)
        case _:
            return value
