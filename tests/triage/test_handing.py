"""Handing a text over: a case for whoever wrote it, and nothing that tells who that was."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import msgspec
import pytest

from lyhord.privacy import sealing
from lyhord.privacy.office_hours import OfficeHours
from lyhord.privacy.warning_rules import Level
from lyhord.storage import cases, responses, statements, uncounted
from lyhord.storage.database import Connection, Database
from lyhord.storage.responses import Extra, NewCase
from lyhord.triage import handing
from lyhord.triage.handing import Deadlines, HandedLevel
from tests.builders import a_collector, a_response, a_round
from tests.triage.cases import OFFICER, rows

SAID = "det händer saker hemma som jag inte får berätta"
BESIDE = "rasterna är för korta"
SOON = timedelta(hours=3)


async def answered(
    db: Connection,
    *texts: str,
    round_id: UUID | None = None,
    municipality: str = "gnesta",
    extra: Extra | None = None,
    receipt: bytes = b"receipt",
) -> UUID:
    """Somebody answers with these texts, and the originals are sealed; the round."""
    round_id = round_id or await a_round(db, officer=OFFICER)
    door = await a_collector(db, round_id)
    key = await db.fetchval("select public_key from lyhord.round where round_id = $1", round_id)
    new = a_response(
        door,
        *texts,
        answers={"municipality": municipality},
        box=sealing.seal(key, msgspec.json.encode({"wish": list(texts)})),
        extra=extra or Extra(),
        receipt_hash=receipt,
    )
    assert await responses.submit(db, [new]) == ("stored",)
    return round_id


async def hand_over(
    database: Database, round_id: UUID, *, level: HandedLevel = "acute", text: str = SAID
) -> bool:
    async with database.transaction("desk") as db:
        return await handing.hand_over(
            db,
            round_id,
            text,
            level=level,
            due=datetime.now(UTC) + SOON,
            actor="reader@example.org",
        )


async def readable(database: Database, round_id: UUID) -> list[str]:
    async with database.transaction("desk") as db:
        return [each.text for each in await statements.of_round(db, round_id)]


@pytest.mark.parametrize("level", ["acute", "concern"])
async def test_the_officer_gets_a_case_and_the_log_an_entry_without_the_words(
    database: Database, level: HandedLevel
) -> None:
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID, BESIDE)
    assert await hand_over(database, round_id, level=level)
    async with database.transaction("officer") as db:
        (case,) = await cases.queue(db, OFFICER)
    (entry,) = await rows(database, "select * from staff.audit where action = 'text_handed_over'")

    assert (case.level, case.rules, case.opened_by) == (level, ("reader",), "")
    assert (entry["actor"], entry["object"]) == ("reader@example.org", str(round_id))
    assert entry["details"] == {"level": level}


async def test_an_acute_text_is_held_back_and_nothing_else_of_who_wrote_it(
    database: Database,
) -> None:
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID, BESIDE)
    before = await _respondents(database)
    await hand_over(database, round_id)

    assert await readable(database, round_id) == [BESIDE]
    assert await _respondents(database) == before == 1


async def test_a_concern_is_not_held_back(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID)
    await hand_over(database, round_id, level="concern")

    assert await readable(database, round_id) == [SAID]


async def test_what_was_set_aside_is_held_back_too(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID, BESIDE, extra=Extra(aside=True))
    await hand_over(database, round_id)
    async with database.transaction("desk") as db:
        left = [each.text for each in await uncounted.of_round(db, round_id)]

    assert left == [BESIDE]


async def test_everybody_who_wrote_just_that_gets_a_case(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID, receipt=b"1")
        await answered(db, SAID, BESIDE, round_id=round_id, receipt=b"2")
        await answered(db, BESIDE, round_id=round_id, receipt=b"3")
    await hand_over(database, round_id)

    assert len(await rows(database, "select from sealed.triage_case")) == 2


@pytest.mark.parametrize(
    ("known", "handed", "expected"),
    [
        ("historic", "concern", "concern"),
        ("concern", "acute", "acute"),
        ("concern", "concern", "concern"),
    ],
)
async def test_a_case_that_is_there_becomes_no_less_serious(
    database: Database, known: Level, handed: HandedLevel, expected: Level
) -> None:
    far = datetime.now(UTC) + timedelta(days=4)
    found = NewCase(level=known, rules=("violence.hit",), due=far)
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID, BESIDE, extra=Extra(case=found))
        await db.execute("update sealed.triage_case set is_told = true")
    for _ in range(2):
        await hand_over(database, round_id, level=handed)
    (case,) = await rows(database, "select * from sealed.triage_case")

    assert case["level"] == expected
    assert case["rules"] == ["violence.hit", "reader"]
    assert case["is_told"] == (known == expected)
    assert (case["due_at"] < far) == (known != expected)
    assert await readable(database, round_id) == (
        [BESIDE] if expected == "acute" else sorted([BESIDE, SAID])
    )


async def test_one_that_is_overdue_begins_anew_when_it_becomes_acute(database: Database) -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    found = NewCase(level="concern", rules=("violence.hit",), due=past)
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID, BESIDE, extra=Extra(case=found))
    await hand_over(database, round_id)

    assert await readable(database, round_id) == [BESIDE]


async def test_where_the_original_is_gone_nothing_is_made_and_that_is_said(
    database: Database,
) -> None:
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID)
        await db.execute("delete from sealed.original")

    assert not await hand_over(database, round_id)
    assert [] == await rows(database, "select * from sealed.triage_case")
    assert [] == await rows(database, "select * from staff.audit where action like '%handed%'")


async def test_what_somebody_does_not_see_they_cannot_hand_over(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID, municipality="trosa")

    assert not await hand_over(database.seeing(["gnesta"]), round_id)
    assert await hand_over(database.seeing(["trosa"]), round_id)


async def test_only_the_two_levels_can_be_given(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID)
    with pytest.raises(asyncpg.PostgresError, match="acute or a concern"):
        async with database.transaction("desk") as db:
            await db.fetchval("select lyhord.hand_over($1, $2, 'historic', now())", round_id, SAID)


async def test_the_desk_reads_no_case_that_was_made(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await answered(db, SAID)
    await hand_over(database, round_id)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction("desk") as db:
            await db.fetch("select * from sealed.triage_case")


def test_the_deadline_is_that_of_what_a_rule_points_at() -> None:
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    deadlines = Deadlines(hours=OfficeHours(), acute=2, concern=18)

    assert deadlines.due("acute", monday) == monday.replace(hour=12, minute=30)
    assert deadlines.due("concern", monday) > monday + timedelta(days=1)


async def _respondents(database: Database) -> int:
    async with database.transaction("desk") as db:
        return await db.fetchval("select count(*) from lyhord.respondent")
