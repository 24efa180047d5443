"""Accounts of staff and their tries to sign in; passwords arrive here already hashed."""

import hashlib
from typing import Literal, get_args
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

Role = Literal["admin", "leader", "analyst", "safeguarding", "facilitator", "viewer"]
ROLES: tuple[Role, ...] = get_args(Role)

sql = queries(__file__)


class Account(Struct, frozen=True, kw_only=True):
    """Somebody who may sign in at the desk."""

    account_id: UUID
    email: str
    role: Role


class StoredAccount(Account, frozen=True, kw_only=True):
    """An account with what its password is checked against."""

    password_hash: str


async def add(db: Connection, account: StoredAccount, *, actor: str) -> None:
    """Store a new account, as owner; raises `BadInputError` when its name is taken."""
    fields = msgspec.structs.asdict(account) | {"email": known_as(account.email)}
    try:
        await sql.add(db, **fields)
    except asyncpg.UniqueViolationError as error:
        raise BadInputError(f"there is already an account {fields['email']}") from error
    details: audit.Details = {"role": account.role}
    await audit.add(
        db, actor=actor, action="account_added", object_=fields["email"], details=details
    )


async def find(db: Connection, email: str) -> StoredAccount | None:
    """The account of a name as somebody typed it."""
    row = await sql.find(db, email=known_as(email))
    return None if row is None else msgspec.convert(row, StoredAccount)


async def get(db: Connection, account_id: UUID) -> Account | None:
    """The account of a session, as it is now."""
    row = await sql.get(db, account_id=account_id)
    return None if row is None else msgspec.convert(row, Account)


async def every(db: Connection) -> list[Account]:
    """All accounts by name."""
    rows = [row async for row in sql.every(db)]
    return sorted(msgspec.convert(rows, list[Account]), key=lambda account: account.email)


async def set_password(db: Connection, account: Account, *, password_hash: str, actor: str) -> None:
    """Give an account another password."""
    await sql.set_password(db, account_id=account.account_id, password_hash=password_hash)
    await audit.add(db, actor=actor, action="password_set", object_=account.email)


async def begin_attempt(db: Connection, email: str) -> bool:
    """Count a try to sign in under a name; false when that name has to wait first."""
    return await sql.begin_attempt(db, attempt_key=_attempt_key(email)) is not None


async def seconds_to_wait(db: Connection, email: str) -> int:
    """How long a name has to wait before its next try; at least a second."""
    return max(1, await sql.seconds_to_wait(db, attempt_key=_attempt_key(email)) or 1)


async def welcome(db: Connection, account: Account, *, newer_hash: str | None = None) -> None:
    """Note that an account signed in, and forget the tries under its name.

    `newer_hash` is of the same password, at today's costs.
    """
    if newer_hash is not None:
        await sql.set_password(db, account_id=account.account_id, password_hash=newer_hash)
    await sql.forget_attempts(db, attempt_key=_attempt_key(account.email))
    await audit.add(db, actor=account.email, action="signed_in")


def known_as(email: str) -> str:
    """The one spelling of an address: no blanks around it, small letters, nothing unprintable."""
    return "".join(c for c in email.strip().casefold() if c.isprintable())


def _attempt_key(email: str) -> str:
    """A hash, because people type their password into the wrong field."""
    return hashlib.sha256(known_as(email).encode("utf-8", "surrogatepass")).hexdigest()
