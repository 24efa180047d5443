"""The safeguarding officers' keys; nothing here can open anything."""

from datetime import date
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.privacy.sealing import OfficerKey
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)


class StoredKey(Struct, frozen=True, kw_only=True):
    """A public key and its private half, wrapped with the officers' passphrase."""

    key_id: UUID
    public_key: bytes
    wrapped_key: bytes
    created_on: date


def made_today(key: OfficerKey, *, today: date) -> StoredKey:
    """A new key as it is kept."""
    return StoredKey(
        key_id=uuid4(),
        public_key=key.public_key,
        wrapped_key=key.wrapped_key,
        created_on=today,
    )


async def add(db: Connection, key: StoredKey, *, actor: str) -> None:
    """Keep a key; as owner."""
    await sql.add(db, **msgspec.structs.asdict(key))
    await audit.add(db, actor=actor, action="key_created", object_=str(key.key_id))


async def latest(db: Connection) -> StoredKey:
    """The newest key, or `NotFoundError` where none was made."""
    row = await sql.latest(db)
    if row is None:
        raise NotFoundError("officers' key", "yet: make one with `lyhord key create`")
    return msgspec.convert(row, StoredKey)
