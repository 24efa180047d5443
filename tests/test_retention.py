"""Retention: what is due goes, all or nothing, once what is to stay has been kept."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec
import pytest

from lyhord import retention, rounds
from lyhord.errors import BadInputError, PreservingError
from lyhord.exports import preserving
from lyhord.jobs import tasks
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.replying import publishing
from lyhord.settings import Settings
from lyhord.storage import audit, decisions, journey_cases, replies, responses, statements
from lyhord.storage import retention as stored
from lyhord.storage.database import Connection, Database
from lyhord.storage.decisions import Decision
from lyhord.storage.retention import Preserved
from tests.builders import TODAY, a_collector, a_response, a_round
from tests.replying.replies import digest_of, drafted, some_quotes
from tests.test_hiding_everywhere import everything
from tests.web.desk.analysed import a_round_with_answers, analysed, shown

DECISION = Decision(
    reference="KS 2026/12", originals_days=30, statements_days=60, registrations_days=90
)
WITH_ANSWERS = {
    "originals": 2,
    "responses": 2,
    "statements": 3,
    "assignments": 0,
    "runs": 0,
    "quotes": 0,
    "drafts": 0,
    "stories": 0,
}
TABLES = (
    *("sealed.original", "lyhord.response", "lyhord.statement", "lyhord.assignment"),
    *("lyhord.run", "lyhord.receipt"),
)


async def nothing_to_keep(_: Connection, __: UUID) -> tuple[Preserved, ...]:
    return ()


async def ended(db: Connection, round_id: UUID, *, days: int) -> None:
    """Let a round have had its last answers so many days ago."""
    await db.execute(
        """update lyhord.round
        set state = 'closed', opens = $2, closes = $2, closed_at = now() - make_interval(days => $3)
        where round_id = $1""",
        round_id,
        TODAY - timedelta(days=days),
        days,
    )


async def an_ended_round(
    db: Connection, *, days: int, decision: Decision | None = DECISION
) -> UUID:
    """A round with two answers that ended so many days ago."""
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    await responses.submit(db, [a_response(door, "hej"), a_response(door, "du", "där")])
    await db.execute(
        "insert into entry.code values ($1, $2, 'unused')", round_id, door.collector_id
    )
    if decision is not None:
        await rounds.decide(db, round_id, decision, actor="tests")
    await ended(db, round_id, days=days)
    return round_id


async def _purge(db: Connection, round_id: UUID) -> dict[str, int] | None:
    protocol = await retention.purge(db, round_id, preserve=nothing_to_keep, actor="a@example.org")
    return None if protocol is None else protocol.counts


async def _left(db: Connection) -> dict[str, int]:
    return {table: await db.fetchval(f"select count(*) from {table}") for table in TABLES}


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (29, None),
        (30, {"originals": 2}),
        (60, WITH_ANSWERS),
        (
            90,
            WITH_ANSWERS | {"receipts": 2, "codes": 1, "tallies": 0},
        ),
    ],
)
async def test_each_part_goes_when_its_day_has_come(
    db: Connection, days: int, gone: dict[str, int] | None
) -> None:
    round_id = await an_ended_round(db, days=days)
    told = (await retention.due_of(db, round_id)).counts

    assert gone == await _purge(db, round_id)
    assert told == (gone or {})
    assert await _purge(db, round_id) is None


async def test_the_protocol_says_how_much_by_whom_and_why_and_no_content(db: Connection) -> None:
    round_id = await an_ended_round(db, days=60)
    await _purge(db, round_id)
    (protocol,) = await stored.protocols(db, round_id)
    (entry,) = await audit.newest(db, most=1)

    assert (protocol.actor, protocol.reference) == ("a@example.org", "KS 2026/12")
    assert protocol.ended_on == TODAY - timedelta(days=60)
    assert (entry.action, entry.object) == ("round_purged", str(round_id))
    assert "hej" not in msgspec.json.encode((protocol, entry)).decode()


async def test_other_rounds_are_left_alone(db: Connection) -> None:
    other = await an_ended_round(db, days=29)
    await _purge(db, await an_ended_round(db, days=400))

    assert (await stored.retained(db, other))["statements"] == 3


async def test_an_analysis_goes_with_the_answers(database: Database) -> None:
    closed = await shown(database)
    async with database.transaction("owner") as db:
        await rounds.decide(db, closed.round_id, DECISION, actor="tests")
        await ended(db, closed.round_id, days=60)
        before = await _left(db)
        gone = await _purge(db, closed.round_id)
        left = await _left(db)

    assert gone is not None
    assert gone["assignments"] == before["lyhord.assignment"] > 0
    assert {name for name, n in left.items() if n} == {"lyhord.receipt"}


@pytest.mark.parametrize("is_open", [True, False])
async def test_a_round_that_has_not_ended_is_refused(db: Connection, *, is_open: bool) -> None:
    round_id = await a_round(db, is_open=is_open)
    await rounds.decide(db, round_id, DECISION, actor="tests")

    with pytest.raises(BadInputError, match="it has not ended"):
        await _purge(db, round_id)


async def test_a_round_in_its_grace_has_not_ended(db: Connection) -> None:
    round_id = await a_round(db)
    await rounds.decide(db, round_id, DECISION, actor="tests")
    await rounds.close_round(db, round_id, actor="tests")

    with pytest.raises(BadInputError, match="it has not ended"):
        await _purge(db, round_id)


async def test_nothing_is_destroyed_that_nobody_has_decided_on(db: Connection) -> None:
    round_id = await an_ended_round(db, days=1_000, decision=None)
    (waiting,) = await retention.due(db)

    assert waiting.waits_for == "decision"
    with pytest.raises(BadInputError, match="nobody has decided"):
        await _purge(db, round_id)
    assert await db.fetchval("select count(*) from lyhord.response") == 2


async def test_the_desk_cannot_destroy_earlier_by_itself(database: Database) -> None:
    async with database.transaction("owner") as db:
        early = await an_ended_round(db, days=29)
        opened = await a_round(db)
        await rounds.decide(db, opened, DECISION, actor="tests")
        undecided = await an_ended_round(db, days=1_000, decision=None)
    async with database.transaction("desk") as db:
        purged = [
            await stored.purge(db, each, preserved=(), actor="a@example.org")
            for each in (early, opened, undecided)
        ]
    async with database.transaction("owner") as db:
        left = await db.fetchval("select count(*) from sealed.original")

    assert purged == [None, None, None]
    assert left == 4


async def test_nothing_goes_while_an_officer_has_a_case_to_decide(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await an_ended_round(db, days=1_000)
        await db.execute(
            """insert into sealed.triage_case (round_id, case_id, response_id, level, rules, due_at)
            select round_id, gen_random_uuid(), response_id, 'concern', '[]', now()
            from lyhord.response limit 1"""
        )
    async with database.transaction("desk") as db:
        purged = await stored.purge(db, round_id, preserved=(), actor="a@example.org")
        with pytest.raises(BadInputError, match="every case"):
            await _purge(db, round_id)
        queued = await stored.wanting(db, kind=retention.KIND)

    assert (purged, queued) == (None, ())


@pytest.mark.parametrize("table", ["lyhord.purge", "lyhord.response", "sealed.original"])
async def test_the_desk_changes_no_protocol_and_no_answer(database: Database, table: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction("desk") as db:
            await db.execute(f"delete from {table}")


@pytest.mark.parametrize("table", ["lyhord.run", "lyhord.receipt", "lyhord.purge"])
async def test_a_purge_that_breaks_midway_destroys_nothing(database: Database, table: str) -> None:
    async with database.transaction("owner") as db:
        round_id = await an_ended_round(db, days=400)
        before = await _left(db)
        await db.execute(
            f"""create function public.break() returns trigger language plpgsql as $$
            begin raise exception 'the disk is full'; end $$;
            create trigger broken before insert or delete on {table}
            for each statement execute function public.break()"""
        )
    with pytest.raises(asyncpg.PostgresError, match="disk is full"):
        async with database.transaction("desk") as db:
            await _purge(db, round_id)
    async with database.transaction("owner") as db:
        left = await _left(db)
        protocols = await stored.protocols(db, round_id)

    assert (left, protocols) == (before, ())


async def test_nothing_is_destroyed_when_what_is_to_stay_cannot_be_kept(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings = msgspec.structs.replace(settings, archive_dir=tmp_path / "file")
    async with database.transaction("owner") as db:
        round_id = await an_ended_round(db, days=400)
    with pytest.raises(PreservingError, match="file: Not a directory"):
        async with database.transaction("desk") as db:
            await retention.purge(
                db, round_id, preserve=preserving.into(settings), actor="a@example.org"
            )
    async with database.transaction("owner") as db:
        left = await _left(db)

    assert left["lyhord.response"] == 2


async def test_what_stays_is_whole_and_says_its_checksums(
    database: Database, settings: Settings
) -> None:
    closed = await shown(database)
    async with database.transaction("owner") as db:
        await rounds.decide(db, closed.round_id, DECISION, actor="tests")
        await ended(db, closed.round_id, days=60)
    async with database.transaction("desk") as db:
        protocol = await retention.purge(
            db, closed.round_id, preserve=preserving.into(settings), actor="a@example.org"
        )
    (folder,) = preserving.archive_folder(settings).iterdir()

    assert protocol is not None
    names = {each.file for each in protocol.preserved}
    assert {"kodbok.toml", "kodbok.qdc", "omgang.json", "rapport.csv", "rapport.xlsx"} < names
    assert names | {"SHA256SUMS"} == {path.name for path in folder.iterdir()}
    for each in protocol.preserved:
        content = (folder / each.file).read_bytes()
        assert each.sha256 == hashlib.sha256(content).hexdigest()
        assert f"{each.sha256}  {each.file}" in (folder / "SHA256SUMS").read_text()
    assert json.loads((folder / "omgang.json").read_text())["decision"]["reference"]


async def test_what_an_earlier_purge_kept_is_not_written_over(
    database: Database, settings: Settings
) -> None:
    async with database.transaction("owner") as db:
        round_id = await an_ended_round(db, days=60)
        for name in ("Hösten", "Hösten", "HÖSTEN!"):
            await db.execute("update lyhord.round set name = $1", name)
            await preserving.into(settings)(db, round_id)
    folders = sorted(path.name for path in preserving.archive_folder(settings).iterdir())

    assert folders == [f"hosten-{str(round_id)[:8]}", f"hosten-{str(round_id)[:8]}-2"]


async def _a_day_of_work(database: Database, settings: Settings) -> int:
    """Do what time has made due, then the jobs that wait; the number of these."""
    await tasks.queue_purges(database)
    return await Worker(database, kinds(settings), tell=lambda *_, **__: None).empty()


async def test_the_worker_purges_what_is_due_and_decided_once_a_day(
    database: Database, settings: Settings
) -> None:
    async with database.transaction("owner") as db:
        due = await an_ended_round(db, days=400)
        undecided = await an_ended_round(db, days=400, decision=None)
        await a_round(db)
    done = [await _a_day_of_work(database, settings) for _ in range(2)]
    async with database.transaction("owner") as db:
        (protocol,) = await stored.protocols(db, due)
        left = await stored.retained(db, undecided)

    assert done == [1, 0]
    assert protocol.actor == "worker"
    assert left["responses"] == 2


async def test_a_queued_purge_whose_folder_is_missing_says_so_and_destroys_nothing(
    database: Database, settings: Settings
) -> None:
    settings = msgspec.structs.replace(settings, data_dir=None)
    async with database.transaction("owner") as db:
        await an_ended_round(db, days=400)
    done = await _a_day_of_work(database, settings)
    async with database.transaction("owner") as db:
        failed = await db.fetchval("select array[state, error] from staff.job")
        left = await _left(db)

    assert (done, failed) == (1, ["failed", "archive"])
    assert left["lyhord.response"] == 2


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"originals_days": 0}, "whole days"),
        ({"registrations_days": 36_501}, "whole days"),
        ({"originals_days": 61}, "not kept longer"),
        ({"reference": "x" * 101}, "100 letters"),
        ({"approval": "a\nb"}, "one line"),
    ],
)
async def test_unsound_decisions_are_refused(
    db: Connection, changes: dict[str, object], told: str
) -> None:
    round_id = await a_round(db)

    with pytest.raises(BadInputError, match=told):
        await rounds.decide(
            db, round_id, msgspec.structs.replace(DECISION, **changes), actor="tests"
        )


async def test_a_round_keeps_everything_as_long_as_its_plan_says(db: Connection) -> None:
    decision = await decisions.get(db, await a_round(db))

    assert decision == rounds.decided(90)


async def test_research_opens_only_with_its_approval(db: Connection) -> None:
    round_id = await a_round(db, is_open=False, mode="research")
    with pytest.raises(BadInputError, match="ethical approval"):
        await rounds.open_round(db, round_id, actor="tests")
    approved = msgspec.structs.replace(DECISION, approval="2026-01234-01")
    await rounds.decide(db, round_id, approved, actor="tests")

    assert (await rounds.open_round(db, round_id, actor="tests")).state == "open"


async def test_what_staff_wrote_beside_the_answers_goes_with_them_and_what_was_published_stays(
    database: Database, settings: Settings
) -> None:
    marker = "Krokodilsommar"
    async with database.transaction("owner") as db:
        round_id = await a_round_with_answers(db)
        await analysed(db, round_id)
        quotes = await some_quotes(db, round_id, "vantan")
        texts = [each.text for each in await statements.of_round(db, round_id)]
        await drafted(db, round_id, "vantan", quotes=quotes[:2])
        digest = await digest_of(db, round_id)
        assert await publishing.publish(db, round_id, digest=digest, actor="a@example.org") == 1
        shown_before = await replies.public_quotes(db, round_id)
        await replies.put_part(
            db, round_id, "en", revision=0, document={"introduction": marker}, actor="a"
        )
        await journey_cases.put(db, round_id, "youth", text=marker, seen=0, actor="a")
        await rounds.decide(db, round_id, DECISION, actor="tests")
        await ended(db, round_id, days=60)
    async with database.transaction("desk") as db:
        protocol = await retention.purge(
            db, round_id, preserve=preserving.into(settings), actor="a@example.org"
        )
    async with database.transaction("owner") as db:
        left = await everything(db)
        stands = await replies.public(db, round_id)
        shown_after = await replies.public_quotes(db, round_id)
        # a page that was open since before brings nothing back
        came_back = await journey_cases.put(db, round_id, "youth", text=marker, seen=1, actor="a")

    assert protocol is not None
    assert {"quotes": 2, "drafts": 3, "stories": 1}.items() <= protocol.counts.items()
    assert "ni-sa-vi-gor.json" in {each.file for each in protocol.preserved}
    assert (len(shown_before), shown_after) == (2, ())
    assert stands is not None
    assert stands.document
    assert marker not in left
    assert not came_back
    assert not [text for text in texts if text in left]
