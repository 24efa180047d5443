"""What each person chose as one row: which of it stands there, and beside what.

What tells people apart (audience, age, municipality, language, and what an instrument marks as
identifying) is kept by combination; of everything else options that few chose are left out. What
somebody wrote is in no such row.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, assert_never
from uuid import UUID

import msgspec

from lyhord.disclosing.asked import asked_in
from lyhord.disclosing.columns import Column, Gathered, Value, apart, in_random_order
from lyhord.disclosing.generalising import Values, common
from lyhord.disclosing.rows_written import (
    TOLD,
    TOLD_BY,
    Given,
    read_json,
    told_by,
    told_columns,
)
from lyhord.instruments.definition import (
    AnyQuestion,
    Faces,
    Information,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    ShortText,
    Single,
)
from lyhord.storage import copied
from lyhord.storage.copied import Cells, Key, parts
from lyhord.storage.database import Connection

Chosen: TypeAlias = tuple[str | int, ...]
ALIKE = 4  # questions with one answer each

# the questions that age and municipality are read from
ASKED_BY_KIND = frozenset({"municipality", "age_band", "child_age", "ages"})


class _Asked:
    """A question, or a line of a matrix, and what people chose there."""

    def __init__(self, key: str, question: AnyQuestion, line: str = "") -> None:
        self.name = f"{key}.asked" if key in TOLD else key
        self.question = question
        self.line = line
        # an option is a text, and so is what is left of anything else
        is_json = question.identifying or isinstance(question, Number)
        self.key = Key(key, is_json)
        self._given = Gathered[Given]()

    def keep(self, answers: Gathered[str]) -> None:
        """Keep what people answered."""
        read = read_json if self.key.is_json else _read_text
        self._given = answers.told(map(read, answers.values))

    def column(self, k: int) -> Column:
        """What may be told of it; what cannot be chosen there counts as no answer."""
        possible = possible_of(self.question)
        told = [tuple(filter(possible, _chosen(given))) for given in self._given.values]
        sizes = Counter[Chosen]()
        for chosen, n in zip(told, self._given.sizes().values(), strict=True):
            sizes[chosen] += n
        kept = common(sizes, k)
        values = [_value(self.question, tuple(filter(kept.__contains__, each))) for each in told]
        return Column(
            name=self.name,
            values=values,
            places=self._given.places,
            question=self.question,
            line=self.line,
            is_several=isinstance(self.question, Multiple),
        )


async def answered(db: Connection, round_id: UUID, *, k: int) -> Sequence[Column]:
    """The columns of the rows; `WithheldError` where fewer than k answered."""
    questions = [each for each in (await asked_in(db, round_id)) if each.id not in ASKED_BY_KIND]
    asked = [each for question in questions for each in _columns_of(question)]
    identifying = [each for each in asked if each.question.identifying]
    plain = [each for each in asked if not each.question.identifying]
    groups = _together(plain)
    combinations, *found = await _gathered(
        db, round_id, [[*TOLD_BY, *(each.key for each in identifying)], *map(_keys, groups)]
    )
    for group, cells in zip(groups, found, strict=True):
        for question, answers in zip(group, apart(cells, len(group), parts), strict=True):
            question.keep(answers)
    known = {each.name: each.question for each in identifying}
    names = (*TOLD[:-1], *known, TOLD[-1])
    told = combinations.told(map(_told_by, combinations.values))
    told_apart = told_columns(names, told, told.sizes(), k)
    return in_random_order(
        [
            *(msgspec.structs.replace(each, question=known.get(each.name)) for each in told_apart),
            *(each.column(k) for each in plain),
        ]
    )


async def _gathered(
    db: Connection, round_id: UUID, groups: Sequence[Sequence[Key]]
) -> Sequence[Gathered[str]]:
    found = [Gathered[str]() for _ in groups]

    def take(columns: Sequence[Cells]) -> None:
        for each, cells in zip(found, columns, strict=True):
            each.extend(cells)

    await copied.answers(db, round_id, groups, take)
    return found


def _together(asked: Sequence[_Asked]) -> Sequence[Sequence[_Asked]]:
    """Questions whose answers are read as one cell: together they are often alike.

    Where several options or any number can be chosen, little is alike.
    """
    few = [each for each in asked if not isinstance(each.question, Multiple | Number)]
    others = [[each] for each in asked if isinstance(each.question, Multiple | Number)]
    return [*(few[start : start + ALIKE] for start in range(0, len(few), ALIKE)), *others]


def _keys(asked: Sequence[_Asked]) -> Sequence[Key]:
    return [each.key for each in asked]


def _told_by(cell: str) -> Values:
    told, more = told_by(parts(cell))
    *first, language = told
    return (*first, *map(_one_of, more), language)


def _columns_of(question: AnyQuestion) -> Iterator[_Asked]:
    match question:
        case Single() | Multiple() | Faces() | Number():
            yield _Asked(question.id, question)
        case Matrix():
            for line in question.statements:
                yield _Asked(f"{question.id}.{line.id}", question, line.id)
        case ShortText() | LongText() | Notes() | Information():
            return
        case _:
            assert_never(question)


def possible_of(question: AnyQuestion) -> Callable[[str | int], bool]:
    """What may have been chosen; anything else is no answer to the question."""
    match question:
        case Single() | Multiple() | Faces() | Matrix():
            return frozenset(option.id for option in question.options).__contains__
        case Number():
            return range(question.minimum, question.maximum + 1).__contains__
        case ShortText() | LongText() | Notes() | Information():
            return frozenset[str | int]().__contains__
        case _:
            assert_never(question)


def _read_text(text: str) -> Given:
    """An option, or several as JSON; what no page can send is nothing."""
    return read_json(text) if text.startswith(("[", "{")) else text or None


def _chosen(given: Given) -> Chosen:
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (given,)


def _one_of(text: str) -> str:
    """The one thing that was chosen, as `lyhord.one_of` says it of age and municipality."""
    chosen = _chosen(read_json(text))
    return "several" if len(chosen) > 1 else str(chosen[0]) if chosen else ""


def _value(question: AnyQuestion, told: Chosen) -> Value:
    if not told:
        return None
    if isinstance(question, Multiple):
        return tuple(str(each) for each in told)
    return told[0]
