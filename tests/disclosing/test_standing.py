"""What is asked at every visit says at once whatever counting everybody would say."""

from uuid import UUID

from lyhord.disclosing.freezing import Now
from lyhord.storage import figures, responses
from lyhord.storage.database import Connection
from lyhord.storage.figures import Standing
from tests.builders import a_collector, a_publication, a_response, a_round

HELD = """
insert into sealed.triage_case (round_id, case_id, response_id, level, rules, due_at)
values ($1, gen_random_uuid(), $2, 'acute', '[]', now() + interval '1 hour')
"""
OVERDUE = "update sealed.triage_case set due_at = now() - interval '1 second' where round_id = $1"
ASIDE = "update lyhord.response set standing = $3 where round_id = $1 and response_id = $2"


async def agreed(db: Connection, round_id: UUID) -> Standing:
    withdrawn = (await db.fetchval("select lyhord.count_withdrawn($1)", round_id)) or 0
    known = await figures.standing(db, round_id)
    people = await figures.people(db, round_id)
    assert known == Now(counts=people, withdrawn=withdrawn).standing
    return known


async def test_nothing_that_goes_or_waits_is_counted_any_longer(db: Connection) -> None:
    round_id = await a_round(db, a_publication(), a_publication("child"))
    youth = await a_collector(db, round_id)
    child = await a_collector(db, round_id, audience="child")
    new = [*(a_response(youth, "a text") for _ in range(4)), a_response(child, "another")]
    await responses.submit(db, new)
    first, second = (each.response_id for each in new[:2])
    whole = await agreed(db, round_id)

    await db.execute(HELD, round_id, first)
    held = await agreed(db, round_id)
    await db.execute(OVERDUE, round_id)
    overdue = await agreed(db, round_id)
    await db.execute(ASIDE, round_id, second, "aside")
    aside = await agreed(db, round_id)
    await db.execute(ASIDE, round_id, second, "counted")
    await responses.withdraw(db, new[4].receipt_hash)
    without = await agreed(db, round_id)

    assert (whole.n, held.n, overdue, aside.n, without.n) == (5, 4, whole, 4, 4)
    assert len({each.digest for each in (whole, held, aside, without)}) == 4
    assert (whole.has_children, without.has_children) == (True, False)
    assert (whole.withdrawn, without.withdrawn) == (0, 1)


async def test_a_round_of_nobody(db: Connection) -> None:
    nobody = await agreed(db, await a_round(db, a_publication()))

    assert nobody == Standing(n=0, digest=0, has_children=False, withdrawn=0)
