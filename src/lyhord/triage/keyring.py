"""The officers' keys through their life: made, handed on, changed, taken back, replaced.

Every way makes a passphrase by chance, shows it once and keeps nothing of it.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from uuid import UUID

import msgspec

from lyhord.errors import BadInputError, NotFoundError
from lyhord.privacy import sealing
from lyhord.privacy.passphrases import new_passphrase
from lyhord.privacy.sealing import Cost
from lyhord.storage import cases, keys
from lyhord.storage import rounds as stored
from lyhord.storage.accounts import known_as
from lyhord.storage.database import Connection, Database
from lyhord.storage.keys import SHARED, KeyCopy, StoredKey
from lyhord.triage import guessing
from lyhord.triage.guessing import Refused

Passphrases = dict[str, str]  # by holder


async def ensure(db: Connection, holders: Sequence[str], *, today: date, actor: str) -> Passphrases:
    """Make sure that all of these hold the newest key; else there is a new one, as owner.

    Returns the passphrases that were made.
    """
    if await keys.latest_of(db, holders) is not None:
        return {}
    return await make(db, holders, today=today, actor=actor)


async def make(
    db: Connection,
    holders: Sequence[str],
    *,
    today: date,
    actor: str,
    cost: Cost | None = None,
) -> Passphrases:
    """Make the key of coming rounds with a copy for each holder, as owner."""
    first, *others = dict.fromkeys(known_as(holder) for holder in holders)
    passphrases = {first: new_passphrase()}
    made = sealing.new_key(passphrases[first], cost=cost)
    copy = keys.made_today(made, today=today, holder=first)
    await keys.add(db, copy, actor=actor)
    for holder in others:
        passphrases[holder] = new_passphrase()
        other = _for(copy, holder, passphrases[first], passphrases[holder], today=today, cost=cost)
        await keys.put_copy(db, other, actor=actor)
    return passphrases


async def rotate(
    db: Connection,
    *,
    holders: Sequence[str] = (),
    today: date,
    actor: str,
    cost: Cost | None = None,
) -> tuple[Passphrases, tuple[UUID, ...]]:
    """Replace the newest key by one for the same holders, or for these; as owner.

    What is sealed already stays with its own key. Rounds that still take answers seal to the new
    one where their officer and deputy hold it; returns those that do not.
    """
    old = await keys.latest(db)
    known = [copy.holder for copy in await keys.holders(db) if copy.key_id == old.key_id]
    made = await make(db, holders or known or [SHARED], today=today, actor=actor, cost=cost)
    left: list[UUID] = []
    for round_ in await stored.all_rounds(db):
        if round_.state == "closed":
            continue
        key = await keys.latest_of(db, (round_.officer, round_.deputy))
        if key is None:
            left.append(round_.round_id)
        else:
            await keys.seal_to(db, round_.round_id, key, actor=actor)
    return made, tuple(left)


async def share(
    db: Connection,
    passphrase: str,
    *,
    owner: str,
    to: str,
    today: date,
    cost: Cost | None = None,
) -> str | None:
    """Give somebody a copy of every key that the passphrase opens, and return the new passphrase.

    To oneself it is a change of passphrase. Nothing where the passphrase opens none.
    """
    new = new_passphrase()
    copies = await keys.copies_of(db, owner)
    given = await asyncio.to_thread(
        _opened, copies, known_as(to), passphrase, new, today=today, cost=cost
    )
    for copy in given:
        await keys.put_copy(db, copy, actor=owner)
    return new if given else None


async def hand_on(
    database: Database, passphrase: str, *, owner: str, to: str, today: date
) -> str | Refused:
    """The same for an officer at the desk, who can hand on to those of the own rounds."""
    async with database.transaction("officer") as db:
        if known_as(to) not in {known_as(owner), *await cases.colleagues(db, owner)}:
            raise NotFoundError("colleague", to)
        if not await keys.copies_of(db, owner):
            return Refused(why="no_copy")
    refused = await guessing.begin(database, owner)
    if refused is not None:
        return refused
    async with database.transaction("officer") as db:
        new = await share(db, passphrase, owner=owner, to=to, today=today)
    if new is None:
        return Refused(why="passphrase")
    await guessing.succeed(database, owner)
    return new


async def revoke(db: Connection, holder: str, *, actor: str) -> int:
    """Take every copy back from somebody, unless it is a key's last; says how many."""
    every = await keys.holders(db)
    own = [copy for copy in every if copy.holder == known_as(holder)]
    if not own:
        raise NotFoundError("copy of a key held by", holder)
    for copy in own:
        if not _others(every, copy):
            raise BadInputError(
                f"{holder} holds the last copy of a key: share it with somebody else first"
            )
        await keys.remove_copy(db, copy.key_id, holder, actor=actor)
    return len(own)


async def key_of(db: Connection, officer: str, deputy: str) -> StoredKey:
    """The key that a round of these two seals to; `BadInputError` where one cannot open it."""
    await keys.latest(db)
    key = await keys.latest_of(db, (officer, deputy))
    if key is None:
        raise BadInputError(
            "the officer and the deputy do not both hold the newest key: an officer who does can "
            "share it at the desk, or `lyhord key share`"
        )
    return key


def _opened(
    copies: Sequence[KeyCopy],
    holder: str,
    passphrase: str,
    new: str,
    *,
    today: date,
    cost: Cost | None,
) -> list[KeyCopy]:
    """The copies that the passphrase opens, wrapped anew for their holder."""
    given: list[KeyCopy] = []
    for copy in copies:
        with suppress(BadInputError):
            given.append(_for(copy, holder, passphrase, new, today=today, cost=cost))
    return given


def _for(
    copy: KeyCopy,
    holder: str,
    passphrase: str,
    new: str,
    *,
    today: date,
    cost: Cost | None,
) -> KeyCopy:
    wrapped = sealing.rewrapped(copy.wrapped_key, passphrase, new, cost=cost)
    return msgspec.structs.replace(copy, holder=holder, wrapped_key=wrapped, made_on=today)


def _others(every: Iterable[KeyCopy], copy: KeyCopy) -> list[KeyCopy]:
    return [each for each in every if each.key_id == copy.key_id and each.holder != copy.holder]
