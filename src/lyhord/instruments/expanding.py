"""Putting shared lists and statements into the table of a survey file; pure, nothing is read here.

`options` is an array of options, the name of a list, or `{ list, add, reword, leave_out }`;
`statements` likewise, with `{ list, leave_out }`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lyhord.instruments.files import Table, is_table, items, table
from lyhord.instruments.problems import Problem, suggest


class Sourced(Struct, frozen=True, kw_only=True):
    """An option or statement still as a table, the key of its shared text, and its own place."""

    raw: object
    source: str
    where: str

    @property
    def id(self) -> str:
        """The id as it is written, usable or not."""
        return str(table(self.raw).get("id", ""))


Lists: TypeAlias = Mapping[str, tuple[Sourced, ...]]
Lines: TypeAlias = Mapping[str, tuple[Table, ...]]

ALTERATIONS = ("list", "add", "reword", "leave_out")


class Expanded(Struct, frozen=True, kw_only=True):
    """A survey file with everything put in, and where each part came from."""

    raw: Table
    sources: dict[str, str]
    places: dict[str, str]
    problems: tuple[Problem, ...]


def expand(raw: Table, *, lists: Lists, lines: Lines) -> Expanded:
    """Put shared lists and statements into every question of a survey file."""
    work = _Work(lists=lists, lines=lines, audience=str(raw.get("audience", "")))
    pages = [_page(page, f"$.pages[{i}]", work) for i, page in enumerate(items(raw.get("pages")))]
    expanded = raw | {"pages": pages} if isinstance(raw.get("pages"), list) else raw
    return Expanded(
        raw=expanded, sources=work.sources, places=work.places, problems=tuple(work.problems)
    )


def expand_options(raw: object, *, lists: Lists, where: str, found: list[Problem]) -> list[Sourced]:
    """Turn what stands under `options` into options; problems are added to `found`."""
    if isinstance(raw, str):
        return _named(raw, lists, where, found)
    if is_table(raw):
        return _altered(raw, lists, where, found)
    return [
        Sourced(raw=item, source="", where=f"{where}[{index}]")
        for index, item in enumerate(items(raw))
    ]


class _Work:
    """What one expansion collects on its way through a file."""

    def __init__(self, *, lists: Lists, lines: Lines, audience: str) -> None:
        self.lists = lists
        self.lines = lines
        self.audience = audience
        self.sources: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.problems: list[Problem] = []


def _page(page: object, where: str, work: _Work) -> object:
    if not isinstance(table(page).get("questions"), list):
        return page
    questions = [
        _question(question, f"{where}.questions[{index}]", work)
        for index, question in enumerate(items(table(page)["questions"]))
    ]
    return table(page) | {"questions": questions}


def _question(question: object, where: str, work: _Work) -> object:
    raw = table(question)
    put_in: Table = {}
    if isinstance(raw.get("options"), (str, dict)):
        at = f"{where}.options"
        found = expand_options(raw["options"], lists=work.lists, where=at, found=work.problems)
        put_in["options"] = _put(found, at, f"question.{raw.get('id')}.option", work)
    if isinstance(raw.get("statements"), (str, dict)):
        at = f"{where}.statements"
        found = list(_lines(raw["statements"], at, work))
        put_in["statements"] = _put(found, at, f"question.{raw.get('id')}.statement", work)
    return raw | put_in if put_in else question


def _put(found: list[Sourced], where: str, key: str, work: _Work) -> list[object]:
    for index, part in enumerate(found):
        work.places[f"{where}[{index}]"] = part.where
        if part.source:
            work.sources[f"{key}.{part.id}"] = part.source
    return [part.raw for part in found]


def _lines(value: object, where: str, work: _Work) -> Iterator[Sourced]:
    """The statements of a list, or of `{ list, leave_out }` those that are not left out."""
    raw = table(value) or {"list": value}
    for name in raw.keys() - {"list", "leave_out"}:
        remedy = suggest(name, ("list", "leave_out"))
        what = f"unknown field {name}"
        work.problems.append(Problem(where=f"{where}.{name}", what=what, remedy=remedy))
    found = list(_statements(str(raw.get("list")), where, work))
    work.problems += _unknown_ids({"leave_out": raw.get("leave_out")}, found, where)
    left_out = {str(item) for item in items(raw.get("leave_out"))}
    yield from (line for line in found if line.id not in left_out)


def _statements(name: str, where: str, work: _Work) -> Iterator[Sourced]:
    if name not in work.lines:
        work.problems.append(_unknown("list of statements", name, work.lines, where))
    for line in work.lines.get(name, ()):
        if work.audience not in line:
            what = f"the statement {line.get('id')} of {name} has no line for {work.audience!r}"
            remedy = "add it in the shared file"
            work.problems.append(Problem(where=where, what=what, remedy=remedy))
            continue
        raw = {"id": line["id"], "text": line[work.audience]}
        reverse = {"reverse": line["reverse"]} if "reverse" in line else {}
        source = f"statements.{name}.{line['id']}.{work.audience}"
        yield Sourced(raw=raw | reverse, source=source, where=where)


def _named(name: str, lists: Lists, where: str, found: list[Problem]) -> list[Sourced]:
    if name not in lists:
        found.append(_unknown("option list", name, lists, where))
    return [replace(option, where=where) for option in lists.get(name, ())]


def _altered(raw: Table, lists: Lists, where: str, found: list[Problem]) -> list[Sourced]:
    for name in raw:
        if name not in ALTERATIONS:
            remedy = suggest(name, ALTERATIONS)
            found.append(
                Problem(where=f"{where}.{name}", what=f"unknown field {name}", remedy=remedy)
            )
    if not isinstance(raw.get("list"), str):
        remedy = 'add list = "…"'
        found.append(Problem(where=where, what="list is missing", remedy=remedy))
        return []
    options = _named(str(raw["list"]), lists, f"{where}.list", found)
    if str(raw["list"]) in lists:
        found.extend(_unknown_ids(raw, options, where))
    left_out = {str(item) for item in items(raw.get("leave_out"))}
    kept = [_reworded(option, raw, where) for option in options if option.id not in left_out]
    return _with_added(kept, raw, where, found)


def _unknown_ids(raw: Table, options: list[Sourced], where: str) -> Iterator[Problem]:
    known = {option.id for option in options}
    named = [("leave_out", str(item)) for item in items(raw.get("leave_out"))]
    named += [("reword", name) for name in table(raw.get("reword"))]
    for field, name in named:
        if name not in known:
            yield _unknown("option", name, known, f"{where}.{field}")


def _reworded(option: Sourced, raw: Table, where: str) -> Sourced:
    new = table(raw.get("reword"))
    if option.id not in new:
        return option
    worded = table(option.raw) | {"text": new[option.id]}
    return Sourced(raw=worded, source="", where=f"{where}.reword.{option.id}")


def _with_added(
    options: list[Sourced], raw: Table, where: str, found: list[Problem]
) -> list[Sourced]:
    result = list(options)
    for index, item in enumerate(items(raw.get("add"))):
        at = f"{where}.add[{index}]"
        before = table(item).get("before")
        clean = {name: value for name, value in table(item).items() if name != "before"}
        option = Sourced(raw=clean if is_table(item) else item, source="", where=at)
        ids = [other.id for other in result]
        if before is not None and before not in ids and options:
            found.append(_unknown("option", str(before), ids, f"{at}.before"))
        result.insert(ids.index(str(before)) if before in ids else len(result), option)
    return result


def _unknown(what: str, name: str, known: Iterable[str], where: str) -> Problem:
    return Problem(where=where, what=f"there is no {what} {name}", remedy=suggest(name, known))
