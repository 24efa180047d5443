"""What tables hold, summed up: a backup and what is made of it again have the same sums."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class TableSum(Struct, frozen=True, kw_only=True):
    """How many rows a table holds, and a digest of them all in whatever order they lie."""

    name: str
    n: int
    digest: str


async def of_tables(db: Connection, *, besides: Sequence[str]) -> tuple[TableSum, ...]:
    """The sums of every table of the service but these; for its owner alone."""
    rows = sql.of_tables(db, besides=list(besides))
    return msgspec.convert([row async for row in rows], tuple[TableSum, ...])
