"""Statements as rows: to whom, when, and with what beside them."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord import disclosing
from lyhord.disclosing import Microdata, Request, side_by_side
from lyhord.disclosing.generalising import Values, common, shared
from lyhord.errors import WithheldError
from lyhord.instruments.definition import Publication
from lyhord.storage import guards, responses
from lyhord.storage.database import Connection
from lyhord.storage.responses import NewResponse
from tests.builders import (
    TODAY,
    TOMORROW,
    a_collector,
    a_publication,
    a_response,
    a_round,
    an_instrument,
    settle,
)

EMAIL = "analyst@exempel.se"
REQUEST = Request(actor=EMAIL, format="statements-csv", purpose="to count words", holder=EMAIL)

values = st.tuples(*[st.sampled_from([each, *"ab"]) for each in "xyz"])


@given(st.lists(values, max_size=60), st.integers(2, 8))
def test_every_combination_that_is_kept_is_that_of_k_people(
    people: list[tuple[str, ...]], k: int
) -> None:
    sizes = Counter[Values](people)
    kept = shared(sizes, k)

    if kept is None:
        assert len(people) < k
        return
    together = Counter(kept[each] for each in people)
    assert min(together.values()) >= k
    for old, told in kept.items():
        assert all(new in {None, was} for new, was in zip(told, old, strict=True))


def test_what_enough_people_share_is_kept() -> None:
    sizes: dict[Values, int] = {
        ("youth", "gnesta"): 5,
        ("youth", "flen"): 4,
        ("youth", "trosa"): 2,
    }

    assert shared(sizes, 5) == {
        ("youth", "gnesta"): ("youth", "gnesta"),
        ("youth", "flen"): ("youth", None),
        ("youth", "trosa"): ("youth", None),
    }


@given(
    st.lists(st.lists(st.sampled_from("abcde"), max_size=3, unique=True), max_size=60),
    st.integers(2, 8),
)
def test_what_few_chose_stands_nowhere_and_who_is_left_with_nothing_has_company(
    people: list[list[str]], k: int
) -> None:
    answers = [tuple(chosen) for chosen in people]
    kept = common(Counter(answers), k)
    told = [tuple(each for each in chosen if each in kept) for chosen in answers]
    left = [chosen for chosen, shown in zip(answers, told, strict=True) if chosen and not shown]

    assert all(n >= k for n in Counter(each for shown in told for each in shown).values())
    assert not left or told.count(()) >= k or not kept


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
    await guards.grant_rows(db, round_id, holder=EMAIL, until=TOMORROW, actor="admin")
    return round_id, new


async def rows_of(db: Connection, round_id: UUID, request: Request = REQUEST) -> Microdata:
    return await disclosing.statements_as_rows(db, round_id, request)


async def withheld(db: Connection, round_id: UUID, request: Request = REQUEST) -> str:
    with pytest.raises(WithheldError) as refused:
        await rows_of(db, round_id, request)
    return refused.value.reason


async def test_a_place_stands_only_beside_what_enough_people_of_it_wrote(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    data = await rows_of(db, round_id)

    # three of Trosa alone with nothing beside them would be three of Trosa
    told = zip(data.column("audience"), data.column("municipality"), strict=True)
    assert Counter(told) == {(None, None): 30}
    assert data.k == 10


async def test_nobody_is_joined_in_development_and_everybody_in_research(db: Connection) -> None:
    for mode, persons in (
        ("development", []),
        ("research", [dict.fromkeys(range(1, 16), 2)]),
    ):
        round_id, _ = await a_written_round(db, mode=mode)
        await settle(db, round_id)
        data = await rows_of(db, round_id)

        assert [Counter(each) for each in data.columns if each.name == "person"] == persons


async def test_the_order_of_rows_and_numbers_is_drawn_anew(db: Connection) -> None:
    round_id, _ = await a_written_round(db, mode="research")
    await settle(db, round_id)
    one, other = [await rows_of(db, round_id) for _ in range(2)]

    assert list(one.texts or ()) != list(other.texts or ())
    assert numbered(one) != numbered(other)
    assert numbered(one).keys() == numbered(other).keys()


def numbered(data: Microdata) -> dict[str, object]:
    """The number of who wrote each text."""
    return dict(zip(data.texts or (), data.column("person"), strict=True))


async def test_it_takes_a_right_of_its_own(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    other = Request(actor="x", format="statements-csv", purpose="to count words", holder="x@x.se")

    assert await withheld(db, round_id, other) == "right"


async def test_a_right_ends_on_its_day(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    yesterday = TODAY - timedelta(days=1)
    await guards.grant_rows(db, round_id, holder=EMAIL, until=yesterday, actor="admin")

    assert await withheld(db, round_id) == "right"


async def test_it_takes_a_purpose(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    request = Request(actor=EMAIL, format="statements-csv", purpose="  för      ", holder=EMAIL)

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
    await guards.grant_rows(db, round_id, holder=EMAIL, until=TOMORROW, actor="admin")
    await settle(db, round_id)

    assert await withheld(db, round_id) == "few"


async def test_nothing_that_was_withdrawn_or_hidden_meanwhile_is_handed_out(db: Connection) -> None:
    for change in (
        "delete from lyhord.response where response_id = $1",
        "update lyhord.statement set text = '[namn]' where response_id = $1",
    ):
        round_id, new = await a_written_round(db)
        await settle(db, round_id)
        data = await rows_of(db, round_id)
        await db.execute(change, new[0].response_id)

        with pytest.raises(WithheldError, match="changed"):
            await disclosing.hand_out(db, data, REQUEST)


async def test_who_took_rows_out_and_what_for_is_noted(db: Connection) -> None:
    round_id, _ = await a_written_round(db)
    await settle(db, round_id)
    await disclosing.hand_out(db, await rows_of(db, round_id), REQUEST)
    entries = await db.fetch(
        "select actor, details from staff.audit where action = 'microdata_exported'"
    )

    assert [(each["actor"], each["details"]) for each in entries] == [
        (EMAIL, {"format": "statements-csv", "purpose": "to count words", "rows": 30})
    ]


def an_instrument_for_research() -> Publication:
    """Questions of each kind, one of which colleagues can answer too."""
    options = [{"id": each, "text": each.title()} for each in ("soc", "bup", "skola", "annat")]
    asked: list[dict[str, object]] = [
        {"kind": "single", "id": "municipality", "text": "Var?", "options": options},
        {
            "kind": "single",
            "id": "sector",
            "text": "Jobb?",
            "options": options,
            "identifying": True,
        },
        {"kind": "multiple", "id": "actor", "text": "Vilka?", "options": options},
        {"kind": "number", "id": "many", "text": "Hur många?", "maximum": 9},
        {
            "kind": "matrix",
            "id": "core",
            "text": "Hur?",
            "statements": [{"id": "listened", "text": "Lyssnade"}],
            "options": options,
        },
        {"kind": "long_text", "id": "wish", "text": "Vad?"},
    ]
    pages = [{"id": "all", "title": "Allt", "questions": asked}]
    return Publication(instrument=an_instrument(pages=pages))


async def an_answered_round(db: Connection, *given: dict[str, object], n: int = 12) -> UUID:
    """So many of each of these answers, in a round for research that is closed."""
    round_id = await a_round(db, an_instrument_for_research())
    await db.execute("update lyhord.round set mode = 'research' where round_id = $1", round_id)
    door = await a_collector(db, round_id)
    new = [a_response(door, "text", answers=each) for each in given for _ in range(n)]
    await responses.submit(db, new)
    await settle(db, round_id)
    return round_id


async def answers_of(db: Connection, round_id: UUID) -> list[dict[str, object]]:
    request = Request(actor=EMAIL, format="responses-csv", purpose="to count answers")
    data = await disclosing.answers_as_rows(db, round_id, request)
    names = [column.name for column in data.columns]
    return [dict(zip(names, row, strict=True)) for row in side_by_side(data.columns)]


async def test_what_enough_people_chose_stands_in_their_rows(db: Connection) -> None:
    common_one = {"sector": "soc", "actor": ["bup", "skola"], "many": 3, "core.listened": "bup"}
    round_id = await an_answered_round(db, common_one, {"sector": "bup", "actor": ["bup"]})
    rows = await answers_of(db, round_id)

    assert Counter(str(row["actor"]) for row in rows) == {"('bup', 'skola')": 12, "('bup',)": 12}
    told = next(row for row in rows if row["sector"] == "soc")
    assert told == {
        "audience": "youth",
        "age": "",
        "municipality": "",
        "sector": "soc",
        "language": "sv",
        "actor": ("bup", "skola"),
        "many": 3,
        "core.listened": "bup",
    }
    assert "wish" not in told


async def test_what_few_chose_and_who_few_share_is_left_out(db: Connection) -> None:
    round_id = await an_answered_round(
        db, {"sector": "soc", "actor": ["bup"], "many": 1}, {"sector": "bup", "actor": ["skola"]}
    )
    door = await a_collector(db, round_id)
    await db.execute("update lyhord.round set state = 'open', closed_at = null")
    rare = {"sector": "annat", "actor": ["bup", "annat"], "many": 9}
    await responses.submit(db, [a_response(door, answers=rare) for _ in range(3)])
    await settle(db, round_id)
    rows = await answers_of(db, round_id)

    assert len(rows) == 27
    assert {row["sector"] for row in rows}.isdisjoint({"annat"})
    assert {row["actor"] for row in rows} == {("bup",), ("skola",)}
    assert 9 not in {row["many"] for row in rows}


async def test_what_no_page_can_send_is_no_answer(db: Connection) -> None:
    wrong = {"actor": {"x": 1}, "many": 10_000, "core.listened": ["=1+1"], "sector": 3.5}
    rows = await answers_of(db, await an_answered_round(db, {"actor": ["bup"]}, wrong))

    assert {row["actor"] for row in rows} == {("bup",), None}
    assert {(row["many"], row["core.listened"], row["sector"]) for row in rows} == {
        (None, None, "")
    }


async def test_signs_that_part_what_is_copied_come_out_as_they_were(db: Connection) -> None:
    hostile = (
        "\\N",
        "a\\tb\\\\",
        "a\tb\r\nc\x0b",
        "\x1f\x1e\x1f",
        "\\.",
        "=1\\x41",
        "",
        "'\"\u2028",
    )
    texts = [text for text in hostile for _ in range(12)]
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    await responses.submit(db, [a_response(door, text) for text in texts])
    await settle(db, round_id)
    request = Request(actor=EMAIL, format="json", purpose="to count words")
    data = await disclosing.statements_as_rows(db, round_id, request)

    assert Counter(data.texts) == Counter(texts)
    assert set(data.column("audience")) == {"youth"}


async def test_an_option_with_a_sign_that_parts_cells_is_no_answer(db: Connection) -> None:
    wrong = {"core.listened": "bup\x1fsoc", "actor": ["bup\x1f"], "sector": "so\x1fc\t\n"}
    rows = await answers_of(db, await an_answered_round(db, {"core.listened": "bup"}, wrong))

    assert Counter(str(row["core.listened"]) for row in rows) == {"bup": 12, "None": 12}
    assert {row["actor"] for row in rows} == {None}
    assert {row["sector"] for row in rows} == {"", "so\x1fc\t\n"}


async def test_answers_of_one_person_are_joined_in_research_alone(db: Connection) -> None:
    round_id = await an_answered_round(db, {"actor": ["bup"]})
    await db.execute("update lyhord.round set mode = 'development'")

    with pytest.raises(WithheldError, match="joined"):
        await answers_of(db, round_id)


async def test_the_order_of_answers_is_drawn_anew(db: Connection) -> None:
    given: list[dict[str, object]] = [{"actor": ["bup"]}, {"actor": ["skola"]}]
    round_id = await an_answered_round(db, *given, n=40)
    one, other = [[row["actor"] for row in await answers_of(db, round_id)] for _ in range(2)]

    assert one != other
    assert Counter(one) == Counter(other)


async def test_a_withdrawal_while_answers_are_written_keeps_the_file_back(db: Connection) -> None:
    round_id = await an_answered_round(db, {"actor": ["bup"]})
    request = Request(actor=EMAIL, format="responses-csv", purpose="to count answers")
    data = await disclosing.answers_as_rows(db, round_id, request)
    await db.execute(
        "delete from lyhord.response where response_id in "
        "(select response_id from lyhord.response where round_id = $1 limit 1)",
        round_id,
    )

    with pytest.raises(WithheldError, match="changed"):
        await disclosing.hand_out(db, data, request)
