"""Where bars lie, and what they say without being seen."""

from hypothesis import given
from hypothesis import strategies as st

from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount

sizes = st.one_of(st.none(), st.just(0.0), st.floats(1e-9, 1e9))


def an_amount(size: float | None, **more: float) -> Amount:
    return Amount(name="Ungdomar", kind="youth", text="17 %", size=size, **more)


@given(st.lists(sizes, max_size=60))
def test_no_bar_leaves_its_track(values: list[float | None]) -> None:
    amounts = [an_amount(value) for value in values]
    drawn = charts.bars("Andel", amounts)

    assert all(0 <= bar.length <= drawn.track for bar in drawn.bars)
    assert all(0 <= row.portion <= 100 for row in charts.rows(amounts))


def test_the_longest_bar_fills_its_room() -> None:
    amounts = [an_amount(0.5), an_amount(0.25)]

    assert [bar.length for bar in charts.bars("Andel", amounts).bars] == [244, 122]
    assert [row.portion for row in charts.rows(amounts)] == [100, 50]


def test_an_interval_is_drawn_at_the_same_scale() -> None:
    bar = charts.bars("Andel", [an_amount(0.5, low=0.25, high=1.0)]).bars[0]

    assert (bar.low, bar.length, bar.high) == (61, 122, 244)


def test_what_is_hidden_has_no_length_but_its_words() -> None:
    hidden = Amount(name="Barn", kind="child", text="färre än 5", size=None)
    drawn = charts.bars("Andel", [hidden])

    assert drawn.bars[0].length == 0
    assert drawn.label == "Andel: Barn färre än 5"


def test_rows_of_several_tables_can_have_one_scale() -> None:
    first = charts.rows([an_amount(10, low=5, high=20)], whole=40)[0]

    assert (first.low, first.portion, first.high) == (12.5, 25, 50)
