"""A text that no rule pointed at, handed over to a round's officers by whoever reads it."""

from datetime import datetime
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from lyhord.privacy.office_hours import OfficeHours
from lyhord.settings import Settings
from lyhord.storage import statements
from lyhord.storage.database import Connection

HandedLevel: TypeAlias = Literal["acute", "concern"]


class Deadlines(Struct, frozen=True, kw_only=True):
    """Within how many working hours officers are to look at what they are handed."""

    hours: OfficeHours
    acute: int
    concern: int

    @classmethod
    def of(cls, settings: Settings) -> "Deadlines":
        """The same as for what a rule points at."""
        return cls(
            hours=OfficeHours(settings.days_closed),
            acute=settings.acute_hours,
            concern=settings.concern_hours,
        )

    def due(self, level: HandedLevel, now: datetime) -> datetime:
        """Until when, at this level."""
        return self.hours.due(now, hours=self.acute if level == "acute" else self.concern)


async def hand_over(
    db: Connection, round_id: UUID, text: str, *, level: HandedLevel, due: datetime, actor: str
) -> bool:
    """Make a case of each response that says this; false where no original is left to open.

    Whoever hands it over is told nothing of whose it is: an acute one holds this text alone back,
    because what else went away with it would tell what else the same person wrote.
    """
    return await statements.hand_over(db, round_id, text, level=level, due=due, actor=actor)
