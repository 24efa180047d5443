"""The audit log: who did what; written by the storage functions that change something.

Not noted: what respondents do, because the time of an answer is not kept, and what the machine
keeps about its own work: sessions, tries to sign in, and how far a job has come.
"""

from datetime import datetime

import msgspec
from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Details = dict[str, str | int | bool | None]


class Entry(Struct, frozen=True, kw_only=True):
    """One thing that somebody did; never a content, a name of a respondent or a receipt."""

    entry_id: int
    at: datetime
    actor: str
    action: str
    object: str
    details: Details


async def add(
    db: Connection, *, actor: str, action: str, object_: str = "", details: Details | None = None
) -> None:
    """Write an entry in the transaction of what it tells about."""
    await sql.add(db, actor=actor, action=action, object=object_, details=details or {})


async def newest(db: Connection, *, most: int = 200) -> tuple[Entry, ...]:
    """The newest entries first."""
    return msgspec.convert([row async for row in sql.newest(db, most=most)], tuple[Entry, ...])
