"""Sending with script: once, patiently, and with everything kept until it has arrived."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Route, expect

from lyhord.forms.mistakes import Mistake
from lyhord.web.respondent.pages import SurveyPages
from lyhord.web.respondent.views import Posted
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import (
    RENDERER,
    Visit,
    survey_html,
    to_check,
    to_question,
    visiting,
)

pytestmark = pytest.mark.browser

WAITING = "Dina svar finns kvar här. Vi försöker igen."


def html() -> str:
    return survey_html(a_door(every_kind()))


def answering(status: int, body: str = "", **headers: str) -> Callable[[Route], None]:
    sent = {"Content-Type": "text/html; charset=utf-8"} | headers
    return lambda route: route.fulfill(status=status, body=body, headers=sent)


def ready_to_send(visit: Visit, text: str = "Fler vuxna") -> None:
    to_question(visit, "Vem såg det?")
    visit.page.get_by_role("textbox").fill(text)
    to_check(visit)


@pytest.mark.parametrize(
    "trouble",
    [
        lambda route: route.abort(),
        answering(503, "upptaget", **{"Retry-After": "1"}),
        answering(200, "<h1>Välkommen till kaféets nät</h1>"),
    ],
    ids=["no-network", "busy", "another-page"],
)
def test_answers_wait_for_the_network_and_arrive_once(
    browser: Browser, trouble: Callable[[Route], None]
) -> None:
    with visiting(browser, html()) as visit:
        ready_to_send(visit)
        visit.replies += [trouble]
        visit.press("Skicka")
        expect(visit.page.get_by_text(WAITING)).to_be_visible()
        visit.page.get_by_role("button", name="Försök igen").click()
        visit.heading("Dina svar är skickade")

    first, second = visit.posts
    assert second == first
    assert {tuple(post["who"]) for post in visit.posts} == {("Fler vuxna",)}


def test_a_trial_comes_by_itself(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        ready_to_send(visit)
        visit.replies += [answering(503, **{"Retry-After": "1"})]
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert len(visit.posts) == 2


def test_the_wait_can_be_interrupted_by_the_network_coming_back(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        ready_to_send(visit)
        visit.replies += [answering(503, **{"Retry-After": "120"})]
        visit.press("Skicka")
        expect(visit.page.get_by_text(WAITING)).to_be_visible()
        visit.page.evaluate("dispatchEvent(new Event('online'))")
        visit.heading("Dina svar är skickade")


def test_a_refused_post_comes_in_place_with_everything_kept(browser: Browser) -> None:
    door = a_door(every_kind())
    mistake = Mistake("who", "unreadable")
    back = Posted(
        kept={"who": ["Fler vuxna"]},
        submission="one",
        version=3,
        errors_heading="Något behöver ändras",
        mistakes=(mistake,),
    )
    with visiting(browser, html()) as visit:
        ready_to_send(visit)
        visit.replies += [answering(422, SurveyPages(RENDERER).again(door, "sv", back))]
        visit.press("Skicka")
        expect(visit.page.get_by_role("alert")).to_be_focused()
        box = visit.page.get_by_label("Vem såg det?")
        expect(box).to_have_value("Fler vuxna")
        box.fill("Färre vuxna")
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert visit.posts[1]["who"] == ["Färre vuxna"]


def test_a_fault_of_ours_is_said_and_nothing_is_lost(browser: Browser) -> None:
    fault = '<main id="content"><h1>Något gick fel hos oss</h1><p>Försök igen.</p></main>'
    with visiting(browser, html()) as visit:
        ready_to_send(visit)
        visit.replies += [answering(500, fault)]
        visit.press("Skicka")
        expect(visit.page.get_by_text("Något gick fel hos oss Försök igen.")).to_be_visible()
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")


def test_back_after_sending_sends_and_shows_nothing_again(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        ready_to_send(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")
        visit.page.go_back()
        visit.heading("Dina svar är skickade")
        assert visit.page.locator("form").count() == 0

    assert len(visit.posts) == 1


def test_no_address_ever_holds_the_code(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        ready_to_send(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

        assert visit.page.locator("#receipt").inner_text() == "7K2M-9QXT-4BFA"
        assert "7K2M" not in visit.page.url
        assert "7K2M" not in visit.page.evaluate("JSON.stringify([history.state, sessionStorage])")


def test_nothing_is_sent_while_typing(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        requests: list[str] = []
        visit.page.on("request", lambda request: requests.append(request.url))
        ready_to_send(visit, "Ring 070-123 45 67")

        assert requests == []


def test_a_script_that_stops_midway_leaves_a_form_that_posts(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        visit.page.get_by_role("textbox").fill("Fler vuxna")
        visit.page.evaluate("HTMLFormElement.prototype.submit.call(document.forms[0])")
        visit.heading("Dina svar är skickade")

    assert visit.posts[0]["who"] == ["Fler vuxna"]


@pytest.mark.parametrize(
    "text",
    ["👩‍👩‍👧‍👦" * 1_000, "\u202egnol\u202c \u200b\u200d\ufeff.", "<b>Bänkar</b> & {{ 7*7 }}"],
    ids=["emoji", "bidi", "markup"],
)
def test_odd_texts_are_kept_as_written_and_shown_harmlessly(browser: Browser, text: str) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vem såg det?")
        visit.page.get_by_role("textbox").fill(text)
        visit.page.reload()
        expect(visit.page.get_by_role("textbox")).to_have_value(text)
        to_check(visit)
        assert text in visit.page.locator(".answers").text_content()
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert visit.posts[0]["who"] == [text]
