"""Texts of a side or of a question: only of whom a quote may name, and only where enough wrote."""

from lyhord import disclosing
from lyhord.disclosing import RunReport
from lyhord.storage import quote_choices
from lyhord.storage.database import Connection
from tests.disclosing.test_journeys import journey
from tests.web.desk.analysed import a_round_with_answers, analysed

SIDES = (
    ("vantan", "youth"),
    ("vantan", "guardian"),
    ("vantan", "professional"),
    ("elsewhere", "youth"),
)


async def a_report(db: Connection, *, is_open: bool = False) -> RunReport:
    """Of a round in which of waiting 15 young people wrote, 10 guardians and 6 professionals."""
    round_id = await a_round_with_answers(db, is_open=is_open)
    return await disclosing.run_report(db, round_id, await analysed(db, round_id))


async def found(db: Connection, report: RunReport) -> dict[tuple[str, str], str]:
    """The texts that are given when one of each side is asked for."""
    given = await disclosing.side_quotes(db, report, SIDES)  # pyright: ignore[reportArgumentType]
    return {side: quote.text for side, quote in given.items()}


async def test_a_side_speaks_where_a_quote_may_name_it(db: Connection) -> None:
    texts = await found(db, await a_report(db))

    assert texts.keys() == {("vantan", "youth"), ("vantan", "guardian")}
    assert all(f"nummer {audience}" in text for (_, audience), text in texts.items())


async def test_a_picked_quote_comes_before_a_strong_one(db: Connection) -> None:
    report = await a_report(db)
    await db.execute(
        "update lyhord.assignment as a set quote_rank = -1, strength = 0 "
        "from lyhord.statement as s "
        "where s.statement_id = a.statement_id and s.text like '%youth 8'"
    )

    assert (await found(db, report))["vantan", "youth"] == "Vi väntade länge, nummer youth 8"


async def test_what_people_approved_comes_first_and_what_they_refused_not_at_all(
    db: Connection,
) -> None:
    report = await a_report(db)
    known = {"theme_id": "vantan", "actor": "test"}
    waited = [f"Vi väntade länge, nummer youth {n}" for n in range(0, 30, 2)]
    await quote_choices.put(
        db, report.round_id, report.run_id, texts=[waited[7]], is_approved=True, **known
    )
    approved = (await found(db, report))["vantan", "youth"]
    await quote_choices.put(
        db, report.round_id, report.run_id, texts=waited, is_approved=False, **known
    )

    assert approved == waited[7]
    assert (await found(db, report)).keys() == {("vantan", "guardian")}


async def test_no_text_is_taken_of_an_open_round(db: Connection) -> None:
    assert await found(db, await a_report(db, is_open=True)) == {}


async def test_what_was_set_aside_since_says_nothing(db: Connection) -> None:
    report = await a_report(db)
    await db.execute("update lyhord.response set standing = 'aside' where audience = 'youth'")

    assert (await found(db, report)).keys() == {("vantan", "guardian")}


async def test_a_text_stands_under_the_question_that_it_was_written_to(db: Connection) -> None:
    known = await journey(db, silent=19)
    places = [("t", "wish"), ("t", "ideas"), ("t", "first_sign"), ("t", "wish")]
    given = await disclosing.quotes_under(db, known, places)

    assert {place: quote.text for place, quote in given.items()} == {
        ("t", "wish"): "ett svar på frågan om wish",
        ("t", "ideas"): "ett svar på frågan om ideas",
    }
    assert {quote.audience for quote in given.values()} == {"youth"}
