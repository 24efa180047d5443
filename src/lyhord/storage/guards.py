"""Guards: how many a round's figures must speak of, and who may take its statements as rows."""

from datetime import date
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.privacy.cells import K_CHILDREN, K
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

SMALLEST_K, LARGEST_K = 3, 1_000

Attribute = Literal["audience", "municipality", "age", "nothing"]


class Guard(Struct, frozen=True, kw_only=True):
    """How many a figure must speak of, and the one thing that a quote tells of who wrote it."""

    k: int = K
    k_children: int = K_CHILDREN
    quotes_name: Attribute = "audience"


async def get(db: Connection, round_id: UUID) -> Guard:
    """What holds for a round; where it asks something sensitive, as if all were children."""
    row = await sql.get(db, round_id=round_id)
    rule = Guard() if row is None else msgspec.convert(row, Guard)
    if await sql.asks_sensitive(db, round_id=round_id):
        return msgspec.structs.replace(rule, k=rule.k_children)
    return rule


async def put(db: Connection, round_id: UUID, guard: Guard, *, actor: str) -> None:
    """Set what holds for figures that are published from now on; noted with what held before."""
    before = await get(db, round_id)
    await sql.put(db, round_id=round_id, **msgspec.structs.asdict(guard))
    details: audit.Details = msgspec.to_builtins(guard)
    details |= {f"{name}_before": value for name, value in msgspec.to_builtins(before).items()}
    await audit.add(db, actor=actor, action="guard_changed", object_=str(round_id), details=details)


async def grant_rows(
    db: Connection, round_id: UUID, *, holder: str, until: date, actor: str
) -> None:
    """Let an account, by its address, or a token take a round's rows out until a day."""
    await sql.grant_rows(db, round_id=round_id, holder=holder, until=until)
    await audit.add(
        db,
        actor=actor,
        action="microdata_granted",
        object_=str(round_id),
        details={"email": holder, "until": str(until)},
    )


async def may_take_rows(db: Connection, round_id: UUID, *, holder: str) -> bool:
    """Whether an account or a token may take a round's rows out today."""
    return msgspec.convert(await sql.may_take_rows(db, round_id=round_id, holder=holder), bool)
