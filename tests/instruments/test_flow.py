"""The route: what counts, what is asked, and that it always ends."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.instruments.definition import Equals, Instrument, Not
from lyhord.instruments.flow import Answers, answer_keys, holds, on_path, path, route
from lyhord.instruments.reaching import unreachable
from lyhord.instruments.reading import read_library
from tests.instruments.strategies import an_answer, answers_to, instruments

SURVEYS = Path(__file__).parents[2] / "surveys"
SHIPPED = read_library(SURVEYS).publications
YOUTH = SHIPPED["youth"].instrument
BRANCHING = (
    read_library(Path(__file__).parents[1] / "surveys_for_tests", place="testby")
    .publications["branching"]
    .instrument
)

any_instrument = instruments() | st.sampled_from([one.instrument for one in SHIPPED.values()])


def ids(instrument: Instrument, answers: dict, **presets: str) -> list[str]:
    return [question.id for question in path(instrument, answers, presets=presets)]


def walked(instrument: Instrument, answers: Answers, presets: Answers) -> tuple[list, Answers]:
    """The route as the survey format tells it: one question after the other."""
    asked, counted = [], {}
    for page in instrument.pages:
        if holds(page.when, counted) is False:
            continue
        for question in page.questions:
            if holds(question.when, counted) is False:
                continue
            keys = answer_keys(question)
            is_preset = any(key in presets for key in keys)
            if not is_preset:
                asked.append(question)
            given_ = presets if is_preset else answers
            counted |= {key: given_[key] for key in keys if given_.get(key) not in (None, "", [])}
    return asked, counted


@given(st.data())
def test_a_way_that_was_laid_out_leads_as_one_question_after_the_other(
    data: st.DataObject,
) -> None:
    instrument = data.draw(any_instrument)
    answers = data.draw(answers_to(instrument))
    empty = data.draw(st.sets(st.sampled_from(sorted(answers)))) if answers else set()
    answers |= {key: data.draw(st.sampled_from(["", []])) for key in sorted(empty)}
    presets = data.draw(answers_to(instrument)) if data.draw(st.booleans()) else {}

    asked, counted = walked(instrument, answers, presets)

    assert (tuple(asked), counted) == route(instrument, answers, presets=presets)
    assert list(counted) == list(on_path(instrument, answers, presets=presets))


@given(st.data())
def test_an_answer_off_the_path_changes_nothing(data: st.DataObject) -> None:
    instrument = data.draw(any_instrument)
    answers = data.draw(answers_to(instrument))
    asked = path(instrument, answers)
    off = [question for question in instrument.questions if question not in asked]
    changed = dict(answers)
    for question in off:
        for key in answer_keys(question):
            changed.pop(key, None)
            if data.draw(st.booleans()):
                changed[key] = data.draw(an_answer(question))

    assert path(instrument, changed) == asked
    assert on_path(instrument, changed) == on_path(instrument, answers)


@given(st.data())
def test_answers_that_count_lead_the_same_way_again(data: st.DataObject) -> None:
    instrument = data.draw(any_instrument)
    answers = data.draw(answers_to(instrument))

    counted = on_path(instrument, answers)

    assert path(instrument, counted) == path(instrument, answers)
    assert on_path(instrument, counted) == counted


@given(st.data())
def test_a_path_runs_through_the_questions_in_order_without_coming_back(
    data: st.DataObject,
) -> None:
    instrument = data.draw(any_instrument)
    answers = data.draw(answers_to(instrument))

    places = [instrument.questions.index(q) for q in path(instrument, answers)]

    assert places == sorted(set(places))


@given(st.data())
def test_what_counts_was_answered_and_was_asked(data: st.DataObject) -> None:
    instrument = data.draw(any_instrument)
    answers = data.draw(answers_to(instrument))

    counted = on_path(instrument, answers)

    asked = {key for q in path(instrument, answers) for key in answer_keys(q)}
    assert counted == {key: value for key, value in answers.items() if key in asked}


@given(st.data())
def test_a_question_on_the_path_is_never_called_unreachable(data: st.DataObject) -> None:
    instrument = data.draw(instruments())
    counted = on_path(instrument, data.draw(answers_to(instrument)))
    true = [
        f"no answers lead to {question.id}"
        for page in instrument.pages
        for question in page.questions
        if holds(page.when, counted) and holds(question.when, counted)
    ]

    said = {problem.what for problem in unreachable(instrument)}

    assert said.isdisjoint(true)


@given(st.data())
def test_a_preset_is_not_asked_but_counts(data: st.DataObject) -> None:
    instrument = data.draw(any_instrument)
    answers = data.draw(answers_to(instrument))
    asked = [q for q in path(instrument, answers) if answer_keys(q) == (q.id,)]
    if not asked:
        return
    question = data.draw(st.sampled_from(asked))
    preset = {question.id: data.draw(an_answer(question))}

    with_preset = on_path(instrument, answers, presets=preset)

    assert question not in path(instrument, answers, presets=preset)
    assert with_preset[question.id] == preset[question.id]
    assert with_preset == on_path(instrument, answers | preset)


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_without_answers_every_branch_of_a_shipped_instrument_is_open(name: str) -> None:
    instrument = SHIPPED[name].instrument

    assert path(instrument, {}) == instrument.questions


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_some_answers_lead_to_every_question_of_a_shipped_instrument(name: str) -> None:
    assert list(unreachable(SHIPPED[name].instrument)) == []


@pytest.mark.parametrize("name", sorted(SHIPPED))
@given(data=st.data())
def test_every_path_of_a_shipped_instrument_reaches_its_end(name: str, data: st.DataObject) -> None:
    instrument = SHIPPED[name].instrument
    answers = data.draw(answers_to(instrument))

    assert path(instrument, answers)[-1] == instrument.questions[-1]


def test_a_young_person_without_need_goes_straight_to_how_it_began() -> None:
    asked = ids(YOUTH, {"life_area": ["inget"], "sought": "no"})

    assert asked[asked.index("life_area") + 1] == "first_age"


def test_a_young_person_who_asked_for_help_is_not_asked_why_not() -> None:
    asked = ids(YOUTH, {"life_area": ["skola"], "sought": "self"})

    assert "why_not" not in asked
    assert {"actor", "n_contacts", "wait", "core", "worked", "missing"} <= set(asked)


def test_a_young_person_who_asked_nobody_says_why_and_meets_no_questions_on_contacts() -> None:
    asked = ids(YOUTH, {"life_area": ["skola"], "sought": "no"})

    assert asked[asked.index("why_not") + 1] == "first_age"


def test_who_has_not_had_it_hard_is_not_asked_about_signs() -> None:
    asked = ids(YOUTH, {"first_age": "not_been_hard"})

    assert asked[asked.index("first_age") + 1] == "want_contact"


def test_a_child_that_needed_no_help_goes_on_to_its_own_words() -> None:
    asked = ids(SHIPPED["child"].instrument, {"needed": "no"})

    assert asked[asked.index("needed") + 1] == "worked"


def test_a_guardian_without_need_goes_straight_to_how_it_began() -> None:
    asked = ids(SHIPPED["guardian"].instrument, {"life_area": ["inget"]})

    assert asked[asked.index("life_area") + 1] == "first_age"


def test_a_guardian_for_whom_nothing_was_hard_is_not_asked_about_signs() -> None:
    asked = ids(SHIPPED["guardian"].instrument, {"first_age": "nothing_hard"})

    assert asked[asked.index("first_age") + 1] == "easy_way"


def test_a_municipality_in_the_link_is_not_asked_for() -> None:
    assert "municipality" not in ids(YOUTH, {}, municipality="flen")
    assert on_path(YOUTH, {"municipality": "trosa"}, presets={"municipality": "flen"}) == {
        "municipality": "flen"
    }


def test_an_unanswered_question_leaves_its_branch_open_until_it_is_answered() -> None:
    assert ids(BRANCHING, {}) == ["needed", "who", "teacher", "how", "thanks"]
    assert ids(BRANCHING, {"needed": "yes"}) == ["needed", "who", "teacher", "thanks"]
    assert ids(BRANCHING, {"needed": "no"}) == ["needed", "how", "thanks"]


def test_answered_is_false_when_there_is_no_answer() -> None:
    assert "thanks" not in ids(BRANCHING, {"needed": "yes", "who": ["larare"]})
    assert "thanks" in ids(BRANCHING, {"needed": "yes", "who": ["larare"], "teacher": "hjälpte"})


def test_an_empty_answer_is_no_answer() -> None:
    condition = Not(of=Equals(question="needed", value="yes"))

    assert holds(condition, {"needed": ""}) is None
    assert on_path(BRANCHING, {"needed": "", "who": []}) == {}
