"""Arrows and words on paper lead a reader exactly along the path."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.forms.numbering import numbered
from lyhord.forms.signposts import END, Signposts, signposts
from lyhord.instruments.definition import Instrument
from lyhord.instruments.flow import Answers, answer_keys, holds, path
from lyhord.instruments.reading import read_library
from tests.builders import an_instrument
from tests.instruments.strategies import an_answer, instruments

SHIPPED = read_library(Path(__file__).parents[2] / "surveys").publications
any_instrument = instruments() | st.sampled_from([one.instrument for one in SHIPPED.values()])


def read_on_paper(instrument: Instrument, posts: Signposts, answers: Answers) -> list[str]:
    """The questions that a reader answers who follows every arrow and every word."""
    questions = instrument.questions
    places = {question.id: place for place, question in enumerate(questions)} | {
        END: len(questions)
    }
    seen: list[str] = []
    counted: Answers = {}
    at = 0
    while at < len(questions):
        question = questions[at]
        at += 1
        condition = posts.skips.get(question.id)
        if condition is not None and holds(condition, counted) is False:
            continue
        seen.append(question.id)
        counted |= {key: answers[key] for key in answer_keys(question)}
        arrow = posts.after.get(question.id)
        for chosen in as_list(counted.get(question.id)):
            arrow = posts.options.get((question.id, chosen), arrow)
        at = at if arrow is None else places[arrow]
    return seen


def as_list(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


@given(st.data())
def test_a_reader_who_follows_the_paper_answers_what_the_path_asks(data: st.DataObject) -> None:
    instrument = data.draw(any_instrument)
    answers: Answers = {
        key: data.draw(an_answer(question).filter(lambda value: value != ["none", "a"]))
        for question in instrument.questions
        for key in answer_keys(question)
    }
    for key, value in answers.items():
        if isinstance(value, list) and ("none" in value or "inget" in value):
            answers[key] = [next(each for each in value if each in {"none", "inget"})]
    posts = signposts(instrument)

    on_paper = read_on_paper(instrument, posts, answers)

    assert on_paper == [question.id for question in path(instrument, answers)]


def test_whoever_skips_a_question_by_its_words_does_not_follow_its_arrow() -> None:
    options = [{"id": each, "text": each.upper()} for each in "ab"]
    one, two, three, four = (
        {"kind": "single", "id": name, "text": "Fråga?", "options": options}
        for name in ("one", "two", "three", "four")
    )
    both = [{"op": "equals", "question": "one", "value": each} for each in "ab"]
    never = {"op": "all", "of": both}
    instrument = an_instrument(
        pages=[
            {"id": "p", "title": "Sida", "questions": [one, two]},
            {"id": "q", "title": "Sida", "when": never, "questions": [three, four]},
        ]
    )
    answers: Answers = dict.fromkeys(("one", "two", "three", "four"), "a")

    assert read_on_paper(instrument, signposts(instrument), answers) == ["one", "two"]


def numbers(name: str) -> tuple[dict[tuple[int | None, str], int | None], Signposts]:
    instrument = SHIPPED[name].instrument
    posts = signposts(instrument)
    number = {one.question.id: one.number for one in numbered(instrument)}
    arrows = {
        (number[asked], option): number.get(to) for (asked, option), to in posts.options.items()
    }
    return arrows | {
        (number[asked], "whatever"): number.get(to) for asked, to in posts.after.items()
    }, posts


@pytest.mark.parametrize(
    ("name", "arrows"),
    [
        (
            "youth",
            {
                (4, "inget"): 13,
                (5, "self"): 7,
                (5, "someone_else"): 7,
                (5, "vet_inte"): 7,
                (6, "whatever"): 13,
                (13, "not_been_hard"): 16,
            },
        ),
        ("child", {(7, "no"): 11}),
        ("guardian", {(3, "inget"): 12, (12, "nothing_hard"): 15}),
        ("professional", {}),
    ],
)
def test_the_shipped_surveys_need_arrows_alone(
    name: str, arrows: dict[tuple[int, str], int]
) -> None:
    found, posts = numbers(name)

    assert found == arrows
    assert posts.skips == {}
