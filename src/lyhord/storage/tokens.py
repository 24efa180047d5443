"""Tokens: how programs of analysts show who let them in. Only hashes of them are kept."""

import hashlib
import secrets
from datetime import date
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.storage import audit
from lyhord.storage.accounts import Role
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

PREFIX = "lyhord_"


class Token(Struct, frozen=True, kw_only=True):
    """What a token may and where; without municipalities, in all of them."""

    token_id: UUID
    name: str
    role: Role
    municipalities: tuple[str, ...] = ()
    created_on: date
    expires_on: date
    used_on: date | None = None


async def create(
    db: Connection,
    *,
    name: str,
    role: Role,
    municipalities: tuple[str, ...],
    expires_on: date,
    actor: str,
) -> tuple[UUID, str]:
    """Make a token, as owner; its text is given this once and can never be read again."""
    token_id, text = uuid4(), PREFIX + secrets.token_urlsafe(32)
    await sql.add(
        db,
        token_id=token_id,
        token_hash=_hashed(text),
        name=name,
        role=role,
        municipalities=list(municipalities),
        expires_on=expires_on,
    )
    details: audit.Details = {"role": role, "municipalities": ", ".join(municipalities)}
    await audit.add(db, actor=actor, action="token_created", object_=str(token_id), details=details)
    return token_id, text


async def every(db: Connection) -> tuple[Token, ...]:
    """All tokens, as owner."""
    return msgspec.convert([row async for row in sql.every(db)], tuple[Token, ...])


async def used(db: Connection, text: str) -> Token | None:
    """The token that a program brought, if it opens anything today; the day is noted."""
    row = await sql.find(db, token_hash=_hashed(text))
    if row is None:
        return None
    token = msgspec.convert(row, Token)
    await sql.note_use(db, token_id=token.token_id)
    return token


async def revoke(db: Connection, token_id: UUID, *, actor: str) -> None:
    """Let a token open nothing any more, or raise `NotFoundError`."""
    if await sql.revoke(db, token_id=token_id) is None:
        raise NotFoundError("token", str(token_id))
    await audit.add(db, actor=actor, action="token_revoked", object_=str(token_id))


def holder(token_id: UUID) -> str:
    """How a token is named where rights are granted and in the audit log."""
    return f"token {token_id}"


def _hashed(text: str) -> bytes:
    """Enough for 256 random bits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
