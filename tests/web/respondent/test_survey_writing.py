"""Writing with care: what gives people away, and what is longer than can be sent."""

import pytest
from playwright.sync_api import Browser, expect

from lyhord.forms.values import MOST_CODE_POINTS
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import survey_html, to_question, visiting

pytestmark = pytest.mark.browser


def html() -> str:
    return survey_html(a_door(every_kind()))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ring 070-123 45 67 sen", "Ring sen"),
        ("Hon är född 20101231-1234", "Hon är född"),
        ("Skriv till kim.berg@example.org.", "Skriv till ."),
        ("Vi bor på Storgatan 12 B nu", "Vi bor på nu"),
        ("Jag heter @kim_99 där", "Jag heter där"),
        ("Se https://example.org/kim?x=1 nu", "Se nu"),
        ("رقمي ٠٧٠١٢٣٤٥٦٧ هنا", "رقمي هنا"),
    ],
)
def test_what_gives_people_away_is_pointed_out_and_removed_by_one_press(
    browser: Browser, text: str, left: str
) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        box = visit.page.get_by_role("textbox")
        box.fill(text)
        expect(visit.page.get_by_text("Sådant behöver vi inte veta.")).to_be_visible()
        visit.press("Ta bort det")

        expect(box).to_have_value(left)
        expect(box).to_be_focused()
        expect(visit.page.get_by_text("Sådant behöver vi inte veta.")).to_be_hidden()


@pytest.mark.parametrize(
    "text",
    [
        "Jag väntade 3 månader",
        "Åk 7–9, två gånger 2025",
        "på vägen",
        "Den 2024-05-03 eller 03.05.2024",
        "12 34 56",
        "Det kostade 1000 000 kr, 25 000 000 kr",
        "2019-2020",
        "Vi ses @ fem",
    ],
)
def test_ordinary_words_are_left_in_peace(browser: Browser, text: str) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        visit.page.get_by_role("textbox").fill(text)

        expect(visit.page.get_by_role("button", name="Ta bort det")).to_have_count(0)


def test_what_was_removed_by_one_press_is_put_back_by_the_next(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        box = visit.page.get_by_role("textbox")
        box.fill(" Ring 070-123 45 67 ")
        visit.press("Ta bort det")
        expect(box).to_have_value("Ring")
        visit.press("Ångra")
        expect(box).to_have_value(" Ring 070-123 45 67 ")
        visit.press("Ta bort det")
        box.fill("Ring mig")

        expect(visit.page.get_by_role("button", name="Ångra")).to_have_count(0)


def test_a_text_that_cannot_be_sent_is_refused_before_the_next_question(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        box = visit.page.get_by_role("textbox")
        box.fill("a" * 2_080)
        expect(visit.page.get_by_text("2\u00a0000 tecken mer")).to_be_visible()
        box.fill("🙂" * (MOST_CODE_POINTS + 1))
        said = "Texten är för lång: högst 10\u00a0000 tecken."
        expect(visit.page.locator("#l-who")).to_have_text(said)
        visit.press("Fortsätt")
        expect(visit.page.get_by_role("alert")).to_have_text(f"Fel: {said}")
        box.fill("🙂" * MOST_CODE_POINTS)
        visit.press("Fortsätt")

        visit.heading("Hur många vuxna?")
