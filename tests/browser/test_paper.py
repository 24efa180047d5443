"""Typing in a paper at the desk as it is done with a pile of them: by keyboard alone."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Browser, Page, expect

from lyhord.commands.users import new_account
from lyhord.storage import accounts
from lyhord.storage.database import Database
from tests.browser.conftest import PASSWORD, ROUND, Site

Check = Callable[[Page, str], Awaitable[None]]
TYPIST = "facilitator@example.org"
MOST_TABS = 60
FOCUSED = "(document.activeElement.ariaLabel ?? document.activeElement.innerText).trim()"


async def _add_typist(site: Site) -> None:
    async with (
        Database.open(site.settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        await accounts.add(db, new_account(TYPIST, "facilitator", PASSWORD), actor="tests")


async def _answers(site: Site) -> list[dict[str, object]]:
    async with (
        Database.open(site.settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        rows = await db.fetch(
            "select answers from lyhord.response where channel = 'paper' and round_id = $1",
            site.round_id,
        )
    return [row["answers"] for row in rows]


async def _tab_to(page: Page, name: str) -> None:
    """Press Tab until what is named so has the focus."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if await page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"no Tab leads to {name}")


async def _fill(page: Page, *typed: str) -> None:
    """Type into one box after another, from the one that has the focus."""
    for text in typed:
        await page.keyboard.type(text)
        await page.keyboard.press("Tab")


async def test_a_pile_of_papers_is_typed_in_without_a_mouse(
    site: Site, browser: Browser, accessible: Check
) -> None:
    await _add_typist(site)
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
    page = await context.new_page()
    await page.goto(f"{site.url}/desk/sign-in")
    await page.get_by_label("E-postadress").focus()
    await _fill(page, TYPIST, PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Omgångar")).to_be_visible()
    await _tab_to(page, ROUND)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=ROUND)).to_be_visible()
    await _tab_to(page, "Ungdomar: Skriv in ett pappersvar")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Ta emot pappersvar")).to_be_visible()
    await _tab_to(page, "Ta emot pappersvar")
    await page.keyboard.press("Enter")

    first = page.get_by_label("1. Hur gammal är du?")
    await expect(first).to_be_focused()
    await accessible(page, "desk-paper-form")
    await page.set_viewport_size({"width": 768, "height": 1024})
    await accessible(page, "desk-paper-form-768")
    core = ["1", "2", "3", "4", "1", "2", "3", "4", "5"]
    before = ["1", "2", "3", "1 3", "1", "", "1 2", "2", "1", *core]
    after = ["Att någon lyssnade", "", "2", "", "", "4 5", "Mer tid", "", "9"]
    await _fill(page, *before, *after)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_focused()
    await accessible(page, "desk-paper-mistakes-768")
    await _tab_to(page, "19. Välj ett av svaren i listan.")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("19. Hur kändes det att svara?")).to_be_focused()
    await page.keyboard.press("Control+A")
    await _fill(page, "1")
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("status")).to_contain_text("Du har skrivit in 1 papper")
    await expect(first).to_be_focused()
    await expect(first).to_have_value("")
    (stored,) = await _answers(site)
    assert stored["life_area"] == ["skola", "kompisar"]
    assert stored["core.difference"] == "vet_inte"
    assert stored["was_ok"] == "good"
    await context.close()
