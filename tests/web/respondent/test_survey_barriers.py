"""Every screen of every survey, in every state in which people meet it; nothing is allowed.

A page is loaded once. The survey is walked forward on a phone, answered, with the whole of axe on
each screen; then the browser's own Back and Forward lead through the same screens in each other
state. There only the rules run whose outcome the state can change: colours in the dark and in
forced colours, once for each kind of screen that a style can tell apart. What axe does not see is
measured in every state and on every screen: room, the size of targets, scrolling, focus that shows
and is under nothing, movement. A second walk takes another way and looks at what is new, so that
every question is met. Colours do not depend on the language, so in other languages axe looks at
words, and the rest is measured where room is least.
"""

import pytest
from playwright.sync_api import Browser, expect

from lyhord.forms.mistakes import Mistakes
from lyhord.forms.parsing import parse_form
from lyhord.instruments.definition import Audience
from lyhord.instruments.flow import answer_keys
from lyhord.intake.doors import Door
from lyhord.web.respondent.pages import SurveyPages
from tests.web.respondent.barriers import (
    DESKTOP,
    OTHERS,
    PHONE,
    SPOKEN,
    TABLET,
    ZOOMED,
    faults,
    script_off,
    walked,
)
from tests.web.respondent.real import AUDIENCES, real_door
from tests.web.respondent.visits import RENDERER, survey_html, visiting

pytestmark = pytest.mark.browser

TURNED = ["youth", "child", "guardian"]


def policy(door: Door) -> str:
    return SurveyPages(RENDERER).policy(door)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_screen_of_a_survey_has_a_barrier_in_any_state(
    browser: Browser, audience: Audience
) -> None:
    door = real_door(audience)
    found: list[str] = []
    met: list[str] = []
    for answer in (0, 2):
        with visiting(browser, survey_html(door), policy=policy(door)) as visit:
            known = [each for each in met if each.startswith("q-")]
            steps = ((PHONE, f"forward({answer})"), (TABLET, "through(-1)"))
            for state, step in (*steps, (DESKTOP, "through(1)"), (ZOOMED, "through(-1)")):
                said, met_now = walked(visit.page, state, step, met=known)
                found += said
                met = [*met, *met_now]

    assert found == []
    assert {f"q-{each.id}" for each in door.publication.instrument.questions} <= set(met)


@pytest.mark.parametrize(
    ("audience", "language"),
    [*((each, "ar") for each in TURNED), ("child", "sv-x-easy"), ("professional", "en")],
)
def test_no_screen_has_a_barrier_in_another_language(
    browser: Browser, audience: Audience, language: str
) -> None:
    door = real_door(audience)
    with visiting(browser, survey_html(door, language), policy=policy(door)) as visit:
        direction = "rtl" if language == "ar" else "ltr"
        expect(visit.page.locator("html")).to_have_attribute("dir", direction)
        found, _ = walked(visit.page, SPOKEN, "forward(0)")
        found += walked(visit.page, ZOOMED, "through(-1)")[0]

    assert found == []


@pytest.mark.parametrize("audience", TURNED)
def test_the_longest_words_have_room_on_every_screen(browser: Browser, audience: Audience) -> None:
    door = real_door(audience)
    with visiting(browser, survey_html(door, "fi"), policy=policy(door)) as visit:
        found, _ = walked(visit.page, ZOOMED, "forward(0)")

    assert found == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_page_without_script_has_no_barrier(browser: Browser, audience: Audience) -> None:
    door = real_door(audience)
    languages = ["sv"] if audience == "professional" else ["sv", "ar"]
    for language in languages:
        with visiting(browser, survey_html(door, language), policy=policy(door)) as visit:
            script_off(visit.page)
            found = faults(visit.page, PHONE if language == "sv" else SPOKEN, ZOOMED)

        assert found == []


def refused(door: Door, language: str, fields: dict[str, list[str]]) -> str:
    """The page that comes back after a post that the server refuses."""
    outcome = parse_form(door.publication.instrument, fields, presets={})
    assert isinstance(outcome, Mistakes)
    return survey_html(door, language, *outcome.mistakes)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_empty_post_comes_back_without_a_barrier(browser: Browser, audience: Audience) -> None:
    door = real_door(audience)
    with visiting(browser, refused(door, "sv", {}), policy=policy(door)) as visit:
        assert faults(visit.page, PHONE) == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_post_full_of_mistakes_comes_back_without_a_barrier(
    browser: Browser, audience: Audience
) -> None:
    door = real_door(audience)
    keys = [key for each in door.publication.instrument.questions for key in answer_keys(each)]
    fields = {key: ["\x00" * 5_001] for key in keys}
    languages = ["sv"] if audience == "professional" else ["sv", "ar"]
    for language in languages:
        with visiting(browser, refused(door, language, fields), policy=policy(door)) as visit:
            expect(visit.page.locator(".question:has(.error)")).not_to_have_count(0)
            # a mistake has the same colours in every survey
            others = OTHERS if (audience, language) == ("youth", "sv") else (ZOOMED,)
            found = faults(visit.page, PHONE if language == "sv" else SPOKEN, *others)

        assert found == []
