"""The page as chromium runs it, under its own content policy; requests are answered in the test."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lyhord.forms.mistakes import Mistake
from lyhord.instruments.definition import Translation
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import (
    NEUTRAL_PAGE,
    survey_html,
    thanks_html,
    to_check,
    to_question,
    visiting,
)

pytestmark = pytest.mark.browser


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def test_the_script_asks_one_question_at_a_time_and_follows_the_answers(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(every_kind()))) as visit:
        visit.heading("Allt på en gång")
        visit.press("Börja")
        visit.heading("Välkommen")
        visit.press("Fortsätt")
        visit.heading("Bad du om hjälp?")
        expect(visit.page.get_by_text("Fråga 2 av högst 9")).to_be_visible()
        visit.page.get_by_label("Ja", exact=True).check()
        visit.press("Fortsätt")
        visit.heading("Vad gällde det?")
        expect(visit.page.get_by_text("Fråga 3 av högst 8")).to_be_visible()
        visit.page.get_by_label("Hem").check()
        visit.press("Fortsätt")
        visit.press("Hoppa över")
        visit.heading("Hur stämmer det?")
        visit.page.get_by_role("group", name="Jag blev lyssnad på.").get_by_label(
            "Stämmer helt"
        ).check()
        visit.press("Fortsätt")
        expect(visit.page.get_by_text("Påstående 2 av 2")).to_be_visible()
        visit.press("Fortsätt")
        visit.heading("Vem såg det?")
        visit.page.get_by_role("textbox").fill("Fritidsledaren")
        visit.page.keyboard.press("Enter")
        visit.heading("Hur många vuxna?")
        visit.press("Hoppa över")
        visit.press("Fortsätt")
        visit.heading("Kontrollera dina svar")
        assert visit.posts == []
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    posted = {name: values for name, values in visit.posts[0].items() if any(values)}
    assert len(posted.pop("submission")[0]) == len("0" * 32)
    assert posted == {
        "version": ["3"],
        "language": ["sv"],
        "sought": ["yes"],
        "life_area": ["hem"],
        "core.listened": ["helt"],
        "who": ["Fritidsledaren"],
    }


def test_an_answer_off_the_path_is_not_sent(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(every_kind()))) as visit:
        to_question(visit, "Varför inte?")
        visit.page.get_by_role("textbox").fill("Det kändes pinsamt")
        to_check(visit)
        visit.page.get_by_role("button", name="Ändra Bad du om hjälp?").click()
        visit.page.get_by_label("Ja", exact=True).check()
        visit.press("Fortsätt")
        visit.heading("Kontrollera dina svar")
        expect(visit.page.get_by_text("pinsamt", exact=False).first).to_be_hidden()
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert "why_not" not in visit.posts[0]


def test_the_browsers_back_and_forward_walk_through_the_questions(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(every_kind()))) as visit:
        to_question(visit, "Vad gällde det?")
        visit.page.get_by_label("Hem").check()
        visit.press("Fortsätt")
        visit.page.go_back()
        visit.heading("Vad gällde det?")
        expect(visit.page.get_by_label("Hem")).to_be_checked()
        visit.page.go_forward()
        visit.heading("Hur har du det?")
        visit.press("← Tillbaka")
        visit.heading("Vad gällde det?")


def test_what_stands_alone_and_what_is_too_many_is_said_at_once(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(every_kind()))) as visit:
        to_question(visit, "Vad gällde det?")
        for name in ("Skola", "Hem", "Fritid", "Natet"):
            visit.page.get_by_label(name).check()
        visit.press("Fortsätt")
        expect(visit.page.get_by_role("alert")).to_have_text("Fel: Välj högst 3.")
        visit.page.get_by_label("Inget").check()
        expect(visit.page.get_by_label("Hem")).not_to_be_checked()
        visit.page.get_by_label("Skola").check()
        expect(visit.page.get_by_label("Inget")).not_to_be_checked()


def test_focus_and_title_follow_the_question(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(every_kind()))) as visit:
        to_question(visit, "Bad du om hjälp?")

        expect(visit.page.get_by_role("heading", level=1)).to_be_focused()
        expect(visit.page).to_have_title("Fråga 2 av högst 9 – Allt på en gång")


def test_two_presses_send_once(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(every_kind()))) as visit:
        to_question(visit, "Bad du om hjälp?")
        visit.page.get_by_label("Nej").check()
        to_check(visit)
        visit.page.get_by_role("button", name="Skicka", exact=True).dblclick(no_wait_after=True)
        visit.heading("Dina svar är skickade")

    assert len(visit.posts) == 1


def test_three_presses_of_shift_leave_the_page(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(every_kind()))) as visit:
        visit.press("Börja")
        for _ in range(3):
            visit.page.keyboard.press("Shift")

        visit.page.wait_for_url(NEUTRAL_PAGE)
        expect(visit.page).to_have_title("Väder")


def test_help_is_one_press_away_on_every_screen(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(every_kind()))) as visit:
        to_question(visit, "Hur har du det?")
        visit.page.get_by_role("link", name="Hjälp och stöd").click()

        expect(visit.page.get_by_role("heading", name="Hjälp och stöd")).to_be_focused()
        expect(visit.page.get_by_role("link", name="116 111")).to_be_visible()


def test_the_count_counts_as_people_do_and_never_stops_the_hand(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(every_kind()))) as visit:
        to_question(visit, "Vem såg det?")
        box = visit.page.get_by_role("textbox")
        box.fill("👩‍👩‍👧‍👦" * 70)
        expect(visit.page.get_by_text("10 tecken kvar")).to_be_visible()
        box.fill("x" * 90)
        expect(visit.page.get_by_text("10 tecken mer")).to_be_visible()
        assert len(box.input_value()) == 90


def test_without_script_the_whole_page_is_one_form(browser: Browser) -> None:
    html = survey_html(a_door(every_kind()))
    with visiting(browser, html, java_script_enabled=False) as visit:
        visit.page.get_by_label("Nej", exact=True).check()
        visit.page.get_by_label("Varför inte?").fill("Visste inte vart")
        visit.page.get_by_label("Hur många vuxna?").fill("3")
        visit.page.get_by_role("link", name="Hjälp och stöd").click()
        expect(visit.page.get_by_role("link", name="116 111")).to_be_in_viewport()
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    posted = {name: values for name, values in visit.posts[0].items() if any(values)}
    assert posted.pop("submission") == ["one"]
    assert posted == {
        "version": ["3"],
        "language": ["sv"],
        "sought": ["no"],
        "why_not": ["Visste inte vart"],
        "adults": ["3"],
    }


def test_a_refused_page_leads_to_what_is_wrong(browser: Browser) -> None:
    html = survey_html(a_door(every_kind()), "sv", Mistake("core.retell", "unknown_option"))
    with visiting(browser, html) as visit:
        expect(visit.page.get_by_role("alert")).to_be_focused()
        visit.page.get_by_role("link", name="Hur stämmer det?").click()

        group = visit.page.get_by_role("group", name="Jag fick berätta om igen.")
        expect(group.get_by_label("Stämmer helt")).to_be_focused()
        expect(group.get_by_text("Fel: Välj ett av svaren i listan.")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_barrier_that_axe_knows(browser: Browser, scheme: str) -> None:
    with visiting(browser, survey_html(a_door(every_kind())), color_scheme=scheme) as visit:
        found = violations(visit.page)
        visit.press("Börja")
        for _ in range(20):
            found += violations(visit.page)
            if visit.page.get_by_role("button", name="Skicka", exact=True).is_visible():
                break
            visit.press("Fortsätt")

        assert found == []


@pytest.mark.parametrize("state", ["long", "refused", "thanks"])
def test_no_page_has_a_barrier_that_axe_knows(browser: Browser, state: str) -> None:
    door = a_door(every_kind(), results_by=date(2027, 3, 1))
    html = {
        # without the words for the script it stops at once, so that axe sees the long page
        "long": survey_html(door).replace('id="survey"', 'id="survey-long"'),
        "refused": survey_html(door, "sv", Mistake("who", "unreadable"), Mistake("", "required")),
        "thanks": thanks_html(door),
    }[state]
    with visiting(browser, html) as visit:
        assert violations(visit.page) == []


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_nothing_is_wider_than_a_small_screen(browser: Browser, language: str) -> None:
    arabic = Translation(language="ar", texts={"title": "كيف حالك؟"})
    html = survey_html(a_door(every_kind(), translations=(arabic,)), language)
    small = {"width": 320, "height": 256}
    with visiting(browser, html, viewport=small, java_script_enabled=False) as visit:
        widest = max(
            box["x"] + box["width"]
            for element in visit.page.locator("main *:visible, header *:visible").all()
            if (box := element.bounding_box())
        )

        assert widest <= small["width"]
