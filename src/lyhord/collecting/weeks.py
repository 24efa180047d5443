"""A day or a week as people write it, as the ISO week that is kept; pure."""

import re
from datetime import date

from lyhord.intake.composing import iso_week

FIRST_YEAR, LAST_YEAR = 2000, 2200
_WEEK = re.compile(r"(\d{4})-?[wWvV](\d{1,2})", re.ASCII)


def week_of(text: str) -> str | None:
    """The week of `2026-10-01`, or `2026-W40` as it is; nothing for what is neither."""
    try:
        found = _WEEK.fullmatch(text)
        if found:
            day = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        else:
            day = date.fromisoformat(text)
    except ValueError:
        return None
    return iso_week(day) if FIRST_YEAR <= day.year <= LAST_YEAR else None
