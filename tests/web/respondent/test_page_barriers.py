"""The pages around a survey, and what opens on its screens, in the states that people meet."""

import pytest
from playwright.sync_api import Browser, Page, expect

from lyhord.web.headers import survey_policy
from lyhord.web.respondent.pages import SurveyPages
from tests.web.respondent.barriers import LOOKING, OTHERS, PHONE, ZOOMED, faults, script_off
from tests.web.respondent.real import real_door
from tests.web.respondent.surroundings import AROUND, RENDERER
from tests.web.respondent.visits import survey_html, visiting

pytestmark = pytest.mark.browser

POLICY = survey_policy(RENDERER.assets)
MOST_STOPS = 60


def tabbed(page: Page) -> list[str]:
    """Press Tab from the top to the end of a page, and say what is wrong with where it leads."""
    page.evaluate(LOOKING)
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    found: list[str] = []
    stops: set[str] = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        landed = page.evaluate("landed()")
        if not landed["stop"] or landed["stop"] in stops:
            return found
        stops.add(landed["stop"])
        if landed["fault"]:
            found.append(f"Tab: {landed['name']} {landed['fault']}")
    return [*found, f"Tab never ends: {sorted(stops)}"]


@pytest.mark.parametrize("name", AROUND)
def test_no_page_around_a_survey_has_a_barrier_in_any_state(browser: Browser, name: str) -> None:
    with visiting(browser, AROUND[name]("sv"), policy=POLICY) as visit:
        found = tabbed(visit.page)
        found += faults(visit.page, PHONE, *OTHERS)
        script_off(visit.page)
        found += faults(visit.page, PHONE, ZOOMED)
    with visiting(browser, AROUND[name]("ar"), policy=POLICY) as visit:
        expect(visit.page.locator("html")).to_have_attribute("dir", "rtl")
        found += faults(visit.page, PHONE, ZOOMED)

    assert found == []


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_opened_help_and_languages_have_no_barrier(browser: Browser, language: str) -> None:
    door = real_door("youth")
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door, language), policy=policy) as visit:
        visit.page.locator(".actions button:visible").first.click()
        visit.page.locator("#to-help").click()
        expect(visit.page.locator("#help-heading")).to_be_focused()
        visit.page.locator("summary:visible").first.click()
        found = tabbed(visit.page) + faults(visit.page, PHONE, *OTHERS)

    assert found == []


def test_a_screen_that_asks_for_fewer_answers_has_no_barrier(browser: Browser) -> None:
    door = real_door("youth")
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy) as visit:
        onward = visit.page.locator(".actions button:visible").first
        onward.press("Enter")
        many = visit.page.locator("[data-max]:visible input[type=checkbox]:not([data-alone])")
        while not many.count():
            onward.press("Enter")
        for box in many.all()[:4]:
            box.press("Space")
        onward.press("Enter")
        expect(visit.page.locator("#problem")).to_be_visible()
        found = faults(visit.page, PHONE, *OTHERS)

    assert found == []
