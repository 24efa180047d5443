"""The way through the survey: passing over a question, looking for help, going back to change."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import (
    NEUTRAL_PAGE,
    Visit,
    survey_html,
    to_check,
    to_question,
    visiting,
)

pytestmark = pytest.mark.browser

WRITTEN = "Farmor såg det, och sedan läraren."
HELP = "Hjälp och stöd"
DESKTOP = {"width": 1280, "height": 800}


def html() -> str:
    return survey_html(a_door(every_kind()))


def skipping(visit: Visit) -> Locator:
    """The button beside the one that leads on."""
    return visit.page.locator(".actions:visible button").nth(1)


# ---- passing over


def test_what_was_written_is_never_lost_by_passing_over(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        box = visit.page.get_by_role("textbox")
        expect(skipping(visit)).to_have_text("Hoppa över")
        box.fill(WRITTEN)
        visit.press("Ta bort svaret")
        visit.heading("Vem såg det?")
        expect(box).to_have_value("")
        visit.press("Ångra")
        expect(box).to_have_value(WRITTEN)
        visit.page.reload()

        expect(box).to_have_value(WRITTEN)
        to_check(visit)
        expect(visit.page.get_by_text(WRITTEN)).to_be_visible()


def test_a_choice_can_be_taken_away_and_left_unanswered(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Bad du om hjälp?")
        visit.page.get_by_label("Ja", exact=True).check()
        visit.press("Ta bort svaret")
        expect(visit.page.locator(":checked")).to_have_count(0)
        expect(skipping(visit)).to_have_text("Ångra")
        visit.press("Fortsätt")
        visit.press("← Tillbaka")

        expect(skipping(visit)).to_have_text("Hoppa över")
        to_check(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert "sought" not in visit.posts[0]


@pytest.mark.parametrize("size", [{"width": 360, "height": 740}, DESKTOP])
def test_passing_over_a_matrix_keeps_its_answers_and_is_called_otherwise(
    browser: Browser, size: dict[str, int]
) -> None:
    with visiting(browser, html(), viewport=size) as visit:
        to_question(visit, "Hur stämmer det?")
        visit.page.get_by_label("Hoppa över").first.check()
        expect(visit.page.get_by_role("button", name="Hoppa över", exact=True)).to_have_count(0)
        visit.press("Hoppa över resten")
        visit.heading("Varför inte?")
        visit.press("← Tillbaka")

        expect(visit.page.get_by_label("Hoppa över").first).to_be_checked()


# ---- help


def test_from_the_help_the_way_back_leads_to_the_question(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        visit.page.get_by_role("textbox").fill(WRITTEN)
        for way in ("page", "browser"):
            visit.page.get_by_role("link", name=HELP).click()
            expect(visit.page.get_by_role("heading", name=HELP)).to_be_focused()
            expect(visit.page.get_by_role("textbox")).to_have_count(0)
            if way == "page":
                visit.press("← Tillbaka")
            else:
                visit.page.go_back()
            visit.heading("Vem såg det?")
            expect(visit.page.get_by_role("textbox")).to_have_value(WRITTEN)
            expect(visit.page.get_by_role("heading", name=HELP)).to_be_hidden()


def test_help_survives_a_reload_and_leads_back_to_the_statement(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Hur stämmer det?")
        visit.press("Fortsätt")
        visit.page.get_by_role("link", name=HELP).click()
        visit.page.reload()
        expect(visit.page.get_by_role("heading", name=HELP)).to_be_visible()
        visit.press("← Tillbaka")

        expect(visit.page.get_by_text("Påstående 2 av 2")).to_be_visible()


def test_help_is_in_sight_wherever_one_reads(browser: Browser) -> None:
    with visiting(browser, html(), viewport={"width": 360, "height": 500}) as visit:
        to_question(visit, "Vad gällde det?")
        visit.page.evaluate("scrollTo(0, document.body.scrollHeight)")

        expect(visit.page.get_by_role("link", name=HELP)).to_be_in_viewport(ratio=1)
        visit.page.get_by_role("link", name=HELP).click()
        visit.page.get_by_role("link", name="Lämna sidan snabbt").click()
        visit.page.wait_for_url(NEUTRAL_PAGE)


# ---- changing


def test_one_statement_is_changed_from_the_last_page_in_two_presses(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Hur stämmer det?")
        for _ in range(2):
            visit.page.locator(".option:visible").first.click()
            visit.press("Fortsätt")
        to_check(visit)
        visit.press("Ändra Jag blev lyssnad på.")
        expect(visit.page.get_by_text("Påstående 1 av 2")).to_be_visible()
        visit.page.locator(".option:visible").last.click()
        visit.press("Fortsätt")

        visit.heading("Kontrollera dina svar")
        answers = visit.page.locator(".answers div", has_text="Hur stämmer det?").locator("bdi")
        expect(answers).to_have_text(["Hoppa över", "Stämmer helt"])


def test_a_statement_without_an_answer_can_be_answered_from_the_last_page(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Hur stämmer det?")
        visit.page.locator(".option:visible").first.click()
        to_check(visit)
        expect(visit.page.get_by_text("Inget svar").first).to_be_visible()
        visit.press("Ändra Jag fick berätta om igen.")

        expect(visit.page.get_by_text("Påstående 2 av 2")).to_be_visible()
        expect(visit.page.locator(".row:visible legend")).to_be_focused()
