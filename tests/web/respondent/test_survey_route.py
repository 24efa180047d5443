"""The page's script and the server walk the same route, and the progress on the way is true."""

import json
import re
from collections.abc import Generator
from typing import TypeAlias
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from playwright.sync_api import Browser, Page, Route

from lyhord.instruments import flow
from lyhord.instruments.definition import Audience, Instrument
from lyhord.instruments.flow import Answers
from lyhord.intake.doors import Door
from lyhord.web.assets import STATIC
from tests.forms.instruments import asking
from tests.instruments.strategies import answers_to
from tests.web.respondent.posting import Case, cases, kept_of
from tests.web.respondent.real import AUDIENCES, real_door
from tests.web.respondent.visits import ADDRESS, survey_html, thanks_html

# answers each question as it comes, and goes on, until the last screen
WALK = """
(kept) => {
  const steps = [];
  const form = document.querySelector("#survey");
  const goOn = () => form.requestSubmit();
  goOn();
  for (let n = 0; n < 99 && document.querySelector("#send").hidden; n += 1) {
    const box = document.querySelector(".question:not([hidden])");
    steps.push([box.id.slice(2), ...box.querySelector(".progress").textContent.match(/\\d+/g)]);
    const left = structuredClone(kept);
    for (const input of box.querySelectorAll("[name]")) {
      const given = left[input.name] ?? [];
      const isChoice = input.matches("[type=radio], [type=checkbox]");
      if (isChoice) input.checked = given.includes(input.value);
      else input.value = given.shift() ?? "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    goOn();
  }
  return steps.map(([id, n, most]) => [id, Number(n), Number(most)]);
}
"""
# walks in thought, by the script's own rules: only what has been met is answered
THINK = (
    (STATIC / "route.js").read_text()
    + """
({ ids, flow, kept }) => {
  const isOf = ({ id }, key) => key.split(".")[0] === id;
  const wanted = (question) =>
    Object.fromEntries(Object.entries(kept).filter(([key]) => isOf(question, key)));
  const questions = questionsOf(ids.map((id) => ({ id })), flow);
  let here = -1;
  const met = (question) => (questions.indexOf(question) > here ? {} : wanted(question));
  const steps = [];
  for (;;) {
    const asked = route(questions, met);
    const next = asked.find((question) => questions.indexOf(question) > here);
    if (!next) return [steps, Object.assign({}, ...asked.map(wanted))];
    const shown = route(questions, met, questions.indexOf(next));
    steps.push([next.id, shown.indexOf(next) + 1, shown.length]);
    here = questions.indexOf(next);
  }
}
"""
)
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
OF_THE_PAGE = {"version", "language", "submission"}


Step: TypeAlias = tuple[str, int, int]


class Tab(Struct):
    """A tab that is used again and again, and what was last posted from it."""

    page: Page
    html: str = ""
    thanks: str = ""
    posted: str = ""

    def __repr__(self) -> str:
        """Leave the page out, which hides what a failing test has to say."""
        return "Tab"

    def walk(self, door: Door, answers: Answers) -> list[Step]:
        """Answer a survey; the questions as they came, each with its number and of how many."""
        self.html, self.thanks = survey_html(door), thanks_html(door)
        self.page.goto(ADDRESS)
        return [tuple(step) for step in self.page.evaluate(WALK, kept_of(answers))]

    def think(self, case: Case) -> tuple[list[Step], dict[str, list[str]]]:
        """Follow the script's rules without any screen; the steps, and what would be sent."""
        html = survey_html(case.door)
        told = {
            "ids": re.findall(r'class="question" id="q-(\w+)"', html),
            "flow": json.loads(re.findall(r'id="flow">(.*?)</script>', html)[0]),
            "kept": kept_of(case.answers),
        }
        steps, sent = self.page.evaluate(THINK, told)
        return [tuple(step) for step in steps], sent

    def sent(self) -> dict[str, list[str]]:
        """Send the answers; what arrived of them."""
        self.page.evaluate("document.querySelector('#survey').requestSubmit()")
        self.page.locator("#receipt").wait_for()
        fields = parse_qs(self.posted).items()
        return {name: values for name, values in fields if name not in OF_THE_PAGE}


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Generator[Tab]:
    """A wide screen, on which a matrix is one question."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    # each walk is somebody else's
    context.add_init_script("sessionStorage.clear()")
    tab = Tab(context.new_page())

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            tab.posted = route.request.post_data or ""
        body = tab.thanks if route.request.method == "POST" else tab.html
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    context.route("**/*", answer)
    yield tab
    context.close()


def assert_true_progress(steps: list[Step]) -> None:
    totals = [most for _, _, most in steps]

    assert [number for _, number, _ in steps] == list(range(1, len(steps) + 1)), steps
    assert totals == sorted(totals, reverse=True), steps
    assert min(totals, default=0) >= len(steps), steps


def assert_same_route(case: Case, steps: list[Step], sent: dict[str, list[str]]) -> None:
    asked = flow.path(case.instrument, case.answers, presets=case.presets)
    counted = flow.on_path(case.instrument, case.answers, presets=case.presets)

    assert [id_ for id_, _, _ in steps] == [question.id for question in asked]
    assert sent == kept_of({k: v for k, v in counted.items() if k not in case.presets})
    assert_true_progress(steps)


def yes_or_no(name: str, **more: object) -> dict[str, object]:
    options = [{"id": "yes", "text": "Ja"}, {"id": "no", "text": "Nej"}]
    return {"kind": "single", "id": name, "text": "Ja?", "options": options} | more


def with_a_preset_that_may_not_be_asked() -> Instrument:
    yes = {"op": "equals", "question": "first", "value": "yes"}
    preset = {"op": "equals", "question": "town", "value": "yes"}
    return asking(
        yes_or_no("first"),
        yes_or_no("town", when=yes),
        yes_or_no("last", when={"op": "not", "of": preset}),
    )


@pytest.mark.parametrize(
    ("answer", "asked"),
    [("yes", [("first", 1, 2)]), ("no", [("first", 1, 2), ("last", 2, 2)])],
)
def test_what_a_door_presets_counts_only_where_it_is_asked(
    tab: Tab, answer: str, asked: list[Step]
) -> None:
    instrument = with_a_preset_that_may_not_be_asked()
    case = Case(instrument=instrument, presets={"town": "yes"}, answers={"first": answer})

    assert tab.think(case)[0] == asked


@given(case=cases())
@settings(max_examples=250, **PATIENT)
def test_script_and_server_follow_the_same_rules(tab: Tab, case: Case) -> None:
    steps, sent = tab.think(case)

    assert_same_route(case, steps, sent)


@given(case=cases())
@settings(max_examples=8, **PATIENT)
def test_the_screens_come_as_the_server_asks(tab: Tab, case: Case) -> None:
    steps = tab.walk(case.door, case.answers)

    assert_same_route(case, steps, tab.sent())


@pytest.mark.parametrize("audience", AUDIENCES)
@given(data=st.data())
@settings(max_examples=2, **PATIENT)
def test_progress_is_true_in_the_shipped_surveys(
    tab: Tab, audience: Audience, data: st.DataObject
) -> None:
    door = real_door(audience)
    answers = data.draw(answers_to(door.publication.instrument))

    assert_true_progress(tab.walk(door, answers))
