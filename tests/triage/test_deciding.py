"""Deciding: once, after reading, and with nothing left that leads to a response or a time."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest

from lyhord.errors import NotFoundError
from lyhord.storage import cases, rounds, statements
from lyhord.storage.database import Database
from lyhord.triage.deciding import Choice, Missing, decide, decision_of
from lyhord.triage.opening import open_original
from tests.builders import TODAY
from tests.triage.cases import DEPUTY, OFFICER, STRANGER, a_case, rows
from tests.triage.test_opening import a_guess

REPORTED = Choice(outcome="reported", reported_on=str(TODAY), reported_by="officer")


async def an_opened_case(database: Database) -> UUID:
    case_id = await a_case(database)
    await open_original(database, case_id, a_guess(), language="sv")
    return case_id


@pytest.mark.parametrize("choice", [Choice(outcome="no_concern"), REPORTED])
async def test_a_decision_leaves_no_way_to_the_response_or_its_time(
    database: Database, choice: Choice
) -> None:
    case_id = await an_opened_case(database)
    missing = await decide(database, case_id, choice, officer=OFFICER, today=TODAY)
    (kept,) = await rows(database, "select * from sealed.triage_decision")

    assert missing is None
    assert [] == await rows(database, "select * from sealed.triage_case")
    assert {"round_id", "decision_id", "level", "outcome", "reported_on", "reported_by"} == set(
        kept.keys()
    )
    assert case_id != kept["decision_id"]


async def test_the_statement_is_seen_by_the_desk_with_the_decision_and_not_before(
    database: Database,
) -> None:
    case_id = await an_opened_case(database)
    seen: list[int] = []
    for _ in range(2):
        async with database.transaction("desk") as db:
            (round_,) = await rounds.all_rounds(db)
            seen.append(len(await statements.of_round(db, round_.round_id)))
        if len(seen) == 1:
            await decide(database, case_id, Choice(outcome="general"), officer=OFFICER, today=TODAY)

    assert [0, 1] == seen


async def test_a_crash_between_decision_and_release_undoes_both(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = await an_opened_case(database)

    async def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cases.audit, "add", crash)
    with pytest.raises(ZeroDivisionError):
        await decide(database, case_id, REPORTED, officer=OFFICER, today=TODAY)
    monkeypatch.undo()

    async with database.transaction("desk") as db:
        assert 0 == await db.fetchval("select count(*) from lyhord.statement")
    assert 1 == len(await rows(database, "select * from sealed.triage_case"))
    assert [] == await rows(database, "select * from sealed.triage_decision")


async def test_two_officers_at_once_decide_once(database: Database) -> None:
    case_id = await an_opened_case(database)
    outcomes = await asyncio.gather(
        decide(database, case_id, REPORTED, officer=OFFICER, today=TODAY),
        decide(database, case_id, Choice(outcome="general"), officer=DEPUTY, today=TODAY),
        return_exceptions=True,
    )

    assert 1 == sum(each is None for each in outcomes)
    assert 1 == sum(isinstance(each, NotFoundError) for each in outcomes)
    assert 1 == len(await rows(database, "select * from sealed.triage_decision"))


async def test_nobody_decides_what_nobody_has_read(database: Database) -> None:
    case_id = await a_case(database)

    assert "not_opened" == await decide(database, case_id, REPORTED, officer=OFFICER, today=TODAY)
    assert 1 == len(await rows(database, "select * from sealed.triage_case"))


async def test_nobody_decides_for_other_rounds(database: Database) -> None:
    case_id = await an_opened_case(database)

    with pytest.raises(NotFoundError):
        await decide(database, case_id, REPORTED, officer=STRANGER, today=TODAY)


@pytest.mark.parametrize(
    ("choice", "missing"),
    [
        (Choice(outcome=""), "outcome"),
        (Choice(outcome="something"), "outcome"),
        (Choice(outcome="reported", reported_on="", reported_by="officer"), "reported_on"),
        (Choice(outcome="reported", reported_on="0001-01-01", reported_by="head"), "reported_on"),
        (
            Choice(
                outcome="reported",
                reported_on=str(TODAY + timedelta(days=1)),
                reported_by="head",
            ),
            "reported_on",
        ),
        (Choice(outcome="reported", reported_on=str(TODAY), reported_by="Anna"), "reported_by"),
    ],
)
def test_a_decision_is_whole(choice: Choice, missing: Missing) -> None:
    assert missing == decision_of(choice, today=TODAY)


def test_without_a_report_nothing_of_one_is_kept() -> None:
    choice = Choice(outcome="general", reported_on=str(TODAY), reported_by="officer")

    assert cases.Decision(outcome="general") == decision_of(choice, today=date(2026, 1, 1))
