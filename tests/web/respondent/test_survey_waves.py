"""The self-made code of a follow-up in the browser: hashed there, and only the hash is sent."""

import hmac

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Locator, expect

from lyhord.forms.mistakes import Mistake
from lyhord.intake.doors import Door
from lyhord.web.respondent.pages import SurveyPages
from tests.forms.instruments import every_kind
from tests.web.respondent.barriers import PHONE, ZOOMED, faults
from tests.web.respondent.doors import a_door
from tests.web.respondent.visits import RENDERER, Visit, survey_html, to_check, visiting

pytestmark = pytest.mark.browser

KEY = bytes(range(32))
NAME, TOWN = "Örjanssontest", "Zebrastad"
READY = "Koden är klar. Delarna stannar hos dig."


def following() -> Door:
    return replace(a_door(every_kind()), wave_key=KEY)


def hashed(text: str) -> str:
    return hmac.digest(KEY, text.encode(), "sha256").hex()


def to_the_code(visit: Visit) -> None:
    visit.press("Börja")
    title = visit.page.get_by_role("heading", level=1)
    while title.inner_text() != "En kod som du gör själv":
        visit.page.get_by_role("button", name="Fortsätt").click()


def part(visit: Visit, number: int) -> Locator:
    return visit.page.locator(f"#w-{number}")


def make(visit: Visit, *parts: str) -> None:
    for number, text in enumerate(parts, start=1):
        part(visit, number).fill(text)


def note(visit: Visit) -> Locator:
    return visit.page.locator("#w-note")


def test_only_the_hash_of_a_code_is_sent(browser: Browser) -> None:
    bodies: list[str] = []
    door = following()
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy) as visit:
        visit.page.on("request", lambda request: bodies.append(request.post_data or ""))
        to_the_code(visit)
        make(visit, NAME, "7", TOWN)
        expect(note(visit)).to_have_text(READY)
        stored = visit.page.evaluate("JSON.stringify(sessionStorage)")
        visit.page.reload()
        expect(note(visit)).to_have_text(READY)
        to_check(visit)
        expect(visit.page.locator("bdi", has_text="En kod är gjord")).to_be_visible()
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert visit.posts[0]["wave_code"] == [hashed("Ö07D")]
    sent = "\n".join([*bodies, stored])
    assert "wave_code" in sent
    assert not any(each in sent for each in (NAME, "%C3%96rjan", TOWN, "Ö07D", "%C3%9607D"))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("A", "07"), "Alla tre delarna behövs."),
        (("A", "32", "A"), "Dagen är ett tal från 1 till 31."),
        (("7", "7", "7"), "Alla tre delarna behövs."),
    ],
)
def test_half_a_code_is_none(browser: Browser, parts: tuple[str, ...], said: str) -> None:
    with visiting(browser, survey_html(following())) as visit:
        to_the_code(visit)
        make(visit, "A", "01", "A")
        expect(note(visit)).to_have_text(READY)
        make(visit, "", "", "")
        expect(note(visit)).to_have_text("")
        make(visit, *parts)
        expect(note(visit)).to_have_text(said)
        expect(visit.page.locator("[name=wave_code]")).to_have_value("")


def test_the_same_code_however_it_is_written(browser: Browser) -> None:
    written = [("ö", "07", "d"), ("O\u0308rjan", "٧", "Zebrastad "), (" Ö.", " 7 ", "d")]
    found: list[str] = []
    with visiting(browser, survey_html(following())) as visit:
        to_the_code(visit)
        for parts in written:
            make(visit, "", "", "")
            make(visit, *parts)
            expect(note(visit)).to_have_text(READY)
            found.append(visit.page.locator("[name=wave_code]").input_value())

    assert set(found) == {hashed("Ö07D")}


def test_a_code_that_is_taken_away_is_gone_with_its_parts(browser: Browser) -> None:
    with visiting(browser, survey_html(following())) as visit:
        to_the_code(visit)
        make(visit, NAME, "7", TOWN)
        visit.press("Ta bort svaret")
        expect(part(visit, 1)).to_have_value("")
        expect(note(visit)).to_have_text("")
        to_check(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert visit.posts[0]["wave_code"] == [""]


@pytest.mark.parametrize(
    "options",
    [{"java_script_enabled": False}, {"before": "delete Crypto.prototype.subtle"}],
    ids=["no script", "no safe connection"],
)
def test_where_no_code_can_be_made_none_is_asked(
    browser: Browser, options: dict[str, object]
) -> None:
    with visiting(browser, survey_html(following()), **options) as visit:  # pyright: ignore[reportArgumentType]
        if "before" in options:
            to_the_code(visit)
        expect(visit.page.locator("#without")).to_be_visible()
        expect(part(visit, 1)).to_be_hidden()


def test_no_part_has_a_name_that_a_form_would_send() -> None:
    html = survey_html(following(), "sv", Mistake("wave_code", "no_wave_code"))

    assert html.count('id="w-') == 4
    assert not any(" name=" in tag for tag in html.split("<") if "data-part" in tag)
    assert KEY.hex() in html
    assert "Koden gick inte att läsa" in html


def test_other_surveys_ask_for_no_code() -> None:
    assert "wave_code" not in survey_html(a_door(every_kind()))


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_screen_of_the_code_has_no_barrier(browser: Browser, language: str) -> None:
    with visiting(browser, survey_html(following(), language)) as visit:
        onward = visit.page.locator(".actions button:visible").first
        while not part(visit, 1).is_visible():
            onward.press("Enter")
        make(visit, "a", "b", "c")
        found = faults(visit.page, PHONE, ZOOMED)

    assert found == []
