"""Mistakes between the parts of a survey file: double ids, and conditions that cannot work.

Everything here works on the table, so that it also finds its mistakes in a file with other ones.
"""

from collections.abc import Iterator

from lyhord.instruments.files import Table, is_table, items, table
from lyhord.instruments.problems import Problem, suggest
from lyhord.instruments.reserved import RESERVED
from lyhord.instruments.shared import duplicates

CHOSEN = {"single": "equals", "faces": "equals", "matrix": "equals", "multiple": "includes"}


class _Earlier:
    """The answers that a condition may look at: how to ask for them, and their options."""

    def __init__(self, later: set[str]) -> None:
        self.later = later
        self.kinds: dict[str, str] = {}
        self.options: dict[str, set[str]] = {}

    def add(self, question: Table) -> None:
        name, kind = str(question.get("id")), str(question.get("kind"))
        if name in self.kinds:
            return
        options = {str(table(option).get("id")) for option in items(question.get("options"))}
        self.kinds[name] = "whole matrix" if kind == "matrix" else kind
        self.options[name] = options
        for line in items(question.get("statements")):
            self.kinds[f"{name}.{table(line).get('id')}"] = kind
            self.options[f"{name}.{table(line).get('id')}"] = options


def problems_between_parts(raw: Table) -> Iterator[Problem]:
    """Go through an expanded survey file in reading order."""
    pages = [table(page) for page in items(raw.get("pages"))]
    earlier = _Earlier({str(q.get("id")) for page in pages for q in _questions(page)})
    yield from duplicates(items(raw.get("pages")), "$.pages")
    yield from _double_questions(pages)
    yield from _reserved_questions(pages)
    for i, page in enumerate(pages):
        yield from _condition(page.get("when"), f"$.pages[{i}].when", earlier)
        for j, question in enumerate(_questions(page)):
            where = f"$.pages[{i}].questions[{j}]"
            yield from _condition(question.get("when"), f"{where}.when", earlier)
            yield from _within(question, where)
            earlier.add(question)


def _questions(page: Table) -> list[Table]:
    return [table(question) for question in items(page.get("questions"))]


def _double_questions(pages: list[Table]) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, page in enumerate(pages):
        for j, question in enumerate(_questions(page)):
            name = question.get("id")
            if isinstance(name, str) and name in seen:
                what = f"the id {name} stands here for the second time"
                where = f"$.pages[{i}].questions[{j}].id"
                yield Problem(where=where, what=what, remedy="give it another id")
            seen.add(str(name))


def _reserved_questions(pages: list[Table]) -> Iterator[Problem]:
    for i, page in enumerate(pages):
        for j, question in enumerate(_questions(page)):
            name = question.get("id")
            if isinstance(name, str) and name in RESERVED:
                what = f"the page itself sends something called {name}"
                where = f"$.pages[{i}].questions[{j}].id"
                yield Problem(where=where, what=what, remedy="give the question another id")


def _within(question: Table, where: str) -> Iterator[Problem]:
    options = items(question.get("options"))
    yield from duplicates(options, f"{where}.options")
    yield from duplicates(items(question.get("statements")), f"{where}.statements")
    most, faces = question.get("max"), question.get("faces")
    if question.get("kind") == "multiple" and isinstance(most, int) and most > len(options) > 0:
        what = f"max is {most}, but there are {len(options)} options"
        yield Problem(where=f"{where}.max", what=what, remedy="lower it or take it away")
    if isinstance(faces, int) and 0 < len(options) < faces:
        what = f"{faces} faces need {faces} options, and there are {len(options)}"
        yield Problem(where=f"{where}.options", what=what, remedy="add what is missing")
    low, high = question.get("minimum", 0), question.get("maximum", 1_000_000)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        what = f"minimum {low} is above maximum {high}"
        yield Problem(where=f"{where}.minimum", what=what, remedy="let minimum be the smaller one")


def _condition(raw: object, where: str, earlier: _Earlier) -> Iterator[Problem]:
    condition = table(raw)
    if "question" in condition:
        yield from _question_asked(condition, where, earlier)
    inner = condition.get("of")
    if is_table(inner):
        yield from _condition(inner, f"{where}.of", earlier)
    for index, part in enumerate(items(inner)):
        yield from _condition(part, f"{where}.of[{index}]", earlier)


def _question_asked(condition: Table, where: str, earlier: _Earlier) -> Iterator[Problem]:
    name = condition["question"]
    if not isinstance(name, str):
        return
    if name in earlier.kinds:
        yield from _value(condition, name, where, earlier)
        return
    is_later = name.partition(".")[0] in earlier.later - set(earlier.kinds)
    what = f"the question {name} comes later" if is_later else f"there is no question {name}"
    remedy = "look at an earlier question" if is_later else suggest(name, earlier.kinds)
    yield Problem(where=f"{where}.question", what=what, remedy=remedy)


def _value(condition: Table, name: str, where: str, earlier: _Earlier) -> Iterator[Problem]:
    op, kind = condition.get("op"), earlier.kinds[name]
    if kind == "information":
        what = f"{name} is a text and takes no answer"
        yield Problem(where=f"{where}.question", what=what, remedy="look at a question")
        return
    if op not in ("equals", "includes"):
        return
    fits = CHOSEN.get(kind)
    if op != fits:
        remedy = f'use op = "{fits}"' if fits else _instead(name, kind)
        yield Problem(where=f"{where}.op", what=f"{op} does not fit {name}", remedy=remedy)
    value, options = condition.get("value"), earlier.options[name]
    if isinstance(value, str) and options and value not in options:
        what = f"{name} has no option {value}"
        yield Problem(where=f"{where}.value", what=what, remedy=suggest(value, options))


def _instead(name: str, kind: str) -> str:
    if kind == "whole matrix":
        return f"name a statement too: {name}.<statement>"
    return 'only op = "answered" can look at what is answered in words or numbers'
