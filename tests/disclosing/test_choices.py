"""What is told of closed answers gives no hidden count away."""

from collections.abc import Hashable, Mapping
from itertools import combinations, permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lyhord.disclosing.choices import Asked, FrozenQuestion, frozen_question
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, exact
from lyhord.storage.answers import ChoiceCount, PairCount
from lyhord.storage.guards import Guard
from tests.disclosing.attack import Attacker, Pair, Sum, told

RULE = Guard()
OPTIONS: tuple[str, ...] = ("one", "two", "three", "four")


def answered(
    chose: Mapping[str, int],
    *,
    size: int,
    several: bool = False,
    pairs: Mapping[tuple[str, str], int] | None = None,
    audience: Audience = "youth",
) -> FrozenQuestion:
    """What is told of a question to so many, of whom some chose each option."""
    asked = Asked(question="q", audience=audience, options=OPTIONS, several=several)
    counts = [
        ChoiceCount(question="q", audience=audience, option=option, n=n)
        for option, n in chose.items()
        if n
    ]
    together = [
        PairCount(question="q", audience=audience, one=one, other=other, n=n)
        for (one, other), n in (pairs or {}).items()
        if n
    ]
    return frozen_question(asked, counts, together, size=size, rule=RULE)


def figures(told: FrozenQuestion) -> Mapping[str, Figure]:
    """What is told of each option."""
    return {each.option: each.people for each in told.options}


@settings(max_examples=60)
@given(st.lists(st.integers(0, 25), min_size=4, max_size=4), st.integers(0, 12))
def test_nothing_that_is_told_pins_a_hidden_count(numbers: list[int], silent: int) -> None:
    chose, size = dict(zip(OPTIONS, numbers, strict=True)), sum(numbers) + silent
    assume(size >= RULE.k)  # of fewer nothing is told
    shown = figures(answered(chose, size=size))
    bounds: dict[Hashable, tuple[float, float]] = {
        option: told(figure, most=size) for option, figure in shown.items()
    }
    sums: list[Sum] = [("everybody", [*OPTIONS, "silent"])]
    knows = Attacker(bounds | {"silent": (0, size), "everybody": (size, size)}, sums)

    for option, figure in shown.items():
        n = chose[option]
        assert figure == HIDDEN or not n or (n >= RULE.k and (n == size or size - n >= RULE.k))
        if figure == HIDDEN:
            assert not knows.is_pinned(option), (chose, silent)


def test_a_small_count_hides_behind_those_who_did_not_answer() -> None:
    shown = figures(answered({"one": 30, "two": 20, "three": 2}, size=60))

    assert shown == {"one": exact(30), "two": exact(20), "three": HIDDEN, "four": exact(0)}


def test_where_everybody_answered_another_option_goes_along() -> None:
    shown = figures(answered({"one": 30, "two": 20, "three": 2}, size=52))

    assert [shown[option] for option in OPTIONS].count(HIDDEN) == 2
    assert shown["three"] == HIDDEN


def test_what_all_chose_is_not_told() -> None:
    assert figures(answered({"one": 50, "two": 47}, size=50, several=True))["one"] == HIDDEN


def test_children_need_ten() -> None:
    shown = answered({"one": 9, "two": 10}, size=60, several=True, audience="child")

    assert figures(shown) == {
        "one": HIDDEN,
        "two": exact(10),
        "three": exact(0),
        "four": exact(0),
    }


def test_pairs_are_rounded_and_those_of_few_are_not_there() -> None:
    pairs = {("one", "two"): 14, ("one", "three"): 4}
    told = answered({"one": 30, "two": 20, "three": 10}, size=60, several=True, pairs=pairs)

    assert [(each.one, each.other, each.people.n) for each in told.pairs] == [("one", "two", 10)]


def test_the_order_of_pairs_is_by_what_is_told() -> None:
    pairs = {("one", "two"): 9, ("one", "four"): 6, ("four", "three"): 7}
    told = answered(dict.fromkeys(OPTIONS, 25), size=60, several=True, pairs=pairs)

    assert [(each.one, each.other) for each in told.pairs] == [
        ("four", "three"),
        ("one", "four"),
        ("one", "two"),
    ]


def test_no_pair_says_that_all_of_a_few_chose_both() -> None:
    pairs = {("one", "two"): 6}
    told = answered({"one": 30, "two": 6}, size=60, several=True, pairs=pairs)

    assert told.pairs == ()


people = st.lists(st.sets(st.sampled_from(OPTIONS)), min_size=12, max_size=45)


@settings(max_examples=30)
@given(people)
def test_no_pair_is_pinned_by_the_others(drawn: list[set[str]]) -> None:
    """Knows all figures, and what must hold between two and three options."""
    size = len(drawn)
    chose = {option: sum(option in each for each in drawn) for option in OPTIONS}
    pairs = {
        (one, other): sum({one, other} <= each for each in drawn)
        for one, other in combinations(sorted(OPTIONS), 2)
    }
    shown = answered(chose, size=size, several=True, pairs=pairs)
    bounds, smaller = _known(shown, size)
    knows = Attacker(bounds, _triangles(bounds, size), smaller)

    for each in shown.pairs:
        assert not knows.is_pinned((each.one, each.other)), (chose, pairs)


def _known(
    shown: FrozenQuestion, size: int
) -> tuple[dict[Hashable, tuple[float, float]], list[Pair]]:
    """Bounds of options and pairs; a pair that is not there is of few or cannot be told."""
    found: dict[Hashable, tuple[float, float]] = {
        each.option: told(each.people, most=size) for each in shown.options
    }
    listed = {(each.one, each.other): each.people for each in shown.pairs}
    smaller: list[Pair] = []
    for pair in combinations(sorted(OPTIONS), 2):
        found[pair] = told(listed[pair], most=size) if pair in listed else (0, size)
        smaller += [(pair, option) for option in pair]
    return found, smaller


def _triangles(bounds: dict[Hashable, tuple[float, float]], size: int) -> list[Sum]:
    """Nobody is counted twice: a or b are at most all; in a and b, or a and c, but not all three,
    are at most all of a.
    """
    sums: list[Sum] = []
    for one, two in combinations(sorted(OPTIONS), 2):
        rest = ("neither", one, two)
        bounds[rest] = (0, size)
        bounds["all", one, two] = (size, size)
        bounds["either", one, two] = (0, size)
        sums.append((("all", one, two), [rest, ("either", one, two)]))
        bounds["both", one, two] = (0, 2 * size)
        sums.append((("both", one, two), [("either", one, two), (one, two)]))
        sums.append((("both", one, two), [one, two]))
    for one, two, three in permutations(OPTIONS, 3):
        pairs = [_pair(one, two), _pair(one, three)]
        bounds["at most", one, two, three] = (0, 2 * size)
        bounds["beside", one, two, three] = (0, size)
        sums.append((("at most", one, two, three), [one, _pair(two, three)]))
        sums.append((("at most", one, two, three), [*pairs, ("beside", one, two, three)]))
    return sums


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
