"""Statements gathered into sources and cases, with where each begins and ends in its source."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TypeAlias

import msgspec
from msgspec import Struct, field

from lyhord.disclosing import Microdata, side_by_side
from lyhord.exports.qda.parts import allowed, guid, one_line
from lyhord.exports.wording import AUDIENCES, ROWS_HEADED, VALUES

TOLD = ("audience", "age", "municipality", "language")
PERSON = "person"
SHOWN = 80

Told: TypeAlias = tuple[str | None, ...]


class Selection(Struct, kw_only=True):
    """A statement in its source, by code points from `start` up to and without `end`."""

    guid: str
    start: int
    end: int
    name: str
    themes: tuple[str, ...]
    case: str | None


class Source(Struct, kw_only=True):
    """What an audience wrote in answer to a question, a statement a line."""

    guid: str
    name: str
    audience: str | None
    texts: list[str] = field(default_factory=list[str])
    selections: list[Selection] = field(default_factory=list[Selection])
    length: int = 0

    def add(self, text: str, *, themes: tuple[str, ...], case: str | None) -> None:
        """Put a statement after those before it."""
        start, end = self.length, self.length + len(text)
        self.texts.append(text)
        self.length = end + 1
        self.selections.append(
            Selection(
                guid=guid(self.guid, start),
                start=start,
                end=end,
                name=one_line(text, SHOWN) or "–",
                themes=themes,
                case=case,
            )
        )


class Case(Struct, kw_only=True):
    """Whose statements belong together: of those who share what is told, in research of one."""

    guid: str
    name: str
    values: Mapping[str, str]


class Material(Struct, frozen=True, kw_only=True):
    """All sources and cases, by the order in which they stand in the file."""

    sources: tuple[Source, ...]
    cases: tuple[Case, ...]


def material(data: Microdata) -> Material:
    """Gather the statements of a round by question and audience."""
    sources: dict[tuple[str, str | None], Source] = {}
    cases: dict[Told, Case | None] = {}
    rows = identity_of(data)
    for text, question, themes, told in _rows(data):
        if told not in cases:
            cases[told] = _case(data, told, rows)
        key, case = (question, told[0]), cases[told]
        if key not in sources:
            sources[key] = _source(data, rows, question=question, audience=told[0])
        sources[key].add(allowed(text), themes=themes, case=case.guid if case else None)
    named = [case for case in cases.values() if case]
    return Material(
        sources=tuple(sorted(sources.values(), key=lambda source: source.name)),
        cases=tuple(sorted(named, key=lambda case: (len(case.name), case.name))),
    )


def identity_of(data: Microdata) -> str:
    """What tells these rows from all others: whose texts, in which order, by which numbers.

    A number of a person or a place in a source means something among these rows alone; where a few
    have come or gone the same number is somebody else's.
    """
    digest = sha256(str(data.round_id).encode())
    for text, question, _, told in _rows(data):
        digest.update(msgspec.json.encode((text, question, told)))
    return digest.hexdigest()


def _rows(data: Microdata) -> Iterator[tuple[str, str, tuple[str, ...], Told]]:
    """Text, question and themes of each row, and what is told of who wrote it."""
    names = (*TOLD, *((PERSON,) if data.is_research else ()))
    found = side_by_side(map(data.column, ("question", "theme", "also")))
    people = side_by_side(map(data.column, names))
    for text, (question, theme, also), told in zip(data.texts or (), found, people, strict=True):
        themes = (*(each for each in (theme,) if each), *(also if isinstance(also, tuple) else ()))
        values = tuple(None if each is None else str(each) for each in told)
        yield text, str(question), tuple(map(str, themes)), values


def _source(data: Microdata, rows: str, *, question: str, audience: str | None) -> Source:
    whose = f" – {AUDIENCES[audience]}" if audience else ""
    asked = data.questions.get(question, question)
    plain = "".join(" " if each in '/\\:*?"<>|' else each for each in asked)
    return Source(
        guid=guid("source", rows, question, audience),
        name=one_line(f"{plain}{whose}"),
        audience=audience,
    )


def _case(data: Microdata, told: Told, rows: str) -> Case | None:
    """Whose statement it is: a person, or those who share what is told; None if nothing is."""
    words = {"audience": AUDIENCES, "municipality": data.places}
    values = {
        ROWS_HEADED[name]: words.get(name, VALUES).get(value) or VALUES.get(value, value)
        for name, value in zip(TOLD, told, strict=False)
        if value
    }
    persons = told[len(TOLD) :]
    if persons:
        name = f"{ROWS_HEADED[PERSON]} {persons[0]}"
        return Case(guid=guid("person", rows, persons[0]), name=name, values=values)
    if not values:
        return None
    name = one_line(", ".join(values.values())) or "–"
    return Case(guid=guid("case", data.round_id, *told), name=name, values=values)
