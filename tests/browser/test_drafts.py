"""A survey in a phone and a draft in the browser: walked, advised while typing, tried out."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from lyhord.commands.users import new_account
from lyhord.storage import accounts
from lyhord.storage.database import Database
from tests.browser.conftest import PASSWORD, Site

Check = Callable[[Page, str], Awaitable[None]]
LEADER = "drafts.leader@example.org"


async def test_a_leader_looks_at_a_survey_changes_it_and_tries_it_out(
    site: Site, phone: Page, phone_without_script: Page, accessible: Check
) -> None:
    async with (
        Database.open(site.settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        await accounts.add(db, new_account(LEADER, "leader", PASSWORD), actor="tests")
    await phone.goto(f"{site.url}/desk/sign-in")
    await phone.get_by_label("E-postadress").fill(LEADER)
    await phone.get_by_label("Lösenord").fill(PASSWORD)
    await phone.get_by_role("button", name="Logga in").click()
    await phone.goto(f"{site.url}/desk/surveys/child/1?first=sv&second=ar")
    await accessible(phone, "desk-survey")

    await phone.get_by_role("link", name="Se den som de som svarar").click()
    inside = phone.frame_locator("iframe")
    await inside.get_by_role("button", name="Börja").click()
    await expect(inside.get_by_role("heading", name="Hur gammal är du?")).to_be_visible()

    await phone.get_by_role("link", name="Tillbaka till enkäten").click()
    await phone.get_by_role("button", name="Kopiera till ett utkast och ändra").click()
    await phone.locator("#q-wish > summary").click()
    await phone.locator('[name="text.question.wish.text"]').fill("Varför vill du ha hjälp?")
    await expect(phone.locator("#notes")).to_contain_text("anklagelse")
    await phone.get_by_role("button", name="Spara", exact=True).click()
    await expect(phone.get_by_text("Sparat.", exact=True)).to_be_visible()
    await accessible(phone, "desk-draft")
    await phone.get_by_role("button", name="Gör en provlänk").click()
    link = await phone.locator(".trials a").get_attribute("href")
    await phone.get_by_role("link", name="Se vad som är ändrat, och publicera").click()
    await accessible(phone, "desk-draft-publish")

    page = phone_without_script
    await page.goto(link or "")
    await page.locator('[name="wish"]').fill("Bara ett prov")
    await page.locator("#send-button").click()
    await expect(page.get_by_text("Ditt provsvar är räknat")).to_be_visible()
