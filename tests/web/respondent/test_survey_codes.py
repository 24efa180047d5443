"""The code of an invitation link in the browser: into its field, out of the address, used once."""

import json
import re

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Route, expect

from lyhord.intake.doors import Door
from lyhord.storage.collectors import Presets
from lyhord.web.respondent.pages import SurveyPages
from tests.forms.instruments import every_kind
from tests.web.respondent.barriers import PHONE, ZOOMED, faults
from tests.web.respondent.doors import a_door
from tests.web.respondent.real import real_door
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

CODE = "lusab-babad-gutih-tugab"
STANDS = "Svaren som du skickade först hade kommit fram."


def for_codes(presets: Presets | None = None) -> Door:
    return replace(a_door(every_kind(), presets=presets), mode="codes")


def come_with(visit: Visit, fragment: str) -> None:
    """Follow an invitation link, as a fresh page."""
    visit.page.goto("about:blank")
    visit.page.goto(f"{ADDRESS}?lang=sv#{fragment}")


def thanked(route: Route) -> None:
    route.fulfill(body=thanks_html(a_door(every_kind())), content_type="text/html; charset=utf-8")


def lost(route: Route) -> None:
    route.abort()


def test_the_code_of_a_link_is_in_its_field_and_not_in_the_address(browser: Browser) -> None:
    with visiting(browser, survey_html(for_codes())) as visit:
        come_with(visit, CODE)
        assert visit.page.url == f"{ADDRESS}?lang=sv"
        visit.press("Börja")
        visit.heading("Din kod")
        expect(visit.page.locator("[name=code]")).to_have_value(CODE)
        visit.page.reload()
        expect(visit.page.locator("[name=code]")).to_have_value(CODE)
        to_check(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert [CODE] == visit.posts[0]["code"]


@pytest.mark.parametrize("fragment", ["help", "page-one", "lusab", "<script>", "%00"])
def test_another_fragment_is_no_code(browser: Browser, fragment: str) -> None:
    with visiting(browser, survey_html(for_codes())) as visit:
        come_with(visit, fragment)

        expect(visit.page.locator("[name=code]")).to_have_value("")


def test_without_a_code_one_comes_no_further(browser: Browser) -> None:
    with visiting(browser, survey_html(for_codes())) as visit:
        visit.press("Börja")
        visit.press("Fortsätt")
        visit.heading("Din kod")
        expect(visit.page.get_by_text("Fel: Svara på frågan.")).to_be_visible()


def test_what_is_preset_stands_one_place_further_behind_the_code() -> None:
    """The script counts the questions of the page, and the code's field is the first."""
    places: list[int] = []
    for door in (a_door(every_kind(), presets={"who": "Alla"}), for_codes(presets={"who": "Alla"})):
        told = re.search(r'id="flow">(.*?)</script>', survey_html(door))
        assert told
        places.append(json.loads(told[1])["presets"][0][0])

    assert places[1] == places[0] + 1


def test_answers_changed_after_a_lost_answer_do_not_take_the_first_ones_back(
    browser: Browser,
) -> None:
    """Taken back, the code would be gone and nothing could be sent any more."""
    with visiting(browser, survey_html(for_codes())) as visit:
        come_with(visit, CODE)
        to_question(visit, "Vem såg det?")
        visit.page.locator("[name=who]").fill("Fler vuxna")
        to_check(visit)
        visit.replies += [lost]
        visit.press("Skicka")
        expect(visit.page.get_by_text("Vi försöker igen.")).to_be_visible()
        visit.page.get_by_role("button", name="Ändra Vem såg det?").click()
        visit.page.locator("[name=who]").fill("Något annat")
        to_check(visit)
        visit.replies += [thanked]
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")
        expect(visit.page.get_by_text(STANDS)).to_be_visible()

    assert [["Fler vuxna"], ["Fler vuxna"]] == [post["who"] for post in visit.posts]


def test_a_refused_code_gives_the_page_back(browser: Browser) -> None:
    with visiting(browser, survey_html(for_codes())) as visit:
        come_with(visit, CODE)
        visit.press("Börja")
        to_check(visit)
        page = survey_html(for_codes()).replace("<h1", '<div id="errors">fel</div><h1', 1)
        visit.replies += [
            lambda route: route.fulfill(
                status=403, body=page, content_type="text/html; charset=utf-8"
            )
        ]
        visit.press("Skicka")
        expect(visit.page.locator("#errors")).to_be_focused()
        expect(visit.page.locator("[name=code]")).to_be_editable()


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_screen_of_the_code_has_no_barrier(browser: Browser, language: str) -> None:
    door = replace(real_door("youth"), mode="codes")
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door, language), policy=policy) as visit:
        onward = visit.page.locator(".actions button:visible").first
        onward.press("Enter")
        onward.press("Enter")
        expect(visit.page.locator("#problem")).to_be_visible()
        found = faults(visit.page, PHONE, ZOOMED)

    assert found == []
