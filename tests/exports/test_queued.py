"""Files that the worker makes: kept only while nothing that they tell changes, for one account."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import BinaryIO, cast
from uuid import UUID

import pytest
from msgspec import structs

from lyhord.disclosing import Microdata
from lyhord.errors import NotFoundError, WithheldError
from lyhord.exports import ROW_FORMATS, File, queued
from lyhord.exports.microdata.taking import RowFormat
from lyhord.exports.queued import Asker, Status
from lyhord.jobs import tasks
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage import audit, guards, jobs, responses
from lyhord.storage.database import Connection, Database
from lyhord.storage.jobs import MOST_ATTEMPTS
from lyhord.storage.made_files import Wanted
from tests.builders import TODAY, a_collector, a_response, a_round, settle
from tests.web.desk.analysed import Shown, analysed, shown

EMAIL = "analyst@exempel.se"
ASKER = Asker(email=EMAIL)
ROWS = Wanted(format="statements-csv", purpose="att räkna ord")
WAIT = 30.0


@pytest.fixture
async def there(database: Database) -> Shown:
    """A settled round with themes, whose rows the account may take."""
    made = await shown(database)
    await _grant(database, made.round_id)
    return made


async def _grant(database: Database, round_id: UUID) -> None:
    async with database.transaction("owner") as db:
        until = TODAY + timedelta(days=2)
        await guards.grant_rows(db, round_id, holder=EMAIL, until=until, actor="tests")


def a_worker(database: Database, settings: Settings) -> Worker:
    return Worker(database, kinds(settings), tell=lambda *_, **__: None)


def a_report(there: Shown) -> Wanted:
    return Wanted(format="csv", run_id=there.run_id)


async def ask(
    database: Database, round_id: UUID, wanted: Wanted = ROWS, asker: Asker = ASKER
) -> UUID:
    async with database.seeing(asker.municipalities).transaction("desk") as db:
        return await queued.ask(db, round_id, wanted, asker=asker)


async def status_of(database: Database, round_id: UUID, file_id: UUID) -> Status:
    async with database.transaction("desk") as db:
        return await queued.status(db, round_id, file_id, asker=ASKER)


async def fetch(database: Database, round_id: UUID, file_id: UUID, asker: Asker = ASKER) -> File:
    seen = database.seeing(asker.municipalities)
    return await queued.hand_out_made(seen, round_id, file_id, asker=asker)


async def kept(database: Database) -> int:
    """How many files have bytes in the database."""
    async with database.transaction("owner") as db:
        found: int = await db.fetchval(
            "select count(*) from lyhord.made_file where content is not null"
        )
        return found


async def noted(database: Database, action: str) -> list[audit.Details]:
    async with database.transaction("owner") as db:
        entries = await audit.page(db, audit.Wanted(action=action), most=9)
    return [entry.details for entry in entries]


async def test_a_worker_makes_the_rows_and_they_are_noted_when_they_are_taken(
    database: Database, settings: Settings, there: Shown
) -> None:
    file_id = await ask(database, there.round_id)
    await a_worker(database, settings).empty()
    before = await noted(database, "microdata_exported")
    file = await fetch(database, there.round_id, file_id)

    assert (await status_of(database, there.round_id, file_id)).state == "finished"
    assert file.name == "utsagor-hosten-2026.csv"
    assert file.content.count(b"nummer youth") == 30
    assert before == []
    assert await noted(database, "microdata_exported") == [
        {"format": "statements-csv", "purpose": "att räkna ord", "rows": 62}
    ]


async def test_a_worker_makes_each_report_and_it_is_noted_when_it_is_taken(
    database: Database, settings: Settings, there: Shown
) -> None:
    file_id = await ask(database, there.round_id, a_report(there))
    await a_worker(database, settings).empty()
    file = await fetch(database, there.round_id, file_id)

    assert "Väntan" in file.content.decode()
    assert await noted(database, "report_exported") == [{"format": "csv", "run": str(there.run_id)}]


async def test_asking_twice_makes_one_file(database: Database, there: Shown) -> None:
    first = await ask(database, there.round_id)

    assert await ask(database, there.round_id) == first
    assert await ask(database, there.round_id, asker=Asker(email=EMAIL)) == first
    assert (
        await ask(database, there.round_id, structs.replace(ROWS, purpose="något annat")) != first
    )


async def test_nobody_without_the_right_has_rows_made(database: Database) -> None:
    made = await shown(database)

    with pytest.raises(WithheldError, match="right"):
        await ask(database, made.round_id)


async def test_a_right_that_was_taken_away_meanwhile_gives_no_file(
    database: Database, settings: Settings, there: Shown
) -> None:
    file_id = await ask(database, there.round_id)
    await a_worker(database, settings).empty()
    async with database.transaction("owner") as db:
        await db.execute("delete from staff.microdata_right")

    with pytest.raises(WithheldError, match="right"):
        await fetch(database, there.round_id, file_id)
    assert await kept(database) == 0
    assert await noted(database, "microdata_exported") == []


async def test_another_account_finds_no_file_and_takes_nothing_away(
    database: Database, settings: Settings, there: Shown
) -> None:
    file_id = await ask(database, there.round_id, a_report(there))
    await a_worker(database, settings).empty()
    other = Asker(email="admin@exempel.se")

    with pytest.raises(NotFoundError):
        await fetch(database, there.round_id, file_id, other)
    assert await kept(database) == 1


async def withdrawn(database: Database, round_id: UUID) -> None:
    async with database.transaction("owner") as db:
        receipt: bytes = await db.fetchval(
            "select receipt_hash from lyhord.receipt where round_id = $1 limit 1", round_id
        )
    async with database.transaction("door") as db:
        await responses.withdraw(db, receipt)


async def hidden(database: Database, round_id: UUID) -> None:
    async with database.transaction("desk") as db:
        text: str = await db.fetchval(
            "select text from lyhord.statement where round_id = $1 limit 1", round_id
        )
        await db.execute(
            "select lyhord.hide_words($1, $2, $3, '{}')",
            round_id,
            text,
            text.replace("nummer", "[namn]"),
        )


def changing(statement: str) -> Callable[[Database, UUID], Awaitable[None]]:
    async def change(database: Database, round_id: UUID) -> None:
        async with database.transaction("owner") as db:
            await db.execute(statement, round_id)

    return change


CHANGES = {
    "withdrawn": withdrawn,
    "hidden": hidden,
    "weighed": changing(
        "update lyhord.response set standing = 'left_out' where response_id ="
        " (select response_id from lyhord.response where round_id = $1 limit 1)"
    ),
    "handed over": changing(
        "insert into sealed.triage_case"
        " (round_id, case_id, response_id, level, rules, due_at, statements)"
        " select round_id, gen_random_uuid(), response_id, 'acute', '[\"reader\"]',"
        " now() + interval '1 hour', array[statement_id]"
        " from lyhord.statement where round_id = $1 limit 1"
    ),
    "published": changing(
        "insert into lyhord.published_round (round_id, version, document)"
        " select round_id, version + 1, document from lyhord.published_round where round_id = $1"
    ),
    "purged": changing(
        "insert into lyhord.purge"
        " (round_id, purge_id, actor, reference, ended_on, counts, preserved)"
        " values ($1, gen_random_uuid(), 'tests', 'KS 1', current_date, '{}', '[]')"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_file_goes_with_what_it_was_made_of(
    database: Database, settings: Settings, there: Shown, change: str
) -> None:
    file_id = await ask(database, there.round_id)
    await a_worker(database, settings).empty()
    before = await kept(database)
    await CHANGES[change](database, there.round_id)

    assert (before, await kept(database)) == (1, 0)
    with pytest.raises((WithheldError, NotFoundError)):
        await fetch(database, there.round_id, file_id)
    assert await noted(database, "microdata_exported") == []


async def test_what_no_trigger_told_of_is_found_when_the_file_is_taken(
    database: Database, settings: Settings, there: Shown
) -> None:
    both = [await ask(database, there.round_id, each) for each in (ROWS, a_report(there))]
    await a_worker(database, settings).empty()
    async with database.transaction("owner") as db:
        await db.execute("alter table lyhord.response disable trigger user")
    await withdrawn(database, there.round_id)
    async with database.transaction("owner") as db:
        await db.execute("update lyhord.theme set name = 'Köer' where theme_id = 'vantan'")

    for file_id in both:
        with pytest.raises(WithheldError, match="changed"):
            await fetch(database, there.round_id, file_id)
    assert await kept(database) == 0


class Held:
    """A writer of rows that waits until it is let on."""

    def __init__(self, format_: RowFormat) -> None:
        self.began, self.go_on = threading.Event(), threading.Event()
        self._write = format_.write

    def __call__(self, data: Microdata, target: BinaryIO) -> None:
        self.began.set()
        self.go_on.wait(WAIT)
        self._write(data, target)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """Rows as a table are being written when a test goes on."""
    known = ROW_FORMATS[ROWS.format]
    writer = Held(known)
    formats = cast("dict[str, RowFormat]", ROW_FORMATS)
    monkeypatch.setitem(formats, ROWS.format, structs.replace(known, write=writer))
    return writer


async def test_what_is_withdrawn_while_the_file_is_made_is_kept_nowhere(
    database: Database, settings: Settings, there: Shown, held: Held
) -> None:
    file_id = await ask(database, there.round_id)
    working = asyncio.create_task(a_worker(database, settings).empty())
    await asyncio.to_thread(held.began.wait, WAIT)
    await withdrawn(database, there.round_id)
    held.go_on.set()
    await working
    status = await status_of(database, there.round_id, file_id)

    assert (status.state, status.failure) == ("failed", "changed")
    assert await kept(database) == 0


async def test_the_job_of_a_worker_that_died_midway_is_taken_again(
    database: Database, settings: Settings, there: Shown, held: Held
) -> None:
    file_id = await ask(database, there.round_id)
    dying = asyncio.create_task(a_worker(database, settings).empty())
    await asyncio.to_thread(held.began.wait, WAIT)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    held.go_on.set()
    midway = (await status_of(database, there.round_id, file_id)).state, await kept(database)
    await _silence(database)
    await a_worker(database, settings).empty()

    assert midway == ("running", 0)
    assert (await fetch(database, there.round_id, file_id)).content.count(b"nummer youth") == 30


async def test_a_worker_that_lost_its_job_keeps_nothing(
    database: Database, settings: Settings, there: Shown
) -> None:
    await ask(database, there.round_id)
    async with database.transaction("desk") as db:
        lost = await jobs.claim(db, kinds=[queued.KIND])
        await jobs.claim(db, kinds=[queued.KIND], patience=-1)
    assert lost is not None

    with pytest.raises(Exception, match="another worker"):
        await kinds(settings)[queued.KIND].perform(database, lost, _silent)
    assert await kept(database) == 0


async def test_a_job_that_three_workers_left_fails_plainly(
    database: Database, settings: Settings, there: Shown
) -> None:
    file_id = await ask(database, there.round_id)
    async with database.transaction("desk") as db:
        for _ in range(MOST_ATTEMPTS):
            await jobs.claim(db, kinds=[queued.KIND], patience=-1)
    await _silence(database)
    await a_worker(database, settings).empty()
    status = await status_of(database, there.round_id, file_id)

    assert (status.state, status.failure) == ("failed", "worker_lost")
    assert await ask(database, there.round_id) != file_id


async def _silent(_: float, __: str) -> None:
    """Tell nobody."""


async def _silence(database: Database) -> None:
    async with database.transaction("owner") as db:
        await db.execute("update staff.job set heartbeat_at = now() - interval '1 hour'")


async def test_a_file_is_gone_within_a_day(
    database: Database, settings: Settings, there: Shown
) -> None:
    file_id = await ask(database, there.round_id)
    await a_worker(database, settings).empty()
    async with database.transaction("owner") as db:
        await db.execute("update lyhord.made_file set asked_at = now() - interval '23 hours'")

    with pytest.raises(NotFoundError):
        await fetch(database, there.round_id, file_id)
    await tasks.drop_files(database)
    async with database.transaction("owner") as db:
        assert await db.fetchval("select count(*) from lyhord.made_file") == 0


async def _of_two_places(db: Connection) -> UUID:
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    await responses.submit(
        db,
        [
            a_response(door, f"Vi i {place.upper()} {n}", answers={"municipality": place})
            for place in ("gnesta", "trosa")
            for n in range(20)
        ],
    )
    await settle(db, round_id)
    await analysed(db, round_id)
    return round_id


async def test_a_file_holds_what_its_account_sees_and_no_more(
    database: Database, settings: Settings
) -> None:
    async with database.transaction("owner") as db:
        round_id = await _of_two_places(db)
    await _grant(database, round_id)
    ours = Asker(email=EMAIL, municipalities=("gnesta",))
    file_id = await ask(database, round_id, asker=ours)
    await a_worker(database, settings).empty()
    file = await fetch(database, round_id, file_id, ours)

    assert (b"GNESTA" in file.content, b"TROSA" in file.content) == (True, False)
    with pytest.raises(WithheldError):
        await fetch(database, round_id, file_id, Asker(email=EMAIL, municipalities=("trosa",)))
