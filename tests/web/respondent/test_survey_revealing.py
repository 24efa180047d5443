"""Without script, style rules hide what is not asked, and nothing that is."""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from lyhord.forms import revealing
from lyhord.forms.revealing import watched
from lyhord.instruments import flow
from lyhord.instruments.definition import Audience, Instrument, Notes, Number
from lyhord.instruments.flow import Answers, answer_keys
from lyhord.storage.collectors import Presets
from tests.forms.instruments import asking
from tests.instruments.strategies import an_answer
from tests.web.respondent.doors import a_door
from tests.web.respondent.posting import Case, cases, kept_of, plainly, shown_again
from tests.web.respondent.real import AUDIENCES, real_door

HIDDEN = (
    "[...document.querySelectorAll('.question')].filter((each) => !each.checkVisibility())"
    ".map((each) => each.id.slice(2))"
)
OPTIONS = [{"id": "yes", "text": "Ja"}, {"id": "no", "text": "Nej"}]
TEXT: dict[str, object] = {"kind": "short_text", "id": "first", "text": "Ord?"}


@st.composite
def settled_cases(draw: st.DrawFn) -> Case:
    """Draw a case with everything answered that is waited for: nothing is open any more."""
    case = draw(cases(most_pages=3))
    waited_for = [each for each in case.instrument.questions if each.id in watched(case.instrument)]
    # styles cannot see these
    assume(not any(isinstance(each, Number | Notes) for each in waited_for))
    more = {key: draw(an_answer(each)) for each in waited_for for key in answer_keys(each)}
    return replace(case, answers=plainly(more) | case.answers)


@pytest.fixture(scope="module")
def long_page(browser: Browser) -> Page:
    """A tab without script, for one page after the other."""
    return browser.new_context(java_script_enabled=False).new_page()


def hidden_by_styles(
    page: Page, instrument: Instrument, answers: Answers, presets: Presets | None = None
) -> set[str]:
    door = a_door(instrument, presets=presets)
    page.set_content(shown_again(door, kept_of(answers)))
    return set(page.evaluate(HIDDEN))


@given(case=cases())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_styles_never_hide_what_the_server_asks(long_page: Page, case: Case) -> None:
    instrument, answers, presets = case.instrument, case.answers, case.presets

    hidden = hidden_by_styles(long_page, instrument, answers, presets)

    asked = {question.id for question in flow.path(instrument, answers, presets=presets)}
    assert asked.isdisjoint(hidden)


@given(case=settled_cases())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_styles_hide_what_no_further_answer_can_lead_to(long_page: Page, case: Case) -> None:
    instrument, answers, presets = case.instrument, case.answers, case.presets

    hidden = hidden_by_styles(long_page, instrument, answers, presets)

    asked = {question.id for question in flow.path(instrument, answers, presets=presets)}
    drawn = {each.id for each in instrument.questions if each.id not in presets}
    assert hidden == drawn - asked


def test_words_reveal_and_hide(long_page: Page) -> None:
    answered = {"op": "answered", "question": "first"}
    instrument = asking(
        TEXT,
        {**TEXT, "id": "second", "when": {"op": "not", "of": answered}},
        {**TEXT, "id": "third", "when": answered},
    )

    assert hidden_by_styles(long_page, instrument, {}) == set()
    assert hidden_by_styles(long_page, instrument, {"first": "Ord"}) == {"second"}


def test_what_hangs_on_a_question_that_may_not_be_asked_stays(long_page: Page) -> None:
    instrument = asking(
        {**TEXT, "kind": "number"},
        {
            "kind": "single",
            "id": "maybe",
            "text": "Kanske?",
            "options": OPTIONS,
            "when": {"op": "answered", "question": "first"},
        },
        {**TEXT, "id": "last", "when": {"op": "equals", "question": "maybe", "value": "yes"}},
    )

    assert hidden_by_styles(long_page, instrument, {"maybe": "no"}) == set()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_browser_that_cannot_look_inside_shows_everything(audience: Audience) -> None:
    rules = revealing.rules(real_door(audience).publication.instrument, presets={})

    # one unknown selector outside of `:is()` makes a browser drop the whole rule
    bare = [re.sub(r":is\([^{]*\)(?=:not)", "", rule) for rule in rules.split("}") if rule]
    assert [rule for rule in bare if ":not(:has(" not in rule] == []
