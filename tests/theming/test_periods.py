"""Columns of times: dates become periods, names stay."""

from datetime import date, timedelta

import pytest

from lyhord.theming.periods import MOST_PERIODS, periods


def days(first: date, last: date, *, step: int = 1) -> list[str]:
    return [
        (first + timedelta(days=n)).isoformat() for n in range(0, (last - first).days + 1, step)
    ]


@pytest.mark.parametrize(
    ("last", "first_period", "last_period"),
    [
        (date(2026, 3, 1), "2026-W02", "2026-W09"),
        (date(2026, 11, 2), "2026-01", "2026-11"),
        (date(2027, 11, 2), "2026-Q1", "2027-Q4"),
        (date(2034, 1, 1), "2026", "2034"),
    ],
)
def test_dates_become_the_shortest_periods_that_fit(
    last: date, first_period: str, last_period: str
) -> None:
    found = periods(days(date(2026, 1, 5), last))

    assert found.order is not None
    assert (found.order[0], found.order[-1]) == (first_period, last_period)
    assert len(found.order) <= MOST_PERIODS
    assert (found.of_text[0], found.of_text[-1]) == (first_period, last_period)


def test_a_week_without_texts_keeps_its_place() -> None:
    found = periods(["2026-01-05", "", "2026-01-20T08:00:00", "2026-01-20 09:30"])

    assert found.of_text == ("2026-W02", None, "2026-W04", "2026-W04")
    assert found.order == ("2026-W02", "2026-W03", "2026-W04")


@pytest.mark.parametrize(
    "cells", [["v. 9", "v. 10"], ["2026-01-05", "snart"], ["2026-13-45"], ["2026-01-05x"], ["1"]]
)
def test_what_is_no_date_stays_as_it_is(cells: list[str]) -> None:
    found = periods([*cells, " "])

    assert found.of_text == (*cells, None)
    assert found.order is None


def test_a_slip_of_a_century_fills_no_table() -> None:
    found = periods(["0026-01-05", "2026-01-05"])

    assert found.order == ("0026", "2026")


def test_no_time_at_all_is_no_period() -> None:
    assert periods(["", " "]).of_text == (None, None)
    assert periods([]).of_text == ()
