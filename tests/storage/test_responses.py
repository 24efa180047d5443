"""Storing responses in batches: each once, whatever arrives twice."""

from uuid import UUID, uuid4

import msgspec
import pytest

from lyhord import rounds
from lyhord.errors import StorageError
from lyhord.intake.receiving import BATCH
from lyhord.storage import collectors, responses, statements
from lyhord.storage.collectors import Mode, State
from lyhord.storage.database import Connection
from lyhord.storage.responses import Extra
from tests.builders import a_collector, a_response, a_round

LONGEST = 10_000


async def test_a_response_is_stored_with_its_statements(db: Connection) -> None:
    round_id = await a_round(db)
    new = a_response(await a_collector(db, round_id), "fler vuxna", "mer tid")

    assert await responses.submit(db, [new]) == ("stored",)
    found = await statements.of_round(db, round_id)
    assert [statement.text for statement in found] == ["fler vuxna", "mer tid"]
    assert {"youth"} == {statement.audience for statement in found}


async def test_the_same_submission_again_stores_nothing(db: Connection) -> None:
    round_id = await a_round(db)
    new = a_response(await a_collector(db, round_id), "fler vuxna")
    await responses.submit(db, [new])
    again = msgspec.structs.replace(new, response_id=a_response_id())

    assert await responses.submit(db, [again]) == ("same",)
    assert await db.fetchval("select count(*) from lyhord.response") == 1
    assert await db.fetchval("select count(*) from sealed.original") == 1


async def test_the_same_submission_with_other_content_is_refused(db: Connection) -> None:
    round_id = await a_round(db)
    new = a_response(await a_collector(db, round_id))
    await responses.submit(db, [new])
    other = msgspec.structs.replace(new, response_id=a_response_id(), content_hash=b"other")

    assert await responses.submit(db, [other]) == ("other",)


async def test_twins_in_one_batch_are_stored_once(db: Connection) -> None:
    round_id = await a_round(db)
    collector = await a_collector(db, round_id)
    new = a_response(collector, "en")
    twin = msgspec.structs.replace(new, response_id=a_response_id())
    stranger = a_response(collector, "två")

    assert await responses.submit(db, [new, twin, stranger]) == ("stored", "same", "stored")
    assert await db.fetchval("select count(*) from lyhord.statement") == 2


async def test_a_whole_batch_of_the_longest_texts_is_stored(db: Connection) -> None:
    collector = await a_collector(db, await a_round(db))
    longest = "\U0001f4ac" * LONGEST
    new = [a_response(collector, longest) for _ in range(BATCH)]

    assert ("stored",) * BATCH == await responses.submit(db, new)
    assert [(BATCH, LONGEST)] == [
        tuple(row)
        for row in await db.fetch("select count(*), min(length(text)) from lyhord.statement")
    ]


async def test_a_draft_round_takes_nothing(db: Connection) -> None:
    round_id = await a_round(db, is_open=False)
    new = a_response(await a_collector(db, round_id))

    assert await responses.submit(db, [new]) == ("closed",)


async def test_a_closed_round_takes_answers_for_two_hours(db: Connection) -> None:
    round_id = await a_round(db)
    collector = await a_collector(db, round_id)
    await rounds.close_round(db, round_id, actor="tests")

    assert await responses.submit(db, [a_response(collector)]) == ("stored",)
    await db.execute("update lyhord.round set closed_at = now() - interval '121 minutes'")
    assert await responses.submit(db, [a_response(collector)]) == ("closed",)


@pytest.mark.parametrize("state", ["paused", "closed"])
@pytest.mark.parametrize("mode", ["open", "kiosk"])
async def test_a_door_that_is_shut_takes_answers_for_two_hours(
    db: Connection, state: State, mode: Mode
) -> None:
    collector = await a_collector(db, await a_round(db), mode=mode)
    await collectors.set_state(db, collector, state, actor="tests")

    assert await responses.submit(db, [a_response(collector)]) == ("stored",)
    await db.execute("update lyhord.collector set shut_at = now() - interval '121 minutes'")
    assert await responses.submit(db, [a_response(collector)]) == ("closed",)
    assert await responses.submit(db, [a_response(collector, extra=Extra(test=True))]) == (
        "stored",
    )
    await collectors.set_state(db, collector, "open", actor="tests")
    assert await responses.submit(db, [a_response(collector)]) == ("stored",)


async def test_a_row_that_cannot_be_stored_says_so(db: Connection) -> None:
    round_id = await a_round(db)
    new = a_response(await a_collector(db, round_id), week="last week")

    with pytest.raises(StorageError):
        await responses.submit(db, [new])


async def test_withdrawal_removes_everything_and_a_repeat_stores_nothing(db: Connection) -> None:
    round_id = await a_round(db)
    new = a_response(await a_collector(db, round_id), "bort")
    await responses.submit(db, [new])

    await responses.withdraw(db, new.receipt_hash)
    for table in ("lyhord.response", "lyhord.statement", "sealed.original"):
        assert await db.fetchval(f"select count(*) from {table}") == 0
    again = msgspec.structs.replace(new, response_id=a_response_id())
    assert await responses.submit(db, [again]) == ("same",)
    assert await db.fetchval("select count(*) from lyhord.response") == 0


async def test_a_locked_round_keeps_its_responses(db: Connection) -> None:
    round_id = await a_round(db)
    new = a_response(await a_collector(db, round_id))
    await responses.submit(db, [new])
    await db.execute("update lyhord.round set is_locked = true")

    await responses.withdraw(db, new.receipt_hash)
    assert await db.fetchval("select count(*) from lyhord.response") == 1


def a_response_id() -> UUID:

    return uuid4()
