"""What staff do with invitations: look a list through, send it, pause, cancel, remind once."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from uuid import UUID

from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.instruments.wording import languages
from lyhord.inviting.addresses import Listed
from lyhord.inviting.letters import Letter, Sender, letter
from lyhord.privacy import invitations as known_by
from lyhord.storage import collectors, instruments, invitations, jobs, rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.invitations import Mailing

KIND = "invitations"
GROWN_UP = ("guardian", "professional")
# the code of a preview, which no door knows
SHOWN_CODE = "xxxxx-xxxxx-xxxxx-xxxxx"


class Draft(Struct, frozen=True, kw_only=True):
    """A list that was looked through: its letter, and how many would get it."""

    door: Collector
    letter: Letter
    listed: Listed
    new: int

    @property
    def mark(self) -> str:
        """What tells this list, door and language from any other: what is sent was looked at."""
        parts = (self.door.slug, self.letter.language, *self.listed.addresses)
        return sha256("\n".join(parts).encode()).hexdigest()


def may_invite(door: Collector) -> bool:
    """Whether letters may lead to a door: one for codes that asks grown-ups."""
    return door.mode == "codes" and door.audience in GROWN_UP


async def draft(  # noqa: PLR0913 - what a list is looked through with
    db: Connection,
    door: Collector,
    listed: Listed,
    *,
    language: str,
    sender: Sender,
    secret: str,
    today: date,
) -> Draft:
    """Look a list through for a door; raises `BadInputError` with a code where none may be sent."""
    await _refuse_shut(db, door, today)
    written = await letter_of(db, door, sender, language=language, is_reminder=False)
    new = await invitations.count_new(db, door.round_id, list(_hashes(listed.addresses, secret)))
    return Draft(door=door, letter=written, listed=listed, new=new)


async def letter_of(
    db: Connection, door: Collector, sender: Sender, *, language: str, is_reminder: bool
) -> Letter:
    """What everybody is written; `BadInputError` for a language that the survey does not speak."""
    edition = await instruments.at_version(db, door.instrument_id, door.version)
    if language not in languages(edition.document):
        raise BadInputError("no_language")
    round_ = await rounds.get(db, door.round_id)
    return letter(
        edition.document,
        sender,
        owner=round_.owner,
        language=language,
        closes=round_.closes,
        is_reminder=is_reminder,
    )


async def send(db: Connection, ready: Draft, *, secret: str, actor: str) -> UUID:
    """Keep the addresses of a list and queue their letters."""
    if not ready.new:
        raise BadInputError("nobody_new")
    addresses = _hashes(ready.listed.addresses, secret)
    mailing_id = await invitations.add(
        db, ready.door, addresses, language=ready.letter.language, actor=actor
    )
    await _queue(db, ready.door.round_id, mailing_id)
    return mailing_id


async def pause(db: Connection, mailing: Mailing, *, actor: str) -> None:
    """Send no more letters until somebody goes on; what is on its way arrives."""
    if mailing.state == "sending":
        await invitations.set_state(db, mailing, "paused", actor=actor)


async def go_on(db: Connection, mailing: Mailing, *, actor: str) -> None:
    """Go on with what was paused, or try at once what was put off."""
    if mailing.state in {"sending", "paused"}:
        await invitations.set_state(db, mailing, "sending", actor=actor)
        await queue_waiting(db)


async def cancel(db: Connection, mailing: Mailing, *, actor: str) -> None:
    """Send no more letters of a mailing, ever."""
    await invitations.cancel(db, mailing, actor=actor)


async def remind(db: Connection, mailing: Mailing, *, today: date, actor: str) -> None:
    """Remind everybody who got the letter, once; `BadInputError` where that cannot be."""
    door = await door_of(db, mailing)
    await _refuse_shut(db, door, today)
    if not await invitations.remind(db, mailing, actor=actor):
        raise BadInputError("no_reminder")
    await _queue(db, mailing.round_id, mailing.mailing_id)


async def bounce(
    db: Connection, round_id: UUID, addresses: Sequence[str], *, secret: str, actor: str
) -> int:
    """Take addresses to which letters came back off the mailings of a round; how many it knew."""
    hashes = list(_hashes(addresses, secret))
    return await invitations.bounce(db, round_id, hashes, actor=actor)


async def door_of(db: Connection, mailing: Mailing) -> Collector:
    """The door that a mailing's letters lead to."""
    found = await collectors.of_round(db, mailing.round_id)
    return next(each for each in found if each.collector_id == mailing.collector_id)


async def queue_waiting(db: Connection) -> None:
    """Queue a job for every mailing that can go on now and has none."""
    for each in await invitations.wanting(db, kind=KIND):
        await _queue(db, each.round_id, each.mailing_id)


async def _queue(db: Connection, round_id: UUID, mailing_id: UUID) -> None:
    payload: jobs.Payload = {"mailing": str(mailing_id)}
    await jobs.enqueue(db, kind=KIND, round_id=round_id, payload=payload)


async def _refuse_shut(db: Connection, door: Collector, today: date) -> None:
    if not may_invite(door):
        raise BadInputError("not_grown_up")
    round_ = await rounds.get(db, door.round_id)
    is_open = round_.state == "open" and round_.opens <= today <= round_.closes
    if not is_open or door.state != "open":
        raise BadInputError("not_open")


def _hashes(addresses: Sequence[str], secret: str) -> dict[bytes, str]:
    return {known_by.hash_of(secret.encode(), each): each for each in addresses}
