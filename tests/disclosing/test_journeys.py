"""Which questions themes were written of under: published with the run, none while it is open."""

from uuid import uuid4

from lyhord import disclosing
from lyhord.disclosing import Journey
from lyhord.privacy.cells import Figure
from lyhord.storage import responses
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.responses import NewResponse, NewStatement
from tests.builders import a_collector, a_publication, a_response, a_round, a_run, settle


def a_text(door: Collector, question: str) -> NewResponse:
    """An answer with a text under a question."""
    text = f"ett svar på frågan om {question}"
    statement = NewStatement(statement_id=uuid4(), question_id=question, position=0, text=text)
    return a_response(door, statements=(statement,))


async def journey(
    db: Connection, *, is_open: bool = False, withdrawn: int = 0, silent: int = 0
) -> Journey:
    """Of a round in which 14 wrote of what they wish for, 7 of ideas, and some nothing."""
    round_id = await a_round(db, a_publication())
    door = await a_collector(db, round_id)
    new = [a_text(door, "wish") for _ in range(14)] + [a_text(door, "ideas") for _ in range(7)]
    await responses.submit(db, [*new, *(a_response(door, statements=()) for _ in range(silent))])
    if not is_open:
        await settle(db, round_id)
    run_id = await a_run(db, round_id, lambda _: "t")
    if withdrawn:
        await disclosing.run_report(db, round_id, run_id)
    for each in new[:withdrawn]:
        await responses.withdraw(db, each.receipt_hash)
    return await disclosing.journey(db, await disclosing.run_report(db, round_id, run_id))


async def test_numbers_by_question_are_rounded_down(db: Connection) -> None:
    found = await journey(db)

    assert found.themes[0].asked == {
        "wish": Figure(form="at_least", n=10),
        "ideas": Figure(form="at_least", n=5),
    }
    assert [each.theme.name for each in found.most_under("wish")] == ["t"]


async def test_of_an_open_round_there_is_no_journey(db: Connection) -> None:
    assert (await journey(db, is_open=True)).themes == ()


async def test_what_was_published_stays_when_somebody_withdraws(db: Connection) -> None:
    found = await journey(db, withdrawn=3)

    assert found.themes[0].asked["wish"] == Figure(form="at_least", n=10)
