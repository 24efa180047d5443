"""What may stand on the report page: nothing that points out a few, not even by subtraction."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lyhord.privacy.cells import FEWEST_FOR_SHARES, K, is_telling
from lyhord.theming.guarding import may_compare, shown_cells
from lyhord_themes import Difference, Prevalence, compare

TABLES = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(
            st.lists(
                st.one_of(st.integers(0, 6), st.integers(0, 30)), min_size=width, max_size=width
            ),
            min_size=1,
            max_size=5,
        ),
        st.lists(st.sampled_from([0, 0, 3, -1, 20]), min_size=width, max_size=width),
    )
)

Cells = dict[str, Prevalence]


def table(counts: Sequence[Sequence[int]], rest: Sequence[int]) -> dict[str, Cells]:
    """Themes by group; `rest` are those of each group without a theme (negative: with several)."""
    sums = [sum(column) for column in zip(*counts, strict=True)]
    most = [max(column) for column in zip(*counts, strict=True)]
    of = [max(n + more, top) for n, more, top in zip(sums, rest, most, strict=True)]
    return {
        f"t{number}": cells(**{f"g{g}": (n, of[g]) for g, n in enumerate(row) if of[g]})
        for number, row in enumerate(counts)
    }


def cells(**counts: tuple[int, int]) -> dict[str, Prevalence]:
    return {
        name: Prevalence(n=n, of=of, share=n / of, low=0.0, high=1.0)
        for name, (n, of) in counts.items()
    }


def difference(group: str, other: str | None) -> Difference:
    return Difference(
        group=group, other=other, share=0.5, other_share=0.5, difference=0.0, low=-0.1, high=0.1,
        h=0.0, effect="same", p=None, q=None, is_clear=False,
    )  # fmt: skip


def shown_groups(of_theme: Cells) -> frozenset[str]:
    return shown_cells({"t": of_theme})["t"]


def possible(known: dict[str, Cells], theme: str, group: str) -> tuple[float, float]:
    """The least and the most that a figure can be, for who knows every sum (linear programming).

    One more variable for each group: those without a theme, less the themes too many.
    """
    shown = shown_cells(known)
    groups = {name: cell.of for row in known.values() for name, cell in row.items()}
    rest = {g: of - sum(row[g].n for row in known.values()) for g, of in groups.items()}
    least, most = sum(min(n, 0) for n in rest.values()), sum(max(n, 0) for n in rest.values())
    names = [(t, g) for t, row in known.items() for g in row] + [("rest", g) for g in groups]
    bounds = [
        (least, min(most, groups[g])) if t == "rest"
        else (known[t][g].n,) * 2 if g in shown[t]
        else (0, groups[g])
        for t, g in names
    ]  # fmt: skip
    sums = [(t, None, sum(c.n for c in row.values())) for t, row in known.items()]
    sums += [(None, g, of) for g, of in groups.items()] + [("rest", None, sum(rest.values()))]
    left = [[float(t in {None, a} and g in {None, b}) for a, b in names] for t, g, _ in sums]
    wanted = np.array([float(name == (theme, group)) for name in names])
    found = [
        linprog(sign * wanted, A_eq=left, b_eq=[n for *_, n in sums], bounds=bounds).fun
        for sign in (1, -1)
    ]
    return found[0], -found[1]


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_figure_of_a_few_is_shown(drawn: tuple[list[list[int]], list[int]]) -> None:
    known = table(*drawn)

    for theme, groups in shown_cells(known).items():
        for cell in (known[theme][group] for group in groups):
            assert cell.of >= FEWEST_FOR_SHARES
            assert not is_telling(cell.n, cell.of, K)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_reader_can_work_out_what_is_hidden(drawn: tuple[list[list[int]], list[int]]) -> None:
    known = table(*drawn)
    shown = shown_cells(known)
    if not any(shown.values()):
        return

    for theme, row in known.items():
        for group, cell in row.items():
            if group in shown[theme] or not is_telling(cell.n, cell.of, K):
                continue
            low, high = possible(known, theme, group)
            assert np.floor(high + 1e-6) > np.ceil(low - 1e-6)


def test_a_group_of_which_one_theme_is_small_hides_another_theme_too() -> None:
    shown = shown_cells(
        {
            "t1": cells(a=(25, 50), b=(20, 50), c=(20, 50)),
            "t2": cells(a=(23, 50), b=(20, 50), c=(20, 50)),
            "t3": cells(a=(2, 50), b=(10, 50), c=(10, 50)),
        }
    )

    assert any("a" not in shown[theme] for theme in ("t1", "t2"))
    assert any(shown.values())


def test_a_lone_small_figure_takes_another_with_it() -> None:
    assert shown_groups(cells(a=(20, 60), b=(2, 60), c=(9, 60))) == {"a"}


def test_a_number_that_only_one_group_can_have_hides_all_groups() -> None:
    assert shown_groups(cells(a=(3, 60), b=(0, 60))) == frozenset()


def test_groups_of_a_few_are_not_shown() -> None:
    assert shown_groups(cells(a=(20, 60), b=(0, 9), c=(30, 60))) == {"a", "c"}


def test_children_are_guarded_more() -> None:
    assert shown_groups(cells(child=(7, 60), b=(20, 60), c=(8, 60))) == {"b"}


def test_a_difference_shows_neither_side_that_points_out_a_few() -> None:
    few_others = cells(a=(20, 60), b=(1, 60), c=(1, 60))
    many = cells(a=(20, 60), b=(30, 60), c=(10, 60))

    assert not may_compare(difference("a", None), few_others, shown_groups(few_others))
    assert may_compare(difference("a", None), many, shown_groups(many))
    assert may_compare(difference("a", "b"), many, shown_groups(many))
    assert not may_compare(difference("a", "b"), many, frozenset({"a"}))
    assert not may_compare(difference("a", None), many, frozenset({"b"}))


def test_two_hundred_groups_are_guarded() -> None:
    groups = [f"g{n}" for n in range(200) for _ in range(12)]
    themes = ["kö" if n % 3 else "mat" for n in range(2_400)]

    found = compare(themes, groups)

    assert all(len(shown_groups(theme.groups)) in {0, 200} for theme in found.themes)
