"""What may stand on the report page: nothing that points out a few, not even by subtraction."""

from hypothesis import given
from hypothesis import strategies as st

from lyhord.privacy.cells import FEWEST_FOR_SHARES, K, is_telling
from lyhord.theming.guarding import may_compare, shown_groups
from lyhord_themes import Difference, Prevalence, compare

CELLS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d", "e"]),
    st.integers(1, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    min_size=1,
)


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


@given(CELLS)
def test_no_figure_of_a_few_is_shown(counts: dict[str, tuple[int, int]]) -> None:
    given_cells = cells(**counts)

    for name in shown_groups(given_cells):
        cell = given_cells[name]
        assert cell.of >= FEWEST_FOR_SHARES
        assert not is_telling(cell.n, cell.of, K)


@given(CELLS)
def test_no_reader_can_work_out_what_is_hidden(counts: dict[str, tuple[int, int]]) -> None:
    given_cells = cells(**counts)
    shown = shown_groups(given_cells)
    if not shown:
        return

    hidden = [cell for name, cell in given_cells.items() if name not in shown]
    rest = sum(cell.n for cell in hidden)  # the theme's number less what is shown
    least = [int(cell.of >= FEWEST_FOR_SHARES) for cell in hidden]  # zeros would be shown
    for own, cell in zip(least, hidden, strict=True):
        low = max(own, rest - sum(other.of for other in hidden) + cell.of)
        high = min(cell.of, rest - sum(least) + own)
        if is_telling(cell.n, cell.of, K):
            assert low < high


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
