"""Every screen of every survey by axe, in every state in which people meet it; nothing is allowed.

The whole of axe runs once a screen. What depends on a state (colours, sizes, room) runs again in
each state on the same screen.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from lyhord.instruments.definition import Audience
from lyhord.web.respondent.pages import SurveyPages
from tests.web.respondent.real import AUDIENCES, real_door
from tests.web.respondent.visits import RENDERER, Visit, survey_html, visiting

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
PHONE = {"width": 360, "height": 740}
STATES: dict[str, tuple[dict[str, int], dict[str, str]]] = {
    "tablet, dark": ({"width": 768, "height": 1024}, {"color_scheme": "dark"}),
    "desktop, forced colours": ({"width": 1280, "height": 800}, {"forced_colors": "active"}),
    "zoomed, reduced motion": ({"width": 320, "height": 256}, {"reduced_motion": "reduce"}),
}
ALL = "axe.run(document, { resultTypes: ['violations'] })"
OF_STATES = (
    "axe.run(document, { resultTypes: ['violations'],"
    " runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable'] })"
)


def violations(page: Page, run: str = ALL) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(run)["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    said = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
    return said + (["wider than the screen"] if wide else [])


def in_each_state(page: Page) -> list[str]:
    found: list[str] = []
    for name, (size, media) in STATES.items():
        page.set_viewport_size(size)  # pyright: ignore[reportArgumentType]
        calm = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}
        page.emulate_media(**(calm | media))  # pyright: ignore[reportArgumentType]
        found += [f"{name}: {each}" for each in violations(page, OF_STATES)]
    page.set_viewport_size(PHONE)  # pyright: ignore[reportArgumentType]
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="no-preference")
    return found


def forward(visit: Visit) -> bool:
    """Go on to the next screen; False on the last."""
    if visit.page.locator("#send:visible").count():
        return False
    visit.page.locator(".actions button:visible").first.click()
    return True


def html_in(audience: Audience, language: str) -> tuple[str, str]:
    door = real_door(audience)
    return survey_html(door, language), SurveyPages(RENDERER).policy(door)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_screen_of_a_survey_has_a_barrier_in_any_state(
    browser: Browser, audience: Audience
) -> None:
    html, policy = html_in(audience, "sv")
    with visiting(browser, html, policy=policy) as visit:
        found = violations(visit.page) + in_each_state(visit.page)
        shown = ""
        while forward(visit):
            found += violations(visit.page)
            # the statements of a matrix differ in their words alone
            if shown != (shown := visit.page.locator("h1:visible").inner_text()):
                found += in_each_state(visit.page)

    assert found == []


@pytest.mark.parametrize("audience", ["youth", "child", "guardian"])
def test_no_screen_has_a_barrier_from_right_to_left(browser: Browser, audience: Audience) -> None:
    html, policy = html_in(audience, "ar")
    with visiting(browser, html, policy=policy) as visit:
        expect(visit.page.locator("html")).to_have_attribute("dir", "rtl")
        found = violations(visit.page)
        while forward(visit):
            found += violations(visit.page, OF_STATES)

    assert found == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_long_page_has_no_barrier(browser: Browser, audience: Audience) -> None:
    html, policy = html_in(audience, "sv")
    # without the form's name the script leaves the page as it is, and axe can still look at it
    with visiting(browser, html.replace('id="survey"', 'id="long"'), policy=policy) as visit:
        found = violations(visit.page) + in_each_state(visit.page)

    assert found == []


CONTROLS = {"radio", "checkbox", "textbox", "searchbox", "button", "link"}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_control_has_a_name_a_role_and_a_state(browser: Browser, audience: Audience) -> None:
    html, policy = html_in(audience, "sv")
    with visiting(browser, html, policy=policy) as visit:
        session = visit.context.new_cdp_session(visit.page)
        nodes: list[tuple[str, str, bool]] = []
        while forward(visit):
            for node in session.send("Accessibility.getFullAXTree")["nodes"]:
                role = node.get("role", {}).get("value")
                if role in CONTROLS and not node.get("ignored"):
                    stated = {each["name"] for each in node.get("properties", [])}
                    name = node.get("name", {}).get("value", "").strip()
                    told = role not in {"radio", "checkbox"} or "checked" in stated
                    nodes.append((role, name, told and "focusable" in stated))

    assert {"radio", "button", "link", "textbox"} <= {role for role, _, _ in nodes}
    assert [node for node in nodes if not node[1] or not node[2]] == []
