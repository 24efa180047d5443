"""A workshop in two windows: phones write, the wall shows it live, and the facilitator groups."""

import re
from collections.abc import Awaitable, Callable

from playwright.async_api import Browser, Page, expect

from lyhord.collecting import boards
from lyhord.commands.users import new_account
from lyhord.privacy import rooms
from lyhord.storage import accounts
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.browser.conftest import PASSWORD, PHONE, Site
from tests.conftest import SECRET

Check = Callable[[Page, str], Awaitable[None]]
LEADER = "workshop.leader@example.org"
NOTE = "Sekretessen mellan skola och socialtjänst"


async def a_board(site: Site) -> Collector:
    """A board in the site's round, and somebody who leads it."""
    async with (
        Database.open(site.settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        await accounts.add(db, new_account(LEADER, "facilitator", PASSWORD), actor="tests")
        return await boards.open_board(db, site.round_id, name="Temadagen", actor="tests")


async def lead(page: Page, site: Site, board: Collector) -> None:
    """Sign in, and go to the board."""
    await page.goto(f"{site.url}/desk/sign-in")
    await page.get_by_label("E-postadress").fill(LEADER)
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/desk/rounds")
    await page.goto(f"{site.url}/desk/rounds/{site.round_id}/workshop/{board.slug}")


async def test_a_workshop_in_two_windows(
    site: Site, browser: Browser, phone: Page, phone_without_script: Page, accessible: Check
) -> None:
    board = await a_board(site)
    code = rooms.code(SECRET.encode(), board.slug, board.collector_id)
    wide = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    wall, desk = await wide.new_page(), await wide.new_page()
    await phone.goto(f"{site.url}/board")
    await accessible(phone, "board-join")
    await phone.get_by_label("Rummets kod").fill(code.replace("-", " ").upper())
    await phone.keyboard.press("Enter")
    await phone.get_by_role("heading", name="Skriv en lapp").wait_for()
    await wall.goto(f"{phone.url.partition('?')[0]}/wall")
    await expect(wall.get_by_text(code)).to_be_visible()

    # a note is on the wall without anybody asking for it
    await phone.get_by_role("radio", name="Hinder").check()
    await phone.get_by_label("Din lapp").fill(NOTE)
    await phone.get_by_role("button", name="Skicka lappen").click()
    await expect(phone.get_by_text("Din lapp är sparad.")).to_be_visible()
    await expect(wall.get_by_text(NOTE)).to_be_visible()
    await accessible(phone, "board-phone")
    await accessible(wall, "board-wall")

    # the same without script
    await phone_without_script.goto(phone.url)
    await phone_without_script.get_by_label("Din lapp").fill("Mer tid tillsammans")
    await phone_without_script.get_by_role("button", name="Skicka lappen").click()
    await expect(phone_without_script.get_by_text("Din lapp är sparad.")).to_be_visible()
    await expect(phone_without_script.get_by_text("Mer tid tillsammans")).to_be_visible()
    await expect(wall.get_by_text("Mer tid tillsammans")).to_be_visible()

    # the facilitator groups and hides by keyboard, and the room sees it
    await lead(desk, site, board)
    await desk.get_by_label(NOTE).focus()
    await desk.keyboard.press("Space")
    await desk.get_by_label("I en ny grupp som heter").focus()
    await desk.keyboard.type("Regler")
    await desk.keyboard.press("Enter")
    await expect(wall.get_by_role("heading", name="Regler")).to_be_visible()
    await accessible(desk, "board-desk")
    await desk.set_viewport_size(PHONE)
    await accessible(desk, "board-desk-phone")
    await desk.get_by_label("Mer tid tillsammans").check()
    await desk.get_by_role("button", name="Dölj för rummet").click()
    await expect(wall.get_by_text("Mer tid tillsammans")).to_have_count(0)

    # closed: the room sees nothing any more, and what was begun can be copied
    await phone.get_by_label("Din lapp").fill("Hann inte")
    await desk.get_by_role("button", name="Stäng tavlan").click()
    await expect(wall.get_by_text(re.compile("Tavlan är stängd"))).to_be_visible()
    await expect(phone.get_by_label("Din lapp")).to_have_value("Hann inte")
    await expect(phone.get_by_role("alert")).to_contain_text("Tavlan är stängd")
    await wide.close()
