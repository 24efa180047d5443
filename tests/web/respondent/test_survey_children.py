"""The child's survey: pictures beside words, a voice of the device, an adult at one's side."""

import pytest
from playwright.sync_api import Browser, expect

from lyhord.web.respondent.pages import SurveyPages
from tests.web.respondent.real import real_door
from tests.web.respondent.visits import (
    RENDERER,
    survey_html,
    to_check,
    to_question,
    visiting,
)

pytestmark = pytest.mark.browser

VOICES = """
window.said = [];
window.voices = %s;
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  speak: (each) => said.push([each.text, each.voice?.name]),
  cancel: () => {},
  addEventListener: (_, changed) => (window.changed = changed),
  speaking: false,
} });
"""
LOCAL = VOICES % '[{ lang: "sv-SE", localService: true, name: "here" }]'
BOTH = (
    VOICES
    % """[
  { lang: "sv-SE", localService: false, default: true, name: "far away" },
  { lang: "en-GB", localService: true, name: "another language" },
  { lang: "sv-SE", localService: true, name: "here" },
]"""
)
DISTANT = VOICES % '[{ lang: "sv-SE", localService: false, name: "far away" }]'


@pytest.mark.parametrize("voices", [LOCAL, BOTH], ids=["local", "local and distant"])
def test_a_question_and_its_options_are_read_by_a_voice_of_the_device(
    browser: Browser, voices: str
) -> None:
    door = real_door("child")
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy, before=voices) as visit:
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


@pytest.mark.parametrize("told", ["by the browser", "by nobody"])
def test_a_voice_that_goes_away_is_not_replaced_by_a_distant_one(
    browser: Browser, told: str
) -> None:
    door = real_door("child")
    policy = SurveyPages(RENDERER).policy(door)
    distant = '[{ lang: "sv-SE", localService: false }, { lang: "svx", localService: true }]'
    with visiting(browser, survey_html(door), policy=policy, before=LOCAL) as visit:
        to_question(visit, "Hur är det i skolan?")
        visit.page.evaluate(f"voices = {distant}")
        if told == "by the browser":
            visit.page.evaluate("changed()")
        else:
            visit.press("Läs upp")

        expect(visit.page.get_by_role("button", name="Läs upp")).to_have_count(0)
        assert visit.page.evaluate("said") == []


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


def test_the_answers_are_read_before_they_are_sent_and_the_thanks_after(browser: Browser) -> None:
    door = real_door("child")
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy, before=LOCAL) as visit:
        to_question(visit, "Hur är det i skolan?")
        visit.page.locator("#q-feel_school").get_by_text("Dåligt").click()
        to_check(visit)
        visit.press("Läs upp")
        said = [text for text, _ in visit.page.evaluate("said.splice(0)")]
        question = said.index("Hur är det i skolan?")
        assert said[question + 1] == "Dåligt"
        assert said[-1].startswith("Inget har skickats än.")
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")
        visit.press("Läs upp")

        said = [text for text, _ in visit.page.evaluate("said")]
        assert said[:2] == ["Dina svar är skickade", "Tack!"]
        assert "7, K, 2, M, -, 9, Q, X, T, -, 4, B, F, A" in said


def test_the_sign_of_a_question_looks_the_way_that_is_read(browser: Browser) -> None:
    door = real_door("child")
    policy = SurveyPages(RENDERER).policy(door)
    turned: dict[str, float] = {}
    for language in ("sv", "ar"):
        with visiting(browser, survey_html(door, language), policy=policy) as visit:
            turned[language] = visit.page.evaluate(
                "document.querySelector('#picture-vet_inte > :first-child')"
                ".transform.baseVal.consolidate()?.matrix.a ?? 1"
            )

    assert turned == {"sv": 1, "ar": -1}
