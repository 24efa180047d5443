"""Cases for tests: a sealed original with a warning sign, in a round with two officers."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import msgspec

from lyhord.privacy import sealing
from lyhord.privacy.warning_rules import Level
from lyhord.storage import responses
from lyhord.storage.database import Connection, Database
from lyhord.storage.responses import Extra, NewCase
from tests.builders import a_collector, a_response, a_round

OFFICER = "officer@example.org"
DEPUTY = "deputy@example.org"
STRANGER = "another@example.org"
TEXT = "pappa slår mig, jag heter Ellinor och går på Sjöskolan"


async def a_round_of(database: Database, *, officer: str = OFFICER, deputy: str = DEPUTY) -> UUID:
    """An open round that these two answer for; they share the passphrase of the tests."""
    async with database.transaction("owner") as db:
        return await a_round(db, officer=officer, deputy=deputy)


async def a_case(
    database: Database,
    *,
    level: Level = "acute",
    text: str = TEXT,
    round_id: UUID | None = None,
    due: timedelta = timedelta(hours=4),
    receipt: bytes = b"receipt",
) -> UUID:
    """A case that waits in an open round."""
    round_id = round_id or await a_round_of(database)
    async with database.transaction("owner") as db:
        collector = await a_collector(db, round_id)
        key: bytes = await db.fetchval(
            "select public_key from lyhord.round where round_id = $1", round_id
        )
        case = NewCase(level=level, rules=("violence.hit",), due=datetime.now(UTC) + due)
        new = a_response(
            collector,
            text,
            box=sealing.seal(key, msgspec.json.encode({"wish": [text]})),
            extra=Extra(case=case),
            receipt_hash=receipt,
        )
        await responses.submit(db, [new])
        return await db.fetchval(
            "select case_id from sealed.triage_case where response_id = $1", new.response_id
        )


async def rows(database: Database, query: str) -> list[asyncpg.Record]:
    """What a query gives as owner."""
    async with database.transaction("owner") as db:
        return await db.fetch(query)


async def actions(db: Connection) -> list[tuple[str, str]]:
    """What the audit log says was done, and by whom."""
    entries = await db.fetch("select actor, action from staff.audit order by entry_id")
    return [(entry["actor"], entry["action"]) for entry in entries]
