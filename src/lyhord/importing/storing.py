"""Storing a whole table of answers, in one transaction: all of them, or none.

The same row again is the same submission: a file that is brought twice stores nothing the second
time, and one that has grown stores what is new.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError, RoundClosedError
from lyhord.importing.placing import Placed
from lyhord.instruments.definition import Instrument
from lyhord.intake.composing import Submission, composed, free_texts, iso_week
from lyhord.intake.doors import Door
from lyhord.intake.watching import Watch
from lyhord.privacy.keyed import keyed
from lyhord.storage import audit, responses
from lyhord.storage.collectors import Mode
from lyhord.storage.database import Connection
from lyhord.storage.responses import Extra, NewResponse

BATCH = 200
ACTIONS: Mapping[Mode, str] = {
    "import": "answers_imported",
    "interview": "interview_written_down",
}

Tell = Callable[[float], None]


class Stored(Struct, frozen=True, kw_only=True):
    """How many answers a file brought, and how many of its answers were there already."""

    new: int
    known: int


class Keeper(Struct, frozen=True, kw_only=True):
    """What an import needs beside the answers: the service's secret, watch and clock."""

    secret: str
    watch: Watch
    now: datetime
    tell: Tell


async def store(
    db: Connection, door: Door, placed: Sequence[Placed], keeper: Keeper, *, actor: str
) -> Stored:
    """Store the answers of a file through a door for imports, or of an interview through its own.

    Raises `RoundClosedError` where the round takes no answers now, and `BadInputError` for a door
    of another kind; the caller's transaction must then not be committed.
    """
    if door.mode not in ACTIONS:
        raise BadInputError("answers are imported through a door of their own")
    counted: Counter[str] = Counter()
    answers = _all_composed(door, placed, keeper)
    done = 0
    while batch := await asyncio.to_thread(lambda: list(islice(answers, BATCH))):
        counted.update(await responses.submit_import(db, batch))
        if counted["closed"]:
            raise RoundClosedError
        done += len(batch)
        keeper.tell(done / len(placed))
    stored = Stored(new=counted["stored"], known=counted["same"])
    await audit.add(
        db,
        actor=actor,
        action=ACTIONS[door.mode],
        object_=door.slug,
        details={"new": stored.new, "known": stored.known},
    )
    return stored


def _all_composed(door: Door, placed: Sequence[Placed], keeper: Keeper) -> Iterator[NewResponse]:
    seen: Counter[bytes] = Counter()
    for each in placed:
        content = msgspec.json.encode([each.language, each.answers], order="deterministic")
        submission = _submission(keeper, door, content, seen[content])
        seen[content] += 1
        yield _composed(door, each, keeper, submission)


def _submission(keeper: Keeper, door: Door, content: bytes, again: int) -> UUID:
    """The same for the same row of a door; rows that are alike are told apart by their number."""
    row = door.collector_id.bytes + again.to_bytes(8) + content
    return UUID(bytes=keyed(keeper.secret.encode(), b"imported row", row)[:16], version=4)


def _composed(door: Door, each: Placed, keeper: Keeper, submission: UUID) -> NewResponse:
    instrument: Instrument = door.publication.instrument
    texts = free_texts(instrument, each.answers)
    written = [text for several in texts.values() for text in several]
    case = keeper.watch.case_of(written, now=keeper.now)
    given = Submission(
        instrument=instrument,
        version=door.version,
        language=each.language,
        answers=each.answers,
        submission=submission,
        week=iso_week(keeper.now),
    )
    extra = Extra(case=case) if case else None
    return composed(keeper.secret.encode(), door, given, texts, extra).new
