"""Taking answers in: what is kept, what is sealed, and that twice is once."""

import asyncio
import pickle
import time
from collections.abc import AsyncGenerator
from datetime import datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec
import pytest

from lyhord.errors import RoundClosedError, StorageUnavailableError, SubmissionConflictError
from lyhord.instruments.flow import Answers
from lyhord.intake.bursting import Bursts
from lyhord.intake.composing import iso_week
from lyhord.intake.doors import Door, Doors
from lyhord.intake.receiving import WITHDRAWAL_SECONDS, Accepted, Intake
from lyhord.intake.sifting import Sieve
from lyhord.intake.watching import Watch
from lyhord.privacy import receipts, sealing
from lyhord.settings import Settings
from lyhord.storage.database import Database
from tests.builders import PASSPHRASE, a_collector, a_round
from tests.intake.test_sifting import holds

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ANSWERS: Answers = {
    "municipality": "gnesta",
    "wish": "Ring mig på 070-1740605, snälla",
    "ideas": ["drop-in", "kvällstid"],
}


def now() -> datetime:
    return datetime.now(STOCKHOLM)


@pytest.fixture
async def database(settings: Settings) -> AsyncGenerator[Database]:
    async with Database.open(settings, roles=["owner", "door"]) as opened:
        yield opened


@pytest.fixture
async def door(database: Database) -> Door:
    async with database.transaction("owner") as db:
        collector = await a_collector(db, await a_round(db))
    return await Doors(database, clock=now).find(collector.slug)


@pytest.fixture
def intake(database: Database) -> Intake:
    return Intake(database, secret="s" * 32, clock=now, limit=1_000, watch=Watch())


async def _submit(
    intake: Intake, door: Door, answers: Answers, submission: UUID | None = None
) -> Accepted:
    return await intake.submit(
        door,
        instrument=door.publication.instrument,
        version=door.version,
        language="sv",
        answers=answers,
        submission=submission or uuid4(),
    )


async def test_free_text_becomes_statements_and_closed_answers_stay(
    database: Database, door: Door, intake: Intake
) -> None:
    await _submit(intake, door, ANSWERS)

    async with database.transaction("owner") as db:
        rows = await db.fetch("select question_id, position, text from lyhord.statement")
        closed = await db.fetchval("select answers from lyhord.response")
    found = {(row["question_id"], row["position"]): row["text"] for row in rows}
    assert "Ring mig på [telefon], snälla" == found["wish", 0]
    assert ("drop-in", "kvällstid") == (found["ideas", 0], found["ideas", 1])
    assert {"municipality": "gnesta"} == closed


async def test_nothing_in_memory_tells_in_which_order_answers_came(
    database: Database, door: Door
) -> None:
    bursts = Bursts(clock=time.monotonic, most=600)
    sieve, submission = Sieve(clock=time.monotonic, bursts=bursts), uuid4()
    intake = Intake(database, secret="s" * 32, clock=now, limit=1_000, watch=Watch(), sieve=sieve)
    before = pickle.dumps(sieve)
    await _submit(intake, door, ANSWERS, submission)

    assert before != pickle.dumps(sieve)
    assert not holds(sieve, submission)


async def test_only_the_officers_can_read_the_original(
    database: Database, door: Door, intake: Intake
) -> None:
    await _submit(intake, door, ANSWERS)

    async with database.transaction("owner") as db:
        box = await db.fetchval("select box from sealed.original")
        wrapped = await db.fetchval("select wrapped_key from sealed.key_copy")
    assert b"070-1740605" not in box
    opened = msgspec.json.decode(sealing.open_box(wrapped, PASSPHRASE, box))
    assert [ANSWERS["wish"]] == opened["wish"]


async def test_a_hundred_twins_at_once_store_one_response(
    database: Database, door: Door, intake: Intake
) -> None:
    submission = uuid4()
    accepted = await asyncio.gather(
        *(_submit(intake, door, ANSWERS, submission) for _ in range(100))
    )

    assert 1 == len({one.receipt for one in accepted})
    assert 1 == sum(one.is_new for one in accepted)
    async with database.transaction("owner") as db:
        assert 1 == await db.fetchval("select count(*) from lyhord.response")


async def test_the_same_submission_with_other_answers_is_refused(
    door: Door, intake: Intake
) -> None:
    submission = uuid4()
    await _submit(intake, door, ANSWERS, submission)

    with pytest.raises(SubmissionConflictError):
        await _submit(intake, door, ANSWERS | {"wish": "annat"}, submission)


async def test_after_withdrawal_a_repeat_gives_the_same_receipt_and_stores_nothing(
    database: Database, door: Door, intake: Intake
) -> None:
    submission = uuid4()
    first = await _submit(intake, door, ANSWERS, submission)
    await intake.withdraw(first.receipt.lower().replace("-", " "))
    again = await _submit(intake, door, ANSWERS, submission)

    assert (first.receipt, False) == (again.receipt, again.is_new)
    async with database.transaction("owner") as db:
        assert 0 == await db.fetchval("select count(*) from lyhord.response")


async def test_a_round_closed_long_ago_refuses(
    database: Database, door: Door, intake: Intake
) -> None:
    async with database.transaction("owner") as db:
        await db.execute(
            "update lyhord.round set state = 'closed', closed_at = now() - interval '3 hours'"
        )

    with pytest.raises(RoundClosedError):
        await _submit(intake, door, ANSWERS)


async def test_a_database_that_is_gone_is_told_apart(settings: Settings, door: Door) -> None:
    gone = msgspec.structs.replace(settings, database_url="postgresql:///x?host=/nowhere")
    async with Database.open(gone, roles=["door"]) as database:
        intake = Intake(database, secret="s" * 32, clock=now, limit=10, watch=Watch())
        with pytest.raises(StorageUnavailableError):
            await _submit(intake, door, ANSWERS)


def test_the_week_is_the_iso_week() -> None:
    assert "2027-W53" != iso_week(datetime(2027, 1, 1, tzinfo=STOCKHOLM))
    assert "2026-W53" == iso_week(datetime(2027, 1, 1, tzinfo=STOCKHOLM))


@pytest.mark.parametrize("which", ["stored", "made up", "no code at all"])
async def test_time_does_not_tell_whether_a_code_was_there(
    door: Door, intake: Intake, which: str
) -> None:
    stored = (await _submit(intake, door, ANSWERS)).receipt
    made_up = receipts.receipt(b"another secret", uuid4(), uuid4())
    typed = {"stored": stored, "made up": made_up}.get(which, "?")
    clock = asyncio.get_running_loop().time
    begun = clock()
    await intake.withdraw(typed)

    # only the floor: nothing is said about how much longer a busy machine takes
    assert clock() - begun >= WITHDRAWAL_SECONDS
