"""The safeguarding officers' keys and who holds a copy of each; nothing here can open anything."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.privacy.sealing import OfficerKey
from lyhord.storage import audit
from lyhord.storage.accounts import known_as
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

SHARED = ""  # the holder of a copy whose passphrase several people know


class StoredKey(Struct, frozen=True, kw_only=True):
    """The public half of a key, which rounds seal to."""

    key_id: UUID
    public_key: bytes
    created_on: date


class KeyCopy(Struct, frozen=True, kw_only=True):
    """The private half of a key, wrapped with its holder's passphrase."""

    key_id: UUID
    holder: str
    public_key: bytes
    wrapped_key: bytes
    made_on: date


def made_today(key: OfficerKey, *, today: date, holder: str = SHARED) -> KeyCopy:
    """A new key as it is kept, with the copy of its first holder."""
    return KeyCopy(
        key_id=uuid4(),
        holder=known_as(holder),
        public_key=key.public_key,
        wrapped_key=key.wrapped_key,
        made_on=today,
    )


async def add(db: Connection, copy: KeyCopy, *, actor: str) -> None:
    """Keep a key with its first copy; as owner."""
    await sql.add(db, key_id=copy.key_id, public_key=copy.public_key, created_on=copy.made_on)
    await audit.add(db, actor=actor, action="key_created", object_=str(copy.key_id))
    await put_copy(db, copy, actor=actor)


async def put_copy(db: Connection, copy: KeyCopy, *, actor: str) -> None:
    """Keep a holder's copy, instead of the one that the holder had."""
    await sql.put_copy(
        db,
        key_id=copy.key_id,
        holder=copy.holder,
        wrapped_key=copy.wrapped_key,
        made_on=copy.made_on,
    )
    await audit.add(
        db,
        actor=actor,
        action="key_copied",
        object_=str(copy.key_id),
        details={"holder": copy.holder},
    )


async def remove_copy(db: Connection, key_id: UUID, holder: str, *, actor: str) -> None:
    """Take a holder's copy back, or raise `NotFoundError`."""
    if await sql.remove_copy(db, key_id=key_id, holder=known_as(holder)) is None:
        raise NotFoundError("copy of the key held by", holder)
    details: audit.Details = {"holder": known_as(holder)}
    await audit.add(db, actor=actor, action="key_removed", object_=str(key_id), details=details)


async def latest(db: Connection) -> StoredKey:
    """The newest key, or `NotFoundError` where none was made."""
    newest = await latest_of(db, ())
    if newest is None:
        raise NotFoundError("officers' key", "yet: make one with `lyhord key create`")
    return newest


async def latest_of(db: Connection, holders: Sequence[str]) -> StoredKey | None:
    """The newest key if all of these can open what is sealed to it, else nothing."""
    row = await sql.latest_of(db, holders=[known_as(holder) for holder in holders])
    return msgspec.convert(row, StoredKey | None)


async def copies_of(db: Connection, holder: str) -> tuple[KeyCopy, ...]:
    """The copies that somebody may try a passphrase on: the own ones, then shared ones."""
    rows = [row async for row in sql.copies_of(db, holder=known_as(holder))]
    return msgspec.convert(rows, tuple[KeyCopy, ...])


async def holders(db: Connection) -> tuple[KeyCopy, ...]:
    """Every copy of every key, the newest key first."""
    return msgspec.convert([row async for row in sql.holders(db)], tuple[KeyCopy, ...])


async def seal_to(db: Connection, round_id: UUID, key: StoredKey, *, actor: str) -> None:
    """Seal what comes into a round from now on to another key."""
    await sql.seal_to(db, round_id=round_id, key_id=key.key_id, public_key=key.public_key)
    details: audit.Details = {"key": str(key.key_id)}
    await audit.add(db, actor=actor, action="key_rotated", object_=str(round_id), details=details)
