"""An attacker knows every sum and every bound that is told, and solves for what is hidden."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lyhord.privacy.suppression import Arc, hidden, protect

K = 5


def an_arc(tail: str, head: str, n: int, *, limit: int = 10_000, cost: int = 1) -> Arc:
    """A count that is shown unless it is small."""
    arc = Arc(tail=tail, head=head, value=n, low=n, high=n, limit=limit, cost=cost + n)
    small = 0 < n < K
    return Arc(
        tail=tail,
        head=head,
        value=n,
        low=1 if small else n,
        high=limit if small else n,
        limit=limit,
        cost=arc.cost,
        guarded=small,
    )


def a_table(cells: Sequence[Sequence[int]]) -> list[Arc]:
    """A table with sums of rows, of columns and of all."""
    rows, columns = range(len(cells)), range(len(cells[0]))
    inner = [an_arc(f"row {r}", f"column {c}", cells[r][c]) for r in rows for c in columns]
    by_row = [an_arc("rows", f"row {r}", sum(cells[r]), cost=1_000) for r in rows]
    by_column = [
        an_arc(f"column {c}", "columns", sum(row[c] for row in cells), cost=1_000) for c in columns
    ]
    total = an_arc("columns", "rows", sum(map(sum, cells)), cost=1_000_000)
    return [*inner, *by_row, *by_column, total]


def possible(arcs: Sequence[Arc], number: int) -> tuple[float, float]:
    """The least and the most that a count can be, given all that is told (linear programming)."""
    nodes = sorted({node for arc in arcs for node in (arc.tail, arc.head)}, key=str)
    flow = np.zeros((len(nodes), len(arcs)))
    for column, arc in enumerate(arcs):
        flow[nodes.index(arc.head), column] += 1
        flow[nodes.index(arc.tail), column] -= 1
    bounds = [(arc.low, arc.high) for arc in arcs]
    wanted = np.eye(len(arcs))[number]
    least = linprog(wanted, A_eq=flow, b_eq=np.zeros(len(nodes)), bounds=bounds)
    most = linprog(-wanted, A_eq=flow, b_eq=np.zeros(len(nodes)), bounds=bounds)
    assert least.status == most.status == 0
    return least.fun, -most.fun


def assert_nothing_follows(arcs: Sequence[Arc]) -> None:
    safe = protect(arcs)
    for number, (before, after) in enumerate(zip(arcs, safe, strict=True)):
        if before.guarded or before != after:
            least, most = possible(safe, number)
            assert np.floor(most + 1e-6) - np.ceil(least - 1e-6) >= 1, (after, least, most)


counts = st.one_of(st.integers(0, 6), st.integers(0, 60))
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=5)
)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_no_hidden_count_of_a_table_follows_from_its_sums(cells: list[list[int]]) -> None:
    assert_nothing_follows(a_table(cells))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(counts, max_size=4), min_size=1, max_size=4), st.lists(counts, max_size=6))
def test_nor_from_tables_that_share_a_sum(groups: list[list[int]], others: list[int]) -> None:
    """Audiences with their collectors, and weeks over all of them: the shape of an overview."""
    total = sum(map(sum, groups))
    weeks = [min(n, total) for n in others]
    weeks = [n for place, n in enumerate(weeks) if sum(weeks[: place + 1]) <= total]
    weeks.append(total - sum(weeks))
    arcs = [an_arc("weeks", "all", total, cost=1_000_000)]
    for name, group in enumerate(groups):
        arcs.append(an_arc("all", f"audience {name}", sum(group), cost=1_000))
        arcs += [an_arc(f"audience {name}", "doors", n) for n in group]
    arcs += [an_arc("doors", "weeks", n) for n in weeks]

    assert_nothing_follows(arcs)


def test_a_lone_small_count_takes_the_smallest_neighbours_with_it() -> None:
    shown = protect(a_table([[3, 20, 30], [10, 40, 50]]))
    kept = [arc.value for arc in shown if arc.low == arc.high]

    assert kept == [30, 50, 53, 100, 13, 60, 80, 153]


def test_two_ones_beside_their_sum_take_a_third_with_them() -> None:
    one_row = [an_arc("all", "row", 22, cost=1_000), *(an_arc("row", "all", n) for n in (1, 1, 20))]

    assert [arc.value for arc in protect(one_row) if arc.low == arc.high] == [22]


def test_zeros_stay() -> None:
    zero = an_arc("row", "all", 0)

    assert hidden(zero) == zero


def test_a_table_without_small_counts_is_shown_whole() -> None:
    arcs = a_table([[10, 20], [0, 40]])

    assert protect(arcs) == tuple(arcs)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=2, max_size=3))
def test_trying_every_whole_number_finds_no_single_answer(row: list[int]) -> None:
    safe = protect([an_arc("all", "row", sum(row)), *(an_arc("row", "all", n) for n in row)])
    ranges = [range(arc.low, min(arc.high, 20) + 1) for arc in safe]
    fits = [cells for cells in product(*ranges) if cells[0] == sum(cells[1:])]

    for number, arc in enumerate(safe):
        assert (len({cells[number] for cells in fits}) > 1) == (arc.low != arc.high)
