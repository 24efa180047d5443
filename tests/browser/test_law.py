"""Law, retention and the log in the browser, without script: decide, tick, and see it noted."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from lyhord.commands.users import new_account
from lyhord.storage import accounts
from lyhord.storage.database import Database
from tests.browser.conftest import PASSWORD, Site

Check = Callable[[Page, str], Awaitable[None]]
LEADER = "law.leader@example.org"


async def test_a_leader_decides_ticks_and_sees_it_noted(
    site: Site, phone_without_script: Page, phone: Page, accessible: Check
) -> None:
    async with (
        Database.open(site.settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        await accounts.add(db, new_account(LEADER, "leader", PASSWORD), actor="tests")

    page = phone_without_script
    await _sign_in(page, site)
    await page.goto(f"{site.url}/desk/rounds/{site.round_id}/law")
    await page.get_by_label("Tryggt och medvetet").check()
    await page.get_by_role("button", name="Spara checklistan").click()
    await expect(page.get_by_text("8 rader är inte ikryssade.")).to_be_visible()
    await page.get_by_label("Beslut om gallring").fill("BUN 2026/113")
    await page.get_by_label("Dagar för förseglade original").fill("30")
    await page.get_by_role("button", name="Spara beslutet").click()
    await expect(page.get_by_text("Beslutet är sparat.")).to_be_visible()
    await expect(page.get_by_text("Omgången är inte slut")).to_be_visible()
    await page.goto(f"{site.url}/desk/audit")
    await page.get_by_label("Vem").select_option(LEADER)
    await page.get_by_role("button", name="Visa").click()
    await expect(page.get_by_text("diarienummer: BUN 2026/113")).to_be_visible()

    await _sign_in(phone, site)
    for name, address in (("law", f"/desk/rounds/{site.round_id}/law"), ("audit", "/desk/audit")):
        await phone.goto(f"{site.url}{address}")
        await accessible(phone, f"desk-{name}")


async def _sign_in(page: Page, site: Site) -> None:
    await page.goto(f"{site.url}/desk/sign-in")
    await page.get_by_label("E-postadress").fill(LEADER)
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
