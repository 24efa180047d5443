"""Rows as an SPSS file: numbers with labels, what counts as no answer, levels of measurement.

Several options are a variable each. What was chosen is a number in the order of the options; ways
out of a question (does not know, does not want to say) are missing values that SPSS leaves out.
"""

# pyreadstat has no types
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any, BinaryIO, cast

import polars as pl
import pyreadstat
from msgspec import Struct

from lyhord.disclosing import Column, Microdata, Value
from lyhord.exports.microdata.documents import options_of, text_of
from lyhord.exports.microdata.frames import TEXT, series, texts
from lyhord.exports.wording import AUDIENCES, ROWS_HEADED, TEXT_HEADED, VALUES, about_rows
from lyhord.instruments.definition import Faces, Matrix, Number

MISSING = {"hoppa": 97, "vet_inte": 98, "vill_inte": 99}
CHOSEN = {0: "Nej", 1: "Ja"}
ALSO = "also"
RESERVED = frozenset(
    {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
)
# bytes that SPSS has room for
NAME, LABEL, VALUE_LABEL, NOTE, FILE_LABEL, LONGEST = 64, 255, 120, 80, 64, 32_767


class Variable(Struct, frozen=True, kw_only=True):
    """A variable as SPSS keeps it."""

    name: str
    label: str
    values: pl.Series
    labels: Mapping[int, str] = {}
    measure: str = "nominal"


def write(data: Microdata, target: BinaryIO) -> None:
    """Write the file; the target is a real one, because SPSS files are written by name."""
    variables = list(_with_names(_variables(data)))
    pyreadstat.write_sav(
        cast("Any", pl.DataFrame([each.values.alias(each.name) for each in variables])),
        f"/dev/fd/{target.fileno()}",
        file_label=_cut(data.round_name, FILE_LABEL),
        note=list(_notes(data)),
        row_compress=True,
        column_labels={each.name: _cut(each.label, LABEL) for each in variables},
        variable_value_labels={
            each.name: {code: _cut(text, VALUE_LABEL) for code, text in each.labels.items()}
            for each in variables
            if each.labels
        },
        missing_ranges=_missing(variables),
        variable_measure={each.name: each.measure for each in variables},
    )


def _notes(data: Microdata) -> Iterator[str]:
    """What a reader must know, in lines that SPSS has room for."""
    for name, text in about_rows(data):
        yield from (_cut(line, NOTE) for line in wrap(f"{name}: {text}", NOTE * 3 // 4))


def _missing(variables: Iterable[Variable]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {
        each.name: [code for code in MISSING.values() if code in each.labels] for each in variables
    }
    return {name: codes for name, codes in found.items() if codes}


def _variables(data: Microdata) -> Iterator[Variable]:
    for place, column in enumerate(data.columns):
        if column.is_several:
            yield from _one_for_each(column, _texts_of(column, data))
        else:
            yield _variable(column, _texts_of(column, data))
        if place == 0 and data.texts is not None:
            yield Variable(name=TEXT, label=TEXT_HEADED, values=_texts(data))


def _texts_of(column: Column, data: Microdata) -> Mapping[str, str]:
    """What the values of a column are called."""
    themes = {theme.theme_id: theme.name for theme in data.themes}
    known = {"question": data.questions, "audience": AUDIENCES, "municipality": data.places}
    known |= {"theme": themes, "second": themes, "third": themes, ALSO: themes}
    named = known.get(column.name, options_of(column.question))
    found = {each for value in column.values for each in _chosen(value)}
    if column.name == ALSO:
        named = {each: named.get(each, each) for each in sorted(found)}
    return {**named, **{each: VALUES.get(each, each) for each in sorted(found - named.keys())}}


def _chosen(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (str(value),)


def _variable(column: Column, named: Mapping[str, str]) -> Variable:
    label = _asked(column)
    if column.name == "person" or isinstance(column.question, Number):
        measure = "nominal" if column.name == "person" else "scale"
        return Variable(name=column.name, label=label, values=series(column), measure=measure)
    codes = dict(_codes(named))
    numbers = [None if value is None else codes[str(value)] for value in column.values]
    coded = Column(name=column.name, values=numbers, places=column.places)
    is_ordered = isinstance(column.question, Faces | Matrix)
    return Variable(
        name=column.name,
        label=label,
        values=series(coded, pl.Int64()),
        labels={codes[value]: text for value, text in named.items()},
        measure="ordinal" if is_ordered else "nominal",
    )


def _one_for_each(column: Column, named: Mapping[str, str]) -> Iterator[Variable]:
    """A variable for each option: chosen or not, and nothing where nothing was answered."""
    for option, text in named.items():
        chosen = [
            int(option in value) if isinstance(value, tuple) else None for value in column.values
        ]
        told = Column(name=option, values=chosen, places=column.places)
        yield Variable(
            name=f"{column.name}_{option}",
            label=f"{_asked(column)} – {text}",
            values=series(told, pl.Int64()),
            labels=CHOSEN,
        )


def _codes(values: Iterable[str]) -> Iterator[tuple[str, int]]:
    number = 0
    for value in values:
        if value in MISSING:
            yield value, MISSING[value]
            continue
        number += 1 if number + 1 not in MISSING.values() else 1 + len(MISSING)
        yield value, number


def _asked(column: Column) -> str:
    if column.question is None:
        return ROWS_HEADED[column.name]
    return text_of(column.question, column.line)


def _with_names(variables: Iterable[Variable]) -> Iterator[Variable]:
    """Give each a name that SPSS takes and no other has."""
    taken = set[str]()
    for each in variables:
        name = start = _name(each.name)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{start}_{number}"
        taken.add(name.casefold())
        yield Variable(
            name=name,
            label=each.label,
            values=each.values,
            labels=each.labels,
            measure=each.measure,
        )


def _name(text: str) -> str:
    plain = re.sub(r"[^a-zA-Z0-9_.]", "_", text)[: NAME - 4].rstrip("._")
    is_taken = plain.casefold() in RESERVED or not plain[:1].isalpha()
    return f"q_{plain}" if is_taken else plain


def _cut(text: str, most: int) -> str:
    """A text in so many bytes at most, on one line."""
    return _cut_at(" ".join(text.split()), most)


def _texts(data: Microdata) -> pl.Series:
    """The texts, those cut short that are longer than SPSS can hold."""
    whole = texts(data)
    is_long = whole.str.len_bytes() > LONGEST
    if not is_long.any():
        return whole
    return pl.Series(TEXT, [_cut_at(text, LONGEST) for text in whole], dtype=pl.String())


def _cut_at(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
