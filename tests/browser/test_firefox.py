"""The survey in Debian's Firefox: by keyboard to the end, kept, left, and without its script."""

from collections.abc import Generator

import pytest

from tests.browser.conftest import Site
from tests.browser.firefox import FIREFOX, Tab, firefox
from tests.web.respondent.barriers import LOOKING

pytestmark = pytest.mark.skipif(FIREFOX is None, reason="Debian's firefox-esr is missing")

HEADING = "[...document.querySelectorAll('h1')].find((each) => each.checkVisibility()).innerText"
NEXT = ".actions button"
ANSWER = "main :is(input, textarea)"
MOST_SCREENS = 40


@pytest.fixture(scope="module")
def browser() -> Generator[Tab]:
    with firefox() as opened:
        yield opened


@pytest.fixture
def tab(browser: Tab) -> Generator[Tab]:
    with browser.beside() as opened:
        yield opened


def to(tab: Tab, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(60):
        tab.press("Tab")
        if tab.say(f"document.activeElement.matches({selector!r})"):
            return
    there = tab.say("[document.hasFocus(), document.activeElement.outerHTML, location.href]")
    raise AssertionError((selector, there))


def opened(tab: Tab, address: str) -> None:
    """Open a survey and begin it by keyboard."""
    tab.go(address)
    tab.run(LOOKING)
    assert tab.run("look(null)") == []
    to(tab, NEXT)
    tab.press("Enter")


def answered(tab: Tab) -> None:
    """Answer the question on the screen, and go on."""
    to(tab, ANSWER)
    is_writing = tab.say("document.activeElement.matches('textarea, .box')")
    tab.press("mer tid" if is_writing else "Space")
    to(tab, NEXT)
    tab.press("Enter")


@pytest.mark.parametrize(("audience", "language"), [("youth", "sv"), ("guardian", "ar")])
def test_a_survey_is_walked_by_keyboard_without_a_barrier(
    site: Site, tab: Tab, audience: str, language: str
) -> None:
    opened(tab, f"{site.survey(audience)}?lang={language}")
    found: list[str] = []
    seen = ""
    for _ in range(MOST_SCREENS):
        if tab.say("document.querySelector('#send').checkVisibility()"):
            break
        if seen != (seen := tab.say(HEADING)):
            found += tab.run("(async () => [...await look(null), ...own()])()")
            tab.say("document.querySelector('.stepped .question:not([hidden]) h1').focus()")
        answered(tab)
    found += tab.run("(async () => [...await look(null), ...own()])()")
    to(tab, "#send-button")
    tab.press("Enter")
    tab.wait_for("document.querySelector('#receipt')?.checkVisibility() ?? false")
    focused = tab.say("document.activeElement.localName")
    found += tab.run("look(null)")

    assert found == []
    assert focused == "h1"
    assert tab.say("sessionStorage.length") == 0


def test_answers_and_place_survive_a_reload(site: Site, tab: Tab) -> None:
    opened(tab, site.survey("youth"))
    answered(tab)
    place = tab.say(HEADING)
    tab.here("browsingContext.reload", wait="complete")

    assert tab.say(HEADING) == place
    assert tab.say("document.querySelector('[name=age_band]').checked")


def test_three_presses_of_shift_empty_and_leave(site: Site, tab: Tab) -> None:
    opened(tab, site.survey("youth"))
    answered(tab)
    assert tab.say("sessionStorage.length") == 1
    tab.press("Shift", "Shift", "Shift")
    tab.wait_until_away(site.url)
    tab.go(site.survey("youth"))

    assert tab.say("sessionStorage.length") == 0
    assert not tab.say("document.querySelector('[name=age_band]').checked")


def test_without_script_the_page_reveals_and_sends(site: Site) -> None:
    with firefox(**{"javascript.enabled": False}) as plain:
        plain.go(site.survey("youth"))
        asked = "document.querySelector('#q-why_not').checkVisibility()"
        to(plain, "[name=sought]")
        plain.press("Space")
        is_asked_of_who_sought = plain.say(asked)
        plain.press("ArrowDown", "ArrowDown")
        is_asked_of_who_did_not = plain.say(asked)
        to(plain, "#send-button")
        plain.press("Enter")
        plain.wait_for("document.querySelector('#receipt') !== null")

    assert (is_asked_of_who_sought, is_asked_of_who_did_not) == (False, True)
