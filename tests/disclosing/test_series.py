"""Feedback after events: told in groups of enough people, once, when the events are over."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord import disclosing
from lyhord.collecting import events as verbs
from lyhord.collecting.events import NewEvent
from lyhord.disclosing.series import frozen_events, joined
from lyhord.errors import BadInputError
from lyhord.privacy.cells import Figure
from lyhord.storage import collectors, events, responses
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from lyhord.storage.events import SettledEvent
from lyhord.storage.guards import Guard
from lyhord.storage.responses import Extra, NewStatement
from tests.builders import a_publication, a_response, a_round

SERIES = [{"id": "komet", "text": "Komet"}, {"id": "annat", "text": "Något annat"}]
SCALE = ["very", "fairly", "little", "not_at_all", "vet_inte"]
NEEDS = ["more_events", "meet_others", "inget"]
QUESTIONS = [
    {"kind": "single", "id": "series", "text": "Vad?", "options": SERIES},
    {
        "kind": "single",
        "id": "municipality",
        "text": "Var?",
        "options": [{"id": "gnesta", "text": "Gnesta"}, {"id": "trosa", "text": "Trosa"}],
    },
    {
        "kind": "single",
        "id": "usefulness",
        "text": "Hur nyttigt?",
        "options": [{"id": each, "text": each} for each in SCALE],
    },
    {"kind": "long_text", "id": "take_away", "text": "Vad tar du med dig?"},
    {"kind": "long_text", "id": "lacked", "text": "Vad saknade du?"},
    {
        "kind": "multiple",
        "id": "next_need",
        "text": "Vad härnäst?",
        "options": [{"id": each, "text": each} for each in NEEDS],
    },
]
FEEDBACK = a_publication(
    "guardian",
    id="event-feedback",
    pages=[{"id": "all", "title": "Allt", "questions": QUESTIONS}],
)


async def an_event(
    db: Connection, round_id: UUID, week: int = 40, municipality: str = "gnesta", name: str = ""
) -> Collector:
    new = NewEvent(
        audience="guardian",
        series="komet",
        municipality=municipality,
        week=f"2026-W{week:02}",
        name=name,
    )
    return await verbs.add(db, round_id, new, actor="tests")


async def answered(
    db: Connection,
    door: Collector,
    count: int,
    useful: str = "fairly",
    needs: tuple[str, ...] = (),
    text: str = "",
) -> None:
    answers = dict(door.presets) | {"usefulness": useful, "next_need": list(needs)}
    said = [
        NewStatement(statement_id=uuid4(), question_id="take_away", position=0, text=f"{text} {n}")
        for n in range(count)
        if text
    ]
    new = [
        a_response(door, answers=answers, statements=(said[n],) if text else ())
        for n in range(count)
    ]
    await responses.submit(db, new)


async def over(db: Connection, *doors: Collector, hours: float = 3) -> None:
    """Shut doors some hours ago."""
    for door in doors:
        await collectors.set_state(db, door, "closed", actor="tests")
        await db.execute(
            "update lyhord.collector set shut_at = $2 where collector_id = $1",
            door.collector_id,
            datetime.now(UTC) - timedelta(hours=hours),
        )


async def test_an_event_is_told_of_when_its_door_has_been_shut_and_not_before(
    db: Connection,
) -> None:
    round_id = await a_round(db, FEEDBACK)
    door = await an_event(db, round_id)
    await answered(db, door, 12)
    seen = [len(await disclosing.event_groups(db, round_id))]
    await over(db, door, hours=1.9)  # what was begun is still taken
    seen.append(len(await disclosing.event_groups(db, round_id)))
    await over(db, door)
    (told,) = await disclosing.event_groups(db, round_id)

    assert seen == [0, 0]
    assert (told.size, told.useful) == (Figure(form="at_least", n=10), 67)
    assert told.low is not None
    assert told.low < 67


async def test_small_events_wait_for_their_neighbours_and_are_told_together(
    db: Connection,
) -> None:
    round_id = await a_round(db, FEEDBACK)
    doors = [await an_event(db, round_id, week) for week in (40, 41, 42, 43)]
    elsewhere = await an_event(db, round_id, 40, "trosa")
    for door, count in zip((*doors, elsewhere), (3, 3, 7, 2, 4), strict=True):
        await answered(db, door, count)
    await over(db, *doors[:1], elsewhere)
    first = await disclosing.event_groups(db, round_id)
    await over(db, *doors)
    told = await disclosing.event_groups(db, round_id)

    # the second ends with the third; the last and the one in another place are too few
    assert first == ()
    assert [(each.first_week, each.last_week) for each in told] == [
        ("2026-W40", "2026-W41"),
        ("2026-W42", "2026-W42"),
    ]


async def test_what_was_told_of_an_event_stays_whatever_comes_or_goes(db: Connection) -> None:
    round_id = await a_round(db, FEEDBACK)
    door = await an_event(db, round_id)
    await answered(db, door, 8)
    await over(db, door)
    before = await disclosing.event_groups(db, round_id)
    await collectors.set_state(db, door, "open", actor="tests")
    await answered(db, door, 1, useful="not_at_all")
    await db.execute(
        "delete from lyhord.response where response_id in "
        "(select response_id from lyhord.response limit 2)"
    )
    await over(db, door)

    assert await disclosing.event_groups(db, round_id) == before


async def test_what_is_tried_out_or_set_aside_counts_nowhere(db: Connection) -> None:
    round_id = await a_round(db, FEEDBACK)
    door = await an_event(db, round_id)
    await answered(db, door, 4)
    tried = a_response(door, answers={"municipality": "gnesta"}, extra=Extra(test=True))
    aside = a_response(door, answers={"municipality": "gnesta"})
    await responses.submit(db, [tried, aside])
    await db.execute(
        "update lyhord.response set standing = 'aside' where response_id = $1", aside.response_id
    )
    await over(db, door)

    assert await disclosing.event_groups(db, round_id) == ()


async def test_texts_are_read_where_enough_people_wrote_and_nowhere_else(db: Connection) -> None:
    round_id = await a_round(db, FEEDBACK)
    few, many = [await an_event(db, round_id, week) for week in (40, 41)]
    for door, wrote in ((few, 4), (many, 5)):
        await answered(db, door, 10)
        await answered(db, door, wrote, text=f"Vecka {door.collector_id}")
    await over(db, few, many)
    told = await disclosing.event_groups(db, round_id)
    read = [await disclosing.event_comments(db, round_id, each) for each in told]

    assert read[0] == {}
    assert len(read[1]["take_away"]) == 5
    assert all(str(many.collector_id) in quote.text for quote in read[1]["take_away"])


async def test_who_writes_when_a_link_was_opened_again_is_not_read_among_the_others(
    database: Database,
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, FEEDBACK)
        door = await an_event(db, round_id)
        await answered(db, door, 5, text="Först")
        await answered(db, door, 1, text="Kvar sedan")
        await set_standing(db, "Kvar sedan 0", "aside")
        await over(db, door)
    # who looks first sees nothing of it
    async with database.seeing(["trosa"]).transaction("desk") as db:
        await disclosing.event_groups(db, round_id)
    async with database.transaction("owner") as db:
        await collectors.set_state(db, door, "open", actor="tests")
        await answered(db, door, 1, text="Ensam")
        await set_standing(db, "Kvar sedan 0", "counted")
        await over(db, door)
    async with database.seeing([]).transaction("desk") as db:
        (told,) = await disclosing.event_groups(db, round_id)
        read = await disclosing.event_comments(db, round_id, told)

    assert sorted(quote.text for quote in read["take_away"]) == [f"Först {n}" for n in range(5)]


async def set_standing(db: Connection, text: str, standing: str) -> None:
    await db.execute(
        "update lyhord.response set standing = $2 where response_id in "
        "(select response_id from lyhord.statement where text = $1)",
        text,
        standing,
    )


async def test_who_works_for_one_municipality_sees_its_events_alone(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, FEEDBACK)
        doors = [await an_event(db, round_id, 40, each) for each in ("gnesta", "trosa")]
        for door in doors:
            await answered(db, door, 6)
        await over(db, *doors)
    # whoever looks first, the same is told of everybody
    async with database.seeing(["trosa"]).transaction("desk") as db:
        own = await disclosing.event_groups(db, round_id)
        listed = await events.of_round(db, round_id)
    async with database.seeing([]).transaction("desk") as db:
        told = await disclosing.event_groups(db, round_id)

    assert [each.municipality for each in own] == ["trosa"]
    assert [each.collector_id for each in listed] == [doors[1].collector_id]
    assert {each.municipality for each in told} == {"gnesta", "trosa"}


async def test_an_event_is_made_once_and_a_series_may_have_a_name_of_its_own(
    db: Connection,
) -> None:
    round_id = await a_round(db, FEEDBACK)
    first, again = [await an_event(db, round_id, name="Biblioteket") for _ in range(2)]
    own = NewEvent(
        audience="guardian", series=" Öppet  hus ", municipality="trosa", week="2026-W41"
    )
    house = await verbs.add(db, round_id, own, actor="tests")
    typed = msgspec.structs.replace(own, series="KOMET")
    komet = await verbs.add(db, round_id, typed, actor="tests")

    assert first == again
    assert house.presets == {"series": "annat", "municipality": "trosa"}
    assert komet.presets["series"] == "komet"
    assert {each.series for each in await events.of_round(db, round_id)} == {"komet", "Öppet hus"}
    for odd in ("", " ", "x" * 101, "a\x00b"):
        with pytest.raises(BadInputError):
            await verbs.add(db, round_id, msgspec.structs.replace(own, series=odd), actor="tests")


def counts_of(people: int, **answers: int) -> Mapping[tuple[str, str], int]:
    return {("", ""): people} | {
        (question, option): n
        for name, n in answers.items()
        for question, _, option in [name.partition("__")]
    }


def test_what_everybody_answered_alike_is_not_told() -> None:
    alike = frozen_events(counts_of(9, usefulness__very=9, next_need__meet_others=9), 5)
    apart = frozen_events(
        counts_of(12, usefulness__very=6, usefulness__little=6, next_need__meet_others=6), 5
    )

    assert (alike.useful, alike.raters.form, alike.needs[0].people.form) == (
        None,
        "hidden",
        "hidden",
    )
    assert (apart.useful, apart.needs[0].people) == (67, Figure(form="at_least", n=5))


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 12)), max_size=12),
    k=st.integers(3, 10),
)
def test_every_group_is_of_enough_and_nobody_is_in_two(
    sizes: list[tuple[str, int]], k: int
) -> None:
    settled = [
        SettledEvent(
            collector_id=UUID(int=place),
            series=lane,
            week=f"2026-W{place + 1:02}",
            audience="guardian",
            municipality="gnesta",
        )
        for place, (lane, _) in enumerate(sizes)
    ]
    counts = {each.collector_id: {("", ""): n} for each, (_, n) in zip(settled, sizes, strict=True)}
    groups = joined(settled, counts, Guard(k=k, k_children=10))
    told = [each.collector_id for group in groups for each in group]

    assert len(told) == len(set(told))
    for group in groups:
        assert len({each.series for each in group}) == 1
        assert sum(counts[each.collector_id]["", ""] for each in group) >= k
        # without the last they were too few: no group is larger than it has to be
        assert sum(counts[each.collector_id]["", ""] for each in group[:-1]) < k
