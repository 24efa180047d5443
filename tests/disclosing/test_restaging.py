"""Journeys one after the other: a number that changed by few stays what it was told as."""

from hypothesis import given
from hypothesis import strategies as st

from lyhord.disclosing.restaging import Beside, ToldBefore, journey_told
from lyhord.disclosing.stages import FrozenJourney, frozen_journey
from lyhord.storage.answers import AskedCount
from lyhord.storage.guards import Guard

RULE = Guard()


def counts(theme: str, **people: int) -> list[AskedCount]:
    """So many wrote of a theme under each question, a text each."""
    return [
        AskedCount(theme_id=theme, question=question, audience="youth", respondents=n, statements=n)
        for question, n in people.items()
        if n
    ]


def told(
    theme: str, earlier: list[ToldBefore], *, kin: dict[str, set[str]] | None = None, **people: int
) -> FrozenJourney:
    """What the next journey tells."""
    found = counts(theme, **people)
    beside = Beside(earlier=earlier, kin=kin or {})
    made = frozen_journey(found, (), RULE)
    return journey_told(made, found, beside, left_out=(), rule=RULE)


def as_before(journey: FrozenJourney, theme: str) -> ToldBefore:
    return ToldBefore(themes=frozenset({theme}), journey=journey)


def number(journey: FrozenJourney, question: str = "worked") -> int | None:
    return next((each.people.n for each in journey.asked if each.question == question), None)


def possible(shown: int | None) -> range:
    """The true counts that a number may stand for."""
    return range(RULE.k) if shown is None else range(shown, shown + 5)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=6))
def test_no_two_numbers_that_are_told_differ_by_few(sizes: list[int]) -> None:
    earlier: list[ToldBefore] = []
    shown: list[int | None] = []
    for n in sizes:
        journey = told("t", earlier, worked=n, missing=100)
        now = number(journey)
        # what was told last where another number follows; everything where that is a new one
        others = shown if now not in shown else [each for each in shown[:1] if each != now]
        for before in others:
            assert all(abs(n - was) >= RULE.k_children for was in possible(before)), sizes
        shown.insert(0, now)
        earlier.insert(0, as_before(journey, "t"))


def test_a_theme_that_is_like_another_one_keeps_its_numbers() -> None:
    first = told("vantan", [], worked=20, missing=40)
    parted = told("own-1", [as_before(first, "vantan")], kin={"own-1": {"vantan"}}, worked=19)
    apart = told("own-1", [as_before(first, "vantan")], worked=19)

    assert (number(first), number(parted), number(apart)) == (20, 20, 15)
    assert number(parted, "missing") is None


def test_many_that_came_or_went_are_told() -> None:
    first = told("t", [], worked=20, missing=100)

    assert number(told("t", [as_before(first, "t")], worked=40, missing=100)) == 40
    assert number(told("t", [as_before(first, "t")], worked=4, missing=100)) is None


def test_another_audience_that_is_left_out_counts_nowhere() -> None:
    first = told("t", [], worked=20)
    found = counts("t", worked=20)
    made = frozen_journey(found, ["youth"], RULE)
    beside = Beside(earlier=[as_before(first, "t")])

    assert journey_told(made, found, beside, left_out=["youth"], rule=RULE).asked == ()
