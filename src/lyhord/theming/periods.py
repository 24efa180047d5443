"""When texts were written: dates become weeks, months, quarters or years; names stay names."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

MOST_PERIODS = 12
MOST_FILLED = 120


class Periods(Struct, frozen=True, kw_only=True):
    """The period of each text, None where it is not known; `order` is None for names."""

    of_text: tuple[str | None, ...]
    order: tuple[str, ...] | None = None


def periods(cells: Sequence[str]) -> Periods:
    """Read a column of times.

    Where every cell is a date (2026-03-01, also with a time of day), they become the shortest
    periods of which at most twelve span them all; those without a text keep their place.
    """
    values = [cell.strip() or None for cell in cells]
    days = [_day(value) if value else None for value in values]
    found = sorted({day for day in days if day is not None})
    if not found or any(value and not day for value, day in zip(values, days, strict=True)):
        return Periods(of_text=tuple(values))
    name, order = _finest(found[0], found[-1])
    if len(order) > MOST_FILLED:
        order = tuple(sorted({name(day) for day in found}))
    return Periods(of_text=tuple(name(day) if day else None for day in days), order=order)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value[10:11] in {"", "T", " "} else None
    except ValueError:
        return None


def _finest(first: date, last: date) -> tuple[Callable[[date], str], tuple[str, ...]]:
    for name in (_week, _month, _quarter):
        if (last - first).days <= MOST_PERIODS * 92:
            order = _between(name, first, last)
            if len(order) <= MOST_PERIODS:
                return name, order
    return _year, tuple(f"{year:04}" for year in range(first.year, last.year + 1))


def _between(name: Callable[[date], str], first: date, last: date) -> tuple[str, ...]:
    days: Iterable[date] = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(dict.fromkeys(name(day) for day in days))


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _quarter(day: date) -> str:
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def _year(day: date) -> str:
    return f"{day.year:04}"
