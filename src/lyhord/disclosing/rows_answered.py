"""What each person chose as one row: which of it stands there, and beside what.

What tells people apart (audience, age, municipality, language, and what an instrument marks as
identifying) is kept by combination; of everything else options that few chose are left out. What
somebody wrote is in no such row.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import TypeAlias, assert_never, cast
from uuid import UUID

import msgspec

from lyhord.disclosing.asked import asked_in
from lyhord.disclosing.columns import Column, Gathered, Value, in_random_order
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
Given: TypeAlias = str | int | tuple[str, ...] | None
# what a page can send, as it is read
PLAIN = frozenset({str, int, tuple, type(None)})

# the questions that age and municipality are read from
ASKED_BY_KIND = frozenset({"municipality", "age_band", "child_age", "ages"})


class _Asked:
    """A question, or a line of a matrix, and what people chose there."""

    def __init__(self, key: str, question: AnyQuestion, line: str = "") -> None:
        self.key = key
        self.name = f"{key}.asked" if key in TOLD else key
        self.question = question
        self.line = line
        self._given = Gathered[Given]()

    def add(self, answers: Sequence[object]) -> None:
        """Keep what some people answered, in their order."""
        is_plain = PLAIN.issuperset(map(type, answers))
        self._given.extend(cast("Sequence[Given]", answers) if is_plain else map(_given, answers))

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
    identifying = {each.key: each for each in asked if each.question.identifying}
    plain = [each for each in asked if not each.question.identifying]
    combinations = Gathered[Values]()
    decode = _decoder(asked)
    async for batch in findings.answers(db, round_id):
        given = decode([row.answers for row in batch])
        told = zip(*(map(_one_of, given[key]) for key in identifying), strict=True)
        more = told if identifying else repeat(())
        combinations.extend(
            (row.audience, row.age, row.municipality, *others, row.language)
            for row, others in zip(batch, more, strict=False)
        )
        for question in plain:
            question.add(given[question.key])
    known = {each.name: each.question for each in identifying.values()}
    names = (*TOLD[:-1], *known, TOLD[-1])
    told_apart = told_columns(names, combinations, combinations.sizes(), k)
    return in_random_order(
        [
            *(msgspec.structs.replace(each, question=known.get(each.name)) for each in told_apart),
            *(each.column(k) for each in plain),
        ]
    )


def _decoder(asked: Sequence[_Asked]) -> Callable[[Sequence[str]], Mapping[str, Sequence[object]]]:
    """What reads some people's answers at once, and gives those to each question in order.

    As a struct made for these questions: what nobody asks for is not even looked at.
    """
    several = {each.key for each in asked if isinstance(each.question, Multiple)}
    keys = [each.key for each in asked]
    usual = _many({key: tuple[str, ...] | None if key in several else object for key in keys})
    any_ = _many(dict.fromkeys(keys, object))
    take = {key: attrgetter(f"answer_{place}") for place, key in enumerate(keys)}

    def decode(documents: Sequence[str]) -> Mapping[str, Sequence[object]]:
        together = f"[{','.join(documents)}]"
        try:
            people = usual.decode(together)
        except msgspec.ValidationError:
            people = any_.decode(together)
        return {key: list(map(of, people)) for key, of in take.items()}

    return decode


def _many(kinds: Mapping[str, object]) -> msgspec.json.Decoder[list[msgspec.Struct]]:
    fields = {key: f"answer_{place}" for place, key in enumerate(kinds)}
    made = msgspec.defstruct(
        "Answers",
        [(fields[key], cast("type", kind), None) for key, kind in kinds.items()],
        rename={field: key for key, field in fields.items()},
        gc=False,
    )
    return msgspec.json.Decoder(list[made])


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


def _given(answer: object) -> Given:
    """An answer as it came; what no page can send is nothing."""
    if type(answer) in PLAIN:
        return cast("Given", answer)
    return tuple(map(str, cast("list[object]", answer))) if isinstance(answer, list) else None


def _chosen(given: Given) -> Chosen:
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (given,)


def _one_of(answer: object) -> str:
    """The one thing that was chosen, as `lyhord.one_of` says it of age and municipality."""
    chosen = _chosen(_given(answer))
    return "several" if len(chosen) > 1 else str(chosen[0]) if chosen else ""


def _value(question: AnyQuestion, told: Chosen) -> Value:
    if not told:
        return None
    if isinstance(question, Multiple):
        return tuple(str(each) for each in told)
    return told[0]
