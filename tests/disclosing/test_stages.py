"""Which questions a theme was written of under: no small count follows from what is told."""

from collections.abc import Hashable, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord.disclosing.stages import frozen_journey
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import Figure
from lyhord.storage.answers import AskedCount
from lyhord.storage.guards import Guard
from tests.disclosing.attack import Attacker, Sum, told

RULE = Guard()
QUESTIONS = ("worked", "missing", "first_sign")


def asked(*counts: tuple[str, int], audience: Audience = "youth") -> Mapping[str, Figure]:
    """What is told of a theme that so many wrote of under each question, a text each."""
    found = [
        AskedCount(theme_id="t", question=question, audience=audience, respondents=n, statements=n)
        for question, n in counts
        if n
    ]
    return {each.question: each.people for each in frozen_journey(found, (), RULE).asked}


@settings(max_examples=80)
@given(st.lists(st.integers(0, 30), min_size=3, max_size=3))
def test_no_count_of_a_few_is_pinned(numbers: list[int]) -> None:
    """Knows the number of texts, and that each is under one question."""
    true = dict(zip(QUESTIONS, numbers, strict=True))
    shown = asked(*true.items())
    texts = sum(numbers)
    bounds: dict[Hashable, tuple[float, float]] = {
        question: told(shown[question], most=texts) if question in shown else (0, texts)
        for question in QUESTIONS
    }
    sums: list[Sum] = [("all", QUESTIONS)]
    knows = Attacker(bounds | {"all": (texts, texts)}, sums)

    for question, n in true.items():
        assert question not in shown or n >= RULE.k
        if 0 < n < RULE.k < texts:
            assert not knows.is_pinned(question), true


def test_numbers_are_rounded_down() -> None:
    assert asked(("worked", 13), ("missing", 29)) == {
        "worked": Figure(form="at_least", n=10),
        "missing": Figure(form="at_least", n=25),
    }


def test_children_need_ten() -> None:
    assert asked(("worked", 9), ("missing", 30), audience="child").keys() == {"missing"}


def test_audiences_that_are_left_out_count_nowhere() -> None:
    count = AskedCount(
        theme_id="t", question="worked", audience="youth", respondents=20, statements=20
    )

    assert frozen_journey([count], ["youth"], RULE).asked == ()
