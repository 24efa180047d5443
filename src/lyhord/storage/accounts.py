"""Accounts of staff: who they are, what they may, and the secrets that their sign-in is checked by.

Secrets arrive here already hashed or sealed. Sessions are beside, tries to sign in too.
"""

from collections.abc import Sequence
from typing import Literal, get_args
from uuid import UUID, uuid4

import asyncpg
import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError, NotFoundError
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sessions import hashed
from lyhord.storage.sql import queries

Role = Literal["admin", "leader", "analyst", "safeguarding", "facilitator", "viewer"]
ROLES: tuple[Role, ...] = get_args(Role)

sql = queries(__file__)


class Account(Struct, frozen=True, kw_only=True):
    """Somebody who may sign in at the desk; without municipalities, they work for all of them."""

    account_id: UUID
    email: str
    role: Role
    municipalities: tuple[str, ...] = ()


class StoredAccount(Account, frozen=True, kw_only=True):
    """An account with what its sign-in is checked against; `subject` where a service vouches."""

    password_hash: str | None
    factor: bytes | None = None
    subject: str | None = None


class ListedAccount(Account, frozen=True, kw_only=True):
    """An account as the owner lists it."""

    has_factor: bool
    is_vouched_for: bool


async def add(db: Connection, account: StoredAccount, *, actor: str) -> None:
    """Store a new account, as owner; raises `BadInputError` when its name is taken."""
    email = known_as(account.email)
    try:
        await sql.add(
            db,
            account_id=account.account_id,
            email=email,
            role=account.role,
            municipalities=list(account.municipalities),
            password_hash=account.password_hash,
        )
    except asyncpg.UniqueViolationError as error:
        raise BadInputError(f"there is already an account {email}") from error
    await _note(db, "account_added", email, account.role, account.municipalities, actor=actor)


async def find(db: Connection, email: str) -> StoredAccount | None:
    """The account of a name as somebody typed it."""
    row = await sql.find(db, email=known_as(email))
    return None if row is None else msgspec.convert(row, StoredAccount)


async def named(db: Connection, email: str) -> StoredAccount:
    """The account of a name, or `NotFoundError`."""
    found = await find(db, email)
    if found is None:
        raise NotFoundError("account", known_as(email))
    return found


async def get(db: Connection, account_id: UUID) -> Account | None:
    """The account of a session, as it is now."""
    row = await sql.get(db, account_id=account_id)
    return None if row is None else msgspec.convert(row, Account)


async def every(db: Connection) -> list[ListedAccount]:
    """All accounts by name, as owner."""
    rows = [row async for row in sql.every(db)]
    return sorted(msgspec.convert(rows, list[ListedAccount]), key=lambda account: account.email)


async def remove(db: Connection, account: Account, *, actor: str) -> None:
    """Take an account away with its sessions, as owner."""
    await sql.remove(db, account_id=account.account_id)
    await audit.add(db, actor=actor, action="account_removed", object_=account.email)


async def set_role(
    db: Connection,
    account: Account,
    *,
    role: Role,
    municipalities: Sequence[str],
    actor: str,
) -> None:
    """Let an account do and see something else, as owner; whoever is signed in signs in anew."""
    ids = list(municipalities)
    await sql.set_role(db, account_id=account.account_id, role=role, municipalities=ids)
    await sql.end_sessions(db, account_id=account.account_id)
    await _note(db, "role_set", account.email, role, municipalities, actor=actor)


async def set_password(db: Connection, account: Account, *, password_hash: str, actor: str) -> None:
    """Give an account another password, as owner, and end its sessions."""
    await sql.set_password(db, account_id=account.account_id, password_hash=password_hash)
    await sql.end_sessions(db, account_id=account.account_id)
    await audit.add(db, actor=actor, action="password_set", object_=account.email)


async def reset_factor(db: Connection, account: Account, *, actor: str) -> None:
    """Take an account's second factor and recovery codes away, as owner, and end its sessions."""
    await sql.forget_factor(db, account_id=account.account_id)
    await sql.forget_codes(db, account_id=account.account_id)
    await sql.end_sessions(db, account_id=account.account_id)
    await audit.add(db, actor=actor, action="factor_reset", object_=account.email)


async def welcome(db: Connection, account: Account, *, way: str) -> None:
    """Note that an account signed in, and by which way."""
    await audit.add(db, actor=account.email, action="signed_in", details={"way": way})


async def rehash(db: Connection, account: StoredAccount, *, newer_hash: str) -> None:
    """Keep the same password at today's costs."""
    await sql.rehash(
        db, account_id=account.account_id, old_hash=account.password_hash, new_hash=newer_hash
    )


async def change_password(
    db: Connection, account: Account, *, session_id: str, password_hash: str
) -> None:
    """Give the account of a session another password; its other sessions end."""
    await sql.change_password(db, session_key=hashed(session_id), password_hash=password_hash)
    await audit.add(db, actor=account.email, action="password_set", object_=account.email)


async def set_factor(
    db: Connection,
    account: Account,
    *,
    session_id: str,
    factor: bytes | None,
    codes: Sequence[bytes],
) -> None:
    """Give the account of a session a second factor and recovery codes, or take both away."""
    await sql.set_factor(db, session_key=hashed(session_id), factor=factor, codes=list(codes))
    action = "factor_removed" if factor is None else "factor_set"
    await audit.add(db, actor=account.email, action=action, object_=account.email)


async def spend_step(db: Connection, account_id: UUID, step: int) -> bool:
    """Use the code of a moment; false when that or a later one has been used."""
    return bool(await sql.spend_step(db, account_id=account_id, step=step))


async def spend_code(db: Connection, account: Account, code_hash: bytes) -> bool:
    """Use a recovery code; false when there is none like it."""
    is_spent = bool(await sql.spend_code(db, account_id=account.account_id, code_hash=code_hash))
    if is_spent:
        await audit.add(db, actor=account.email, action="recovery_code_used")
    return is_spent


async def vouch(
    db: Connection, *, subject: str, email: str, role: Role, municipalities: Sequence[str]
) -> Account:
    """The account of somebody whom a sign-in service knows, as their groups are now.

    Raises `BadInputError` when the address belongs to another account.
    """
    known, places = known_as(email), list(municipalities)
    try:
        account_id = await sql.vouch(
            db,
            subject=subject,
            account_id=uuid4(),
            email=known,
            role=role,
            municipalities=places,
        )
    except asyncpg.UniqueViolationError as error:
        raise BadInputError(f"there is another account {known}") from error
    await _note(db, "account_vouched_for", known, role, places, actor=known)
    return Account(account_id=account_id, email=known, role=role, municipalities=tuple(places))


async def unvouch(db: Connection, subject: str) -> None:
    """Take away the account of somebody who is in no group any more, if there is one."""
    email = await sql.unvouch(db, subject=subject)
    if email is not None:
        await audit.add(db, actor=email, action="account_removed", object_=email)


def known_as(email: str) -> str:
    """The one spelling of an address: no blanks around it, small letters, nothing unprintable."""
    return "".join(c for c in email.strip().casefold() if c.isprintable())


async def _note(
    db: Connection,
    action: str,
    email: str,
    role: Role,
    municipalities: Sequence[str],
    *,
    actor: str,
) -> None:
    details: audit.Details = {"role": role, "municipalities": ", ".join(municipalities)}
    await audit.add(db, actor=actor, action=action, object_=email, details=details)
