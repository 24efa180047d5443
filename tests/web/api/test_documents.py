"""An instrument as programs read it: each kind with its own parts, conditions that lead alike."""

from pathlib import Path

import msgspec

from lyhord.instruments.definition import Condition
from lyhord.instruments.flow import holds, on_path, path
from lyhord.instruments.reading import read_library
from lyhord.web.api.documents import InstrumentDocument, document
from tests.instruments.files import EXAMPLES
from tests.web.respondent.doors import a_door

YOUTH = read_library(Path(__file__).parents[3] / "surveys").publications["youth"].instrument


def shown(made: InstrumentDocument) -> dict[str, dict[str, object]]:
    """Each question as it stands on the wire."""
    questions = msgspec.json.decode(msgspec.json.encode(made))["questions"]
    return {question["id"]: question for question in questions}


def questions(name: str) -> dict[str, dict[str, object]]:
    instrument = read_library(EXAMPLES, place="testby").publications[name].instrument
    return shown(document(instrument, a_door(instrument)))


def test_every_question_is_listed_in_order() -> None:
    listed = document(YOUTH, a_door(YOUTH)).questions

    assert [one.id for one in listed] == [one.id for one in YOUTH.questions]


def test_what_the_door_has_preset_is_not_listed() -> None:
    listed = document(YOUTH, a_door(YOUTH, presets={"municipality": "gnesta"})).questions

    assert "municipality" not in {one.id for one in listed}


def test_options_statements_and_bounds_are_there() -> None:
    assert questions("multiple")["town"]["max"] == 2
    assert questions("multiple")["town"]["options"] == [
        {"id": "norra", "text": "Norra Testby"},
        {"id": "sodra", "text": "Södra Testby"},
        {"id": "annan", "text": "Annan"},
        {"id": "vill_inte", "text": "Vill inte svara"},
    ]
    assert [line["id"] for line in questions("matrix")["view"]["statements"]] == [
        "listened",
        "retell",
    ]
    assert questions("number")["siblings"]["maximum"] == 20
    assert questions("required")["sure"]["required"] is True
    assert questions("long-text")["wish"]["hint"] == "Skriv inte namn."
    assert "options" not in questions("long-text")["wish"]


def test_the_condition_of_a_page_stands_in_each_question() -> None:
    assert questions("branching")["how"]["when"] == {
        "op": "not",
        "of": {"op": "equals", "question": "needed", "value": "yes"},
    }


def test_the_conditions_lead_the_same_way_as_ours() -> None:
    answers = {"life_area": ["skola"], "sought": "no", "first_age": "not_been_hard"}
    counted = on_path(YOUTH, answers)

    followed = [
        name
        for name, one in shown(document(YOUTH, a_door(YOUTH))).items()
        if holds(msgspec.convert(one.get("when"), Condition | None), counted) is not False
    ]

    assert followed == [one.id for one in path(YOUTH, answers)]
