"""Rows as CSV, written line by line: very many take no more memory than few."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import BinaryIO

import numpy as np

from lyhord.disclosing import Column, Microdata, Value
from lyhord.exports.csv import PLAIN, SWEDISH, Dialect, cell_of, in_chunks
from lyhord.exports.microdata.naming import named
from lyhord.exports.wording import AUDIENCES, ROWS_HEADED, TEXT_HEADED

EMPTY = '""'
FEW = 4_096  # different rows of neighbouring columns


def statements(data: Microdata, target: BinaryIO, *, dialect: Dialect = PLAIN) -> None:
    """One row a statement, its question first and its text second; headings in Swedish."""
    columns = named(data)
    question, *others = columns
    headings = [ROWS_HEADED[column.name] for column in columns]
    headings.insert(1, TEXT_HEADED)
    texts = map(cell_of, data.texts or ())
    cells = [*_cells([question], dialect), texts, *_cells(others, dialect, {"audience": AUDIENCES})]
    _write(target, headings, cells, dialect)


def answers(data: Microdata, target: BinaryIO, *, dialect: Dialect = PLAIN) -> None:
    """One row a person; options by their ids, several of them with spaces between."""
    headings = [column.name for column in data.columns]
    _write(target, headings, _cells(data.columns, dialect), dialect)


statements_swedish = partial(statements, dialect=SWEDISH)
answers_swedish = partial(answers, dialect=SWEDISH)


def _write(
    target: BinaryIO, headings: Iterable[str], cells: Iterable[Iterable[str]], dialect: Dialect
) -> None:
    head = dialect.separator.join(map(cell_of, headings)) + "\r\n"
    target.write(head.encode(dialect.encoding))
    lines = map(dialect.separator.join, zip(*cells, strict=True))
    target.writelines(in_chunks(lines))


def _cells(
    columns: Iterable[Column], dialect: Dialect, words: Mapping[str, Mapping[str, str]] = {}
) -> Iterator[Iterator[str]]:
    """A cell for each row of a column, or of neighbours together where few rows of them differ.

    Each different value, or row of neighbours, is put into words once.
    """
    told, places = [""], np.zeros(0, dtype=np.int64)
    for number, column in enumerate(columns):
        own = [_cell(value, words.get(column.name, {})) for value in column.values]
        where = np.asarray(column.places, dtype=np.int64)
        if number and len(told) * len(own) <= FEW:
            told = [f"{one}{dialect.separator}{other}" for one in told for other in own]
            places = places * len(own) + where
            continue
        if number:
            yield map(told.__getitem__, places.tolist())
        told, places = own, where
    yield map(told.__getitem__, places.tolist())


def _cell(value: Value, words: Mapping[str, str]) -> str:
    match value:
        case None:
            return EMPTY
        case str():
            return cell_of(words.get(value, value))
        case tuple():
            return cell_of(" ".join(value))
        case _:
            return str(value)
