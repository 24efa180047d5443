"""Looking for warning signs in what came in: the level, the rules and a time; never the words."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from lyhord.privacy.office_hours import OfficeHours
from lyhord.privacy.warning_rules import Level
from lyhord.privacy.warnings import Hit, warning_signs
from lyhord.settings import Settings
from lyhord.storage.responses import NewCase

SEVERITY: tuple[Level, ...] = ("acute", "concern", "historic")


class Watch(Struct, frozen=True, kw_only=True):
    """What is looked for, and within how many working hours somebody is to look at it."""

    rules: Path | None = None
    closed_days: frozenset[date] = frozenset()
    acute_hours: int = 2
    concern_hours: int = 18
    historic_hours: int = 45

    @classmethod
    def of(cls, settings: Settings) -> "Watch":
        """As an operator has set it; reads the rules, so that the first answer need not wait."""
        warning_signs("", additional=settings.warning_rules)
        return cls(
            rules=settings.warning_rules,
            closed_days=settings.days_closed,
            acute_hours=settings.acute_hours,
            concern_hours=settings.concern_hours,
            historic_hours=settings.historic_hours,
        )

    def case_of(self, texts: Iterable[str], *, now: datetime) -> NewCase | None:
        """One case for all that somebody wrote, at its most serious level; none without signs."""
        hits = [hit for text in texts for hit in warning_signs(text, additional=self.rules).hits]
        if not hits:
            return None
        level = _most_serious(hits)
        return NewCase(
            level=level,
            rules=tuple(sorted({hit.rule for hit in hits})),
            due=OfficeHours(self.closed_days).due(now, hours=self._hours(level)),
        )

    def _hours(self, level: Level) -> int:
        match level:
            case "acute":
                return self.acute_hours
            case "concern":
                return self.concern_hours
            case "historic":
                return self.historic_hours


def _most_serious(hits: Iterable[Hit]) -> Level:
    levels = {hit.level for hit in hits}
    return next(level for level in SEVERITY if level in levels)
