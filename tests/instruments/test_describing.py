"""The instrument as JSON for other programs."""

from pathlib import Path

import msgspec

from lyhord.instruments.definition import Condition
from lyhord.instruments.describing import describe
from lyhord.instruments.flow import holds, on_path, path
from lyhord.instruments.reading import read_library
from tests.instruments.files import EXAMPLES

YOUTH = read_library(Path(__file__).parents[2] / "surveys").publications["youth"].instrument


def questions(name: str) -> dict[str, dict[str, object]]:
    read = read_library(EXAMPLES, place="testby").publications[name].instrument
    described = describe(read, version=1)["questions"]
    assert isinstance(described, list)
    return {question["id"]: question for question in described}


def test_it_says_which_instrument_it_is() -> None:
    described = describe(YOUTH, version=3)

    questions_asked = described.pop("questions")
    assert described == {
        "id": "youth",
        "version": 3,
        "audience": "youth",
        "language": "sv",
        "title": "Vad behöver du?",
    }
    assert isinstance(questions_asked, list)
    assert [one["id"] for one in questions_asked] == [one.id for one in YOUTH.questions]


def test_it_is_plain_json() -> None:
    described = describe(YOUTH, version=1)

    assert msgspec.json.decode(msgspec.json.encode(described)) == described


def test_options_statements_and_bounds_are_there() -> None:
    assert questions("multiple")["town"]["max"] == 2
    assert questions("multiple")["town"]["options"] == [
        {"id": "norra", "text": "Norra Testby"},
        {"id": "sodra", "text": "Södra Testby"},
        {"id": "annan", "text": "Annan"},
        {"id": "vill_inte", "text": "Vill inte svara", "exclusive": True},
    ]
    assert questions("matrix")["view"]["statements"] == [
        {"id": "listened", "text": "Jag blev lyssnad på."},
        {"id": "retell", "text": "Jag fick berätta samma sak många gånger."},
    ]
    assert questions("number")["siblings"]["max"] == 20
    assert questions("required")["sure"]["required"] is True
    assert questions("long-text")["wish"]["hint"] == "Skriv inte namn."
    assert "options" not in questions("long-text")["wish"]


def test_the_condition_of_a_page_stands_in_each_question() -> None:
    assert questions("branching")["how"]["when"] == {
        "op": "not",
        "of": {"op": "equals", "question": "needed", "value": "yes"},
    }


def test_the_conditions_in_the_json_lead_the_same_way() -> None:
    answers = {"life_area": ["skola"], "sought": "no", "first_age": "not_been_hard"}
    described = describe(YOUTH, version=1)["questions"]
    assert isinstance(described, list)
    counted = on_path(YOUTH, answers)

    followed = [
        one["id"]
        for one in described
        if holds(msgspec.convert(one.get("when"), Condition | None), counted) is not False
    ]

    assert followed == [one.id for one in path(YOUTH, answers)]
