"""Mailings of invitations: what the desk knows of them, which is counts, and what the mailer does.

Functions of the mailer's take a connection of that role, the only one that reads an address. No
code stands here: their hashes lie among all others, written anew with each that comes.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal
from uuid import UUID, uuid4

import asyncpg
import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError, NotFoundError, StorageUnavailableError
from lyhord.storage import audit
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

State = Literal["sending", "paused", "sent", "cancelled"]
Outcome = Literal["waiting", "sent", "refused"]


class Mailing(Struct, frozen=True, kw_only=True):
    """A list and how far it has come; `counts` says how many addresses stand in which state.

    `invited` are the counts before the reminder. After `is_purged` there is no address any more.
    """

    round_id: UUID
    mailing_id: UUID
    collector_id: UUID
    language: str
    state: State
    is_reminder: bool
    made_on: date
    tries: int
    is_put_off: bool
    problem: str
    invited: Mapping[str, int] | None
    is_purged: bool
    counts: Mapping[str, int]

    @property
    def waiting(self) -> int:
        """How many are still to get their letter."""
        return self.counts.get("waiting", 0)


class Named(Struct, frozen=True, kw_only=True):
    """A mailing by its keys."""

    round_id: UUID
    mailing_id: UUID


async def count_new(db: Connection, round_id: UUID, hashes: Sequence[bytes]) -> int:
    """How many of these addresses would get a letter of this round."""
    return msgspec.convert(await sql.count_new(db, round_id=round_id, hashes=list(hashes)), int)


async def add(
    db: Connection,
    door: Collector,
    addresses: Mapping[bytes, str],
    *,
    language: str,
    actor: str,
) -> UUID:
    """Keep addresses by their hashes for a door that asks grown-ups by codes.

    Raises `BadInputError` for every other door.
    """
    mailing_id = uuid4()
    try:
        kept = await sql.add(
            db,
            round_id=door.round_id,
            collector_id=door.collector_id,
            mailing_id=mailing_id,
            language=language,
            addresses=list(addresses.values()),
            hashes=list(addresses),
        )
    except asyncpg.InsufficientPrivilegeError as error:
        raise BadInputError("letters go through doors for codes of grown-ups alone") from error
    await audit.add(
        db,
        actor=actor,
        action="invitations_queued",
        object_=door.slug,
        details={"count": kept, "mailing": str(mailing_id)},
    )
    return mailing_id


async def of_round(db: Connection, round_id: UUID) -> tuple[Mailing, ...]:
    """The mailings of a round, the newest last."""
    rows = [row async for row in sql.of_round(db, round_id=round_id)]
    return msgspec.convert(rows, tuple[Mailing, ...])


async def get(db: Connection, round_id: UUID, mailing_id: UUID) -> Mailing:
    """One mailing, or `NotFoundError`."""
    for each in await of_round(db, round_id):
        if each.mailing_id == mailing_id:
            return each
    raise NotFoundError("mailing", str(mailing_id))


async def set_state(
    db: Connection, mailing: Mailing, state: Literal["sending", "paused"], *, actor: str
) -> None:
    """Pause a mailing that is sent, or go on with one that was paused."""
    await sql.set_state(db, round_id=mailing.round_id, mailing_id=mailing.mailing_id, state=state)
    await _note(db, mailing, f"invitations_{state}", actor)


async def cancel(db: Connection, mailing: Mailing, *, actor: str) -> None:
    """Stop a mailing for good; who had no letter yet is forgotten."""
    if await sql.cancel(db, round_id=mailing.round_id, mailing_id=mailing.mailing_id):
        await _note(db, mailing, "invitations_cancelled", actor)


async def remind(db: Connection, mailing: Mailing, *, actor: str) -> bool:
    """Let everybody who got the letter be reminded; says no where that was done."""
    is_new = bool(await sql.remind(db, round_id=mailing.round_id, mailing_id=mailing.mailing_id))
    if is_new:
        await _note(db, mailing, "invitations_reminded", actor)
    return is_new


async def bounce(db: Connection, round_id: UUID, hashes: Sequence[bytes], *, actor: str) -> int:
    """Let those to whom letters came back get no more; how many of a round these were."""
    n = msgspec.convert(await sql.bounce(db, round_id=round_id, hashes=list(hashes)), int)
    details: audit.Details = {"count": n}
    await audit.add(
        db, actor=actor, action="invitations_bounced", object_=str(round_id), details=details
    )
    return n


async def wanting(db: Connection, *, kind: str) -> tuple[Named, ...]:
    """The mailings to go on with, of which no job of this kind waits or is at work."""
    rows = [row async for row in sql.wanting(db, kind=kind)]
    return msgspec.convert(rows, tuple[Named, ...])


async def put_off(db: Connection, mailing: Mailing, *, minutes: int, problem: str) -> None:
    """Try again so many minutes later, and say why; `tries` counts how often in a row."""
    await sql.put_off(
        db,
        round_id=mailing.round_id,
        mailing_id=mailing.mailing_id,
        minutes=minutes,
        problem=problem,
    )


async def get_on(db: Connection, mailing: Mailing) -> None:
    """Say that letters leave again, and that all have left where none waits."""
    await sql.get_on(db, round_id=mailing.round_id, mailing_id=mailing.mailing_id)


async def stop(db: Connection, address_hash: bytes) -> None:
    """Send no more letters to an address, of any round; at the door."""
    await sql.stop(db, address_hash=address_hash)


async def batch(db: Connection, mailing: Mailing, *, most: int) -> tuple[bytes, ...]:
    """Some addresses that wait, by their hashes and in no order; of the mailer's."""
    rows = sql.batch(db, round_id=mailing.round_id, mailing_id=mailing.mailing_id, most=most)
    return tuple([row["address_hash"] async for row in rows])


async def take(db: Connection, mailing: Mailing, address_hash: bytes) -> str | None:
    """Take an address that still waits, while the mailing goes on; nobody else gets it then."""
    found = await sql.take(
        db,
        round_id=mailing.round_id,
        mailing_id=mailing.mailing_id,
        address_hash=address_hash,
    )
    return msgspec.convert(found, str | None)


async def settle(
    db: Connection, mailing: Mailing, address_hash: bytes, outcome: Outcome, *, most_tries: int
) -> None:
    """Say what became of a letter; one that waits again is refused after so many tries."""
    await sql.settle(
        db,
        round_id=mailing.round_id,
        address_hash=address_hash,
        outcome=outcome,
        most_tries=most_tries,
    )


async def add_codes(db: Connection, mailing: Mailing, hashes: Sequence[bytes]) -> None:
    """Let codes admit through the mailing's door; raises `StorageUnavailableError`."""
    try:
        await sql.add_codes(
            db,
            round_id=mailing.round_id,
            mailing_id=mailing.mailing_id,
            hashes=sorted(hashes),
        )
    except IN_THE_WAY as error:
        raise StorageUnavailableError("the codes are in use and cannot be mixed now") from error


async def mix(db: Connection) -> None:
    """Write the addresses anew in random order, or raise `StorageUnavailableError`."""
    try:
        await sql.mix(db)
    except IN_THE_WAY as error:
        raise StorageUnavailableError("the addresses are in use and cannot be mixed now") from error


async def ended(db: Connection) -> tuple[UUID, ...]:
    """The rounds that have ended and still have addresses."""
    return tuple([row["round_id"] async for row in sql.ended(db)])


async def purge(db: Connection, round_id: UUID, *, actor: str) -> bool:
    """Destroy the addresses of a round that has ended, with a protocol; says if there were any."""
    purge_id = uuid4()
    try:
        gone = await sql.purge(db, round_id=round_id, purge_id=purge_id, actor=actor)
    except IN_THE_WAY as error:
        raise StorageUnavailableError("the addresses are in use") from error
    if gone is not None:
        details: audit.Details = {"purge": str(purge_id)}
        await audit.add(
            db, actor=actor, action="addresses_purged", object_=str(round_id), details=details
        )
    return gone is not None


IN_THE_WAY = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError)


async def _note(db: Connection, mailing: Mailing, action: str, actor: str) -> None:
    details: audit.Details = {"mailing": str(mailing.mailing_id)}
    await audit.add(db, actor=actor, action=action, object_=str(mailing.round_id), details=details)
