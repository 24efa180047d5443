"""Invitation codes that nobody has used yet, as keyed hashes; using one is part of `responses`."""

from collections.abc import Iterable

from lyhord.storage import audit
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


async def add(db: Connection, collector: Collector, hashes: Iterable[bytes], *, actor: str) -> None:
    """Keep the hashes of new codes, in an order that is not that of any list of them."""
    kept = sorted(hashes)
    await sql.add(db, round_id=collector.round_id, collector_id=collector.collector_id, hashes=kept)
    await audit.add(
        db,
        actor=actor,
        action="codes_made",
        object_=collector.slug,
        details={"count": len(kept)},
    )
