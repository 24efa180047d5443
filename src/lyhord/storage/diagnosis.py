"""What the database can say about itself that is wrong; asked by its owner."""

import msgspec
from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class Server(Struct, frozen=True, kw_only=True):
    """The major version of PostgreSQL, how it keeps what is committed, and its clock.

    `is_telling`: it notes when each answer came. `now` is in seconds since 1970.
    """

    version: int
    is_durable: bool
    is_committed: bool
    is_telling: bool
    is_superuser: bool
    now: float


class State(Struct, frozen=True, kw_only=True):
    """What of the service waits for somebody, and what is not as it was made."""

    unguarded: tuple[str, ...]
    overreaching: tuple[str, ...]
    keyless: tuple[str, ...]
    late_acute: int
    undecided: int
    has_admin: bool
    days_since_saved: float | None


async def server(db: Connection) -> Server:
    """The server itself, migrated or not."""
    return msgspec.convert(await sql.server(db), Server)


async def state(db: Connection) -> State:
    """What the service's own tables say."""
    days = await sql.days_since_saved(db)
    return State(
        unguarded=tuple([row["name"] async for row in sql.unguarded(db)]),
        overreaching=tuple([row["name"] async for row in sql.overreaching(db)]),
        keyless=tuple([row["name"] async for row in sql.keyless(db)]),
        late_acute=int(await sql.late_acute(db)),
        undecided=int(await sql.undecided(db)),
        has_admin=bool(await sql.has_admin(db)),
        days_since_saved=None if days is None else float(days),
    )
