"""No score and no change of a few follows from what is told, whoever knows all the sizes."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lyhord.privacy.changes import Company, Pair, changes_told, joined, mean_change
from lyhord.privacy.means import ROOM

K = 5
WAVES = [each for size in (1, 2, 3) for each in combinations(range(3), size)]


def of(n: int, **means: float) -> Company:
    return Company(n=n, totals={int(wave[1]): n * mean for wave, mean in means.items()})


def company(waves: tuple[int, ...]) -> st.SearchStrategy[Company]:
    """None, a few, or hardly enough people, so that what is told says much of each."""
    means = st.fixed_dictionaries({f"t{wave}": st.integers(0, 100) for wave in waves})
    sizes = st.sampled_from((0, 1, 2, 4, 10, 12, 20))
    return st.builds(lambda n, found: of(n, **found), sizes, means)


some_waves = st.lists(st.sampled_from(WAVES), min_size=2, max_size=4, unique=True)
everybody = some_waves.flatmap(lambda found: st.tuples(*map(company, found))).map(
    lambda each: [one for one in each if one.n]
)


def ends(found: Sequence[Company], told: Sequence[Pair], few: int, asked: Sequence[int]) -> float:
    """How far apart the mean score or change of a few can be, by rows of one's own."""
    columns = [(place, wave) for place, each in enumerate(found) for wave in each.totals]
    rows: list[list[float]] = []
    most: list[float] = []
    facts = [({wave: 1.0}, [wave]) for wave in range(3)]
    facts += [({late: 1.0, early: -1.0}, [early, late]) for early, late in told]
    for made, waves in facts:
        of = [place for place, each in enumerate(found) if set(waves) <= each.totals.keys()]
        n = sum(found[place].n for place in of)
        if not n:
            continue
        total = sum(found[place].totals[wave] * sign for place in of for wave, sign in made.items())
        mean = round(total / n)
        row = [made.get(wave, 0.0) if place in of else 0.0 for place, wave in columns]
        rows += [row, [-each for each in row]]
        most += [(mean + 0.5) * n, (0.5 - mean) * n]
    signs = dict(zip(reversed(asked), (1.0, -1.0), strict=False))
    wanted = [signs.get(wave, 0.0) if place == few else 0.0 for place, wave in columns]
    bounds = [(0.0, 100.0 * found[place].n) for place, _ in columns]
    low = linprog(wanted, A_ub=rows, b_ub=most, bounds=bounds).fun
    high = -linprog([-each for each in wanted], A_ub=rows, b_ub=most, bounds=bounds).fun
    return (high - low) / found[few].n


@settings(max_examples=40)
@given(everybody)
def test_a_few_stay_hidden_through_three_waves(known: Sequence[Company]) -> None:
    first = changes_told(known, [(0, 1)], before=(), k=K)
    later = changes_told(known, [(0, 2), (1, 2)], before=tuple(first), k=K)
    told = [*first, *later]
    for asked in WAVES:
        for place, each in enumerate(known):
            is_asked = len(asked) < 3 and set(asked) <= each.totals.keys()
            if told and each.n < K and is_asked:
                assert ends(known, told, place, asked) >= ROOM - 1e-6


def test_the_change_of_many_is_told() -> None:
    known = [of(40, t0=40, t1=55), of(20, t0=50), of(20, t1=45)]

    assert changes_told(known, [(0, 1)], before=(), k=K) == {(0, 1): 15}
    assert joined(known, (0, 1)) == 40
    assert mean_change(known, (0, 1)) == 15


def test_the_change_of_fewer_than_k_is_not() -> None:
    assert changes_told([of(K - 1, t0=40, t1=55), of(40, t0=50)], [(0, 1)], before=(), k=K) == {}


@pytest.mark.parametrize("change", [100, -100])
def test_a_change_that_each_one_made_is_not(change: int) -> None:
    """All from one end to the other: that would tell everybody's own answers."""
    earlier = 0 if change > 0 else 100

    assert changes_told([of(20, t0=earlier, t1=earlier + change)], [(0, 1)], before=(), k=K) == {}


def test_one_more_in_the_later_wave_hides_the_change_where_it_would_tell_them() -> None:
    """Ten who were joined and one who was not: the means and the change leave that one."""
    joined_ones, alone, many = of(10, t0=40, t1=50), of(1, t1=90), of(30, t1=50)

    assert changes_told([joined_ones, alone], [(0, 1)], before=(), k=K) == {}
    assert changes_told([joined_ones, many], [(0, 1)], before=(), k=K) == {(0, 1): 10}
