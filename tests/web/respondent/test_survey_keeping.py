"""What was answered stays in its tab, and never reaches the next person at a shared screen."""

import pytest
from playwright.sync_api import Browser, expect

from lyhord.instruments.definition import Translation
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import (
    ADDRESS,
    NEUTRAL_PAGE,
    Visit,
    survey_html,
    to_check,
    to_question,
    visiting,
)

pytestmark = pytest.mark.browser

SECRET = "Det kändes pinsamt"
FORBIDDEN = (
    "Object.defineProperty(window, 'sessionStorage',"
    " { get() { throw new DOMException('no', 'SecurityError'); } });"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


def html() -> str:
    return survey_html(a_door(every_kind()))


def begun(visit: Visit) -> None:
    to_question(visit, "Bad du om hjälp?")
    visit.page.get_by_label("Nej", exact=True).check()
    visit.press("Fortsätt")
    to_question(visit, "Varför inte?", begin=False)
    visit.page.get_by_role("textbox").fill(SECRET)


def kept(visit: Visit) -> int:
    return int(visit.page.evaluate("sessionStorage.length"))


def test_answers_and_place_survive_a_reload(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        begun(visit)
        visit.page.reload()
        visit.heading("Varför inte?")
        expect(visit.page.get_by_role("textbox")).to_have_value(SECRET)
        visit.press("← Tillbaka")
        visit.heading("Hur stämmer det?")
        visit.page.go_forward()
        visit.heading("Varför inte?")


def test_a_new_tab_shows_nothing(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        begun(visit)
        other = visit.context.new_page()
        other.goto(ADDRESS)

        expect(other.get_by_role("button", name="Börja", exact=True)).to_be_visible()
        assert other.locator("[name=why_not]").input_value() == ""


@pytest.mark.parametrize(("choice", "value"), [("Fortsätt", SECRET), ("Börja om", "")])
def test_a_duplicated_tab_asks_before_it_shows_anything(
    browser: Browser, choice: str, value: str
) -> None:
    with visiting(browser, html()) as visit:
        begun(visit)
        copy = visit.page.evaluate("JSON.stringify({ ...sessionStorage })")
        other = visit.context.new_page()
        other.add_init_script(
            f"if (!history.state) Object.assign(sessionStorage, JSON.parse({copy!r}))"
        )
        other.goto(ADDRESS)
        expect(other.get_by_text("Någon har redan börjat svara här. Är det du?")).to_be_visible()
        assert other.locator("[name=why_not]").input_value() == ""
        assert other.locator(":checked").count() == 0

        other.get_by_role("button", name=choice, exact=True).click()
        assert other.locator("[name=why_not]").input_value() == value


def test_sending_and_leaving_empty_the_tab(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        begun(visit)
        assert kept(visit) == 1
        to_check(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")
        assert kept(visit) == 0
        visit.page.reload()
        visit.heading("Allt på en gång")
        assert visit.page.locator("[name=why_not]").input_value() == ""


def test_leaving_quickly_empties_the_tab_and_its_history(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        begun(visit)
        visit.page.get_by_role("link", name="Lämna sidan snabbt").click()
        visit.page.wait_for_url(NEUTRAL_PAGE)
        visit.page.go_forward()
        visit.page.wait_for_url(ADDRESS)

        expect(visit.page.get_by_role("button", name="Börja", exact=True)).to_be_visible()
        assert visit.page.locator("[name=why_not]").input_value() == ""


def test_what_is_left_for_three_quarters_is_forgotten(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        visit.page.clock.install()
        visit.page.reload()
        begun(visit)
        visit.page.clock.fast_forward("44:00")
        expect(visit.page.get_by_role("textbox")).to_have_value(SECRET)
        visit.page.clock.fast_forward("02:00")

        visit.heading("Allt på en gång")
        assert visit.page.locator("[name=why_not]").input_value() == ""
        assert kept(visit) == 0


@pytest.mark.parametrize("trouble", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_a_browser_that_keeps_nothing_still_sends(browser: Browser, trouble: str) -> None:
    with visiting(browser, html(), before=trouble) as visit:
        begun(visit)
        to_check(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert visit.posts[0]["why_not"] == [SECRET]


AHEAD = "const now = Date.now; Date.now = () => now() + 1_800_000;"


@pytest.mark.parametrize("before", ["", AHEAD], ids=["", "clock corrected"])
def test_who_opens_the_address_anew_is_asked_first(browser: Browser, before: str) -> None:
    with visiting(browser, html(), before=before) as visit:
        begun(visit)
        visit.page.goto(f"{ADDRESS}?lang=sv")

        expect(visit.page.get_by_role("button", name="Börja om")).to_be_visible()
        assert visit.page.locator("[name=why_not]").input_value() == ""


@pytest.mark.parametrize("year", [1971, 2098])
def test_a_phone_with_a_wrong_clock_keeps_answers(browser: Browser, year: int) -> None:
    off = f"const now = Date.now; Date.now = () => now() + {(year - 2026) * 31_557_600_000};"
    with visiting(browser, html(), before=off) as visit:
        begun(visit)
        visit.page.reload()
        if visit.page.get_by_role("button", name="Börja om").is_visible():
            visit.press("Fortsätt")

        expect(visit.page.get_by_role("textbox")).to_have_value(SECRET)


def test_a_change_of_language_keeps_answers_and_place(browser: Browser) -> None:
    english = Translation(
        language="en", texts={"title": "All at once", "question.why_not.text": "Why not?"}
    )
    door = a_door(every_kind(), translations=(english,))
    pages = {"lang=en": survey_html(door, "en"), "lang=sv": survey_html(door)}
    with visiting(browser, survey_html(door), other_pages=pages, before=FORBIDDEN) as visit:
        begun(visit)
        visit.page.get_by_text("Språk", exact=True).click()
        visit.page.get_by_role("link", name="English").click()

        visit.heading("Why not?")
        expect(visit.page.get_by_role("textbox")).to_have_value(SECRET)
        expect(visit.page.locator("html")).to_have_attribute("lang", "en")
        assert visit.page.url == f"{ADDRESS}?lang=en"
        visit.page.go_back()
        expect(visit.page.locator("h1:visible")).to_have_attribute("lang", "sv")
    assert visit.posts == []
