"""The codebook: themes with definitions and seed words, read from TOML and written back."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, cast

import msgspec
from msgspec import Meta, Struct

from lyhord_themes.errors import CodebookError, ThemesError
from lyhord_themes.findings import EMPTY, UNCLEAR
from lyhord_themes.text import is_empty, normalise, require_language, words

Word = Annotated[str, Meta(min_length=1, max_length=200)]
Words = tuple[Word, ...]
ID = r"^[A-Za-zÅÄÖåäö0-9][\w.-]{0,63}$(?!\n)"


class CodebookTheme(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One theme: what it is called, what it means, and the words that point to or away from it."""

    id: Annotated[str, Meta(pattern=ID)]
    name: Annotated[str, Meta(min_length=1, max_length=120)]
    definition: str = ""
    seeds: Annotated[Words, Meta(min_length=1)]
    not_: Words = msgspec.field(name="not", default=())
    include: str = ""
    exclude: str = ""
    parent: str = ""
    stage: str = ""


class Codebook(Struct, frozen=True, kw_only=True):
    """The themes that guide an analysis, in the order in which they are shown.

    `language` is that of the words; empty where nobody said.
    """

    language: str = ""
    themes: tuple[CodebookTheme, ...]


def read_codebook(path: Path) -> Codebook:
    """Read a codebook file, or raise `CodebookError` with every mistake that it has."""
    try:
        return parse_codebook(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CodebookError((f"{path}: {error.strerror or error}",)) from error
    except UnicodeDecodeError as error:
        raise CodebookError((f"{path}: the file is not UTF-8 (byte {error.start})",)) from error
    except CodebookError as error:
        raise CodebookError(tuple(f"{path}: {problem}" for problem in error.problems)) from error


def parse_codebook(source: str) -> Codebook:
    """Read a codebook's TOML, or raise `CodebookError` with every mistake that it has."""
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError((f"this is not TOML: {error}",)) from error
    except RecursionError as error:
        raise CodebookError(("this is nested too deeply for a codebook",)) from error
    tables: Any = content.get("themes")
    if not isinstance(tables, list) or not tables:
        raise CodebookError(("$.themes: there is no [[themes]] table",))
    problems = list(_head_problems(content))
    themes = _themes(cast("list[Any]", tables), problems)
    problems.extend(_shared_problems(themes))
    if problems:
        raise CodebookError(tuple(problems))
    return Codebook(language=content.get("language", ""), themes=themes)


def codebook_toml(codebook: Codebook) -> str:
    """Write a codebook as TOML that `read_codebook` reads back to the same value."""
    parts = [f"language = {_quoted(codebook.language)}\n"] if codebook.language else []
    for theme in codebook.themes:
        fields: Mapping[str, str | list[str]] = msgspec.to_builtins(theme)
        lines = [f"{key} = {_value(value)}" for key, value in fields.items()]
        parts.append("\n".join(["[[themes]]", *lines, ""]))
    return "\n".join(parts)


def _head_problems(content: Mapping[str, Any]) -> Iterable[str]:
    for key in content.keys() - {"language", "themes"}:
        yield f"$.{key}: is not known; a codebook has `language` and [[themes]]"
    language = content.get("language", "sv")
    if not isinstance(language, str):
        yield "$.language: must be text, such as 'sv'"
        return
    try:
        require_language(language)
    except ThemesError as error:
        yield f"$.language: {error}"


def _themes(tables: list[Any], problems: list[str]) -> tuple[CodebookTheme, ...]:
    themes: list[CodebookTheme] = []
    for number, table in enumerate(tables):
        try:
            themes.append(msgspec.convert(table, CodebookTheme))
        except msgspec.ValidationError as error:
            problems.append(_placed(str(error), number))
    return tuple(themes)


def _placed(message: str, number: int) -> str:
    what, _, where = message.partition(" - at `$")
    return f"$.themes[{number}]{where.rstrip('`')}: {what}"


def _shared_problems(themes: tuple[CodebookTheme, ...]) -> Iterable[str]:
    parents = {theme.id: theme.parent for theme in themes}
    seen: set[str] = set()
    for theme in themes:
        if theme.id in seen:
            yield f"theme {theme.id}: the id is used twice; give one of them another id"
        seen.add(theme.id)
        yield from _word_problems(theme)
        if theme.id in {UNCLEAR, EMPTY}:
            yield f"theme {theme.id}: the id is kept for what has no theme; choose another"
        if theme.parent and theme.parent not in parents:
            yield f"theme {theme.id}: its parent {theme.parent} does not exist"
        if _circular(theme.id, parents):
            yield f"theme {theme.id}: its parents go round in a circle"


def _word_problems(theme: CodebookTheme) -> Iterable[str]:
    if is_empty(normalise(theme.name)):
        yield f"theme {theme.id}: the name is blank"
    against = {words(normalise(word)) for word in theme.not_}
    for word in (*theme.seeds, *theme.not_):
        if not words(normalise(word)):
            yield f"theme {theme.id}: there is no word in {word!r}"
        elif word in theme.seeds and words(normalise(word)) in against:
            yield f"theme {theme.id}: {word!r} is both a seed and in `not`"


def _circular(start: str, parents: Mapping[str, str]) -> bool:
    here = parents.get(start, "")
    for _ in parents:
        if here == start:
            return True
        here = parents.get(here, "")
    return False


def _value(value: str | list[str]) -> str:
    if isinstance(value, str):
        return _quoted(value)
    return "[" + ", ".join(_quoted(word) for word in value) + "]"


def _quoted(text: str) -> str:
    return re.sub("\x7f", r"\\u007f", json.dumps(text, ensure_ascii=False))
