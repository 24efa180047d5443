"""Places: municipalities, actors and help lines as configured."""

import msgspec

from lyhord.errors import NotFoundError
from lyhord.instruments.places import Place
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


async def put(db: Connection, place: Place, *, actor: str) -> None:
    """Keep a place, in the stead of what was known of it."""
    changed = await sql.put(db, place_id=place.id, document=msgspec.to_builtins(place))
    if changed is not None:
        await audit.add(db, actor=actor, action="place_changed", object_=changed)


async def get(db: Connection, place_id: str) -> Place:
    """One place, or `NotFoundError`."""
    row = await sql.get(db, place_id=place_id)
    if row is None:
        raise NotFoundError("place", f"{place_id} among what is published: run `lyhord publish`")
    return msgspec.convert(row["document"], Place)
