"""What each person chose as one row: which of it stands there, and beside what.

What tells people apart (audience, age, municipality, language, and what an instrument marks as
identifying) is kept by combination; of everything else options that few chose are left out. What
somebody wrote is in no such row.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, assert_never, cast
from uuid import UUID

import msgspec

from lyhord.disclosing.asked import asked_in
from lyhord.disclosing.columns import Column, Gathered, Value
from lyhord.disclosing.generalising import Values, common
from lyhord.disclosing.rows_written import TOLD, told_columns
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
from lyhord.storage import findings
from lyhord.storage.database import Connection

Chosen: TypeAlias = tuple[str | int, ...]

# the questions that age and municipality are read from
ASKED_BY_KIND = frozenset({"municipality", "age_band", "child_age", "ages"})
decoder = msgspec.json.Decoder(dict[str, object])


class _Asked:
    """A question, or a line of a matrix, and what people chose there."""

    def __init__(self, key: str, question: AnyQuestion, line: str = "") -> None:
        self.key = key
        self.name = f"{key}.asked" if key in TOLD else key
        self.question = question
        self.line = line
        self.chosen = Gathered[Chosen]()

    def column(self, k: int) -> Column:
        """What may be told of it; what cannot be chosen there counts as no answer."""
        possible = possible_of(self.question)
        told = [tuple(filter(possible, chosen)) for chosen in self.chosen.values]
        sizes = Counter[Chosen]()
        for chosen, n in zip(told, self.chosen.sizes().values(), strict=True):
            sizes[chosen] += n
        kept = common(sizes, k)
        values = [_value(self.question, tuple(filter(kept.__contains__, each))) for each in told]
        return Column(
            name=self.name,
            values=values,
            places=self.chosen.places,
            question=self.question,
            line=self.line,
            is_several=isinstance(self.question, Multiple),
        )


async def answered(db: Connection, round_id: UUID, *, k: int) -> Sequence[Column]:
    """The columns of the rows; `WithheldError` where fewer than k answered."""
    questions = [each for each in (await asked_in(db, round_id)) if each.id not in ASKED_BY_KIND]
    asked = [each for question in questions for each in _columns_of(question)]
    identifying = {each.key: each for each in asked if each.question.identifying}
    others = [each for each in asked if not each.question.identifying]
    combinations = Gathered[Values]()
    async for batch in findings.answers(db, round_id):
        for row in batch:
            given = decoder.decode(row.answers)
            told = [_one_of(given.get(key)) for key in identifying]
            combinations.add((row.audience, row.age, row.municipality, *told, row.language))
            for each in others:
                each.chosen.add(_chosen(given.get(each.key)))
    known = {each.name: each.question for each in identifying.values()}
    names = (*TOLD[:-1], *known, TOLD[-1])
    told_apart = told_columns(names, combinations, combinations.sizes(), k)
    return [
        *(msgspec.structs.replace(each, question=known.get(each.name)) for each in told_apart),
        *(each.column(k) for each in others),
    ]


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


def _chosen(answer: object) -> Chosen:
    """What was chosen; what no page can send is nothing."""
    match answer:
        case str() | int():
            return (answer,)
        case list():
            return tuple(str(each) for each in cast("list[object]", answer))
        case _:
            return ()


def _one_of(answer: object) -> str:
    """The one thing that was chosen, as `lyhord.one_of` says it of age and municipality."""
    chosen = _chosen(answer)
    return "several" if len(chosen) > 1 else str(chosen[0]) if chosen else ""


def _value(question: AnyQuestion, told: Chosen) -> Value:
    if not told:
        return None
    if isinstance(question, Multiple):
        return tuple(str(each) for each in told)
    return told[0]
