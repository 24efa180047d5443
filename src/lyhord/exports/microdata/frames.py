"""Rows as a table in memory, each column of a type, and as a Parquet file."""

from itertools import islice
from typing import BinaryIO

import numpy as np
import polars as pl

from lyhord.disclosing import Column, Microdata
from lyhord.exports.microdata.naming import named
from lyhord.exports.wording import about_rows
from lyhord.instruments.definition import Number

TOGETHER = 50_000
TEXT = "text"


def frame(data: Microdata) -> pl.DataFrame:
    """The rows; nothing stands where nothing may be told or nothing was answered."""
    is_written = data.texts is not None
    told = [series(column) for column in (named(data) if is_written else data.columns)]
    if is_written:
        told.insert(1, texts(data))
    return pl.DataFrame(told)


def write(data: Microdata, target: BinaryIO) -> None:
    """Write the table as Parquet, with what a reader must know of it beside."""
    frame(data).write_parquet(target, metadata=dict(about_rows(data)))


def series(column: Column, type_: pl.DataType | None = None) -> pl.Series:
    """A column: options by their ids, several of them as a list, numbers as numbers."""
    values = pl.Series(column.name, list(column.values), dtype=type_ or _type(column))
    return values.gather(np.asarray(column.places, dtype=np.uint32))


def _type(column: Column) -> pl.DataType:
    if column.is_several:
        return pl.List(pl.String())
    is_number = column.name == "person" or isinstance(column.question, Number)
    return pl.Int64() if is_number else pl.String()


def texts(data: Microdata) -> pl.Series:
    """The texts of the rows."""
    left, parts = iter(data.texts or ()), [pl.Series(TEXT, [], dtype=pl.String())]
    while some := list(islice(left, TOGETHER)):
        parts.append(pl.Series(TEXT, some, dtype=pl.String()))
    return pl.concat(parts)
