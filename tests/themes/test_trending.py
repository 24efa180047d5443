"""Themes over time: what rises, what falls, and what cannot be told."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord_themes import ThemesError, Trend, trends
from lyhord_themes.trending import natural

ROWS = st.lists(
    st.tuples(
        st.sets(st.sampled_from("ab")),
        st.sampled_from(["v. 9", "v. 10", "v. 11", None]),
        st.sampled_from(["anna", "bo", "cim", None]),
    ),
    max_size=60,
)


def rising(per_period: int = 60, *, step: float = 0.15) -> tuple[list[str], list[str]]:
    chance = random.Random(2)  # noqa: S311 - figures, no secrets
    periods = [f"v. {week}" for week in range(8, 12) for _ in range(per_period)]
    themes = [
        "kö" if chance.random() < 0.1 + step * (int(period[3:]) - 8) else "mat"
        for period in periods
    ]
    return themes, periods


def the(theme: str, found: tuple[Trend, ...]) -> Trend:
    return next(each for each in found if each.theme == theme)


def test_a_theme_that_rises_is_found() -> None:
    found = trends(*rising())

    trend = the("kö", found.themes)
    assert list(trend.periods) == ["v. 8", "v. 9", "v. 10", "v. 11"]
    assert trend.slope == pytest.approx(0.15, abs=0.05)
    assert trend.start < 0.25 < trend.end
    assert (trend.effect, trend.is_clear) == ("much", True)
    assert the("mat", found.themes).slope == pytest.approx(-trend.slope)


def test_a_theme_that_stays_is_not_called_a_trend() -> None:
    found = trends(*rising(step=0.0))

    assert [trend.is_clear for trend in found.themes] == [False, False]


def test_the_order_can_be_given_and_turned_round() -> None:
    themes, periods = rising()

    forth = the("kö", trends(themes, periods).themes)
    back = the("kö", trends(themes, periods, order=[f"v. {n}" for n in (11, 10, 9, 8)]).themes)

    assert back.slope == pytest.approx(-forth.slope)
    assert (back.p, back.start) == (forth.p, pytest.approx(forth.end))


def test_people_who_answer_every_time_count_as_themselves() -> None:
    chance = random.Random(8)  # noqa: S311 - figures, no secrets
    people = [f"p{n}" for n in range(50)]
    habits = {person: chance.random() < 0.4 for person in people}
    rows = [
        ("kö" if habits[p] or chance.random() < 0.05 * week else "mat", f"v. {week}", p)
        for week in range(4)
        for p in people
    ]
    themes, periods, who = (list(column) for column in zip(*rows, strict=True))

    panel = trends(themes, periods, respondents=who)
    strangers = trends(themes, periods)

    assert (panel.resamples, strangers.resamples) == (1_000, 0)
    assert (the("kö", panel.themes).p or 1) < (the("kö", strangers.themes).p or 1)
    assert panel == trends(themes, periods, respondents=who)


def test_a_talkative_person_is_no_trend() -> None:
    texts = ["mat"] * 20 + ["kö"] * 30 + ["mat"] * 20
    people = [f"p{n}" for n in range(20)] + ["ensam"] * 30 + [f"q{n}" for n in range(20)]
    periods = ["1"] * 20 + ["2"] * 30 + ["2"] * 20

    talk = trends(texts, periods, respondents=people, counted="texts")
    naive = trends(texts, periods)

    assert the("kö", naive.themes).is_clear
    assert (the("kö", talk.themes).p or 0) > 100 * (the("kö", naive.themes).p or 0)


def test_a_period_without_answers_keeps_its_place() -> None:
    found = trends(["kö"] * 9 + ["mat"] * 9, ["a"] * 9 + ["c"] * 9, order=["a", "b", "c"])

    empty = found.themes[0].periods["b"]
    assert (empty.n, empty.of, empty.low, empty.high) == (0, 0, 0.0, 1.0)
    assert abs(found.themes[0].slope) == pytest.approx(0.5)


def test_too_little_is_no_trend() -> None:
    few = trends(["kö", "kö", "mat"], ["1", "2", "3"])
    one = trends(["kö", "mat"], ["1", "1"])
    none = trends(["kö", "mat"], [None, ""])

    assert [trend.p for trend in few.themes] == [None, None]
    assert (few.notes, one.notes, none.notes) == ((), ("one_period",), ("no_periods",))
    assert not any(trend.is_clear for each in (few, one, none) for trend in each.themes)


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["2026 v. 10", "2026 v. 9", "2025 v. 50", "Höst", "höst 2"]

    assert sorted(names, key=natural) == ["2025 v. 50", "2026 v. 9", "2026 v. 10", "Höst", "höst 2"]


def test_a_period_that_the_order_lacks_is_told() -> None:
    with pytest.raises(ThemesError, match="the order does not name the period 'b'"):
        trends(["kö", "mat"], ["a", "b"], order=["a"])
    with pytest.raises(ThemesError, match="periods has 1 entries for 2 texts"):
        trends(["kö", "mat"], ["a"])
    with pytest.raises(ThemesError, match="level is a share"):
        trends(["kö", "mat"], ["a", "b"], level=2)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_every_figure_is_possible(rows: list[tuple[set[str], str | None, str | None]]) -> None:
    found = trends(
        [row[0] for row in rows],
        [row[1] for row in rows],
        respondents=[row[2] for row in rows],
        resamples=50,
    )

    for trend in found.themes:
        assert 0 <= trend.start <= 1
        assert 0 <= trend.end <= 1
        assert trend.p is None or 0 <= trend.p <= (trend.q or 0) <= 1
        for prevalence in trend.periods.values():
            assert 0 <= prevalence.low <= prevalence.share <= prevalence.high <= 1
