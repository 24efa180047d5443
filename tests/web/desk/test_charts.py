from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount

sizes = st.one_of(st.none(), st.just(0.0), st.floats(1e-9, 1e9))


def an_amount(size: float | None, **more: float) -> Amount:
    return Amount(name="Ungdomar", kind="youth", text="17 %", size=size, **more)


@given(st.lists(sizes, max_size=60))
def test_no_bar_leaves_its_track(values: list[float | None]) -> None:
    drawn = charts.bars("Andel", [an_amount(value) for value in values])

    assert all(0 <= bar.length <= drawn.track for bar in drawn.bars)


@given(st.lists(sizes, max_size=120))
def test_columns_stand_on_the_floor_inside_the_picture(values: list[float | None]) -> None:
    drawn = charts.columns("Svar", [an_amount(value) for value in values])

    for column in drawn.columns:
        assert abs(column.top + column.length - drawn.floor) < 0.2
        assert column.top >= -0.1
        assert column.left + column.width <= drawn.width + 1


def test_the_longest_bar_fills_the_track_unless_told_what_is_full() -> None:
    free = charts.bars("Andel", [an_amount(0.5), an_amount(0.25)])
    of_one = charts.bars("Andel", [an_amount(0.5)], full=1)

    assert [bar.length for bar in free.bars] == [244, 122]
    assert of_one.bars[0].length == 122


def test_an_interval_is_drawn_at_the_same_scale() -> None:
    bar = charts.bars("Andel", [an_amount(0.5, low=0.25, high=1.0)]).bars[0]

    assert (bar.low, bar.length, bar.high) == (61, 122, 244)


def test_what_is_hidden_has_no_length_but_its_words() -> None:
    hidden = Amount(name="Barn", kind="child", text="färre än 5", size=None)
    drawn = charts.bars("Andel", [hidden])

    assert drawn.bars[0].length == 0
    assert drawn.label == "Andel: Barn färre än 5"


def test_names_of_many_columns_do_not_collide() -> None:
    drawn = charts.columns("Svar", [an_amount(n) for n in range(52)])
    named = [column.middle for column in drawn.columns if column.name]

    assert min(b - a for a, b in pairwise(named)) >= charts.LABEL_ROOM
