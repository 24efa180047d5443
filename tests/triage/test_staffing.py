"""Rounds and those who answer for them: none opens without, and none stays open without."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from lyhord import rounds
from lyhord.errors import BadInputError
from lyhord.storage import accounts
from lyhord.storage import rounds as stored
from lyhord.storage.accounts import StoredAccount
from lyhord.storage.database import Connection
from lyhord.triage import staffing
from tests.builders import TODAY, a_round
from tests.triage.cases import DEPUTY, OFFICER, STRANGER


async def _account(db: Connection, email: str) -> None:
    account = StoredAccount(
        account_id=uuid4(), email=email, role="safeguarding", password_hash="hash"
    )
    await accounts.add(db, account, actor="tests")


async def _gone(db: Connection, email: str) -> None:
    await db.execute("delete from staff.account where email = $1", email)


async def _state(db: Connection, round_id: UUID) -> str:
    return (await stored.get(db, round_id)).state


@pytest.mark.parametrize(("person", "why"), [(OFFICER, "officer"), (DEPUTY, "deputy")])
async def test_a_round_closes_when_somebody_who_answered_for_it_is_gone(
    db: Connection, person: str, why: str
) -> None:
    for each in (OFFICER, DEPUTY):
        await _account(db, each)
    round_id = await a_round(db)
    before = await staffing.close_lapsed(db, actor="worker")
    await _gone(db, person)
    after = await staffing.close_lapsed(db, actor="worker")
    again = await staffing.close_lapsed(db, actor="worker")
    noted = await db.fetchrow("select * from staff.audit order by entry_id desc limit 1")

    assert ((), (round_id,), ()) == (before, after, again)
    assert "closed" == await _state(db, round_id)
    assert noted is not None
    assert ("worker", "round_closed", {"lapsed": why}) == (
        noted["actor"],
        noted["action"],
        noted["details"],
    )
    with pytest.raises(BadInputError, match=f"the round's {why} has no account"):
        await rounds.open_round(db, round_id, actor="tests")


async def test_another_officer_opens_it_again(db: Connection) -> None:
    await _account(db, OFFICER)
    round_id = await a_round(db)
    await staffing.close_lapsed(db, actor="worker")
    await _gone(db, OFFICER)
    await staffing.close_lapsed(db, actor="worker")
    await staffing.change(db, round_id, officer=STRANGER, deputy=None, actor="tests")

    assert "open" == (await rounds.open_round(db, round_id, actor="tests")).state


async def test_addresses_that_never_had_an_account_are_not_missed(db: Connection) -> None:
    round_id = await a_round(db)

    assert () == await staffing.close_lapsed(db, actor="worker")
    assert "open" == await _state(db, round_id)


async def test_a_round_closes_when_its_days_are_over_as_of_its_last_midnight(
    db: Connection,
) -> None:
    round_id = await a_round(db, closes=TODAY + timedelta(days=1))
    await db.execute(
        "update lyhord.round set closes = current_date - 3 where round_id = $1", round_id
    )
    closed = await staffing.close_lapsed(db, actor="worker")
    after = await stored.get(db, round_id)

    assert (round_id,) == closed
    assert after.closed_at is not None
    assert after.is_settled


async def test_who_cannot_see_cases_is_said(db: Connection) -> None:
    await _account(db, OFFICER)
    round_id = await a_round(db, officer=" Officer@Example.org")
    round_ = await stored.get(db, round_id)

    assert OFFICER == round_.officer
    assert (DEPUTY,) == await staffing.without_account(db, round_)


async def test_a_draft_with_an_officer_who_left_does_not_open(db: Connection) -> None:
    await _account(db, OFFICER)
    round_id = await a_round(db, is_open=False)
    await staffing.close_lapsed(db, actor="worker")
    await _gone(db, OFFICER)

    with pytest.raises(BadInputError, match="lyhord round officers"):
        await rounds.open_round(db, round_id, actor="tests")
