"""Sending the letters of a mailing, a batch a job; each address gets at most one of each kind.

An address is taken, and that is committed, before its letter leaves. Where the worker falls between
the two, or the server does before it says that it took the letter, nobody knows whether it arrived:
it counts as such and is never sent again, as a second letter would hold a second code.

Codes are drawn when the server answers and before the first letter leaves, all of a batch at once.
Which of them goes to whom is decided in memory, and kept nowhere.
"""

import secrets
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from email.message import EmailMessage
from typing import Literal
from uuid import UUID

from msgspec import Struct

from lyhord import rounds
from lyhord.errors import NotFoundError, StorageError, StorageUnavailableError
from lyhord.inviting.letters import Letter, Sender, message
from lyhord.inviting.mailing import KIND, door_of, letter_of
from lyhord.privacy import codes
from lyhord.privacy import invitations as known_by
from lyhord.storage import invitations, jobs
from lyhord.storage import rounds as stored_rounds
from lyhord.storage.database import Connection, Database
from lyhord.storage.invitations import Mailing
from lyhord.storage.jobs import Job

BATCH = 200
MOST_TRIES = 6
# minutes until the next try, by how many failed in a row
BACK_OFF = (1, 2, 5, 15, 30, 60)
REPORT_EVERY = 10
# so many refusals one after the other are the server's doing, not the addresses'
MOST_REFUSED = 10

Carried = Literal["sent", "refused", "later", "unknown", "away"]
Carry = Callable[[EmailMessage], Awaitable[Carried]]
# nothing to carry with where no server answers
OpenPost = Callable[[], AbstractAsyncContextManager[Carry | None]]
Tell = Callable[[float, str], Awaitable[None]]


class Post(Struct, frozen=True, kw_only=True):
    """What a worker sends with."""

    open: OpenPost | None
    mail_from: str
    address: str
    secret: str


class Batch(Struct, frozen=True, kw_only=True):
    """Letters to send now, and what they are sent with."""

    mailing: Mailing
    letter: Letter
    sender: Sender
    collector_id: UUID
    hashes: tuple[bytes, ...]
    secret: bytes


async def perform(database: Database, job: Job, tell: Tell, *, post: Post) -> None:
    """Send a batch and queue the next; where no server answers, put it off.

    Raises `StorageError` when another worker has taken the job over.
    """
    async with database.transaction("desk") as db:
        mailing = await invitations.get(db, job.round_id, _mailing_id(job))
        is_open = await _is_open(db, mailing)
    if mailing.state != "sending":
        await _end(database, job, mailing, problem="")
    elif not is_open:
        await _end(database, job, mailing, problem="shut")
    elif post.open is None or not database.has("mailer"):
        await _end(database, job, mailing, problem="not_set_up")
    else:
        problem = await _tried(database, mailing, tell, post)
        await _end(database, job, mailing, problem=problem)


async def _tried(database: Database, mailing: Mailing, tell: Tell, post: Post) -> str:
    """Send a batch; gives what was in the way, or nothing."""
    if post.open is None:
        return "not_set_up"
    batch = await _batch(database, mailing, post)
    if not batch.hashes:
        return ""
    try:
        async with post.open() as carry:
            if carry is None:
                return "away"
            try:
                drawn = await _drawn(database, batch)
            except StorageUnavailableError:
                return "busy"
            return await _send_all(database, batch, drawn, carry, tell)
    finally:
        with suppress(StorageUnavailableError):
            async with database.transaction("mailer") as db:
                await invitations.mix(db)


async def _batch(database: Database, mailing: Mailing, post: Post) -> Batch:
    async with database.transaction("desk") as db:
        door = await door_of(db, mailing)
        sender = Sender(
            mail_from=post.mail_from, address=post.address, door=f"{post.address}/s/{door.slug}"
        )
        letter = await letter_of(
            db, door, sender, language=mailing.language, is_reminder=mailing.is_reminder
        )
    async with database.transaction("mailer") as db:
        hashes = await invitations.batch(db, mailing, most=BATCH)
    return Batch(
        mailing=mailing,
        letter=letter,
        sender=sender,
        collector_id=door.collector_id,
        hashes=hashes,
        secret=post.secret.encode(),
    )


async def _drawn(database: Database, batch: Batch) -> list[str]:
    """New codes, one for each letter; a reminder has none."""
    if batch.letter.is_reminder:
        return []
    drawn = list(rounds.new_codes(len(batch.hashes)))
    hashes = [codes.code_hash(batch.secret, batch.collector_id, each) for each in drawn]
    async with database.transaction("mailer") as db:
        await invitations.add_codes(db, batch.mailing, hashes)
    return drawn


async def _send_all(
    database: Database, batch: Batch, drawn: list[str], carry: Carry, tell: Tell
) -> str:
    problem, refused = "", 0
    for place, address_hash in enumerate(batch.hashes):
        if place % REPORT_EVERY == 0:
            await tell(place / len(batch.hashes), "sending")
        async with database.transaction("mailer") as db:
            address = await invitations.take(db, batch.mailing, address_hash)
        if address is None:
            continue
        code = drawn.pop(secrets.randbelow(len(drawn))) if drawn else ""
        carried = await carry(_letter(batch, address, code))
        async with database.transaction("mailer") as db:
            await _settle(db, batch.mailing, address_hash, carried)
        refused = refused + 1 if carried == "refused" else 0
        if carried in {"unknown", "away"} or refused == MOST_REFUSED:
            return carried
        problem = "later" if carried == "later" else problem
    return problem


def _letter(batch: Batch, address: str, code: str) -> EmailMessage:
    return message(
        batch.letter,
        batch.sender,
        to=address,
        code=code,
        token=known_by.token_of(batch.secret, address),
        name=known_by.letter_id(batch.secret, batch.mailing.mailing_id, address),
    )


async def _settle(db: Connection, mailing: Mailing, address_hash: bytes, carried: Carried) -> None:
    match carried:
        case "sent" | "refused":
            await invitations.settle(db, mailing, address_hash, carried, most_tries=MOST_TRIES)
        case "later" | "away":
            await invitations.settle(db, mailing, address_hash, "waiting", most_tries=MOST_TRIES)
        case "unknown":
            pass


async def _end(database: Database, job: Job, mailing: Mailing, *, problem: str) -> None:
    """End the job, in one transaction with what comes next."""
    async with database.transaction("desk") as db:
        if mailing.state == "sending" and problem:
            await _put_off(db, mailing, problem)
        elif mailing.state == "sending":
            await invitations.get_on(db, mailing)
            now = await invitations.get(db, mailing.round_id, mailing.mailing_id)
            if now.state == "sending":
                await jobs.enqueue(db, kind=KIND, round_id=job.round_id, payload=job.payload)
        if not await jobs.finish(db, job):
            raise StorageError("another worker has taken this job over")


async def _put_off(db: Connection, mailing: Mailing, problem: str) -> None:
    minutes = BACK_OFF[min(mailing.tries, len(BACK_OFF) - 1)]
    await invitations.put_off(db, mailing, minutes=minutes, problem=problem)


async def _is_open(db: Connection, mailing: Mailing) -> bool:
    round_ = await stored_rounds.get(db, mailing.round_id)
    door = await door_of(db, mailing)
    return round_.state == "open" and not round_.is_settled and door.state == "open"


def _mailing_id(job: Job) -> UUID:
    return UUID(str(job.payload["mailing"]))


async def fail(db: Connection, job: Job, error: Exception) -> None:
    """Record that a batch failed; the mailing goes on with another one later."""
    with suppress(NotFoundError):
        mailing = await invitations.get(db, job.round_id, _mailing_id(job))
        await _put_off(db, mailing, "unexpected")
    await jobs.fail(db, job, error="unexpected" if error else "")


async def abandon(db: Connection, job: Job) -> None:
    """Go on with another batch later."""
    with suppress(NotFoundError):
        await _put_off(db, await invitations.get(db, job.round_id, _mailing_id(job)), "unexpected")
