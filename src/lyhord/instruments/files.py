"""Reading one TOML file into a table, whatever lies under that name; its meaning comes later."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias, TypeGuard, cast

from lyhord.instruments.problems import Problem

Table: TypeAlias = dict[str, object]

MOST_BYTES = 1_000_000
MOST_LEVELS = 60
# What no page can show, or no database can keep (TOML lets it in as \u0000), and what turns the
# text after it around, on the page and on paper; isolates and marks end by themselves there.
_UNUSABLE = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")


def read_table(path: Path) -> Table | Problem:
    """Read a survey file; what cannot be read comes back as the problem that it is."""
    try:
        raw = _bytes(path)
        return _parsed(raw) if isinstance(raw, bytes) else raw.in_file(str(path))
    except OSError as error:
        what = f"the file cannot be read ({error.strerror or 'no reason given'})"
        return _problem(what, "check its name and its permissions").in_file(str(path))
    except _UnusableError as error:
        return error.problem.in_file(str(path))


def is_usable(text: str) -> bool:
    """Whether every sign of a text can be shown and kept, and lets the text after it run on."""
    return _UNUSABLE.search(text) is None


def is_table(value: object) -> TypeGuard[Table]:
    """Say whether a value that came out of a TOML file is a table."""
    return isinstance(value, dict)


def table(value: object) -> Table:
    """Take a value as a table; anything else is an empty one."""
    return value if is_table(value) else {}


def items(value: object) -> list[object]:
    """Take a value as an array; anything else is an empty one."""
    return cast("list[object]", value) if isinstance(value, list) else []


class _UnusableError(Exception):
    """The content of a file cannot be used at all."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def _bytes(path: Path) -> bytes | Problem:
    if path.is_dir():
        return _problem("this is a folder, not a file", "name a .toml file")
    if not path.is_file():
        return _problem("there is no such file", "check its name")
    with path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return _problem("the file is larger than one megabyte", "split the instrument")
    return raw


def _parsed(raw: bytes) -> Table:
    try:
        text = raw.decode("utf-8-sig")
        parsed = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _UnusableError(
            _problem("this is not UTF-8 text", "save the file as UTF-8", f"line {line}")
        ) from error
    except ValueError as error:
        remedy = "mend the TOML: texts in quotes, tables in [ ]"
        raise _UnusableError(_problem(f"not TOML: {error}", remedy)) from error
    except RecursionError as error:
        raise _UnusableError(_too_deep()) from error
    if _is_too_deep(parsed):
        raise _UnusableError(_too_deep())
    for where, sign in _unusable_signs(parsed, "$"):
        raise _UnusableError(_unusable(where, sign))
    return parsed


def _is_too_deep(parsed: object) -> bool:
    level: list[object] = [parsed]
    for _ in range(MOST_LEVELS):
        inner = [value for node in level for value in _children(node)]
        if not inner:
            return False
        level = inner
    return True


def _children(node: object) -> list[object]:
    return list(table(node).values()) + items(node)


def _unusable_signs(node: object, where: str) -> Iterator[tuple[str, str]]:
    """Yield each sign that no text may hold, with its place; names of fields are texts too."""
    if isinstance(node, str):
        yield from ((where, sign) for sign in _UNUSABLE.findall(node))
    for name, part in table(node).items():
        yield from _unusable_signs(name, where)
        yield from _unusable_signs(part, f"{where}.{name}")
    for index, part in enumerate(items(node)):
        yield from _unusable_signs(part, f"{where}[{index}]")


def _unusable(where: str, sign: str) -> Problem:
    what = f"the text holds U+{ord(sign):04X}, which cannot be shown or kept"
    return _problem(what, "take the sign away or write the text again", where)


def _too_deep() -> Problem:
    return _problem(f"tables lie more than {MOST_LEVELS} levels deep", "write conditions flatter")


def _problem(what: str, remedy: str, where: str = "$") -> Problem:
    return Problem(where=where, what=what, remedy=remedy)
