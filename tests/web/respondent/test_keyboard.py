"""Each survey with real keys alone: where the focus is, what it shows, and the way in and out.

On the first screen of each make Tab goes once around the whole page, answering on its way, and
Shift+Tab finds the way back to the button that leads on; on the others Tab goes from the heading
through the question to that button. So a trap, a stop that nobody sees and an order that is not the
one on the screen all come to light.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lyhord.instruments.definition import Audience
from lyhord.web.respondent.pages import SurveyPages
from tests.web.respondent.barriers import LOOKING
from tests.web.respondent.real import real_door
from tests.web.respondent.visits import RENDERER, survey_html, visiting

pytestmark = pytest.mark.browser

MOST_SCREENS = 60
MOST_STOPS = 60
Stop = dict[str, Any]


def press(page: Page, *keys: str) -> Stop:
    """Press keys, and say where they lead."""
    for key in keys:
        page.keyboard.press(key)
    return page.evaluate("landed()")


def around(page: Page, *, is_whole: bool) -> list[Stop]:
    """Press Tab to the way on, or until the first stop comes again; answer once on the way."""
    stops: list[Stop] = []
    while len(stops) < MOST_STOPS:
        stop = press(page, "Tab")
        if stops and stop["stop"] == stops[0]["stop"]:
            return stops
        if stop["stop"]:
            answer(page, stop, is_first=all(each["is"] != stop["is"] for each in stops))
            stops.append(stop)
        if stop["is"] == "next" and not is_whole:
            return stops
    raise AssertionError([each["name"] for each in stops])


def answer(page: Page, stop: Stop, *, is_first: bool) -> None:
    """Answer at a stop: the second of a list of which one counts, the first of many, or words."""
    if stop["is"] == "radio" and not stop["isChecked"]:
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    if stop["is"] == "checkbox" and is_first:
        page.keyboard.press("Space")
    if stop["is"] in ("textarea", "text"):
        page.keyboard.type("mer tid")
    if stop["is"] == "number":
        page.keyboard.type("3")


def disorder(stops: Iterable[Stop], *, is_rtl: bool) -> list[str]:
    """Say which stops come before one that stands earlier on the page."""
    placed = [each for each in stops if each["place"]]
    # the one step up leads from the end of the page to its top
    up = [(one, two) for one, two in pairwise([*placed, placed[0]]) if is_back(one, two, is_rtl)]
    return [f"{one['name']} comes before {two['name']}" for one, two in up] if len(up) > 1 else []


def is_back(one: Stop, two: Stop, is_rtl: bool) -> bool:  # noqa: FBT001 - as in a sentence
    left, right, top, bottom = one["place"]
    other_left, other_right, other_top, other_bottom = two["place"]
    if other_top >= bottom - 1:
        return False
    if other_bottom <= top + 1:
        return True
    return other_left > left if is_rtl else other_right < right


def screen(page: Page, *, is_whole: bool, is_rtl: bool) -> list[str]:
    """Go around a screen and on to the next, and say what was wrong."""
    stops = around(page, is_whole=is_whole)
    if is_whole:
        back_to_the_way_on(page)
    page.keyboard.press("Enter")
    return [
        *(f"{each['name']} {each['fault']}" for each in stops if each["fault"]),
        *disorder(stops, is_rtl=is_rtl),
    ]


def back_to_the_way_on(page: Page) -> None:
    for _ in range(MOST_STOPS):
        if press(page, "Shift+Tab")["is"] == "next":
            return
    raise AssertionError(page.evaluate("stepNow()"))


def answered_in(post: dict[str, list[str]]) -> set[str]:
    """The questions that have an answer in a post."""
    return {key.partition(".")[0] for key, values in post.items() if any(values)}


@pytest.mark.parametrize(
    ("audience", "language"),
    [
        ("youth", "sv"),
        ("child", "sv"),
        ("guardian", "sv"),
        ("professional", "sv"),
        ("guardian", "ar"),
    ],
)
def test_a_survey_is_answered_to_the_end_by_keyboard_alone(
    browser: Browser, audience: Audience, language: str
) -> None:
    door = real_door(audience)
    found: list[str] = []
    seen: list[str] = []
    with visiting(
        browser, survey_html(door, language), policy=SurveyPages(RENDERER).policy(door)
    ) as visit:
        visit.page.evaluate(LOOKING)
        makes: set[str] = set()
        while "send" not in seen and len(seen) < MOST_SCREENS:
            where = visit.page.evaluate("stepNow()")
            focused = visit.page.evaluate("document.activeElement.localName")
            if seen and focused not in ("h1", "legend"):
                found.append(f"{where}: {focused} has focus, not its heading")
            seen.append(where)
            make = visit.page.evaluate("makeup()")
            said = screen(visit.page, is_whole=make not in makes, is_rtl=language == "ar")
            found += [f"{where}: {each}" for each in said]
            makes.add(make)
        expect(visit.page.locator("#receipt")).to_be_visible()
        expect(visit.page.locator("h1")).to_be_focused()
        thanked = around(visit.page, is_whole=True)
        found += [f"thanks: {each['name']} {each['fault']}" for each in thanked if each["fault"]]

    assert found == []
    assert len(visit.posts) == 1
    assert len(answered_in(visit.posts[0])) > len(seen) // 2
