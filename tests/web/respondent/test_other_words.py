"""Words of the pages that a language lacks: in Swedish, and marked as Swedish where they stand."""

import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, expect

from lyhord.instruments.definition import Audience, Translation
from lyhord.instruments.wording import languages
from lyhord.intake.doors import Door
from lyhord.web.catalogue import Catalogues, day
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.pages import SurveyPages
from tests.builders import TODAY
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.real import AUDIENCES, real_door
from tests.web.respondent.visits import RENDERER, survey_html, visiting

# a language in which the pages say nothing, and Babel knows no calendar
SILENT = "tlh"
TITLE = "Hoch yu'"


class Unmarked(HTMLParser):
    """Gathers the texts that are in the language of the page."""

    WITHOUT_END = frozenset({"input", "hr", "meta", "link", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hidden = "none" if tag in {"script", "style"} else None
        if tag not in self.WITHOUT_END:
            self._open.append(dict(attrs).get("lang") or hidden)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Holds no text."""

    def handle_endtag(self, tag: str) -> None:
        assert self._open, tag
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open[1:]):
            self.texts.append(data)


def unmarked_texts(html: str) -> list[str]:
    page = Unmarked()
    page.feed(html)
    return page.texts


def a_silent_door() -> Door:
    translation = Translation(language=SILENT, texts={"title": TITLE})
    return a_door(every_kind(), translations=(translation,))


def test_texts_that_fall_back_carry_their_language() -> None:
    html = survey_html(a_silent_door(), SILENT)

    assert f'<html lang="{SILENT}"' in html
    assert '<button id="send-button"><span lang="sv">Skicka</span></button>' in html
    assert 'aria-label="Hjälp och språk"' in html


def test_what_the_language_says_is_not_marked() -> None:
    html = survey_html(a_silent_door(), "sv")

    assert '<button id="send-button">Skicka</button>' in html


def test_one_missing_word_of_the_script_makes_it_speak_swedish() -> None:
    finnish = Catalogues.load().of("fi")
    lacking = replace(finnish, messages=finnish.messages - {"Continue"})

    assert finnish.for_all(["Continue", "Skip"]) is finnish
    assert lacking.for_all(["Continue", "Skip"]).language == "sv"


def test_a_day_is_written_even_in_a_language_without_a_calendar() -> None:
    assert day(TODAY, SILENT) == day(TODAY, "sv")


def test_what_a_language_does_not_say_is_listed() -> None:
    catalogues = Catalogues.load()
    arabic = catalogues.of("ar")
    lacking = replace(arabic, messages=arabic.messages - {"Send"})
    some = Catalogues({**catalogues.by_language, "ar": lacking})

    assert [some.unsaid(each) for each in ("ar", "fi", "sv", "en")] == [("Send",), (), (), ()]
    assert set(some.unsaid(SILENT)) == catalogues.of("fi").messages


@pytest.mark.browser
def test_what_the_script_says_is_marked_too(browser: Browser) -> None:
    door = a_silent_door()
    policy = SurveyPages(Renderer.load()).policy(door)

    with visiting(browser, survey_html(door, SILENT), policy=policy) as visit:
        visit.press("Börja")
        for name in ("Fortsätt", "← Tillbaka"):
            expect(visit.page.get_by_role("button", name=name)).to_have_attribute("lang", "sv")
        visit.press("Fortsätt")
        expect(visit.page.locator(".progress span")).to_have_attribute("lang", "sv")
        expect(visit.page.get_by_role("button", name="Hoppa över")).to_have_attribute("lang", "sv")


def test_pages_for_speakers_of_whole_catalogues_carry_no_extra_script() -> None:
    script = RENDERER.assets.tongue.text

    assert script not in survey_html(a_silent_door(), "sv")
    assert script in survey_html(a_silent_door(), SILENT)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_swedish_word_of_an_arabic_survey_is_read_as_arabic(audience: Audience) -> None:
    door = real_door(audience)
    if "ar" not in languages(door.publication):
        return
    # the key is called so on every keyboard
    texts = [text.replace("Shift", "") for text in unmarked_texts(survey_html(door, "ar"))]

    assert len(texts) > 100
    assert [text for text in texts if re.search("[A-Za-zÀ-ÿ]", text)] == []


@pytest.mark.parametrize("language", ["en", "ar", "fi"])
def test_a_municipality_is_read_as_swedish_in_every_language(language: str) -> None:
    html = survey_html(real_door("youth"), language)

    assert re.search(r'<label class="option" lang="sv"><input[^>]*value="eskilstuna"', html)
