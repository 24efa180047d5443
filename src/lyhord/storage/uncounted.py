"""Responses that do not count: set aside, left out, or sent to try a door out."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Standing = Literal["aside", "left_out", "trial"]
Verdict = Literal["counted", "left_out"]


class Uncounted(Struct, frozen=True, kw_only=True):
    """One text of such a response, or the response where nothing was written."""

    collector_id: UUID
    response_id: UUID
    audience: Audience
    standing: Standing
    language: str | None
    text: str | None
    text_key: str | None


async def of_round(db: Connection, round_id: UUID) -> Sequence[Uncounted]:
    """What does not count in a round, unguarded: only for `disclosing`."""
    rows = [row async for row in sql.of_round(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Uncounted, ...])


async def weigh(  # noqa: PLR0913 - who decides what about which
    db: Connection,
    round_id: UUID,
    *,
    door: str,
    standing: Literal["aside", "left_out"],
    text_key: str | None,
    verdict: Verdict,
    actor: str,
) -> None:
    """Count responses that were set aside at a door, or leave them out.

    Those that hold a text, by its key; without one all of that standing. Without key and number the
    audit log says no more than the door.
    """
    await sql.weigh(
        db, round_id=round_id, door=door, weighed=standing, text_key=text_key, verdict=verdict
    )
    await audit.add(
        db,
        actor=actor,
        action="set_aside_weighed",
        object_=str(round_id),
        details={"door": door, "verdict": verdict, "all": text_key is None},
    )
