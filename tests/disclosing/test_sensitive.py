"""A round that asks something sensitive: nothing is told of fewer than ten, whoever looks."""

from uuid import UUID

import pytest

from lyhord import disclosing
from lyhord.storage import guards, responses
from lyhord.storage.database import Connection, Database
from lyhord.storage.guards import Guard
from tests.builders import a_collector, a_publication, a_response, a_round, settle
from tests.web.desk.analysed import analysed

TEXT = "Vi fick berätta igen"
WISH = {"kind": "long_text", "id": "wish", "text": "Vad vill du ändra på?"}


def pages(*, page: bool = False, question: bool = False) -> list[dict[str, object]]:
    asked = {"kind": "long_text", "id": "placed", "text": "Hur är det att bo där?"}
    return [
        {"id": "one", "title": "Ditt liv", "questions": [WISH]},
        {
            "id": "two",
            "title": "Där du bor",
            "sensitive": page,
            "questions": [asked | {"sensitive": question}],
        },
    ]


async def a_round_asking(
    db: Connection, *, n: int = 7, page: bool = False, question: bool = False
) -> UUID:
    """A settled round in which so many guardians wrote, by a door of Trosa."""
    published = a_publication("guardian", pages=pages(page=page, question=question))
    round_id = await a_round(db, published)
    door = await a_collector(db, round_id, audience="guardian")
    await db.execute(
        "update lyhord.collector set presets = jsonb_build_object('municipality', 'trosa')"
        " where round_id = $1",
        round_id,
    )
    await responses.submit(db, [a_response(door, TEXT) for _ in range(n)])
    await settle(db, round_id)
    return round_id


MARKS = [{"page": True}, {"question": True}]


@pytest.mark.parametrize("marked", MARKS)
async def test_the_second_number_holds_whatever_is_set_as_the_first(
    database: Database, marked: dict[str, bool]
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round_asking(db, **marked)
        usual = await guards.get(db, round_id)
        await guards.put(db, round_id, Guard(k=3, k_children=12), actor="tests")
        changed = await guards.get(db, round_id)

    assert (usual.k, usual.k_children) == (10, 10)
    assert (changed.k, changed.k_children) == (12, 12)


async def test_a_round_that_asks_nothing_sensitive_has_the_usual_numbers(
    database: Database,
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round_asking(db)

        assert (await guards.get(db, round_id)).k == 5


async def test_it_holds_for_whoever_does_not_see_the_door_that_asks(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round_asking(db, page=True)
    async with database.seeing(["gnesta"]).transaction("desk") as db:
        assert (await guards.get(db, round_id)).k == 10


@pytest.mark.parametrize("marked", MARKS)
async def test_seven_who_wrote_are_told_of_only_where_nothing_is_sensitive(
    database: Database, marked: dict[str, bool]
) -> None:
    async with database.transaction("owner") as db:
        plain, guarded = await a_round_asking(db), await a_round_asking(db, **marked)
        runs = {each: await analysed(db, each) for each in (plain, guarded)}
    told: dict[UUID, str] = {}
    for round_id, run_id in runs.items():
        async with database.transaction("desk") as db:
            overview = await disclosing.overview(db, round_id)
            report = await disclosing.run_report(db, round_id, run_id, theme="berattaigen")
        told[round_id] = f"{overview} {report}"

    assert TEXT in told[plain]
    assert "n=7" in told[plain]
    assert TEXT not in told[guarded]
    assert "n=7" not in told[guarded]
