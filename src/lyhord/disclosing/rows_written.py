"""Statements as rows: which of what could tell who wrote one stands beside it."""

from collections import Counter
from collections.abc import AsyncIterable, Mapping, Sequence
from uuid import UUID

from lyhord.disclosing.columns import Column, Gathered, Texts
from lyhord.disclosing.generalising import Values, shared
from lyhord.errors import WithheldError
from lyhord.storage.findings import StatementRow

# what is given up first comes last
TOLD = ("audience", "age", "municipality", "language")
FOUND = ("theme", "second", "third")
ALSO = "also"
PERSON = "person"


class _Writers:
    """Who wrote the rows so far, with what they could be told apart by."""

    def __init__(self) -> None:
        self._values: dict[UUID, Values] = {}
        self.persons = Gathered[UUID]()
        self.combinations = Gathered[Values]()

    def extend(self, rows: Sequence[StatementRow]) -> None:
        told = [(row.audience, row.age, row.municipality, row.language) for row in rows]
        people = [row.response_id for row in rows]
        self._values.update(zip(people, told, strict=True))
        self.persons.extend(people)
        self.combinations.extend(told)

    def sizes(self) -> Mapping[Values, int]:
        return Counter(self._values.values())


async def written(
    batches: AsyncIterable[Sequence[StatementRow]], *, k: int, is_research: bool
) -> tuple[Sequence[Column], Texts]:
    """The columns of the rows and their texts; `WithheldError` where fewer than k wrote anything.

    Only in research does a number join what one person wrote: that of their first row in an order
    drawn anew.
    """
    writers, texts = _Writers(), Texts()
    questions = Gathered[str]()
    found = {name: Gathered[str | None]() for name in FOUND}
    also = Gathered[tuple[str, ...]]()
    async for batch in batches:
        texts.add([row.text for row in batch])
        writers.extend(batch)
        questions.extend(row.question_id for row in batch)
        found["theme"].extend(row.theme_id for row in batch)
        found["second"].extend(row.second for row in batch)
        found["third"].extend(row.third for row in batch)
        also.extend(tuple(row.also or ()) for row in batch)
    columns = [
        _column("question", questions),
        *(_column(name, each) for name, each in found.items()),
        Column(name=ALSO, values=also.values, places=also.places, is_several=True),
        *told_columns(TOLD, writers.combinations, writers.sizes(), k),
    ]
    if is_research:
        persons = writers.persons
        numbers = range(1, len(persons.values) + 1)
        columns.append(Column(name=PERSON, values=numbers, places=persons.places))
    return columns, texts


def told_columns(
    names: Sequence[str], combinations: Gathered[Values], sizes: Mapping[Values, int], k: int
) -> Sequence[Column]:
    """A column for each thing that rows are told apart by, as far as enough share it."""
    kept = shared(sizes, k)
    if kept is None:
        raise WithheldError("few")
    told = [kept[values] for values in combinations.values]
    return [
        Column(name=name, values=[values[place] for values in told], places=combinations.places)
        for place, name in enumerate(names)
    ]


def _column(name: str, gathered: Gathered[str] | Gathered[str | None]) -> Column:
    return Column(name=name, values=gathered.values, places=gathered.places)
