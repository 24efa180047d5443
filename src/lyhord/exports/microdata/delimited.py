"""Rows as CSV, written line by line: very many take no more memory than few."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import BinaryIO

from lyhord.disclosing import Column, Microdata, Value
from lyhord.exports.csv import PLAIN, SWEDISH, Dialect, cell_of, in_chunks
from lyhord.exports.microdata.naming import named
from lyhord.exports.wording import AUDIENCES, ROWS_HEADED, TEXT_HEADED

EMPTY = '""'


def statements(data: Microdata, target: BinaryIO, *, dialect: Dialect = PLAIN) -> None:
    """One row a statement, its question first and its text second; headings in Swedish."""
    columns = named(data)
    question, *others = columns
    headings = [ROWS_HEADED[column.name] for column in columns]
    headings.insert(1, TEXT_HEADED)
    texts = map(cell_of, data.texts or ())
    rest = [_cells(each, AUDIENCES if each.name == "audience" else {}) for each in others]
    cells = [_cells(question), texts, *rest]
    _write(target, headings, cells, dialect)


def answers(data: Microdata, target: BinaryIO, *, dialect: Dialect = PLAIN) -> None:
    """One row a person; options by their ids, several of them with spaces between."""
    headings = [column.name for column in data.columns]
    _write(target, headings, list(map(_cells, data.columns)), dialect)


statements_swedish = partial(statements, dialect=SWEDISH)
answers_swedish = partial(answers, dialect=SWEDISH)


def _write(
    target: BinaryIO, headings: Iterable[str], cells: Iterable[Iterable[str]], dialect: Dialect
) -> None:
    head = dialect.separator.join(map(cell_of, headings)) + "\r\n"
    target.write(head.encode(dialect.encoding))
    lines = map(dialect.separator.join, zip(*cells, strict=True))
    target.writelines(in_chunks(lines))


def _cells(column: Column, words: Mapping[str, str] = {}) -> Iterator[str]:
    """A cell for each row; each different value is put into words once."""
    told = [_cell(value, words) for value in column.values]
    return map(told.__getitem__, column.places)


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
