"""The page's script and the server walk the same route, and the progress on the way is true."""

from collections.abc import Generator
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct
from playwright.sync_api import Browser, Page, Route

from lyhord.instruments import flow
from lyhord.instruments.definition import Audience
from lyhord.instruments.flow import Answers
from lyhord.intake.doors import Door
from tests.instruments.strategies import answers_to, instruments
from tests.web.respondent.doors import a_door
from tests.web.respondent.posting import kept_of, plainly, presets_of
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
OF_THE_PAGE = {"version", "language", "submission"}


class Tab(Struct):
    """A tab that is used again and again, and what was last posted from it."""

    page: Page
    html: str = ""
    thanks: str = ""
    posted: str = ""

    def walk(self, door: Door, answers: Answers) -> list[tuple[str, int, int]]:
        """Answer a survey; the questions as they came, each with its number and of how many."""
        self.html, self.thanks = survey_html(door), thanks_html(door)
        self.page.goto(ADDRESS)
        return [tuple(step) for step in self.page.evaluate(WALK, kept_of(answers))]

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


def assert_true_progress(steps: list[tuple[str, int, int]]) -> None:
    totals = [most for _, _, most in steps]

    assert [number for _, number, _ in steps] == list(range(1, len(steps) + 1))
    assert totals == sorted(totals, reverse=True)
    assert min(totals, default=0) >= len(steps)
    assert totals[-1:] == ([len(steps)] if steps else [])


@given(st.data())
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_script_and_server_ask_the_same_and_count_the_same(tab: Tab, data: st.DataObject) -> None:
    instrument = data.draw(instruments())
    answers = plainly(data.draw(answers_to(instrument)))
    presets = data.draw(presets_of(instrument))

    steps = tab.walk(a_door(instrument, presets=presets), answers)

    asked = flow.path(instrument, answers, presets=presets)
    counted = flow.on_path(instrument, answers, presets=presets)
    assert [id_ for id_, _, _ in steps] == [question.id for question in asked]
    assert_true_progress(steps)
    assert tab.sent() == kept_of({k: v for k, v in counted.items() if k not in presets})


@pytest.mark.parametrize("audience", AUDIENCES)
@given(data=st.data())
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_progress_is_true_in_the_shipped_surveys(
    tab: Tab, audience: Audience, data: st.DataObject
) -> None:
    door = real_door(audience)
    answers = data.draw(answers_to(door.publication.instrument))

    assert_true_progress(tab.walk(door, answers))
