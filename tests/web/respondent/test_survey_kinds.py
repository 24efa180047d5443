"""Each kind of question as a person meets it, with and without script."""

import re

import pytest
from playwright.sync_api import Browser, expect

from lyhord.instruments import flow
from lyhord.instruments.definition import Instrument, Option, Page, Single
from lyhord.web.respondent.pages import SurveyPages
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.real import real_door
from tests.web.respondent.visits import (
    RENDERER,
    Visit,
    survey_html,
    to_check,
    to_question,
    visiting,
)

pytestmark = pytest.mark.browser

TOWNS = ("Eskilstuna", "Flen", "Gnesta", "Katrineholm", "Nyköping", "Strängnäs", "Trosa", "A", "B")


def html() -> str:
    return survey_html(a_door(every_kind()))


def towns() -> Instrument:
    """A survey with nothing but a long list."""
    own = (Option(id=f"town-{n}", text=town) for n, town in enumerate(TOWNS))
    other = Option(id="annan", text="Annan kommun")
    options = (*own, other, Option(id="vill_inte", text="Vill inte svara", exclusive=True))
    question = Single(id="town", text="Var bor du?", options=options)
    return Instrument(
        id="towns",
        audience="youth",
        language="sv",
        title="Orter",
        minutes=1,
        introduction=("Hej!",),
        ending=("Tack!",),
        pages=(Page(id="where", title="Var", questions=(question,)),),
    )


def test_faces_are_drawn_and_named_in_a_constant_order(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Hur har du det?")
        faces = visit.page.locator(".question:not([hidden]) .option")

        texts = [text.strip() for text in faces.all_inner_texts()]
        options = next(q for q in every_kind().questions if q.id == "mood").options
        assert texts == [option.text for option in options]
        assert faces.locator("svg:visible").count() == 3


def test_a_matrix_on_a_phone_is_one_statement_after_the_other(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Hur stämmer det?")
        expect(visit.page.get_by_text("Påstående 1 av 2")).to_be_visible()
        expect(visit.page.locator(".row:visible")).to_have_count(1)
        visit.press("Fortsätt")
        expect(visit.page.get_by_text("Påstående 2 av 2")).to_be_visible()
        expect(visit.page.locator(".row:visible legend")).to_be_focused()
        visit.press("← Tillbaka")
        expect(visit.page.get_by_text("Påstående 1 av 2")).to_be_visible()
        visit.press("Fortsätt")
        visit.press("Hoppa över resten")
        expect(visit.page.locator(".row:visible")).to_have_count(0)


def test_a_matrix_on_a_wide_screen_stands_whole(browser: Browser) -> None:
    with visiting(browser, html(), viewport={"width": 1280, "height": 800}) as visit:
        to_question(visit, "Hur stämmer det?")

        expect(visit.page.locator(".row:visible")).to_have_count(2)


def test_on_a_desktop_a_matrix_is_a_table_under_the_words_of_its_scale(browser: Browser) -> None:
    with visiting(browser, html(), viewport={"width": 1280, "height": 800}) as visit:
        to_question(visit, "Hur stämmer det?")
        rows = visit.page.locator(".row:visible")
        first, second = (
            [
                box["x"]
                for each in rows.nth(n).get_by_role("radio").all()
                if (box := each.bounding_box())
            ]
            for n in range(2)
        )
        heights = {
            box["y"]
            for each in rows.nth(1).get_by_role("radio").all()
            if (box := each.bounding_box())
        }
        named = rows.nth(1).get_by_role(
            "radio", name=rows.nth(0).locator(".option").first.inner_text()
        )

        assert first == second
        assert len(heights) == 1
        assert named.count() == 1


def test_answers_stand_apart_on_the_last_page_whichever_way_they_are_written(
    browser: Browser,
) -> None:
    written = "Fler \u202evuxna مرحبا!"
    with visiting(browser, html()) as visit:
        to_question(visit, "Hur stämmer det?")
        visit.page.locator(".option:visible").first.click()
        statement = visit.page.locator("legend:visible").last.inner_text()
        to_question(visit, "Vem såg det?", begin=False)
        visit.page.get_by_role("textbox").fill(written)
        to_check(visit)
        lines = visit.page.locator(".answers div", has_text="Hur stämmer det?").locator("dd").first
        said = visit.page.locator(".answers bdi").all_text_contents()

        assert lines.inner_text().splitlines()[0] == statement
        assert written in said


def test_languages_take_one_more_row_on_a_phone_and_none_on_a_desktop(browser: Browser) -> None:
    door = real_door("youth")
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy) as visit:
        visit.press("Börja")
        finnish = visit.page.get_by_role("link", name="Suomi")
        expect(finnish).to_be_hidden()
        visit.page.get_by_text("Språk", exact=True).click()
        expect(finnish).to_be_visible()
        bar = visit.page.locator(".bar").bounding_box()
        assert bar
        assert bar["height"] < 3 * 48
        visit.page.set_viewport_size({"width": 1280, "height": 800})
        visit.press("Fortsätt")

        expect(finnish).to_be_visible()
        expect(visit.page.get_by_text("Språk", exact=True)).to_be_hidden()


def test_notes_come_one_box_at_a_time(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Dina idéer")
        boxes = visit.page.locator("[name=ideas]:visible")
        expect(boxes).to_have_count(1)
        boxes.first.fill("En")
        visit.press("Lägg till en till")
        expect(boxes.nth(1)).to_be_focused()
        boxes.nth(1).fill("Två")
        visit.page.reload()
        expect(boxes.nth(1)).to_have_value("Två")
        to_check(visit)
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert [idea for idea in visit.posts[0]["ideas"] if idea] == ["En", "Två"]


def test_a_long_list_is_searched_without_minding_dots(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(towns()))) as visit:
        visit.press("Börja")
        visit.page.get_by_label("Sök i listan").fill("strang")
        expect(visit.page.get_by_label("Nyköping")).to_be_hidden()
        expect(visit.page.get_by_text("1 i listan")).to_be_attached()
        visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_label("Strängnäs")).to_be_checked()
        visit.press("Fortsätt")
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert visit.posts[0]["town"] == ["town-5"]
    assert "" not in visit.posts[0]


def test_a_search_without_a_match_says_so_and_keeps_what_fits_everybody(browser: Browser) -> None:
    with visiting(browser, survey_html(a_door(towns()))) as visit:
        visit.press("Börja")
        visit.page.get_by_label("Sök i listan").fill("Stockholm")
        expect(visit.page.get_by_text("Ingen träff.")).to_be_in_viewport()
        kept = visit.page.locator(".option:visible")
        expect(kept).to_have_text([" Annan kommun", " Vill inte svara"])
        visit.page.get_by_label("Sök i listan").fill("ny")

        expect(visit.page.get_by_text("Ingen träff.")).to_have_count(0)
        expect(visit.page.get_by_label("Nyköping")).to_be_visible()


def test_a_long_list_works_without_script(browser: Browser) -> None:
    html = survey_html(a_door(towns()))
    with visiting(browser, html, java_script_enabled=False) as visit:
        visit.page.get_by_label("Strängnäs").check()
        visit.press("Skicka")
        visit.heading("Dina svar är skickade")

    assert visit.posts[0]["town"] == ["town-5"]


def test_without_script_styles_hide_what_is_not_asked(browser: Browser) -> None:
    with visiting(browser, html(), java_script_enabled=False) as visit:
        why = visit.page.get_by_label("Varför inte?")
        expect(why).to_be_visible()
        visit.page.get_by_label("Ja", exact=True).check()
        expect(why).to_be_hidden()
        visit.page.get_by_label("Nej", exact=True).check()
        expect(why).to_be_visible()
        expect(visit.page.get_by_text("Om du byter språk")).to_have_count(0)

    assert flow.path(every_kind(), {"sought": "no"})


def test_a_walk_by_keyboard_alone(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        keyboard = visit.page.keyboard
        _tab_to(visit, "Börja")
        keyboard.press("Enter")
        visit.heading("Välkommen")
        _tab_to(visit, "Fortsätt")
        keyboard.press("Enter")
        visit.heading("Bad du om hjälp?")
        keyboard.press("Tab")
        keyboard.press("Space")
        expect(visit.page.get_by_label("Ja", exact=True)).to_be_checked()
        while visit.page.locator("#send:visible").count() == 0:
            _tab_to(visit, "Fortsätt")
            keyboard.press("Enter")
        visit.heading("Kontrollera dina svar")
        _tab_to(visit, "Skicka")
        keyboard.press("Enter")
        visit.heading("Dina svar är skickade")

    assert visit.posts[0]["sought"] == ["yes"]


def _tab_to(visit: Visit, name: str) -> None:
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"{name} is not reached by Tab")


def test_too_many_choices_are_refused_as_the_server_would(browser: Browser) -> None:
    with visiting(browser, html()) as visit:
        to_question(visit, "Vad gällde det?")
        page = visit.page
        for name in ("Skola", "Hem", "Fritid", "Natet"):
            page.get_by_label(name).check()
        group = page.locator("#q-life_area fieldset")
        title = page.title()
        for _ in range(2):
            visit.press("Fortsätt")
            expect(page.get_by_role("alert")).to_have_text("Fel: Välj högst 3.")
            expect(page).to_have_title(f"Fel: {title}")
            expect(group).to_have_attribute(
                "aria-describedby", re.compile("^problem h-life_area ?$")
            )
            expect(page.get_by_label("Hem")).to_have_attribute("aria-invalid", "true")
        page.get_by_label("Hem").uncheck()

        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page).to_have_title(title)
        expect(group).to_have_attribute("aria-describedby", re.compile("^h-life_area ?$"))
        expect(page.get_by_label("Skola")).not_to_have_attribute("aria-invalid", "true")
