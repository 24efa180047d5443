"""Closed answers before and after some were withdrawn tell nothing of those who went."""

from lyhord import disclosing
from lyhord.disclosing.choices import FrozenOption, FrozenQuestion
from lyhord.disclosing.cuts import EVERYBODY
from lyhord.disclosing.retelling import question_told
from lyhord.privacy.cells import HIDDEN, exact
from lyhord.storage.database import Connection
from lyhord.storage.guards import Guard
from tests.builders import settle
from tests.disclosing.answered import BAD, GOOD, a_round_of
from tests.disclosing.test_comparison import chosen, means


def told(*numbers: int | None) -> FrozenQuestion:
    """A question of which so many are told to have chosen each option."""
    options = (
        FrozenOption(option=str(place), people=HIDDEN if n is None else exact(n))
        for place, n in enumerate(numbers)
    )
    return FrozenQuestion(question="wait", audience="guardian", options=tuple(options))


def test_where_few_changed_an_option_no_changed_one_is_told() -> None:
    rule = Guard()
    before = told(20, 20, 20, None)

    assert question_told(told(14, 20, 20, None), [before], rule) == told(14, 20, 20, None)
    assert question_told(told(14, 19, 20, None), [before], rule) == told(None, None, 20, None)
    assert question_told(told(19, 20, 20, None), [before], rule) == told(None, None, None, None)
    assert question_told(told(14, None, 20, 5), [before], rule) == told(None, None, 20, 5)
    # nor beside a version that was told earlier than the last
    assert question_told(told(19, 30), [told(20, 20), told(14, 20)], rule) == told(None, None)


async def test_five_withdrawals_tell_neither_what_they_chose_nor_how_they_fared(
    db: Connection,
) -> None:
    round_ = await a_round_of(db, "youth", "guardian")
    await round_.add("guardian", 1, n_contacts="2-3", **BAD)
    await round_.add("guardian", 5, n_contacts="4-6")
    await round_.add("guardian", 9, n_contacts="2-3", **GOOD)
    await round_.add("guardian", 25, n_contacts="4-6")
    await round_.add("youth", 20, **GOOD)
    await round_.add("youth", 20, **BAD)
    await settle(db, round_.round_id)
    before = await disclosing.closed_answers(db, round_.round_id)
    await round_.withdraw(6)
    after = await disclosing.closed_answers(db, round_.round_id)

    assert chosen(before, "n_contacts", "guardian")["2-3"] == exact(10)
    assert after.questions
    assert chosen(after, "n_contacts", "guardian")["2-3"] == HIDDEN
    assert chosen(after, "n_contacts", "guardian")["4-6"] == HIDDEN
    assert {means(after)[each] for each in means(after)} <= {*means(before).values(), None}
    assert means(after)[EVERYBODY] == means(before)[EVERYBODY] == 58
