"""Storing responses, each once: admitted, batched, answered after the commit; and withdrawn."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from lyhord.errors import CodeRefusedError, RoundClosedError, SubmissionConflictError
from lyhord.instruments.definition import Instrument
from lyhord.instruments.flow import Answers
from lyhord.intake.batching import Batcher, Measure, unmeasured
from lyhord.intake.composing import Submission, composed, free_texts, iso_week
from lyhord.intake.doors import Door
from lyhord.intake.pacing import Pace
from lyhord.intake.sifting import Sieve
from lyhord.intake.watching import Watch
from lyhord.privacy import codes, receipts, wave_codes
from lyhord.storage import responses, waves
from lyhord.storage.database import Database
from lyhord.storage.responses import Extra, NewResponse, Outcome
from lyhord.storage.waves import WaveCode

BATCH = 200
# well above what removing an answer takes, and too short to be waited for
WITHDRAWAL_SECONDS = 0.1


class Accepted(Struct, frozen=True, kw_only=True):
    """What the respondent gets: the receipt, and whether this post stored anything."""

    receipt: str
    is_new: bool


class Arrival(Struct, frozen=True):
    """A response on its way to the database, and what goes beside it.

    Who typed it in, where staff did; the hash of the code that joins it to other waves.
    """

    new: NewResponse
    typist: str
    wave_hash: bytes | None


class Intake:
    """Stores responses, each once, in shared batches.

    As the door it takes whatever comes; as the desk only what staff type in from paper. Nothing is
    looked for in answers without a `watch`: only for those that somebody has read already. Without
    a `sieve` nothing is set aside.
    """

    def __init__(  # noqa: PLR0913 - what stands beside the way in
        self,
        database: Database,
        *,
        secret: str,
        clock: Callable[[], datetime],
        limit: int,
        watch: Watch | None,
        sieve: Sieve | None = None,
        pace: Pace | None = None,
        role: Literal["door", "desk"] = "door",
        measure: Measure = unmeasured,
    ) -> None:
        self._database = database
        self._role: Literal["door", "desk"] = role
        self._secret = secret.encode()
        self._clock = clock
        self._watch = watch
        self._sieve = sieve
        self._pace = pace or Pace(clock=time.monotonic)
        self._batcher: Batcher[Arrival, Outcome] = Batcher(
            self._write, most=BATCH, limit=limit, measure=measure
        )

    async def submit(  # noqa: PLR0913 - the parts of a submission
        self,
        door: Door,
        *,
        instrument: Instrument,
        version: int,
        language: str,
        answers: Answers,
        submission: UUID,
        week: str | None = None,
        typist: str = "",
        code: str = "",
        wave_code: str = "",
    ) -> Accepted:
        """Store a response and return its receipt; the same submission again changes nothing.

        A wave code is what a browser made of a self-made one. Answered only after the commit.
        Raises `SubmissionConflictError` for the same submission with other answers,
        `CodeRefusedError` where a code is asked for and none admits, `RoundClosedError` after
        closing and `StorageUnavailableError`.
        """
        # looking through a text that cannot be stored is what a busy service can least afford
        self._batcher.require_room()
        code_hash = await self._tried(door, code) if door.asks_code else ""
        texts = free_texts(instrument, answers)
        given = Submission(
            instrument=instrument,
            version=version,
            language=language,
            answers=answers,
            submission=submission,
            week=week or iso_week(self._clock()),
        )
        wave_hash = self._wave_hash(wave_code) if door.wave_key else None
        extra = self._extra(door, texts, submission=submission, code_hash=code_hash)
        made = composed(self._secret, door, given, texts, extra)
        outcome = await self._batcher.put(Arrival(made.new, typist, wave_hash))
        if self._sieve is not None:
            self._sieve.taken(door, submission=submission)
        if outcome == "other":
            raise SubmissionConflictError
        if outcome == "closed":
            raise RoundClosedError
        if outcome == "refused":
            self._pace.missed(door.collector_id)
            raise CodeRefusedError("refused_code")
        return Accepted(receipt=made.receipt, is_new=outcome == "stored")

    @property
    def n_waiting(self) -> int:
        """How many responses wait to be written, besides those that are being written."""
        return self._batcher.n_waiting

    @property
    def today(self) -> date:
        """The day that a paper typed in now is counted on."""
        return self._clock().date()

    async def withdraw(self, typed: str) -> None:
        """Remove what came with a receipt; says nothing about whether it was there.

        Not by time either: deleting takes longer than finding nothing, and whoever holds a note
        with a code could tell by that whether somebody has answered.
        """
        async with _at_its_pace(WITHDRAWAL_SECONDS):
            receipt = receipts.normalise(typed)
            if receipt is None:
                return
            async with self._database.transaction("door") as db:
                await responses.withdraw(db, receipts.receipt_hash(self._secret, receipt))

    async def drain(self) -> None:
        """Wait until everything taken in is written."""
        await self._batcher.drain()

    async def _tried(self, door: Door, typed: str) -> str:
        """The hash of a code that can be one, once it may be tried at this door."""
        code = codes.normalise(typed)
        if code is None:
            raise CodeRefusedError("no_code")
        await self._pace.turn(door.collector_id)
        return codes.code_hash(self._secret, door.collector_id, code).hex()

    def _wave_hash(self, typed: str) -> bytes | None:
        hashed = wave_codes.normalise(typed)
        return None if hashed is None else wave_codes.code_hash(self._secret, hashed)

    def _extra(
        self, door: Door, texts: dict[str, list[str]], *, submission: UUID, code_hash: str
    ) -> Extra | None:
        """What goes with a response: a case, where the original texts hold a warning sign; a code.

        And whether it counts: not yet where it is set aside, and never when a door is tried out.
        """
        written = [text for several in texts.values() for text in several]
        case = self._watch.case_of(written, now=self._clock()) if self._watch else None
        sieve = self._sieve
        is_odd = sieve is not None and sieve.judge(door, written, submission=submission)
        extra = Extra(case=case, code=code_hash, aside=is_odd, test=door.is_trial)
        return None if extra == Extra() else extra

    async def _write(self, batch: Sequence[Arrival]) -> Sequence[Outcome]:
        new = [arrival.new for arrival in batch]
        if self._role == "desk":
            typists = [arrival.typist for arrival in batch]
            async with self._database.transaction("desk") as db:
                return await responses.submit_paper(db, new, typists=typists, day=self.today)
        if all(arrival.wave_hash is None for arrival in batch):
            async with self._database.at_once("door") as db:
                return await responses.submit(db, new)
        async with self._database.transaction("door") as db:
            outcomes = await responses.submit(db, new)
            await waves.keep(db, list(_wave_codes(batch, outcomes)))
            return outcomes


def _wave_codes(batch: Sequence[Arrival], outcomes: Sequence[Outcome]) -> Iterator[WaveCode]:
    for each, outcome in zip(batch, outcomes, strict=True):
        if outcome == "stored" and each.wave_hash is not None:
            yield WaveCode(
                round_id=each.new.round_id,
                response_id=each.new.response_id,
                code_hash=each.wave_hash,
            )


@asynccontextmanager
async def _at_its_pace(seconds: float) -> AsyncGenerator[None]:
    """Let what is done here be over no sooner than so long after it began."""
    over = asyncio.create_task(asyncio.sleep(seconds))
    try:
        yield
    finally:
        await over
