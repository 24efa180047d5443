"""A round in figures: small groups hidden, with the sums that would give them away."""

from typing import get_args
from uuid import UUID

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lyhord import disclosing, rounds
from lyhord.disclosing import cuts
from lyhord.disclosing.cuts import EVERYBODY, facets
from lyhord.disclosing.opened import rounded, summed
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import Figure, exact
from lyhord.storage import responses
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.figures import PersonCount as Count
from lyhord.storage.guards import Guard
from tests.builders import a_collector, a_publication, a_response, a_round, settle
from tests.disclosing.attack import Attacker, told

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
RULE = Guard()
WEEKS = ("2026-W40", "2026-W41", "2026-W42")


def a_door(number: int, audience: Audience) -> Collector:
    return Collector(
        round_id=UUID(int=0),
        collector_id=UUID(int=number),
        trial_slug="trial",
        slug=f"door{number}",
        name="",
        audience=audience,
        mode="open",
        instrument_id=audience,
        version=1,
        presets={},
    )


DOORS = tuple(a_door(number, AUDIENCES[number % 3]) for number in range(9))
cells = st.dictionaries(
    st.tuples(st.sampled_from(range(9)), st.sampled_from(WEEKS)),
    st.sampled_from([1, 2, 3, 4, 7, 11, 25]),
    min_size=6,
    max_size=16,
)


def counted(responses_by_cell: dict[tuple[int, str], int]) -> tuple[Count, ...]:
    return tuple(
        Count(audience=DOORS[door].audience, week=week, collector_id=UUID(int=door), n=n)
        for (door, week), n in responses_by_cell.items()
    )


@settings(max_examples=25, deadline=None)
@given(cells)
def test_no_count_of_a_few_follows_from_the_figures_of_an_open_round(
    responses_by_cell: dict[tuple[int, str], int],
) -> None:
    sums = summed(counted(responses_by_cell), RULE)
    figures = rounded(sums, DOORS, RULE)
    audiences = [each for each in figures if facets(each) == ("audience",)]
    assume(audiences)  # where none is counted, no figure stands for anybody
    relations = [
        (EVERYBODY, audiences),
        (EVERYBODY, [each for each in figures if facets(each) == ("week",)]),
        *(
            (whole, [each for each in figures if whole < each and each[:1] == whole])
            for whole in audiences
        ),
    ]
    attacker = Attacker({name: told(figure) for name, figure in figures.items()}, relations)

    for name, figure in figures.items():
        if figure.form in {"under", "hidden"}:
            assert not attacker.is_pinned(name), (name, figures)


async def a_counted_round(db: Connection, **counts: int) -> UUID:
    round_id = await a_round(db, *(a_publication(audience) for audience in AUDIENCES))
    for audience in AUDIENCES:
        door = await a_collector(db, round_id, audience)
        n = counts.get(audience, 0)
        await responses.submit(db, [a_response(door) for _ in range(n)])
    return round_id


async def test_an_open_round_is_counted_coarsely(db: Connection) -> None:
    round_id = await a_counted_round(db, youth=12, guardian=3, child=7)
    shown = await disclosing.overview(db, round_id)

    assert shown.is_open
    assert {each.audience: each.responses for each in shown.audiences} == {
        "child": Figure(form="under", n=10),
        "youth": Figure(form="at_least", n=10),
        "guardian": Figure(form="under", n=5),
        "professional": Figure(form="under", n=5),
    }
    assert shown.total == Figure(form="at_least", n=10)


async def test_none_and_a_few_look_the_same_while_a_round_is_open(db: Connection) -> None:
    few = await disclosing.overview(db, await a_counted_round(db, youth=4, child=9))
    fewer = await disclosing.overview(db, await a_counted_round(db, guardian=1))

    assert few.audiences == fewer.audiences
    assert [each.responses for each in few.collectors] == [
        each.responses for each in fewer.collectors
    ]
    assert few.weeks == fewer.weeks == ()
    assert few.total == fewer.total == Figure(form="under", n=5)


async def test_open_and_closed_totals_do_not_give_a_small_audience_away(db: Connection) -> None:
    """At least 10 of all, and then 6 without the guardians, would have told that they were 4."""
    round_id = await a_counted_round(db, youth=6, guardian=4)
    opened = await disclosing.overview(db, round_id)
    await settle(db, round_id)
    closed = await disclosing.overview(db, round_id)

    assert (opened.total, closed.total) == (Figure(form="at_least", n=5), exact(6))


@given(cells)
def test_what_an_open_round_counts_is_what_a_closed_one_counts(
    responses_by_cell: dict[tuple[int, str], int],
) -> None:
    counts = counted(responses_by_cell)
    opened = summed(counts, RULE)

    left_out = cuts.left_out(counts, RULE)
    closed = cuts.people(each for each in counts if each.audience not in left_out)
    assert opened.total == closed[EVERYBODY].n
    assert set(left_out) <= set(opened.left_out)


async def test_a_closed_round_leaves_audiences_of_a_few_out_of_every_figure(db: Connection) -> None:
    round_id = await a_counted_round(db, youth=12, guardian=3, child=10)
    await settle(db, round_id)
    shown = await disclosing.overview(db, round_id)

    assert not shown.is_open
    assert shown.left_out == ("guardian",)
    assert shown.total == exact(22)
    assert [each.responses for each in shown.weeks] == [exact(22)]
    assert {each.audience: each.responses for each in shown.collectors} == {
        "child": exact(10),
        "youth": exact(12),
        "guardian": Figure(form="under", n=5),
        "professional": exact(0),
    }


async def test_a_round_without_answers_says_so(db: Connection) -> None:
    shown = await disclosing.overview(db, await a_counted_round(db))

    assert shown.total == exact(0)
    assert shown.weeks == ()


async def test_a_round_that_still_takes_answers_is_open(db: Connection) -> None:
    round_id = await a_counted_round(db, youth=12)
    await rounds.close_round(db, round_id, actor="tests")
    shown = await disclosing.overview(db, round_id)

    assert (shown.is_open, shown.total) == (True, Figure(form="at_least", n=10))
