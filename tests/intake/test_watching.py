"""Watching: a case for a response with a sign, made from the original, and told to nobody else."""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from lyhord.instruments.flow import Answers
from lyhord.intake.doors import Door, Doors
from lyhord.intake.receiving import Accepted, Intake
from lyhord.intake.watching import Watch
from lyhord.settings import Settings
from lyhord.storage.database import Database
from tests.builders import a_collector, a_round

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ACUTE = "jag vill inte leva längre, pappa slår mig varje dag"
CALM = "mer tid med kuratorn"


def now() -> datetime:
    return datetime.now(STOCKHOLM)


@pytest.fixture
async def database(settings: Settings) -> AsyncGenerator[Database]:
    async with Database.open(settings, roles=["owner", "door", "desk", "officer"]) as opened:
        yield opened


@pytest.fixture
async def door(database: Database) -> Door:
    async with database.transaction("owner") as db:
        collector = await a_collector(db, await a_round(db))
    return await Doors(database, clock=now).find(collector.slug)


@pytest.fixture
def intake(database: Database) -> Intake:
    return Intake(database, secret="s" * 32, clock=now, limit=1_000, watch=Watch())


async def _send(intake: Intake, door: Door, answers: Answers) -> Accepted:
    return await intake.submit(
        door,
        instrument=door.publication.instrument,
        version=door.version,
        language="sv",
        answers=answers,
        submission=uuid4(),
    )


async def _cases(database: Database) -> list[asyncpg.Record]:
    async with database.transaction("officer") as db:
        return await db.fetch("select * from sealed.triage_case")


async def test_a_sign_anywhere_makes_one_case_without_the_words(
    database: Database, door: Door, intake: Intake
) -> None:
    await _send(intake, door, {"wish": CALM, "ideas": ["drop-in", ACUTE]})
    await _send(intake, door, {"wish": CALM})
    (case,) = await _cases(database)

    assert "acute" == case["level"]
    assert case["rules"]
    assert "slår" not in str(dict(case))


async def test_the_most_serious_level_counts() -> None:
    case = Watch().case_of(["det var mobbning förra året men det är bra nu", ACUTE], now=now())

    assert case is not None
    assert "acute" == case.level


def test_texts_without_signs_make_no_case() -> None:
    assert Watch().case_of([CALM, "dödstrött efter matten"], now=now()) is None


async def test_the_original_is_read_and_not_the_pseudonymised_copy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []

    def reading(text: str, **_: object) -> object:
        seen.append(text)
        return type("Found", (), {"hits": ()})

    monkeypatch.setattr("lyhord.intake.watching.warning_signs", reading)
    Watch().case_of(["ring mig på 070-1740605"], now=now())

    assert ["ring mig på 070-1740605"] == seen


async def test_an_acute_statement_is_not_seen_by_the_desk_until_its_time_is_over(
    database: Database, door: Door, intake: Intake
) -> None:
    await _send(intake, door, {"wish": ACUTE, "ideas": [CALM]})
    await _send(intake, door, {"wish": CALM})
    async with database.transaction("desk") as db:
        seen = await db.fetch("select text from lyhord.statement")
    async with database.transaction("owner") as db:
        past = now() - timedelta(minutes=1)
        await db.execute("update sealed.triage_case set due_at = $1", past)
    async with database.transaction("desk") as db:
        later = await db.fetchval("select count(*) from lyhord.statement")

    assert [CALM] == [row["text"] for row in seen]
    assert 3 == later


async def test_withdrawing_removes_the_case_and_the_original_with_the_response(
    database: Database, door: Door, intake: Intake
) -> None:
    sent = await _send(intake, door, {"wish": ACUTE})
    await intake.withdraw(sent.receipt)
    async with database.transaction("officer") as db:
        originals = await db.fetchval("select count(*) from sealed.original")

    assert [] == await _cases(database)
    assert 0 == originals


async def test_without_a_watch_nothing_is_looked_for(database: Database, door: Door) -> None:
    read_before = Intake(database, secret="s" * 32, clock=now, limit=10, watch=None)
    await _send(read_before, door, {"wish": ACUTE})

    assert [] == await _cases(database)
