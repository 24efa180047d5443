"""No mean of a few follows from the means that are told, whoever knows all the sizes."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord.privacy.means import ROOM, ROUNDED, TOP, Cell, Group, means_told
from tests.disclosing.attack import Attacker, Bounds, Sum

AUDIENCES, PLACES = ("child", "youth", "guardian"), ("a", "b", "c", "d")
COSTS = {"all": 900, "audience": 90, "place": 0}
Name = tuple[str, ...]
Scores = Mapping[tuple[str, str], list[int]]

scores = st.dictionaries(
    st.tuples(st.sampled_from(AUDIENCES), st.sampled_from(PLACES)),
    st.lists(st.integers(0, 100), min_size=1, max_size=14),
    min_size=1,
)


class Shown:
    """Scores of people, by audience and place, and the means that are told of them."""

    def __init__(self, found: Scores) -> None:
        self.found = dict(found)
        self.cells = [
            Cell(n=len(each), total=float(sum(each)), k=10 if audience == "child" else 5)
            for (audience, _), each in self.found.items()
        ]
        self.parts = {name: frozenset(self._of(name)) for name in self._names()}
        groups = [
            Group(key=name, table=name[0], parts=parts, cost=COSTS[name[0]] + len(parts))
            for name, parts in self.parts.items()
        ]
        self.means = means_told(self.cells, groups)

    def _names(self) -> Iterator[Name]:
        yield ("all",)
        yield from sorted({("audience", audience) for audience, _ in self.found})
        yield from sorted({("place", place) for _, place in self.found})

    def _of(self, name: Name) -> Iterator[int]:
        for number, (audience, place) in enumerate(self.found):
            if name[-1] in {"all", audience, place}:
                yield number

    def size(self, parts: frozenset[int]) -> int:
        return sum(self.cells[part].n for part in parts)

    def is_few(self, parts: frozenset[int]) -> bool:
        return 0 < self.size(parts) < max((self.cells[part].k for part in parts), default=0)

    def few(self) -> set[frozenset[int]]:
        """Each cell, group, difference of two groups, and what tables leave over, of too few."""
        every = frozenset(range(len(self.cells)))
        cells = {frozenset({part}) for part in every}
        apart = {one - other for one in self.parts.values() for other in self.parts.values()}
        rests = {
            every.difference(*(self.parts[name] for name in self.means if name[0] == table))
            for table in ("audience", "place")
        }
        return {
            each for each in cells | apart | rests | {*self.parts.values()} if self.is_few(each)
        }


def apart(shown: Shown, few: frozenset[int]) -> float:
    """How far apart the lowest and highest mean of a few can be, for who knows the sums."""
    bounds: dict[object, tuple[float, float]] = {
        part: (0, TOP * cell.n) for part, cell in enumerate(shown.cells)
    }
    sums: list[Sum] = [("few", sorted(few))]
    bounds["few"] = (0, TOP * shown.size(few))
    for name, mean in shown.means.items():
        n = shown.size(shown.parts[name])
        bounds[name] = (n * (mean - ROUNDED), n * (mean + ROUNDED))
        sums.append((name, sorted(shown.parts[name])))
    known: Bounds = bounds  # pyright: ignore[reportAssignmentType]  # names of every kind
    return Attacker(known, sums).span("few") / shown.size(few)


@settings(max_examples=30)
@given(scores)
def test_no_mean_of_a_few_follows_from_those_that_are_told(found: Scores) -> None:
    shown = Shown(found)

    for few in shown.few():
        assert apart(shown, few) >= ROOM - 1e-6, (few, shown.means)


@settings(max_examples=30)
@given(scores)
def test_no_mean_of_a_few_is_told_nor_one_that_says_what_each_answered(found: Scores) -> None:
    shown = Shown(found)

    for name, mean in shown.means.items():
        n = shown.size(shown.parts[name])
        assert not shown.is_few(shown.parts[name])
        assert n * min(mean + 2 * ROUNDED, TOP - mean + 2 * ROUNDED) >= ROOM


def test_means_of_enough_are_told() -> None:
    shown = Shown({("youth", "a"): [40] * 20, ("guardian", "b"): [60] * 30})

    assert shown.means == {
        ("all",): 52,
        ("audience", "guardian"): 60,
        ("audience", "youth"): 40,
        ("place", "a"): 40,
        ("place", "b"): 60,
    }


@pytest.mark.parametrize(("n", "is_told"), [(4, False), (5, True)])
def test_a_mean_is_of_at_least_k(n: int, *, is_told: bool) -> None:
    shown = Shown({("youth", "a"): [50] * n, ("youth", "b"): [50] * 400})

    assert (("place", "a") in shown.means) == is_told


def test_what_is_left_of_two_others_takes_one_of_them_along() -> None:
    """Three of d: all but them would give their mean away, to within ten points."""
    few = {("youth", place): [50] * n for place, n in (("a", 12), ("b", 10), ("c", 11), ("d", 3))}
    shown = Shown(few)

    assert ("place", "d") not in shown.means
    assert len([name for name in shown.means if name[0] == "place"]) < 3


def test_everybody_at_the_top_is_not_told() -> None:
    shown = Shown({("youth", "a"): [100] * 25, ("youth", "b"): [50] * 25})

    assert ("place", "a") not in shown.means
