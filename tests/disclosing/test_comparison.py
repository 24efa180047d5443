"""Closed answers as they are told: counted right, published once, and nothing of an open round."""

import pytest

from lyhord import disclosing
from lyhord.disclosing import ClosedAnswers
from lyhord.disclosing.coordination import SCALE, frozen_index, interval
from lyhord.disclosing.cuts import EVERYBODY, Group, of_audience
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, exact
from lyhord.storage.answers import IndexCount
from lyhord.storage.database import Connection, Database
from lyhord.storage.guards import Guard
from tests.builders import settle
from tests.disclosing.answered import BAD, GOOD, a_round_of, a_settled_round

YOUTH: Group = (("audience", "youth"),)
GUARDIANS: Group = (("audience", "guardian"),)
GNESTA: Group = (("municipality", "gnesta"),)
TROSA: Group = (("municipality", "trosa"),)


def means(answers: ClosedAnswers) -> dict[Group, int | None]:
    """The index of each group."""
    return {each.group: each.mean for each in answers.index}


def chosen(answers: ClosedAnswers, question: str, audience: Audience) -> dict[str, Figure]:
    """What is told of each option."""
    return {
        option.option: option.people
        for each in answers.answers_to(question)
        if each.audience == audience
        for option in each.options
    }


async def test_the_index_is_the_mean_of_people(db: Connection) -> None:
    round_ = await a_settled_round(db)
    answers = await disclosing.closed_answers(db, round_.round_id)

    assert means(answers) == {
        (): 40,
        GUARDIANS: 25,
        YOUTH: 50,
        GNESTA: 50,
        TROSA: 25,
    }
    assert answers.index[0].people == Figure(form="at_least", n=100)


async def test_options_and_pairs_are_counted_in_each_audience(db: Connection) -> None:
    round_ = await a_settled_round(db)
    answers = await disclosing.closed_answers(db, round_.round_id)

    assert chosen(answers, "actor", "youth") == {
        "bup": exact(30),
        "kurator": HIDDEN,  # all sixty
        "soc": exact(0),
    }
    assert chosen(answers, "actor", "guardian")["soc"] == exact(30)
    assert chosen(answers, "n_contacts", "guardian")["1"] == exact(10)
    together = [each.pairs for each in answers.answers_to("actor")]
    assert together == [(), ()]  # all who met the one met the other


async def test_names_are_those_of_the_survey(db: Connection) -> None:
    round_ = await a_settled_round(db)
    answers = await disclosing.closed_answers(db, round_.round_id)
    asked = answers.answers_to("actor")[0]

    assert asked.text == "Frågan actor"
    assert [each.name for each in asked.options] == ["BUP", "Skolkurator", "Socialtjänsten"]


async def test_of_an_open_round_nothing_is_told(db: Connection) -> None:
    round_ = await a_round_of(db, "youth")
    await round_.add("youth", 40, actor=["bup"], **GOOD)
    answers = await disclosing.closed_answers(db, round_.round_id)

    assert (answers.is_open, answers.index, answers.questions) == (True, (), ())


async def test_withdrawals_change_nothing_that_was_published(db: Connection) -> None:
    round_ = await a_settled_round(db)
    before = await disclosing.closed_answers(db, round_.round_id)
    await round_.withdraw(1)

    assert await disclosing.closed_answers(db, round_.round_id) == before


async def test_answers_are_published_with_the_figures_whoever_looks_first(db: Connection) -> None:
    round_ = await a_settled_round(db)
    await disclosing.overview(db, round_.round_id)
    await round_.withdraw(1)
    answers = await disclosing.closed_answers(db, round_.round_id)

    assert chosen(answers, "actor", "youth")["bup"] == exact(30)


async def test_enough_withdrawals_make_them_anew(db: Connection) -> None:
    round_ = await a_settled_round(db)
    await disclosing.closed_answers(db, round_.round_id)
    await round_.withdraw(10)
    answers = await disclosing.closed_answers(db, round_.round_id)

    assert chosen(answers, "actor", "youth")["bup"] == exact(20)
    assert chosen(answers, "actor", "guardian")["bup"] == exact(30)


async def test_an_audience_in_which_few_changed_tells_nothing(db: Connection) -> None:
    round_ = await a_settled_round(db)
    await disclosing.closed_answers(db, round_.round_id)
    await round_.withdraw(10)
    round_.stored.reverse()
    await round_.withdraw(1)
    answers = await disclosing.closed_answers(db, round_.round_id)

    assert chosen(answers, "actor", "guardian") == {}
    assert GUARDIANS not in means(answers)


async def test_answers_of_too_few_are_in_no_figure(db: Connection) -> None:
    round_ = await a_round_of(db, "youth", "guardian")
    await round_.add("youth", 20, actor=["bup"], **GOOD)
    await round_.add("youth", 20, **BAD)
    await round_.add("guardian", 4, actor=["bup"], **BAD)
    await settle(db, round_.round_id)
    answers = await disclosing.closed_answers(db, round_.round_id)

    assert means(answers)[EVERYBODY] == 50
    assert {each.audience for each in answers.questions} == {"youth"}


async def test_only_ones_own_municipality_is_told(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_ = await a_settled_round(db)
    async with database.seeing(("trosa",)).transaction("desk") as db:
        answers = await disclosing.closed_answers(db, round_.round_id)

    assert set(means(answers)) == {(), GUARDIANS, YOUTH, TROSA}


def an_index(*groups: tuple[Audience, str, int, int]) -> dict[Group, int | None]:
    """The index of people of an audience and place, of whom so many have so many points of 15."""
    counts = [
        IndexCount(audience=audience, municipality=place, answered=5, points=points, n=n)
        for audience, place, points, n in groups
    ]
    shown: dict[Group, Figure] = {}
    for audience, place, _, _ in groups:
        place_group: Group = (("municipality", place),)
        shown |= {place_group: exact(1), of_audience(audience): exact(1)}
    return {each.group: each.mean for each in frozen_index(counts, shown, Guard()).means}


@pytest.mark.parametrize(("n", "mean"), [(9, None), (10, 40)])
def test_children_need_ten_in_an_index(n: int, mean: int | None) -> None:
    found = an_index(
        ("child", "gnesta", 6, n), ("child", "flen", 6, 100), ("youth", "flen", 6, 300)
    )

    assert found[GNESTA] == mean


def test_who_answered_fewer_than_three_statements_has_no_index() -> None:
    counts = [
        IndexCount(audience="youth", municipality="", answered=answered, points=answered, n=40)
        for answered in (2, 3)
    ]

    assert frozen_index(counts, {}, Guard()).means[0].people.n == 40


def test_nothing_is_told_of_a_group_whose_size_is_hidden() -> None:
    counts = [IndexCount(audience="youth", municipality="x", answered=5, points=7, n=40)]
    found = frozen_index(counts, {YOUTH: exact(40)}, Guard())

    assert {each.group: each.mean is None for each in found.means} == {
        (): False,
        YOUTH: False,
        (("municipality", "x"),): True,
    }


def test_the_interval_is_made_of_what_is_told() -> None:
    people = Figure(form="at_least", n=25)

    assert interval(50, people, 20) == (42, 58)
    assert interval(99, people, 50) == (79, 100)


def test_the_scale_is_that_of_the_surveys() -> None:
    assert SCALE == ("inte_alls", "ganska_daligt", "ganska_bra", "helt")


async def test_rounds_are_told_beside_each_other_as_published(db: Connection) -> None:
    first, second = await a_settled_round(db), await a_settled_round(db)
    await disclosing.closed_answers(db, first.round_id)

    assert [each.round_id for each in await disclosing.index_by_round(db)] == [first.round_id]

    await disclosing.closed_answers(db, second.round_id)
    found = await disclosing.index_by_round(db)
    assert {each.round_id for each in found} == {first.round_id, second.round_id}
    assert {mean.group: mean.mean for mean in found[0].index} == {(): 40, GUARDIANS: 25, YOUTH: 50}
