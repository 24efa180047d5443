"""The way through the screens: a turned phone, a way back that is no longer asked, odd names."""

import json

import pytest
from playwright.sync_api import Browser, expect

from lyhord.instruments.definition import Instrument
from lyhord.web.respondent.pages import SurveyPages
from tests.forms.instruments import asking, every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import (
    ADDRESS,
    NEUTRAL_PAGE,
    PHONE,
    RENDERER,
    Visit,
    survey_html,
    to_check,
    to_question,
    visiting,
)

pytestmark = pytest.mark.browser

ROWS = ".row:visible"
# names that a form, a plain object or the script itself has a use for
NAMES = ("start", "reset", "prepend", "elements", "constructor", "send", "submit", "append")


def html() -> str:
    return survey_html(a_door(every_kind()))


def with_odd_names() -> Instrument:
    options = [{"id": "yes", "text": "Ja"}, {"id": "no", "text": "Nej"}]
    odd = [{"kind": "single", "id": each, "text": each, "options": options} for each in NAMES]
    when = {"op": "equals", "question": "constructor", "value": "yes"}
    return asking(*odd, {"kind": "short_text", "id": "last", "text": "Sist", "when": when})


def to_wide(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1000, "height": 400})


def test_a_phone_that_is_turned_shows_every_statement(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Hur stämmer det?")
        expect(visit.page.locator(ROWS)).to_have_count(1)
        to_wide(visit)
        expect(visit.page.locator(ROWS)).to_have_count(2)
        expect(visit.page.locator(".turn")).to_have_count(0)
        visit.page.set_viewport_size(PHONE)
        expect(visit.page.locator(ROWS)).to_have_count(1)
        visit.press("Fortsätt")
        expect(visit.page.get_by_text("Påstående 2 av 2")).to_be_visible()


def answered_no(visit: Visit) -> None:
    to_question(visit, "Bad du om hjälp?")
    visit.page.get_by_label("Nej", exact=True).check()
    to_question(visit, "Varför inte?", begin=False)


def test_back_leads_past_what_is_no_longer_asked(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        answered_no(visit)
        to_check(visit)
        visit.page.get_by_role("button", name="Ändra Bad du om hjälp?").click()
        visit.page.get_by_label("Ja", exact=True).check()
        visit.press("Fortsätt")
        visit.heading("Kontrollera dina svar")
        met: list[str] = []
        for _ in range(6):
            visit.press("← Tillbaka")
            met += [visit.page.locator(".progress:visible, #send:visible").inner_text()[:8]]

        assert [each for each in met if each.startswith("Fråga 0")] == []
        visit.heading("Hur stämmer det?")


def test_forward_leads_past_what_is_no_longer_asked(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        answered_no(visit)
        visit.page.evaluate("history.go(-5)")
        visit.heading("Bad du om hjälp?")
        visit.page.get_by_label("Ja", exact=True).check()
        visit.page.evaluate("history.go(5)")
        visit.page.wait_for_function("history.state.at !== 'why_not'")

        visit.heading("Bad du om hjälp?")
        to_question(visit, "Vem såg det?", begin=False)


@pytest.mark.parametrize("quickly", ["shift", "press"])
def test_any_name_of_a_question_leaves_the_way_out_open(browser: Browser, quickly: str) -> None:
    door = a_door(with_odd_names())
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy) as visit:
        for name in NAMES:
            to_question(visit, name, begin=name == "start")
            visit.page.locator(f"[name={name}][value=yes]").check()
        to_question(visit, "Sist", begin=False)
        visit.page.get_by_role("textbox").fill("Fler vuxna")
        to_check(visit)
        if quickly == "press":
            visit.page.get_by_role("link", name="Lämna sidan snabbt").click()
        else:
            for _ in range(3):
                visit.page.keyboard.press("Shift")
        visit.page.wait_for_url(NEUTRAL_PAGE)


def test_any_name_of_a_question_can_be_sent(browser: Browser) -> None:
    door = a_door(with_odd_names())
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy) as visit:
        for name in NAMES:
            to_question(visit, name, begin=name == "start")
            visit.page.locator(f"[name={name}][value=yes]").check()
        to_check(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert {name: visit.posts[0][name] for name in NAMES} == {name: ["yes"] for name in NAMES}


@pytest.mark.parametrize("way", ["clicks", "rolling"])
def test_shift_that_is_used_for_something_else_leaves_nothing(browser: Browser, way: str) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        box = visit.page.get_by_role("textbox")
        box.focus()
        keys = visit.page.keyboard
        for place, letter in enumerate("ABC"):
            keys.down("Shift")
            if way == "clicks":
                box.click(position={"x": 10 + place, "y": 10})
            else:
                keys.down(letter)
            keys.up("Shift")
        if way == "rolling":
            for letter in "ABC":
                keys.up(letter)
            expect(box).to_have_value("ABC")

        visit.heading("Vem såg det?")


@pytest.mark.parametrize(
    "odd",
    [{"fields": [1]}, {"row": -5, "at": "core"}, {"at": {}, "seen": [{}], "row": "x"}],
    ids=["fields", "row", "place"],
)
def test_a_kept_state_that_we_did_not_write_breaks_nothing(
    browser: Browser, odd: dict[str, object]
) -> None:
    kept = {"at": "who", "row": 0, "seen": [], "fields": [["who", "x"]], "submission": "x"} | odd
    before = f"if (!history.state) sessionStorage.setItem('lyhord ' + {json.dumps('door')}, "
    before += f"JSON.stringify({{ ...{json.dumps(kept)}, time: Date.now() }}));"
    with visiting(browser, html(), before=before) as visit:
        if visit.page.get_by_role("button", name="Börja om").is_visible():
            visit.press("Fortsätt")
        if visit.page.get_by_role("button", name="Börja").is_visible():
            visit.press("Börja")
        visit.press("Fortsätt")


def test_an_address_with_a_slash_keeps_in_the_same_drawer(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        visit.page.get_by_role("textbox").fill("Fler vuxna")
        visit.context.route(
            f"{ADDRESS}/", lambda route: route.fulfill(body=html(), content_type="text/html")
        )
        visit.page.goto(f"{ADDRESS}/")

        expect(visit.page.get_by_role("button", name="Börja om")).to_be_visible()
        assert visit.page.evaluate("sessionStorage.length") == 1
