"""A shared screen: no page leads out of it, and nobody leaves without its code."""

import re
from uuid import UUID, uuid4

from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from lyhord.intake.pacing import Pace
from lyhord.intake.screens import Screens
from lyhord.privacy.kiosks import is_leaving_code, leaving_code
from lyhord.storage.database import Database
from tests.builders import SECRET, a_collector, a_round
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door, a_screen
from tests.web.respondent.visits import survey_html, thanks_html

HREF = re.compile(r'href="([^"]*)"')


def leads(html: str) -> set[str]:
    """Where a page leads, but for places within it and its other languages."""
    return {each for each in HREF.findall(html) if not each.startswith(("#", "?lang=", "data:"))}


def test_no_page_of_a_screen_leads_out_of_it() -> None:
    own = {"/s/door", "/s/door/leave?lang=sv"}
    survey, thanks = survey_html(a_screen(every_kind())), thanks_html(a_screen(every_kind()))
    ordinary = leads(survey_html(a_door(every_kind())))

    assert leads(survey) == leads(thanks) == own
    assert any(each.startswith("tel:") for each in ordinary)
    assert "116 111" in survey
    assert '<meta http-equiv="refresh" content="60;url=/s/door">' in thanks
    assert '<noscript><meta http-equiv="refresh" content="900;url=/s/door">' in survey
    assert 'data-copy="' not in thanks


def test_a_code_belongs_to_one_door_and_one_secret() -> None:
    door, other = uuid4(), uuid4()
    code = leaving_code(b"secret", door)

    assert re.fullmatch(r"\d{8}", code)
    assert is_leaving_code(f" {code[:4]} {code[4:]} ", b"secret", door)
    assert not is_leaving_code(code, b"secret", other)
    assert not is_leaving_code(code, b"other", door)
    assert not is_leaving_code("１２３４５６７８", b"secret", door)


async def test_guessing_is_slowed_down_door_by_door() -> None:
    screens = Screens("secret", pace=Pace(clock=lambda: 0.0))
    door = a_screen(every_kind())
    for _ in range(12):
        assert not await screens.lets_go(door, "00000000")
    other = replace(door, collector_id=UUID(int=7))

    assert screens.delay(door) > 0
    assert screens.delay(other) == 0


async def test_a_screen_is_left_with_its_code_alone(
    app_client: AsyncTestClient[Litestar], database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        screen = await a_collector(db, round_id, mode="kiosk")
        plain = await a_collector(db, round_id)
    here = f"/s/{screen.slug}"
    page = await app_client.get(here)
    form = await app_client.get(f"{here}/leave")
    wrong = await app_client.post(f"{here}/leave", data={"leaving": "<b>00000000"})
    code = leaving_code(SECRET.encode(), screen.collector_id)
    right = await app_client.post(f"{here}/leave", data={"leaving": code})
    thanks = await app_client.post(here, data={"wish": "Mer tid"})
    elsewhere = await app_client.get(f"/s/{plain.slug}/leave")

    assert (page.headers["cache-control"], thanks.headers["cache-control"]) == ("no-store",) * 2
    assert (form.status_code, wrong.status_code, right.status_code) == (200, 422, 200)
    assert ['href="/desk"' in each.text for each in (form, wrong, right)] == [False, False, True]
    assert "<b>00000000" not in wrong.text
    assert code not in page.text + form.text + wrong.text
    assert 'href="/withdraw' not in thanks.text
    assert elsewhere.status_code == 404
