"""From posted forms and JSON to the answers that count, or to every mistake."""

from collections.abc import Mapping, Sequence

import pytest

from lyhord.forms.mistakes import Mistake, Mistakes
from lyhord.forms.parsing import parse_form, parse_json
from lyhord.forms.values import MOST_CODE_POINTS
from lyhord.instruments.flow import Answers
from tests.forms.instruments import asking, every_kind

EVERY_KIND = every_kind()


def form(fields: Mapping[str, Sequence[str]], **presets: str) -> Answers | Mistakes:
    return parse_form(EVERY_KIND, fields, presets=presets)


def codes(outcome: Answers | Mistakes) -> list[tuple[str, str]]:
    assert isinstance(outcome, Mistakes)
    return [(each.key, each.code) for each in outcome.mistakes]


def test_every_kind_is_read_from_a_form() -> None:
    posted = {
        "sought": ["no"],
        "life_area": ["hem", "skola"],
        "mood": ["vet_inte"],
        "core.listened": ["helt"],
        "core.retell": ["hoppa"],
        "why_not": ["Visste inte\r\nvart"],
        "who": ["Mamma"],
        "adults": [" 7 "],
        "ideas": ["Bänkar", "", "Mer ljus"],
    }

    expected = {
        "sought": "no",
        "life_area": ["skola", "hem"],
        "mood": "vet_inte",
        "core.listened": "helt",
        "core.retell": "hoppa",
        "why_not": "Visste inte\nvart",
        "who": "Mamma",
        "adults": 7,
        "ideas": ["Bänkar", "Mer ljus"],
    }
    assert form(posted) == expected


def test_json_reads_the_same_answers_as_a_form() -> None:
    answers = {
        "sought": "no",
        "life_area": ["hem", "skola"],
        "core.listened": "helt",
        "why_not": "Visste inte\r\nvart",
        "adults": 7,
        "ideas": ["Bänkar"],
        "who": None,
        "mood": "",
    }
    posted = {
        "sought": ["no"],
        "life_area": ["hem", "skola"],
        "core.listened": ["helt"],
        "why_not": ["Visste inte\r\nvart"],
        "adults": ["7"],
        "ideas": ["Bänkar"],
    }

    assert parse_json(EVERY_KIND, answers, presets={}) == form(posted)


@pytest.mark.parametrize(
    ("posted", "mistake"),
    [
        ({"sought": ["kanske"]}, Mistake("sought", "unknown_option")),
        ({"sought": ["yes", "no"]}, Mistake("sought", "several")),
        ({"sought": ["yes"] * 10_000}, Mistake("sought", "several")),
        ({"mood": ["\0"]}, Mistake("mood", "unknown_option")),
        ({"core.retell": ["visst"]}, Mistake("core.retell", "unknown_option")),
        ({"life_area": ["hem", "rymden"]}, Mistake("life_area", "unknown_option")),
        ({"life_area": ["hem", "inget"]}, Mistake("life_area", "exclusive")),
        (
            {"life_area": ["hem", "skola", "natet", "fritid"]},
            Mistake("life_area", "too_many", {"max": 3}),
        ),
        ({"why_not": ["hej", "hå"]}, Mistake("why_not", "several")),
        ({"why_not": ["hej\0då"]}, Mistake("why_not", "unreadable")),
        ({"why_not": ["hej\ud800"]}, Mistake("why_not", "unreadable")),
        ({"ideas": ["bra", "\0"]}, Mistake("ideas", "unreadable")),
        (
            {"why_not": ["x" * (MOST_CODE_POINTS + 1)]},
            Mistake("why_not", "too_long", {"max": MOST_CODE_POINTS}),
        ),
        ({"adults": ["många"]}, Mistake("adults", "not_a_number")),
        ({"adults": ["1.5"]}, Mistake("adults", "not_a_number")),
        ({"adults": ["41"]}, Mistake("adults", "out_of_range", {"min": 0, "max": 40})),
        ({"adults": ["-1"]}, Mistake("adults", "out_of_range", {"min": 0, "max": 40})),
        ({"adults": ["9" * 5_000]}, Mistake("adults", "out_of_range", {"min": 0, "max": 40})),
        ({"adults": ["1", "2"]}, Mistake("adults", "several")),
        ({"ideas": list("abcd")}, Mistake("ideas", "too_many_notes", {"max": 3})),
        ({}, Mistake("", "nothing_answered")),
        ({"who": [" \t\r\n"], "ideas": ["", " "], "sought": [""]}, Mistake("", "nothing_answered")),
    ],
)
def test_what_cannot_be_used_is_named(posted: dict[str, list[str]], mistake: Mistake) -> None:
    outcome = form(posted)

    assert isinstance(outcome, Mistakes)
    assert outcome.mistakes == (mistake,)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([], [("", "not_answers")]),
        ("sought", [("", "not_answers")]),
        ({}, [("", "nothing_answered")]),
        ({"nope": "x"}, [("nope", "unknown_question")]),
        ({"core": "helt"}, [("core", "unknown_question")]),
        ({"welcome": "x"}, [("welcome", "unknown_question")]),
        ({"sought": ["yes"]}, [("sought", "wrong_type")]),
        ({"sought": 1}, [("sought", "wrong_type")]),
        ({"sought": {"yes": True}}, [("sought", "wrong_type")]),
        ({"life_area": "hem"}, [("life_area", "wrong_type")]),
        ({"life_area": ["hem", 1]}, [("life_area", "wrong_type")]),
        ({"life_area": {"hem": 1}}, [("life_area", "wrong_type")]),
        ({"adults": "7"}, [("adults", "wrong_type")]),
        ({"adults": True}, [("adults", "wrong_type")]),
        ({"adults": 7.5}, [("adults", "wrong_type")]),
        ({"adults": 10**5_000}, [("adults", "out_of_range")]),
        ({"ideas": "Bänkar"}, [("ideas", "wrong_type")]),
        ({"why_not": ["text"]}, [("why_not", "wrong_type")]),
        ({"why_not": "hej\ud800"}, [("why_not", "unreadable")]),
    ],
)
def test_json_of_the_wrong_form_is_named(answers: object, found: list[tuple[str, str]]) -> None:
    assert codes(parse_json(EVERY_KIND, answers, presets={})) == found


def test_every_mistake_is_found_at_once_in_the_order_of_the_questions() -> None:
    posted = {"adults": ["x"], "sought": ["x"], "core.retell": ["x"], "life_area": ["x"]}

    assert [key for key, _ in codes(form(posted))] == [
        "sought",
        "life_area",
        "core.retell",
        "adults",
    ]


def test_a_program_that_sends_rubbish_hears_of_the_first_of_it() -> None:
    rubbish = {f"q{number}": number for number in range(10_000)}

    assert len(codes(parse_json(EVERY_KIND, rubbish, presets={}))) == 100


def test_a_form_may_say_what_the_page_adds_and_nothing_else() -> None:
    page = {"submission": ["x"], "version": ["1"], "language": ["sv"]}
    strange = {"core": ["helt"], "nope": ["x"], "\0": ["\0"] * 3}

    assert form({"sought": ["yes"]} | page) == {"sought": "yes"}
    refused = form({"sought": ["yes"]} | strange)
    assert isinstance(refused, Mistakes)
    assert {each.key for each in refused.mistakes} == strange.keys()
    assert {each.code for each in refused.mistakes} == {"unknown_question"}


def test_answers_and_mistakes_off_the_path_are_dropped() -> None:
    assert form({"sought": ["yes"], "why_not": ["Pinsamt"]}) == {"sought": "yes"}
    assert form({"sought": ["yes"], "why_not": ["\0"]}) == {"sought": "yes"}


def test_an_unanswered_condition_leaves_its_branch_open() -> None:
    assert form({"why_not": ["Pinsamt"]}) == {"why_not": "Pinsamt"}


def test_a_preset_counts_and_cannot_be_answered_otherwise() -> None:
    answers = form({"sought": ["no"], "who": ["Mamma"], "why_not": ["x"]}, sought="yes")

    assert answers == {"sought": "yes", "who": "Mamma"}


def test_a_preset_alone_is_no_answer() -> None:
    assert codes(form({}, sought="yes")) == [("", "nothing_answered")]


def test_json_may_repeat_a_preset_question() -> None:
    posted = {"sought": "no", "who": "Mamma"}

    answers = parse_json(EVERY_KIND, posted, presets={"sought": "yes"})

    assert answers == {"sought": "yes", "who": "Mamma"}


REQUIRED = asking(
    {"kind": "short_text", "id": "who", "text": "Vem?"},
    {"kind": "short_text", "id": "where", "text": "Var?", "required": True},
    {
        "kind": "short_text",
        "id": "when",
        "text": "När?",
        "required": True,
        "when": {"op": "answered", "question": "where"},
    },
)


def test_a_required_question_is_asked_for_only_on_the_path() -> None:
    assert codes(parse_form(REQUIRED, {"who": ["Jag"]}, presets={})) == [("where", "required")]
    assert codes(parse_form(REQUIRED, {"where": ["Här"]}, presets={})) == [("when", "required")]


def test_a_required_question_with_a_mistake_is_named_once() -> None:
    assert codes(parse_form(REQUIRED, {"where": ["\0"]}, presets={})) == [("where", "unreadable")]


def test_what_was_posted_is_kept_with_the_mistakes() -> None:
    posted = {"sought": ["x"], "who": [" Mamma "], "life_area": ["hem", "hem"], "else": ["x"]}

    outcome = form(posted)

    assert isinstance(outcome, Mistakes)
    assert outcome.kept == {
        "sought": ("x",),
        "who": (" Mamma ",),
        "life_area": ("hem", "hem"),
    }


def test_long_text_of_many_signs_is_taken() -> None:
    family = "👩‍👩‍👧‍👦"
    text = family * (MOST_CODE_POINTS // len(family))

    assert form({"who": [text]}) == {"who": text}


INVISIBLE = (
    "\u200b",
    "\ufeff",
    "\u2060",
    "\u00ad",
    "\u200e\u200f\u202e",
    "\u3164",
    " \u200d\ufe0f\n",
)


@pytest.mark.parametrize("text", INVISIBLE)
def test_a_text_that_cannot_be_seen_is_no_answer(text: str) -> None:
    posted = {"why_not": [text], "who": [text], "adults": [text], "ideas": [text, text]}

    assert codes(form(posted)) == [("", "nothing_answered")]
    assert form(posted | {"sought": ["no"]}) == {"sought": "no"}


def test_a_text_with_something_to_see_is_kept_as_it_was_written() -> None:
    text = "\u200fja\u00ad\u200b, \u2764\ufe0f"

    assert form({"who": [text], "sought": ["no"]}) == {"sought": "no", "who": text}


@pytest.mark.parametrize("text", ["\U0001f469\u200d\U0001f467", "\u2026", "?", "\u064e"])
def test_a_picture_or_a_mark_is_an_answer(text: str) -> None:
    assert form({"who": [text]}) == {"who": text}
