"""What each column of somebody's table means, as a file that can be read, edited and given back.

No reading of rows here (`placing`), and no guessing (`proposing`).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping as Pairs
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from lyhord.errors import BadInputError
from lyhord.instruments.definition import Audience, Instrument, Language, Multiple
from lyhord.instruments.flow import answer_keys
from lyhord.instruments.wording import options_of

MOST_COLUMNS = 1_000
_SPACE = re.compile(r"[\s\u200b\ufeff]+")

Role = Literal["answer", "language", "left_out"]
Short = Annotated[str, Meta(max_length=5_000)]


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What stands in a column.

    `answers` is the key of what its cells answer. Where each option has a column, `option` is the
    one that a tick here means; several answers in one cell are parted by `separator`. `options`
    says what a cell's words mean where they are not the survey's own; an empty one leaves them out.
    """

    role: Role = "answer"
    answers: Short = ""
    option: Short = ""
    separator: Annotated[str, Meta(max_length=5)] = ""
    options: dict[str, Short] = {}


class Mapping(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Whose survey the rows answer, in which language, and what each column means.

    Columns that are not named are left out.
    """

    audience: Audience
    language: Language = "sv"
    columns: Annotated[dict[str, Column], Meta(max_length=MOST_COLUMNS)]


def read_mapping(content: bytes) -> Mapping:
    """Read a mapping from TOML, or raise `BadInputError` with what is wrong."""
    try:
        return msgspec.toml.decode(content, type=Mapping)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInputError(f"this is no mapping: {error}") from error


def written(mapping: Mapping) -> str:
    """Write a mapping as TOML, a table for each column."""
    head = [f"audience = {_quoted(mapping.audience)}", f"language = {_quoted(mapping.language)}"]
    return "\n".join([*head, *(_table(*each) for each in mapping.columns.items())]) + "\n"


def refuse_unsound(mapping: Mapping, instrument: Instrument, columns: tuple[str, ...]) -> None:
    """Raise `BadInputError` naming everything in a mapping that cannot be for this survey."""
    wrong = [
        f"{name!r}: {fault}"
        for name, column in mapping.columns.items()
        if (fault := fault_of(name, column, instrument, columns))
    ]
    if not any(column.role == "answer" for column in mapping.columns.values()):
        wrong.append("no column answers a question")
    if wrong:
        raise BadInputError("the mapping does not fit: " + "; ".join(wrong))


def fault_of(name: str, column: Column, instrument: Instrument, columns: tuple[str, ...]) -> str:
    """Why a column of a mapping cannot be for this survey and file; nothing where it can."""
    asked = {key: question for question in instrument.questions for key in answer_keys(question)}
    if name not in columns:
        return "the file has no such column"
    if column.role != "answer":
        return ""
    question = asked.get(column.answers)
    if question is None:
        return f"{column.answers!r} is no question of {instrument.id}"
    known = {"", *(option.id for option in options_of(question))}
    strange = {column.option, *column.options.values()} - known
    if strange:
        return f"{column.answers!r} has no option {', '.join(sorted(strange))}"
    if (column.option or column.separator) and not isinstance(question, Multiple):
        return f"{column.answers!r} takes one answer"
    return ""


def names_of(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Name the columns of a table so that each has a name of its own."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for column in columns:
        plain = said(column) or "?"
        seen[plain] += 1
        names.append(plain if seen[plain] == 1 else f"{plain} ({seen[plain]})")
    return tuple(names)


def said(text: str) -> str:
    """What is written in a cell or header, without the spaces that nobody sees."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def alike(text: str) -> str:
    """What two ways of writing the same words share."""
    return said(unicodedata.normalize("NFKC", text)).casefold().rstrip(" .:?!*…")


def _table(name: str, column: Column) -> str:
    plain: Pairs[str, object] = msgspec.to_builtins(column)
    lines = [f"{key} = {_quoted(str(value))}" for key, value in plain.items() if key != "options"]
    options = [f"{_quoted(cell)} = {_quoted(id_)}" for cell, id_ in column.options.items()]
    head = f"columns.{_quoted(name)}"
    more = [f"\n[{head}.options]", *options] if options else []
    return "\n".join([f"\n[{head}]", *lines, *more])


def _quoted(text: str) -> str:
    """Write a TOML string: JSON's escapes are among TOML's, but for the sign DEL."""
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")
