"""Reading what instruments share: the place, option lists, statements and texts."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from lyhord.instruments import translating
from lyhord.instruments.definition import Id, Option, Text
from lyhord.instruments.expanding import Sourced, expand_options
from lyhord.instruments.files import Table, items, read_table, table
from lyhord.instruments.places import Place
from lyhord.instruments.problems import Problem, suggest
from lyhord.instruments.shape import problems_of_shape

SECTIONS = ("options", "statements", "texts")


class SharedLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statement in parallel wording, as a shared file spells it."""

    id: Id
    reverse: bool = False
    child: Text | None = None
    youth: Text | None = None
    guardian: Text | None = None
    professional: Text | None = None


class Shared:
    """All that instruments may refer to by name; filled file by file."""

    def __init__(self) -> None:
        self.options: dict[str, tuple[Sourced, ...]] = {}
        self.statements: dict[str, tuple[Table, ...]] = {}
        self.texts: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.problems: list[Problem] = []

    def option_lists(self) -> dict[str, tuple[Option, ...]]:
        """Give every list as options; call it only when there were no errors."""
        return {
            name: tuple(msgspec.convert(option.raw, Option) for option in options)
            for name, options in self.options.items()
        }


def read_place(path: Path) -> Place | tuple[Problem, ...]:
    """Read a place, or say everything that is wrong with its file."""
    raw = read_table(path)
    if isinstance(raw, Problem):
        return (raw,)
    problems = [*problems_of_shape(raw, (Place,)), *_of_lists(raw, path)]
    if problems:
        return tuple(problem.in_file(str(path)) for problem in problems)
    return msgspec.convert(raw, Place)


def read_shared(folder: Path, place: Place | None) -> Shared:
    """Read every file of the shared folder, in the order of their names."""
    shared = Shared()
    if place is not None:
        _take_place(shared, place)
    for path in sorted(folder.glob("*.toml")):
        raw = read_table(path)
        found = [raw] if isinstance(raw, Problem) else list(_take_file(shared, raw))
        shared.problems += [problem.in_file(str(path)) for problem in found]
    return shared


def _of_lists(raw: Table, path: Path) -> Iterator[Problem]:
    for name in ("municipalities", "actors", "programmes", "help_lines"):
        yield from duplicates(items(raw.get(name)), f"$.{name}")
    if isinstance(raw.get("id"), str) and raw["id"] != path.stem:
        what = f"the file is called {path.name} and its id is {raw['id']}"
        yield Problem(where="$.id", what=what, remedy="give both the same name")


def duplicates(parts: list[object], where: str) -> Iterator[Problem]:
    """Yield a problem for every part whose id stood before."""
    seen: set[object] = set()
    for index, part in enumerate(parts):
        name = table(part).get("id")
        if isinstance(name, str) and name in seen:
            what = f"the id {name} stands here for the second time"
            yield Problem(where=f"{where}[{index}].id", what=what, remedy="give it another id")
        seen.add(name if isinstance(name, str) else None)


def _take_place(shared: Shared, place: Place) -> None:
    shared.texts["place"] = place.name
    for name in ("municipalities", "actors", "programmes"):
        options: tuple[Option, ...] = getattr(place, name)
        shared.options[f"place.{name}"] = tuple(
            Sourced(raw=msgspec.to_builtins(option), source=f"place.{name}.{option.id}", where="$")
            for option in options
        )


def _take_file(shared: Shared, raw: Table) -> Iterator[Problem]:
    for name in raw:
        if name not in SECTIONS:
            remedy = suggest(name, SECTIONS)
            yield Problem(where=f"$.{name}", what=f"unknown table {name}", remedy=remedy)
    for name, value in table(raw.get("options")).items():
        yield from _take_options(shared, name, value)
    for name, value in table(raw.get("statements")).items():
        yield from _take_statements(shared, name, value)
    for name, value in table(raw.get("texts")).items():
        yield from _take_text(shared, name, value)


def _take_options(shared: Shared, name: str, value: object) -> Iterator[Problem]:
    where = f"$.options.{name}"
    found: list[Problem] = []
    options = expand_options(value, lists=shared.options, where=where, found=found)
    yield from found
    for option in options:
        if not option.source:
            yield from problems_of_shape(option.raw, (Option,), option.where)
            shared.keys[f"options.{name}.{option.id}"] = str(table(option.raw).get("text"))
    yield from duplicates([option.raw for option in options], where)
    shared.options[name] = tuple(_owned(option, name) for option in options)


def _owned(option: Sourced, name: str) -> Sourced:
    source = option.source or f"options.{name}.{option.id}"
    return Sourced(raw=option.raw, source=source, where=option.where)


def _take_statements(shared: Shared, name: str, value: object) -> Iterator[Problem]:
    where = f"$.statements.{name}"
    lines = items(value)
    for index, line in enumerate(lines):
        yield from problems_of_shape(line, (SharedLine,), f"{where}[{index}]")
        for audience, text in table(line).items():
            if audience not in ("id", "reverse"):
                key = f"statements.{name}.{table(line).get('id')}.{audience}"
                shared.keys[key] = str(text)
    yield from duplicates(lines, where)
    shared.statements[name] = tuple(table(line) for line in lines if "id" in table(line))


def _take_text(shared: Shared, name: str, value: object) -> Iterator[Problem]:
    if not isinstance(value, str) or not value:
        what = "a text is expected here"
        yield Problem(where=f"$.texts.{name}", what=what, remedy="write it in quotes")
        return
    yield from translating.unknown_blanks({f"$.texts.{name}": value}, shared.texts)
    shared.texts[name] = translating.fill(value, shared.texts)
    shared.keys[f"texts.{name}"] = value
