"""What may never come back from a backup: answers taken back, purged rounds, what joined waves."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Meta, Struct

from lyhord.errors import StorageError
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.retention import Preserved
from lyhord.storage.sql import queries

sql = queries(__file__)

Hashed = Annotated[str, Meta(pattern="^(?:[0-9a-f]{2})+$")]
Moment = Annotated[datetime, Meta(tz=True)]
Days = Annotated[int, Meta(ge=1, le=2_147_483_647)]
UNFIT = (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError, asyncpg.RaiseError)


class Withdrawn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keyed hash of a receipt, in hexadecimal digits; its answers are gone."""

    round_id: UUID
    receipt: Hashed


class Purged(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A purge, and what of its round decided that it was due."""

    purge_id: UUID
    round_id: UUID
    at: Moment
    actor: str
    has_answers: bool
    preserved: tuple[Preserved, ...]
    state: Literal["draft", "open", "closed"]
    opens: date
    closes: date
    closed_at: Moment | None
    reference: str
    originals_days: Days
    statements_days: Days
    registrations_days: Days


class TakenBack(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that was taken back or purged, as far as somebody remembers it.

    Of the series that were ended nothing may join the waves again.
    """

    format: Literal[1] = 1
    withdrawn: tuple[Withdrawn, ...] = ()
    purged: tuple[Purged, ...] = ()
    ended: tuple[UUID, ...] = ()

    def with_(self, other: "TakenBack") -> "TakenBack":
        """What either remembers; receipts of a round are forgotten once its answers are purged."""
        purged = {each.purge_id: each for each in (*self.purged, *other.purged)}
        gone = {each.round_id for each in purged.values() if each.has_answers}
        withdrawn = set(self.withdrawn) | set(other.withdrawn)
        return TakenBack(
            withdrawn=tuple(sorted((w for w in withdrawn if w.round_id not in gone), key=_place)),
            purged=tuple(sorted(purged.values(), key=lambda each: (each.at, each.purge_id))),
            ended=tuple(sorted({*self.ended, *other.ended})),
        )


def _place(withdrawn: Withdrawn) -> tuple[UUID, str]:
    return withdrawn.round_id, withdrawn.receipt


async def known(db: Connection) -> TakenBack:
    """What this database remembers."""
    withdrawn = [row async for row in sql.withdrawn(db)]
    purged = [row async for row in sql.purged(db)]
    return TakenBack(
        withdrawn=msgspec.convert(withdrawn, tuple[Withdrawn, ...]),
        purged=msgspec.convert(purged, tuple[Purged, ...]),
        ended=await _ended(db),
    )


async def _ended(db: Connection) -> tuple[UUID, ...]:
    if not await sql.has_series(db):
        return ()
    return msgspec.convert([row["series_id"] async for row in sql.ended(db)], tuple[UUID, ...])


async def hold_still(db: Connection) -> None:
    """Let nobody answer or take anything back until the transaction ends."""
    await sql.hold_still(db)


async def holds_data(db: Connection) -> bool:
    """Whether a migrated database is in use: it has a round or an account."""
    return bool(await sql.holds_data(db))


async def stopped(db: Connection) -> tuple[str, ...]:
    """The keyed hashes of those who want no letters; for the owner alone."""
    if not await sql.has_stopped(db):
        return ()
    return tuple([str(row["hash"]) async for row in sql.stopped(db)])


async def stop_again(db: Connection, hashes: tuple[str, ...], *, actor: str) -> None:
    """Let nobody get letters again who wanted none after the backup."""
    if hashes and await sql.has_stopped(db):
        await sql.stop_again(db, hashes=list(hashes))
        await audit.add(db, actor=actor, action="stopped_again")


async def take_back_again(db: Connection, gone: TakenBack, *, actor: str) -> None:
    """Remove from a restored database what was taken back or purged after it was saved.

    The rounds that were purged since get their dates and decisions of that time, so that the one
    function that destroys agrees that they are due. Raises `StorageError` where one cannot be
    purged as it was.
    """
    receipts = [each.receipt for each in gone.withdrawn]
    await sql.withdraw_again(db, receipts=receipts)
    await sql.forget_again(db, receipts=receipts)
    for purge in gone.purged:
        if await sql.is_to_purge(db, round_id=purge.round_id, purge_id=purge.purge_id):
            try:
                await _purge_again(db, purge)
            except UNFIT as error:
                raise _not_again(purge) from error
    if gone.ended and await sql.has_series(db):
        await sql.end_series_again(db, series=gone.ended)
    # how many took something back is guarded, so it is not noted
    await audit.add(db, actor=actor, action="taken_back_again")


def _not_again(purge: Purged) -> StorageError:
    return StorageError(
        f"the purge {purge.purge_id} of {purge.at.date()} cannot be done again: "
        "was its list changed, or is it an earlier day at this server?"
    )


async def _purge_again(db: Connection, purge: Purged) -> None:
    round_id = purge.round_id
    await sql.end_again(
        db,
        round_id=round_id,
        state=purge.state,
        opens=purge.opens,
        closes=purge.closes,
        closed_at=purge.closed_at,
    )
    await sql.decide_again(
        db,
        round_id=round_id,
        reference=purge.reference,
        originals_days=purge.originals_days,
        statements_days=purge.statements_days,
        registrations_days=purge.registrations_days,
    )
    await sql.end_cases_again(db, round_id=round_id)
    await sql.purge_again(
        db,
        round_id=round_id,
        purge_id=purge.purge_id,
        actor=purge.actor,
        preserved=msgspec.to_builtins(purge.preserved),
    )
    if purge.has_answers and await sql.has_answers(db, round_id=round_id):
        raise _not_again(purge)
