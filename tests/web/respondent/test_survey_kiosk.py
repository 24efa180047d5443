"""A shared screen in chromium, with real keys: the next person meets nothing of the last."""

import pytest
from playwright.sync_api import Browser, expect

from lyhord.web.respondent.pages import SurveyPages
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_screen
from tests.web.respondent.visits import (
    ADDRESS,
    RENDERER,
    Visit,
    survey_html,
    thanks_html,
    to_check,
    to_question,
    visiting,
)

pytestmark = pytest.mark.browser

WRITTEN = "Det kändes pinsamt"
DOOR = a_screen(every_kind())


def at_screen(visit: Visit) -> None:
    """Let the tab's time be the test's."""
    visit.page.clock.install()
    visit.page.reload()


def written(visit: Visit) -> None:
    to_question(visit, "Varför inte?")
    visit.page.get_by_role("textbox").press_sequentially(WRITTEN)


def is_empty(visit: Visit) -> None:
    expect(visit.page.get_by_role("button", name="Börja", exact=True)).to_be_visible()
    assert visit.page.url == ADDRESS
    assert visit.page.evaluate("sessionStorage.length + localStorage.length") == 0
    inputs = "[...document.querySelectorAll('textarea, input.box')].map((each) => each.value)"
    assert set(visit.page.evaluate(inputs)) <= {""}


def test_who_goes_away_is_asked_and_everything_is_emptied(browser: Browser) -> None:
    html = survey_html(DOOR)
    policy = SurveyPages(RENDERER).policy(DOOR, html)
    with visiting(browser, html, policy=policy) as visit:
        at_screen(visit)
        written(visit)
        assert visit.page.evaluate("sessionStorage.length") == 0
        visit.page.clock.fast_forward(121_000)
        expect(visit.page.get_by_role("dialog", name="Är du kvar?")).to_be_visible()
        visit.page.keyboard.press("Escape")
        visit.press("Ja, jag är kvar")
        expect(visit.page.get_by_role("textbox")).to_have_value(WRITTEN)
        visit.page.clock.fast_forward(121_000)
        visit.page.clock.fast_forward(31_000)
        is_empty(visit)
        for _ in range(3):
            visit.page.keyboard.press("Alt+ArrowLeft")
            visit.page.evaluate("history.back()")
            is_empty(visit)
        visit.page.evaluate("history.forward()")
        is_empty(visit)
        visit.page.reload()
        is_empty(visit)


def test_after_sending_the_screen_is_emptied_for_the_next_person(browser: Browser) -> None:
    html = survey_html(DOOR)
    policy = SurveyPages(RENDERER).policy(DOOR, html)
    with visiting(browser, html, policy=policy) as visit:
        at_screen(visit)
        for way in ("by itself", "by a press"):
            visit.replies.append(
                lambda route: route.fulfill(
                    body=thanks_html(DOOR), content_type="text/html; charset=utf-8"
                )
            )
            written(visit)
            to_check(visit)
            visit.press("Skicka")
            visit.heading("Dina svar är skickade")
            if way == "by itself":
                visit.page.clock.fast_forward(61_000)
            else:
                visit.page.get_by_role("link", name="Klar, töm skärmen").press("Enter")
            is_empty(visit)
            assert "7K2M" not in visit.page.content()
