"""Working time: Monday to Friday 8–17 in two halves, without holidays; it knows no cases."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from lyhord.privacy.public_holidays import public_holidays

HALVES = ((time(8), time(12, 30)), (time(12, 30), time(17)))
SATURDAY = 5


class OfficeHours(Struct, frozen=True):
    """When somebody is at work; `closed` are days beside weekends and public holidays."""

    closed: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open on this day."""
        is_weekday = day.weekday() < SATURDAY
        return is_weekday and day not in self.closed and day not in public_holidays(day.year)

    def half_at(self, moment: datetime) -> datetime | None:
        """When the half working day began that we are in, if we are in one."""
        start, _ = next(self._halves_after(moment))
        return start if start <= moment else None

    def due(self, moment: datetime, *, hours: int) -> datetime:
        """The end of the half working day in which so many working hours will have passed."""
        left = timedelta(hours=hours)
        for start, end in self._halves_after(moment):
            left -= end - max(start, moment)
            if left <= timedelta(0):
                return end
        raise AssertionError  # there is always another day

    def _halves_after(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The halves of working days that end after a moment, in its time zone."""
        day = moment.date()
        while True:
            if self.is_working_day(day):
                for first, last in HALVES:
                    start = datetime.combine(day, first, moment.tzinfo)
                    end = datetime.combine(day, last, moment.tzinfo)
                    if end > moment:
                        yield start, end
            day += timedelta(days=1)
