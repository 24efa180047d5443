"""Days on which Swedish offices are closed by law or custom; what one office adds is a setting."""

from datetime import date, timedelta
from functools import cache

# month and day: holidays, and the eves that nobody works on
_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
# days from Easter Sunday: Good Friday, Easter Monday, Ascension Day
_AROUND_EASTER = (-2, 1, 39)
_FRIDAY = 4


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The weekdays of a year, and some Saturdays and Sundays, that are no working days."""
    easter = easter_sunday(year)
    return frozenset(
        {date(year, month, day) for month, day in _FIXED}
        | {easter + timedelta(days=days) for days in _AROUND_EASTER}
        | {midsummer_eve(year)}
    )


def midsummer_eve(year: int) -> date:
    """The Friday between 19 and 25 June."""
    first = date(year, 6, 19)
    return first + timedelta(days=(_FRIDAY - first.weekday()) % 7)


def easter_sunday(year: int) -> date:
    """The Gregorian Easter, by the method of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    corrected = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - corrected + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
