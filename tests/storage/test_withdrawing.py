"""Taking back: everything of a response goes at once, whatever table it lies in."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from msgspec.structs import replace

from lyhord import rounds
from lyhord.errors import BadInputError
from lyhord.storage import responses, runs, statements
from lyhord.storage.database import Connection
from lyhord.storage.responses import Extra, NewCase
from lyhord.storage.runs import FoundTheme, Outcome, Placed
from tests.builders import TODAY, a_collector, a_response, a_round, settle

# columns that lead to a response or to a statement of it
LEADING = """
  select c.table_schema || '.' || c.table_name as name, c.column_name as led_by
  from information_schema.columns as c
  join information_schema.tables as t using (table_schema, table_name)
  where t.table_type = 'BASE TABLE'
    and c.table_schema in ('lyhord', 'sealed', 'staff', 'entry')
    and c.column_name in ('response_id', 'statement_id')
"""


def a_theme() -> Outcome:
    theme = FoundTheme(
        theme_id="new-1", position=0, name="n", definition="", source="new", stability=1.0, terms=()
    )
    return Outcome(
        method="m", corpus_digest="d", coverage=1.0, summary={}, themes=[theme], placed=[]
    )


async def analysed(db: Connection, *texts: str) -> bytes:
    """A response with a case and a quote; the hash of its receipt."""
    door = await a_collector(db, await a_round(db))
    case = NewCase(level="concern", rules=("planted",), due=datetime.now(UTC) + timedelta(hours=9))
    new = replace(a_response(door, *texts), extra=Extra(case=case))
    await responses.submit(db, [new])
    run_id = uuid4()
    await runs.add(db, door.round_id, run_id, seed=0, actor="tests")
    placed = [
        Placed(
            statement_id=each.statement_id,
            theme_id="new-1",
            strength=1.0,
            second=None,
            third=None,
            quote_rank=0,
        )
        for each in await statements.of_round(db, door.round_id)
    ]
    outcome = replace(a_theme(), placed=placed)
    await runs.finish(db, door.round_id, run_id, outcome=outcome, actor="tests")
    return new.receipt_hash


async def led(db: Connection) -> dict[str, int]:
    """How many rows of each table lead to a response."""
    return {
        row["name"]: await db.fetchval(
            f"select count(*) from {row['name']} where {row['led_by']} is not null"
        )
        for row in await db.fetch(LEADING)
    }


async def test_nothing_leads_to_a_response_that_was_taken_back(db: Connection) -> None:
    receipt = await analysed(db, "bort", "med", "det")
    filled = {name for name, n in (await led(db)).items() if n}
    assert filled >= {
        "lyhord.response",
        "lyhord.statement",
        "lyhord.assignment",
        "lyhord.receipt",
        "sealed.original",
        "sealed.triage_case",
    }
    await responses.withdraw(db, receipt)

    assert {name: n for name, n in (await led(db)).items() if n} == {}


async def test_every_table_that_leads_to_a_response_goes_with_it(db: Connection) -> None:
    """Also those that no test fills: the key takes their rows along."""
    kept = {
        row["name"]
        for row in await db.fetch(
            "select distinct conrelid::regclass::text as name from pg_constraint"
            " where contype = 'f' and confdeltype = 'c' and confrelid in"
            " ('lyhord.response'::regclass, 'lyhord.statement'::regclass)"
        )
    }
    leading = {row["name"] for row in await db.fetch(LEADING)}

    # what withdraws empties the receipt by itself
    assert leading - kept == {"lyhord.response", "lyhord.receipt"}


async def test_a_round_is_locked_when_respondents_were_told_and_not_before(db: Connection) -> None:
    round_id = await a_round(db, results_by=TODAY)
    with pytest.raises(BadInputError):
        await rounds.lock_round(db, round_id, actor="tests", today=TODAY)
    await settle(db, round_id)
    with pytest.raises(BadInputError):
        await rounds.lock_round(db, round_id, actor="tests", today=TODAY - timedelta(days=1))
    locked = await rounds.lock_round(db, round_id, actor="tests", today=TODAY)

    assert locked.is_locked
    noted = await db.fetchval("select count(*) from staff.audit where action = 'round_locked'")
    assert noted == 1
