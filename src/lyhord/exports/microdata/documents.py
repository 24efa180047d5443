"""Rows as JSON, and the published schemas of such files."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from typing import Any, BinaryIO, Literal

import msgspec
from msgspec import Struct

from lyhord.disclosing import Column, Microdata, NamedTheme, Value, side_by_side
from lyhord.exports.microdata.naming import PLACE, names_of
from lyhord.instruments.definition import AnyQuestion, Audience, Faces, Matrix, Multiple, Single

END = b"]}"
NO_TEXT: dict[str, Value] = {}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class StatementDocument(Struct, frozen=True, kw_only=True):
    """A statement; what could tell who wrote it is there only where enough people share it.

    `theme` is where it belongs, `second` and `third` what lay nearest after it; `also` are themes
    that people put it into too. `person` joins the statements of one person, in research alone, by
    a number drawn anew for each file.
    """

    question: str
    text: str
    theme: str | None
    second: str | None
    third: str | None
    also: tuple[str, ...]
    audience: Audience | None
    age: str | None
    municipality: str | None
    language: str | None
    person: int | None


class AnswersDocument(Struct, frozen=True, kw_only=True):
    """What one person chose; options that few chose are left out, as what was not answered."""

    audience: Audience | None
    age: str | None
    municipality: str | None
    language: str | None
    answers: dict[str, str | int | list[str]]


class OptionDocument(Struct, frozen=True, kw_only=True):
    """An option and its text."""

    id: str
    text: str


class VariableDocument(Struct, frozen=True, kw_only=True):
    """What was asked under a key of `answers`, and what could be chosen."""

    id: str
    text: str
    kind: str
    options: tuple[OptionDocument, ...] = ()


class _File(Struct, frozen=True, kw_only=True):
    """What a reader must know of the rows: at least `k` people share what stands beside them."""

    round_name: str
    purpose: str
    is_research: bool
    k: int


class StatementsFile(_File, frozen=True, kw_only=True):
    """The statements of a round as rows, in an order drawn anew for each file."""

    kind: Literal["lyhord-statements-1"] = "lyhord-statements-1"
    questions: dict[str, str]
    themes: tuple[NamedTheme, ...]
    places: dict[str, str]
    rows: tuple[StatementDocument, ...] = ()


class AnswersFile(_File, frozen=True, kw_only=True):
    """What each person chose as a row, in an order drawn anew for each file."""

    kind: Literal["lyhord-answers-1"] = "lyhord-answers-1"
    variables: tuple[VariableDocument, ...]
    rows: tuple[AnswersDocument, ...] = ()


class AssignmentDocument(Struct, frozen=True, kw_only=True):
    """The themes of a statement, without its text; the rest as in a `StatementDocument`."""

    question: str
    theme: str | None
    second: str | None
    third: str | None
    also: tuple[str, ...]
    audience: Audience | None
    age: str | None
    municipality: str | None
    language: str | None
    person: int | None


class AssignmentsFile(_File, frozen=True, kw_only=True):
    """The themes of a round's statements as rows, in an order drawn anew for each file."""

    kind: Literal["lyhord-assignments-1"] = "lyhord-assignments-1"
    questions: dict[str, str]
    themes: tuple[NamedTheme, ...]
    places: dict[str, str]
    rows: tuple[AssignmentDocument, ...] = ()


SCHEMAS: Mapping[str, type[Struct]] = {
    "statements": StatementsFile,
    "assignments": AssignmentsFile,
    "answers": AnswersFile,
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a file of rows."""
    described = {"$schema": DIALECT, **msgspec.json.schema(SCHEMAS[name])}
    return msgspec.json.decode(msgspec.json.encode(described))


def statements(data: Microdata, target: BinaryIO) -> None:
    """Write a `StatementsFile`, row by row."""
    texts: Iterator[dict[str, Value]] = ({"text": text} for text in data.texts or ())
    _write(target, StatementsFile(**_about(data)), _found(data, texts))


def assignments(data: Microdata, target: BinaryIO) -> None:
    """Write an `AssignmentsFile`, row by row."""
    _write(target, AssignmentsFile(**_about(data)), _found(data, repeat(NO_TEXT, len(data))))


def _about(data: Microdata) -> dict[str, Any]:
    return {
        "round_name": data.round_name,
        "purpose": data.purpose,
        "is_research": data.is_research,
        "k": data.k,
        "questions": dict(data.questions),
        "themes": data.themes,
        "places": dict(names_of(data.column(PLACE), data)),
    }


def _found(data: Microdata, texts: Iterable[dict[str, Value]]) -> Iterator[Mapping[str, Value]]:
    names = [column.name for column in data.columns]
    bare: dict[str, Value] = {} if data.is_research else {"person": None}
    for text, cells in zip(texts, side_by_side(data.columns), strict=True):
        yield dict(zip(names, cells, strict=True)) | text | bare


def answers(data: Microdata, target: BinaryIO) -> None:
    """Write an `AnswersFile`, row by row."""
    head = AnswersFile(
        round_name=data.round_name,
        purpose=data.purpose,
        is_research=data.is_research,
        k=data.k,
        variables=tuple(
            _variable(column, column.question) for column in data.columns if column.question
        ),
    )
    _write(target, head, _answered(data))


def _answered(data: Microdata) -> Iterator[Mapping[str, object]]:
    about = [column for column in data.columns if column.question is None]
    asked = [column for column in data.columns if column.question is not None]
    keys = [column.name for column in about]
    chosen = side_by_side(asked) if asked else repeat((), len(data))
    for told, given in zip(side_by_side(about), chosen, strict=True):
        answers = {
            column.name: value
            for column, value in zip(asked, given, strict=True)
            if value is not None
        }
        yield dict(zip(keys, told, strict=True)) | {"answers": answers}


def _variable(column: Column, question: AnyQuestion) -> VariableDocument:
    return VariableDocument(
        id=column.name,
        text=text_of(question, column.line),
        kind=str(question.__struct_config__.tag),
        options=tuple(
            OptionDocument(id=option, text=text) for option, text in options_of(question).items()
        ),
    )


def text_of(question: AnyQuestion, line: str) -> str:
    """What was asked; of a matrix, with its line."""
    if not isinstance(question, Matrix):
        return question.text
    return next(each.text for each in question.statements if each.id == line)


def options_of(question: AnyQuestion | None) -> Mapping[str, str]:
    """What could be chosen, with its text."""
    if isinstance(question, Single | Multiple | Faces | Matrix):
        return {option.id: option.text for option in question.options}
    return {}


def _write(target: BinaryIO, head: Struct, rows: Iterable[Mapping[str, object]]) -> None:
    """The rows come last in a file, so that they can be written one after the other."""
    target.write(msgspec.json.encode(head).removesuffix(END))
    encode, before = msgspec.json.Encoder().encode, b"\n"
    for row in rows:
        target.write(before + encode(row))
        before = b",\n"
    target.write(END)
