"""The child's survey: pictures beside words, a voice of the device, an adult at one's side."""

import pytest
from playwright.sync_api import Browser, expect

from lyhord.web.respondent.pages import SurveyPages
from tests.web.respondent.real import real_door
from tests.web.respondent.visits import RENDERER, survey_html, to_question, visiting

pytestmark = pytest.mark.browser

VOICES = """
window.said = [];
const voices = %s;
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  speak: (each) => said.push([each.text, each.voice.name]),
  cancel: () => {},
  addEventListener: () => {},
  speaking: false,
} });
"""
LOCAL = VOICES % '[{ lang: "sv-SE", localService: true, name: "here" }]'
DISTANT = VOICES % '[{ lang: "sv-SE", localService: false, name: "far away" }]'


def test_a_question_and_its_options_are_read_by_a_voice_of_the_device(browser: Browser) -> None:
    door = real_door("child")
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy, before=LOCAL) as visit:
        to_question(visit, "Hur är det i skolan?")
        visit.press("Läs upp")

        said = visit.page.evaluate("said")
        texts = [text for text, _ in said]
        assert texts == ["Hur är det i skolan?", "Bra", "Sådär", "Dåligt", "Vet inte"]
        assert {voice for _, voice in said} == {"here"}


def test_no_text_leaves_the_device_for_a_voice(browser: Browser) -> None:
    door = real_door("child")
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy, before=DISTANT) as visit:
        to_question(visit, "Hur är det i skolan?")

        expect(visit.page.get_by_role("button", name="Läs upp")).to_have_count(0)


def test_pictures_stand_beside_words(browser: Browser) -> None:
    door = real_door("child")
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy) as visit:
        visit.page.get_by_text("Är en vuxen med dig?").click()
        expect(visit.page.get_by_text("Låt barnet välja.")).to_be_visible()
        to_question(visit, "Vem hjälpte dig?")
        options = visit.page.locator(".option:visible")

        assert options.count() == visit.page.locator(".option:visible svg:visible").count()
        assert all(text.strip() for text in options.all_inner_texts())
