"""What time alone makes due, again and again: notices, escalation, rounds that have lapsed.

A batch every few minutes, at minutes that tell nothing of when something came.
"""

import asyncio
import traceback
from collections.abc import Callable
from datetime import datetime

from lyhord.errors import StorageUnavailableError
from lyhord.jobs.posting import Tell, sender
from lyhord.privacy.office_hours import OfficeHours
from lyhord.settings import Settings
from lyhord.storage.database import Database
from lyhord.triage import staffing, telling

ACTOR = "worker"
RETRY_SECONDS = 30.0


class Duties:
    """The steps of one worker; any number of workers may do them side by side."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        *,
        clock: Callable[[], datetime],
        tell: Tell,
    ) -> None:
        self._database = database
        self._send = sender(settings, tell=tell)
        self._hours = OfficeHours(settings.days_closed)
        self._every = 60 * settings.notice_minutes
        self._clock = clock
        self._tell = tell
        self._half: datetime | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Do what is due until `stop` is set; what fails is tried in the next batch."""
        if self._send is None:
            self._tell("notices_not_set_up")
        while not stop.is_set():
            seconds = self._until_next() if await self._done() else RETRY_SECONDS
            try:
                await asyncio.wait_for(stop.wait(), seconds)
            except TimeoutError:
                continue

    async def once(self) -> bool:
        """Do what is due now; says whether all who are to be told were reached."""
        async with self._database.transaction("desk") as db:
            await staffing.close_lapsed(db, actor=ACTOR)
        if not self._database.has("officer"):
            return True
        is_all_told = await self._tell_officers()
        send = self._send or telling.to_nobody
        return await telling.escalate(self._database, send, actor=ACTOR) and is_all_told

    async def _done(self) -> bool:
        try:
            return await self.once()
        except StorageUnavailableError:
            self._tell("database_unavailable", retry_seconds=RETRY_SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next batch is tried
            frames = traceback.extract_tb(error.__traceback__)[-3:]
            where = [f"{frame.filename}:{frame.lineno}" for frame in frames]
            self._tell("duty_failed", error=type(error).__name__, where=where)
        return False

    async def _tell_officers(self) -> bool:
        """What is acute at once, day and night; the rest when a half working day begins."""
        if self._send is None:
            return True
        half = self._hours.half_at(self._clock())
        is_new_half = half is not None and half != self._half
        levels = telling.ALL if is_new_half else telling.ACUTE
        is_told = await telling.tell_officers(self._database, self._send, levels=levels)
        if is_new_half and is_told:
            self._half = half
        return is_told

    def _until_next(self) -> float:
        """Seconds to the next batch, at the same minutes of every hour."""
        return self._every - self._clock().timestamp() % self._every
