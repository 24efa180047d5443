"""What a screen reader is told of each control: its role, its name and its state."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from lyhord.forms.mistakes import Mistake
from lyhord.instruments.definition import Audience
from lyhord.web.respondent.pages import SurveyPages
from tests.web.respondent.real import AUDIENCES, real_door
from tests.web.respondent.visits import RENDERER, Visit, survey_html, visiting

pytestmark = pytest.mark.browser

STATES = {"radio": "checked", "checkbox": "checked", "DisclosureTriangle": "expanded"}
CONTROLS = {*STATES, "textbox", "searchbox", "button", "link"}


def controls(visit: Visit) -> list[dict[str, Any]]:
    session = visit.context.new_cdp_session(visit.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    told = [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", "").strip(),
            "description": node.get("description", {}).get("value", ""),
            **{each["name"]: each["value"].get("value") for each in node.get("properties", [])},
        }
        for node in nodes
        if not node.get("ignored")
    ]
    return [each for each in told if each["role"] in CONTROLS]


def is_told(control: dict[str, Any]) -> bool:
    state = STATES.get(control["role"])
    return bool(control["name"] and "focusable" in control and (not state or state in control))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_control_has_a_name_a_role_and_a_state(browser: Browser, audience: Audience) -> None:
    door = real_door(audience)
    policy = SurveyPages(RENDERER).policy(door)
    with visiting(browser, survey_html(door), policy=policy) as visit:
        met = controls(visit)
        while not visit.page.locator("#send:visible").count():
            visit.page.locator(".actions button:visible").first.click()
            met += controls(visit)

    assert {"radio", "button", "link", "textbox", "DisclosureTriangle"} <= {
        each["role"] for each in met
    }
    assert [each for each in met if not is_told(each)] == []


def test_a_refused_box_says_that_it_is_and_why(browser: Browser) -> None:
    html = survey_html(real_door("youth"), "sv", Mistake("wish", "unreadable"))
    policy = SurveyPages(RENDERER).policy(real_door("youth"))
    with visiting(browser, html, policy=policy) as visit:
        boxes = [each for each in controls(visit) if each["role"] == "textbox"]
        refused = [each for each in boxes if each.get("invalid") == "true"]
        reason = visit.page.locator("#e-wish").inner_text().strip()

    assert len(refused) == 1
    assert reason in refused[0]["description"]
