"""What goes wrong on the way: script that goes away, clocks that jump, two tabs, a busy server."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import ADDRESS, Reply, survey_html, to_check, to_question, visiting

pytestmark = pytest.mark.browser

WAITING = "Dina svar finns kvar här. Vi försöker igen."
WHOSE = "Någon har redan börjat svara här. Är det du?"
OURS = '<main id="content"><h1>Vänta lite</h1><p>Försök strax igen.</p></main>'
MOVABLE_CLOCK = (
    "const now = Date.now; Date.now = () => now() + Number(window.ahead ?? 0) * 3_600_000;"
)


def html() -> str:
    return survey_html(a_door(every_kind()))


def saying(status: int, body: str) -> Reply:
    return lambda route: route.fulfill(status=status, body=body, content_type="text/html")


def written_on(page: Page) -> str:
    return page.locator("[name=who]").input_value()


@pytest.mark.parametrize("body", [OURS, "<h1>Bad gateway</h1>"], ids=["ours", "alien"])
@pytest.mark.parametrize("status", [429, 502])
def test_a_server_that_is_busy_for_a_while_is_tried_again(
    browser: Browser, status: int, body: str
) -> None:
    with visiting(browser, html()) as visit:
        visit.page.clock.install()
        to_question(visit, "Vem såg det?")
        visit.page.get_by_role("textbox").fill("Fler vuxna")
        to_check(visit)
        visit.replies += [saying(status, body), saying(status, body)]
        visit.press("Skicka")
        for tries in (1, 2):
            expect(visit.page.get_by_text(WAITING)).to_be_visible()
            expect(visit.page.get_by_role("button", name="Försök igen")).to_be_enabled()
            assert len(visit.posts) == tries
            with visit.page.expect_response(ADDRESS):
                visit.page.clock.fast_forward(2_000 * 2**tries)
        visit.heading("Dina svar är skickade")

    assert [post["who"] for post in visit.posts] == [["Fler vuxna"]] * 3
    assert len({tuple(post["submission"]) for post in visit.posts}) == 1


def test_a_page_reloaded_without_script_shows_nothing_and_loses_nothing(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        visit.page.get_by_role("textbox").fill("Fler vuxna")
        inspector = visit.context.new_cdp_session(visit.page)
        inspector.send("Emulation.setScriptExecutionDisabled", {"value": True})
        visit.page.reload()
        assert written_on(visit.page) == ""
        expect(visit.page.get_by_role("button", name="Skicka")).to_be_visible()

        inspector.send("Emulation.setScriptExecutionDisabled", {"value": False})
        visit.page.reload()
        expect(visit.page.get_by_text(WHOSE)).to_be_visible()
        assert written_on(visit.page) == ""
        visit.press("Fortsätt")
        expect(visit.page.get_by_role("textbox")).to_have_value("Fler vuxna")


def test_two_tabs_of_one_survey_keep_and_send_their_own(browser: Browser) -> None:
    pages = {"two": html().replace('value="one">', 'value="two">')}
    with visiting(browser, html(), other_pages=pages) as visit:
        other = type(visit)(visit.context.new_page())
        other.page.goto(f"{ADDRESS}?two")
        for tab, text in ((visit, "Fler vuxna"), (other, "Mer tid")):
            to_question(tab, "Vem såg det?")
            tab.page.get_by_role("textbox").fill(text)
        visit.page.reload()
        expect(visit.page.get_by_role("textbox")).to_have_value("Fler vuxna")
        to_check(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")
        other.page.reload()
        expect(other.page.get_by_role("textbox")).to_have_value("Mer tid")
        to_check(other)
        other.press("Skicka")
        other.heading("Dina svar är skickade")

    assert [post["who"] for post in visit.posts] == [["Fler vuxna"], ["Mer tid"]]
    assert visit.posts[0]["submission"] != visit.posts[1]["submission"]


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_clock_that_jumps_while_somebody_writes_takes_nothing(
    browser: Browser, hours: int
) -> None:
    with visiting(browser, html(), before=MOVABLE_CLOCK) as visit:
        to_question(visit, "Vem såg det?")
        visit.page.get_by_role("textbox").fill("Fler")
        visit.page.evaluate(f"window.ahead = {hours}")
        visit.page.get_by_role("textbox").fill("Fler vuxna")
        visit.page.evaluate("dispatchEvent(new Event('visibilitychange'))")

        expect(visit.page.get_by_role("textbox")).to_have_value("Fler vuxna")
        to_check(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert visit.posts[0]["who"] == ["Fler vuxna"]


def test_a_clock_that_was_turned_back_proves_nothing(browser: Browser) -> None:
    with visiting(browser, html(), before=MOVABLE_CLOCK) as visit:
        to_question(visit, "Vem såg det?")
        # what was written three hours ahead looks as if it were yet to come
        visit.page.evaluate("window.ahead = 3")
        visit.page.get_by_role("textbox").fill("Fler vuxna")
        visit.page.reload()

        expect(visit.page.get_by_text(WHOSE)).to_be_visible()
        assert written_on(visit.page) == ""
