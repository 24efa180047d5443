"""Statements as rows: to whom, when, and with what beside them."""

from collections import Counter
from datetime import timedelta
from random import SystemRandom
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord import disclosing
from lyhord.disclosing import Microdata, Request
from lyhord.disclosing.generalising import shared
from lyhord.errors import WithheldError
from lyhord.storage import guards, responses
from lyhord.storage.database import Connection
from lyhord.storage.responses import NewResponse
from tests.builders import TODAY, a_collector, a_publication, a_response, a_round, settle

CHANCE = SystemRandom()
EMAIL = "analyst@exempel.se"
REQUEST = Request(actor=EMAIL, format="statements-csv", purpose="to count words", email=EMAIL)

values = st.tuples(*[st.sampled_from([each, *"ab"]) for each in "xyz"])


@given(st.lists(values, max_size=60), st.integers(2, 8))
def test_every_combination_that_is_kept_is_that_of_k_people(
    people: list[tuple[str, ...]], k: int
) -> None:
    kept = shared(dict(enumerate(people)), k)

    if kept is None:
        assert len(people) < k
        return
    assert len(kept) == len(people)
    assert min(Counter(kept.values()).values()) >= k
    for person, told in kept.items():
        assert all(new in {None, old} for new, old in zip(told, people[person], strict=True))


def test_what_enough_people_share_is_kept() -> None:
    people: dict[int, tuple[str | None, ...]] = dict.fromkeys(range(5), ("youth", "gnesta"))
    people |= dict.fromkeys(range(5, 9), ("youth", "flen"))
    people |= dict.fromkeys(range(9, 11), ("youth", "trosa"))
    kept = shared(people, 5)

    assert kept is not None
    assert Counter(kept.values()) == {("youth", "gnesta"): 5, ("youth", None): 6}


async def a_written_round(
    db: Connection, mode: str = "development"
) -> tuple[UUID, list[NewResponse]]:
    """Twelve of Gnesta who wrote two texts each, and three of Trosa."""
    round_id = await a_round(db, a_publication())
    await db.execute("update lyhord.round set mode = $2 where round_id = $1", round_id, mode)
    door = await a_collector(db, round_id)
    places = ["gnesta"] * 12 + ["trosa"] * 3
    new = [
        a_response(door, f"första {n}", f"andra {n}", answers={"municipality": place})
        for n, place in enumerate(places)
    ]
    await responses.submit(db, new)
    await guards.grant_rows(db, round_id, email=EMAIL, until=TODAY, actor="admin")
    return round_id, new


async def rows_of(db: Connection, round_id: UUID, request: Request = REQUEST) -> Microdata:
    return await disclosing.microdata(db, round_id, request, chance=CHANCE)


async def withheld(db: Connection, round_id: UUID, request: Request = REQUEST) -> str:
    with pytest.raises(WithheldError) as refused:
        await rows_of(db, round_id, request)
    return refused.value.reason


async def test_a_place_stands_only_beside_what_enough_people_of_it_wrote(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    data = await rows_of(db, round_id)

    # three of Trosa alone with nothing beside them would be three of Trosa
    assert Counter((each.audience, each.municipality) for each in data.rows) == {(None, None): 30}
    assert data.k == 10


async def test_nobody_is_joined_in_development_and_everybody_in_research(db: Connection) -> None:
    for mode, persons in (
        ("development", {None: 30}),
        ("research", dict.fromkeys(range(1, 16), 2)),
    ):
        round_id, _ = await a_written_round(db, mode=mode)
        await settle(db, round_id)
        data = await rows_of(db, round_id)

        assert Counter(each.person for each in data.rows) == persons


async def test_the_order_of_rows_and_numbers_is_drawn_anew(db: Connection) -> None:
    round_id, _ = await a_written_round(db, mode="research")
    await settle(db, round_id)
    one, other = [await rows_of(db, round_id) for _ in range(2)]

    assert [each.text for each in one.rows] != [each.text for each in other.rows]
    assert {each.text: each.person for each in one.rows} != {
        each.text: each.person for each in other.rows
    }


async def test_it_takes_a_right_of_its_own(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    other = Request(actor="x", format="statements-csv", purpose="to count words", email="x@x.se")

    assert await withheld(db, round_id, other) == "right"


async def test_a_right_ends_on_its_day(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    yesterday = TODAY - timedelta(days=1)
    await guards.grant_rows(db, round_id, email=EMAIL, until=yesterday, actor="admin")

    assert await withheld(db, round_id) == "right"


async def test_it_takes_a_purpose(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    request = Request(actor=EMAIL, format="statements-csv", purpose="  för      ", email=EMAIL)

    assert await withheld(db, round_id, request) == "purpose"


async def test_an_open_round_gives_no_rows(db: Connection) -> None:
    round_id, _ = await a_written_round(db)

    assert await withheld(db, round_id) == "open"


async def test_two_files_around_a_withdrawal_cannot_be_compared(db: Connection) -> None:
    round_id, new = await a_written_round(db)
    await settle(db, round_id)
    await rows_of(db, round_id)
    await responses.withdraw(db, new[0].receipt_hash)

    assert await withheld(db, round_id) == "changed"


async def test_what_a_few_wrote_is_not_given_out(db: Connection) -> None:
    round_id = await a_round(db, a_publication())
    door = await a_collector(db, round_id)
    await responses.submit(db, [a_response(door, "text") for _ in range(9)])
    await guards.grant_rows(db, round_id, email=EMAIL, until=TODAY, actor="admin")
    await settle(db, round_id)

    assert await withheld(db, round_id) == "few"


async def test_who_took_rows_out_and_what_for_is_noted(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    await rows_of(db, round_id)
    entries = await db.fetch(
        "select actor, details from staff.audit where action = 'microdata_exported'"
    )

    assert [(each["actor"], each["details"]) for each in entries] == [
        (EMAIL, {"format": "statements-csv", "purpose": "to count words", "rows": 30})
    ]
