"""Statements as rows, for somebody's own analysis: a class of its own beside reports.

It takes a right of its own and a stated purpose, is noted, and is refused while a round takes
answers or differs a little from what was published. The format of the file is `exports`'.
"""

from collections.abc import Iterable, Sequence
from random import Random
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing import publishing
from lyhord.disclosing.generalising import shared
from lyhord.errors import WithheldError
from lyhord.instruments.definition import Audience
from lyhord.storage import audit, findings, guards, rounds, runs
from lyhord.storage.database import Connection
from lyhord.storage.findings import StatementRow

SHORTEST_PURPOSE, LONGEST_PURPOSE = 10, 500


class Request(Struct, frozen=True, kw_only=True):
    """Who wants the rows, in which format and for what; `email` where somebody is signed in."""

    actor: str
    format: str
    purpose: str
    email: str | None = None


class MicroRow(Struct, frozen=True, kw_only=True):
    """A statement; what could tell who wrote it is there only where enough people share it.

    `person` joins the statements of one person, by a number drawn anew for each file.
    """

    question: str
    text: str
    theme: str | None
    second: str | None
    third: str | None
    audience: Audience | None
    age: str | None
    municipality: str | None
    language: str | None
    person: int | None


class Microdata(Struct, frozen=True, kw_only=True):
    """The statements of a round in random order, and what a reader must know of them."""

    round_name: str
    purpose: str
    is_research: bool
    k: int
    rows: tuple[MicroRow, ...]


async def microdata(
    db: Connection, round_id: UUID, request: Request, *, chance: Random
) -> Microdata:
    """Give a round's statements as rows and note it, or raise `WithheldError`."""
    round_ = await rounds.get(db, round_id)
    rule = await guards.get(db, round_id)
    purpose = " ".join(request.purpose.split())
    if request.email and not await guards.may_take_rows(db, round_id, email=request.email):
        raise WithheldError("right")
    if not SHORTEST_PURPOSE <= len(purpose) <= LONGEST_PURPOSE:
        raise WithheldError("purpose")
    published = await publishing.of_round(db, round_)
    if not round_.is_settled or published is None:
        raise WithheldError("open")
    if published.figures.digest != (await publishing.standing(db, round_id)).digest:
        raise WithheldError("changed")
    run = await runs.current(db, round_id)
    found = await findings.rows(db, round_id, run.run_id if run else None)
    is_research = round_.mode == "research"
    rows = told(found, k=rule.k_children, is_research=is_research, chance=chance)
    details: audit.Details = {"format": request.format, "purpose": purpose, "rows": len(rows)}
    await audit.add(
        db,
        actor=request.actor,
        action="microdata_exported",
        object_=str(round_id),
        details=details,
    )
    return Microdata(
        round_name=round_.name,
        purpose=purpose,
        is_research=is_research,
        k=rule.k_children,
        rows=rows,
    )


def told(
    found: Iterable[StatementRow], *, k: int, is_research: bool, chance: Random
) -> tuple[MicroRow, ...]:
    """The rows in random order, or `WithheldError` where fewer than k people wrote anything."""
    found = list(found)
    chance.shuffle(found)
    people = {
        each.response_id: (each.audience, each.age, each.municipality, each.language)
        for each in found
    }
    kept = shared(people, k)
    if kept is None:
        raise WithheldError("few")
    numbers = _numbers(list(people), chance) if is_research else {}
    return tuple(
        _row(each, *kept[each.response_id], person=numbers.get(each.response_id)) for each in found
    )


def _numbers(people: Sequence[UUID], chance: Random) -> dict[UUID, int]:
    order = list(people)
    chance.shuffle(order)
    return {person: number for number, person in enumerate(order, start=1)}


def _row(
    row: StatementRow, audience: str | None, *rest: str | None, person: int | None
) -> MicroRow:
    age, municipality, language = rest
    return MicroRow(
        question=row.question_id,
        text=row.text,
        theme=row.theme_id,
        second=row.second,
        third=row.third,
        audience=None if audience is None else row.audience,
        age=age,
        municipality=municipality,
        language=language,
        person=person,
    )
