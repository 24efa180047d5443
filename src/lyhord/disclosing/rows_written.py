"""Statements as rows: which of what could tell who wrote one stands beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast
from uuid import UUID

import msgspec

from lyhord.disclosing.columns import Column, Gathered, Texts, apart
from lyhord.disclosing.generalising import Values, shared
from lyhord.errors import WithheldError
from lyhord.storage import copied
from lyhord.storage.copied import SEVERAL, Cells, Key, parts, plain
from lyhord.storage.database import Connection

Given: TypeAlias = str | int | tuple[str, ...] | None
# what is given up first comes last
TOLD = ("audience", "age", "municipality", "language")
FOUND = ("theme", "second", "third")
ALSO = "also"
PERSON = "person"
# what place and age are read from
AGES = ("age_band", "child_age", "ages")
AGE_OF = {"guardian": "child_age", "professional": "ages"}
TOLD_BY = tuple(Key(name, is_json=True) for name in ("municipality", *AGES))


async def written(
    db: Connection, round_id: UUID, run_id: UUID | None, *, k: int, is_research: bool
) -> tuple[Sequence[Column], Texts]:
    """The columns of the rows and their texts; `WithheldError` where fewer than k wrote anything.

    Only in research does a number join what one person wrote: that of their first row in an order
    drawn anew.
    """
    texts = Texts()
    persons, writers, found = Gathered[str](), Gathered[str](), Gathered[str]()

    def take(columns: Sequence[Cells]) -> None:
        persons.extend(columns[0])
        writers.extend(columns[1])
        found.extend(columns[2])
        texts.add([plain(each) for each in columns[3]])

    await copied.statements(db, round_id, run_id, take)
    question, *themes, also = apart(found, len(FOUND) + 2, parts)
    copies = also.told(tuple(each.split(SEVERAL)) if each else () for each in also.values)
    told = writers.told(told_by(parts(each))[0] for each in writers.values)
    columns = [
        _column("question", question),
        *(
            _column(name, each.told(value or None for value in each.values))
            for name, each in zip(FOUND, themes, strict=True)
        ),
        Column(name=ALSO, values=copies.values, places=copies.places, is_several=True),
        *told_columns(TOLD, told, _people(told, persons), k),
    ]
    if is_research:
        numbers = range(1, len(persons.values) + 1)
        columns.append(Column(name=PERSON, values=numbers, places=persons.places))
    return columns, texts


def _people(told: Gathered[Values], persons: Gathered[str]) -> Mapping[Values, int]:
    """How many people, not rows, are told apart by each combination; everybody has one."""
    of_person = dict(zip(persons.places, told.places, strict=True))
    values = told.values
    return {values[place]: n for place, n in Counter(of_person.values()).items()}


def told_by(cell: Sequence[str]) -> tuple[Values, Sequence[str]]:
    """What a row is told apart by (in the order of `TOLD`), and what its cell holds beside."""
    audience, language, municipality, *ages = cell[: 2 + len(TOLD_BY)]
    age = ages[AGES.index(AGE_OF.get(audience, AGES[0]))]
    return (audience, one_of(age), one_of(municipality), language), cell[2 + len(TOLD_BY) :]


def one_of(text: str) -> str:
    """The one thing that was chosen, as `lyhord.one_of` says it of age and municipality."""
    chosen = read_json(text)
    if isinstance(chosen, tuple):
        return "several" if len(chosen) > 1 else "".join(chosen)
    return chosen if isinstance(chosen, str) else ""


def read_json(text: str) -> Given:
    """An answer as it came; what no page can send is nothing."""
    try:
        answer: object = msgspec.json.decode(text) if text else None
    except msgspec.DecodeError:
        return None
    if isinstance(answer, list):
        return tuple(map(str, cast("list[object]", answer)))
    return answer if type(answer) in (str, int) else None  # type: ignore[return-value]


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
