"""Notices to officers: which are due now, in batches at minutes that tell nothing of arrivals."""

from collections.abc import Callable
from datetime import datetime

from lyhord.jobs.posting import sender
from lyhord.jobs.timetable import Tell
from lyhord.privacy.office_hours import OfficeHours
from lyhord.settings import Settings
from lyhord.storage.database import Database
from lyhord.triage import telling

ACTOR = "worker"


class Notices:
    """The batches of one worker; any number of workers may send them side by side."""

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
        self._clock = clock
        self._half: datetime | None = None
        if self._send is None:
            tell("notices_not_set_up")

    async def send_due(self) -> bool:
        """Send what is due now; says whether all who are to be told were reached."""
        if not self._database.has("officer"):
            return True
        is_all_told = await self._tell_officers()
        send = self._send or telling.to_nobody
        return await telling.escalate(self._database, send, actor=ACTOR) and is_all_told

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
