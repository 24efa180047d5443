"""How much was answered: of groups large enough, and told once."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lyhord import disclosing
from lyhord.disclosing.completing import Answered, completion
from lyhord.disclosing.cuts import of_audience
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, exact
from lyhord.storage import responses
from lyhord.storage.database import Connection
from lyhord.storage.figures import AnsweredCount
from lyhord.storage.guards import Guard
from tests.builders import a_collector, a_publication, a_response, a_round, settle

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
RULE = Guard()
SHOWN = {of_audience(each): exact(100) for each in AUDIENCES}


def counts(audience: Audience, *answered: int) -> list[AnsweredCount]:
    return [AnsweredCount(audience=audience, answered=each, n=1) for each in answered]


@given(st.lists(st.integers(min_value=0, max_value=30), min_size=10, max_size=40))
def test_half_answered_so_many_and_not_more(answered: list[int]) -> None:
    (told,) = completion(counts("youth", *answered), SHOWN, RULE)

    assert 2 * sum(each >= told.half for each in answered) >= len(answered)
    assert 2 * sum(each > told.half for each in answered) < len(answered)


def test_of_few_nothing_is_told() -> None:
    few = [*counts("youth", *[5] * 9), *counts("child", *[5] * 19)]
    strict = Guard(k=20, k_children=20)

    assert completion(few, SHOWN, RULE) == ()
    assert completion(counts("guardian", *[5] * 39), SHOWN, strict) == ()


def test_of_an_audience_whose_size_is_hidden_nothing_is_told() -> None:
    many = counts("youth", *[5] * 50)

    assert completion(many, {of_audience("youth"): HIDDEN}, RULE) == ()
    assert completion(many, {}, RULE) == ()


async def answered_round(db: Connection) -> tuple[str, disclosing.Overview]:
    """Twelve who wrote, whose door presets where they live; and one who did it in Finnish."""
    round_id = await a_round(db, a_publication())
    door = await a_collector(db, round_id)
    await db.execute(
        "update lyhord.collector set presets = $1 where collector_id = $2",
        {"municipality": "gnesta"},
        door.collector_id,
    )
    new = [a_response(door, f"Text {n}") for n in range(12)]
    await responses.submit(db, [*new, replace(a_response(door), language="fi")])
    before = await disclosing.overview(db, round_id)
    assert (before.answered, before.languages) == ((), ())
    await settle(db, round_id)
    return str(round_id), await disclosing.overview(db, round_id)


async def test_what_a_door_presets_is_no_answer_and_a_rare_language_is_not_told(
    db: Connection,
) -> None:
    _, overview = await answered_round(db)

    assert overview.answered == (Answered(audience="youth", half=1),)
    assert overview.languages == ("sv",)


async def test_a_withdrawal_changes_nothing_of_it(db: Connection) -> None:
    round_id, before = await answered_round(db)
    for gone in (3, 8):
        await db.execute(
            "with gone as (delete from lyhord.response where response_id in"
            " (select response_id from lyhord.response where round_id = $1 limit $2)"
            " returning round_id, response_id)"
            " update lyhord.receipt as k set response_id = null from gone"
            " where k.response_id = gone.response_id",
            round_id,
            gone,
        )
        after = await disclosing.overview(db, before.round_id)

        assert (after.answered, after.languages) == (before.answered, before.languages)
