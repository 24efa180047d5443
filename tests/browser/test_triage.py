"""An acute answer from the phone to the decision: seen by an officer, and nothing left of it."""

import json
import re
import urllib.request
from collections.abc import Awaitable, Callable
from uuid import uuid4

from playwright.async_api import Browser, Page, expect

from lyhord.commands.users import new_account
from lyhord.storage import accounts
from lyhord.storage.database import Database
from tests.browser.conftest import PASSWORD, PHONE, Site
from tests.builders import PASSPHRASE

Check = Callable[[Page, str], Awaitable[None]]
OFFICER = "officer@example.org"
ACUTE = re.compile("^Akut: .*våld")
WRITTEN = "pappa slår mig nästan varje dag och jag vågar inte gå hem"


async def _add_officer(site: Site) -> None:
    async with (
        Database.open(site.settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        await accounts.add(db, new_account(OFFICER, "safeguarding", PASSWORD), actor="tests")


def _answer(site: Site) -> None:
    answers = {"municipality": "gnesta", "wish": WRITTEN}
    body = {"submission": str(uuid4()), "language": "sv", "answers": answers}
    request = urllib.request.Request(
        f"{site.url}/api/v1/collectors/{site.doors['youth']}/responses",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as answered:
        assert 201 == answered.status


async def test_an_officer_opens_and_decides_on_a_phone(
    site: Site, browser: Browser, accessible: Check
) -> None:
    await _add_officer(site)
    _answer(site)
    context = await browser.new_context(viewport=PHONE, locale="sv-SE")
    page = await context.new_page()
    await page.goto(f"{site.url}/desk/sign-in?next=/desk/triage")
    await page.get_by_label("E-postadress").fill(OFFICER)
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.get_by_label("Lösenord").press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Trygghet")
    await accessible(page, "triage-queue")
    assert WRITTEN not in await page.content()

    await page.get_by_role("link", name=ACUTE).click()
    await accessible(page, "triage-case")
    await page.get_by_label("Varför öppnar du det?").fill("akut ärende i kön")
    await page.get_by_label("Din lösenfras").fill(PASSPHRASE)
    await page.get_by_label("Din lösenfras").press("Enter")
    original = page.locator("blockquote.original")
    await expect(original).to_be_visible()
    unmarked = (
        "each => { each.querySelectorAll('sup').forEach(s => s.remove()); return each.innerText }"
    )
    await expect(original.locator("mark").first).to_contain_text("pappa slår mig")
    await expect(page.get_by_role("heading", name="Det här såg reglerna")).to_be_visible()
    await accessible(page, "triage-opened")

    assert await original.evaluate(unmarked) == WRITTEN

    await page.get_by_label("Ett mönster, men ingen går att känna igen").check()
    await page.get_by_role("button", name="Spara beslutet").click()
    await expect(page.get_by_role("status")).to_contain_text("Beslutet är sparat")
    await expect(page.get_by_role("link", name=ACUTE)).to_have_count(0)
    await accessible(page, "triage-decided")
    await page.get_by_role("link", name="Nyckel och lösenfras").click()
    await accessible(page, "triage-keys")
    await context.close()
