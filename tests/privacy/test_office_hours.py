"""Working time: due at the end of half days, never at night, on a weekend or a holiday."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.privacy.office_hours import HALVES, OfficeHours
from lyhord.privacy.public_holidays import easter_sunday, midsummer_eve, public_holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("arrival", "hours", "due"),
    [
        ("2026-11-23T07:00", 2, "2026-11-23T12:30"),  # before work on a Monday
        ("2026-11-23T09:10", 2, "2026-11-23T12:30"),
        ("2026-11-23T11:00", 2, "2026-11-23T17:00"),
        ("2026-11-23T16:30", 2, "2026-11-24T12:30"),
        ("2026-11-27T16:30", 2, "2026-11-30T12:30"),  # over a weekend
        ("2026-11-28T03:00", 2, "2026-11-30T12:30"),  # on a Saturday night
        ("2026-12-23T16:30", 2, "2026-12-28T12:30"),  # over Christmas
        ("2026-11-23T09:00", 18, "2026-11-25T12:30"),  # two days
    ],
)
def test_due_is_the_end_of_the_half_day_in_which_the_hours_are_over(
    arrival: str, hours: int, due: str
) -> None:
    assert at(due) == OfficeHours().due(at(arrival), hours=hours)


def test_days_of_ones_own_are_skipped() -> None:
    hours = OfficeHours(frozenset({date(2026, 11, 23)}))

    assert at("2026-11-24T12:30") == hours.due(at("2026-11-23T08:00"), hours=2)


@given(
    arrival=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001
    hours=st.integers(1, 45),
)
def test_due_is_always_the_end_of_a_half_working_day_after_the_hours(
    arrival: datetime, hours: int
) -> None:
    office, moment = OfficeHours(), arrival.replace(tzinfo=STOCKHOLM)
    due = office.due(moment, hours=hours)

    assert due.time() in {end for _, end in HALVES}
    assert office.is_working_day(due.date())
    assert due >= moment + timedelta(hours=hours)


def test_everybody_who_comes_in_the_same_half_day_with_time_left_is_due_together() -> None:
    minutes = [at("2026-11-23T08:00") + timedelta(minutes=n) for n in range(150)]

    assert 1 == len({OfficeHours().due(minute, hours=2) for minute in minutes})


def test_a_half_day_is_known_while_it_lasts() -> None:
    office = OfficeHours()

    assert at("2026-11-23T12:30") == office.half_at(at("2026-11-23T13:00"))
    assert office.half_at(at("2026-11-23T18:00")) is None
    assert office.half_at(at("2026-11-22T13:00")) is None


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28)]
)
def test_easter_is_when_the_church_says(year: int, month: int, day: int) -> None:
    assert date(year, month, day) == easter_sunday(year)


def test_the_holidays_of_a_year_are_swedish_ones() -> None:
    assert date(2026, 6, 19) == midsummer_eve(2026)
    assert date(2027, 6, 25) == midsummer_eve(2027)
    assert {date(2026, 1, 6), date(2026, 4, 3), date(2026, 5, 14), date(2026, 6, 6)} <= (
        public_holidays(2026)
    )
