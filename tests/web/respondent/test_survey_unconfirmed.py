"""A post that may have arrived: nothing half-written goes with it, and no answer is lost by it."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from lyhord.forms.mistakes import Mistake
from lyhord.instruments.definition import Translation
from lyhord.intake.doors import Door
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import (
    ADDRESS,
    Visit,
    survey_html,
    thanks_html,
    to_check,
    to_question,
    visiting,
)

pytestmark = pytest.mark.browser

THANKS = "Dina svar är skickade"
WAITING = "Dina svar finns kvar här. Vi försöker igen."
ALREADY = '<body><main id="content"><h1>Du har redan skickat svar</h1></main>'


def in_two_languages() -> Door:
    texts = {"title": "All at once", "question.who.text": "Who saw it?"}
    english = Translation(language="en", texts=texts)
    return a_door(every_kind(), translations=(english,))


def lost(route: Route) -> None:
    route.abort()


def thanked(route: Route) -> None:
    route.fulfill(body=thanks_html(in_two_languages()), content_type="text/html; charset=utf-8")


def written(visit: Visit, text: str) -> None:
    visit.page.locator("[name=who]").fill(text)


def tried(visit: Visit) -> None:
    """Answer, and send into a network that gives nothing back."""
    to_question(visit, "Vem såg det?")
    written(visit, "Fler vuxna")
    to_check(visit)
    visit.replies += [lost]
    visit.press("Skicka")
    expect(visit.page.get_by_text(WAITING)).to_be_visible()


def change(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Ändra Vem såg det?").click()
    visit.heading("Vem såg det?")


def pass_time(page: Page) -> None:
    """Let every wait end, and the network come back."""
    page.clock.fast_forward(300_000)
    page.evaluate("dispatchEvent(new Event('online'))")


def of_posts(visit: Visit, name: str) -> list[str]:
    return [each for post in visit.posts for each in post.get(name, ["-"])]


def test_nothing_is_sent_while_somebody_edits(browser: Browser) -> None:
    with visiting(browser, survey_html(in_two_languages())) as visit:
        visit.page.clock.install()
        tried(visit)
        change(visit)
        written(visit, "Jag har inte skrivit klart, min")
        pass_time(visit.page)

        visit.heading("Vem såg det?")
        assert len(visit.posts) == 1
        to_check(visit)
        expect(visit.page.get_by_role("button", name="Skicka", exact=True)).to_be_visible()


def test_an_answer_that_comes_while_somebody_edits_takes_nothing(browser: Browser) -> None:
    held: list[Route] = []
    with visiting(browser, survey_html(in_two_languages())) as visit:
        to_question(visit, "Vem såg det?")
        to_check(visit)
        visit.replies += [held.append]
        visit.press("Skicka")
        expect(visit.page.get_by_role("button", name="Skickar …")).to_be_visible()
        change(visit)
        held[0].fulfill(body=ALREADY, content_type="text/html")
        written(visit, "Fler vuxna")

        visit.heading("Vem såg det?")


def test_what_is_changed_after_a_lost_answer_replaces_what_had_arrived(browser: Browser) -> None:
    with visiting(browser, survey_html(in_two_languages())) as visit:
        tried(visit)
        change(visit)
        written(visit, "Färre vuxna")
        visit.page.reload()
        visit.heading("Vem såg det?")
        to_check(visit)
        visit.press("Skicka")
        visit.heading(THANKS)
        kept = visit.page.evaluate("sessionStorage.length")

    first, again, taken_back, last = visit.posts
    assert again == first
    assert taken_back == {"receipt": ["7K2M-9QXT-4BFA"]}
    assert last["who"] == ["Färre vuxna"]
    assert last["submission"] != first["submission"]
    assert kept == 0


def test_a_lost_taking_back_is_tried_from_the_beginning(browser: Browser) -> None:
    with visiting(browser, survey_html(in_two_languages())) as visit:
        tried(visit)
        change(visit)
        written(visit, "Färre vuxna")
        to_check(visit)
        visit.replies += [thanked, lost]
        visit.press("Skicka")
        expect(visit.page.get_by_text(WAITING)).to_be_visible()
        visit.press("Försök igen")
        visit.heading(THANKS)

    assert of_posts(visit, "who") == ["Fler vuxna"] * 2 + ["-", "Fler vuxna", "-", "Färre vuxna"]


def test_another_language_while_waiting_goes_on_waiting_there(browser: Browser) -> None:
    door = in_two_languages()
    pages = {"lang=en": survey_html(door, "en")}
    with visiting(browser, survey_html(door), other_pages=pages) as visit:
        visit.page.clock.install()
        tried(visit)
        visit.replies += [lost]
        visit.page.get_by_text("Språk", exact=True).click()
        visit.page.get_by_role("link", name="English").click()
        visit.heading("Check your answers")
        waiting = "Your answers are still here. We are trying again."
        expect(visit.page.get_by_text(waiting)).to_be_visible()
        posts = len(visit.posts)
        visit.page.get_by_role("button", name="Change Who saw it?").click()
        written(visit, "Fewer")
        pass_time(visit.page)

        visit.heading("Who saw it?")
        assert len(visit.posts) == posts == 2
        assert of_posts(visit, "language") == ["sv", "sv"]
        assert of_posts(visit, "who") == ["Fler vuxna"] * 2


def test_another_language_without_network_keeps_the_page(browser: Browser) -> None:
    with visiting(browser, survey_html(in_two_languages())) as visit:
        to_question(visit, "Vem såg det?")
        written(visit, "Fler vuxna")
        visit.page.get_by_text("Språk", exact=True).click()
        visit.context.unroute("**/*")
        visit.context.set_offline(True)
        visit.page.get_by_role("link", name="English").click()

        expect(visit.page.get_by_role("alert")).to_have_text("Nätet svarar inte just nu.")
        assert visit.page.locator("[name=who]").input_value() == "Fler vuxna"


def test_who_starts_anew_is_another_respondent(browser: Browser) -> None:
    with visiting(browser, survey_html(in_two_languages())) as visit:
        tried(visit)
        visit.page.goto(f"{ADDRESS}?lang=sv")
        visit.press("Börja om")
        to_question(visit, "Vem såg det?")
        written(visit, "Ingen alls")
        to_check(visit)
        visit.press("Skicka")
        visit.heading(THANKS)

    first, second = visit.posts
    assert second["who"] == ["Ingen alls"]
    assert second["submission"] != first["submission"]


def test_a_page_from_the_browsers_own_store_is_another_respondent(browser: Browser) -> None:
    with visiting(browser, survey_html(in_two_languages())) as visit:
        for _ in range(2):
            visit.press("Börja")
            to_check(visit)
            visit.press("Skicka")
            visit.heading(THANKS)
            visit.page.goto(ADDRESS)

    first, second = visit.posts
    assert second["submission"] != first["submission"]


def test_a_conflict_forgets_nothing(browser: Browser) -> None:
    conflict = {"status": 409, "body": ALREADY, "content_type": "text/html"}
    with visiting(browser, survey_html(in_two_languages())) as visit:
        to_question(visit, "Vem såg det?")
        written(visit, "Fler vuxna")
        to_check(visit)
        visit.replies += [lambda route: route.fulfill(**conflict)]
        visit.press("Skicka")
        visit.heading("Du har redan skickat svar")
        visit.page.reload()
        visit.press("Fortsätt")

        expect(visit.page.locator(".answers")).to_contain_text("Fler vuxna")


def test_back_after_a_refusal_leads_to_the_questions(browser: Browser) -> None:
    door = in_two_languages()
    again = survey_html(door, "sv", Mistake("who", "unreadable"))
    refused = {"status": 422, "body": again, "content_type": "text/html; charset=utf-8"}
    with visiting(browser, survey_html(door)) as visit:
        to_question(visit, "Vem såg det?")
        written(visit, "Fler vuxna")
        to_check(visit)
        visit.replies += [lambda route: route.fulfill(**refused)]
        visit.press("Skicka")
        expect(visit.page.get_by_role("alert")).to_be_focused()
        written(visit, "Färre vuxna")
        visit.page.go_back()
        expect(visit.page.get_by_role("heading", level=1)).to_have_text("Dina idéer")
        visit.page.go_back()
        visit.page.go_back()
        visit.heading("Vem såg det?")
        assert visit.page.locator("[name=who]").input_value() == "Färre vuxna"
        to_check(visit)
        visit.press("Skicka")
        visit.heading(THANKS)
