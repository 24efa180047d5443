"""The whole way once, as people walk it: an answer in a browser becomes a theme in a file."""

import csv
import io
from collections.abc import Awaitable, Callable

import polars as pl
from playwright.async_api import Page, expect

from tests.browser.conftest import EMAIL, PASSWORD, ROUND, Site

Check = Callable[[Page, str], Awaitable[None]]

WISH = "Att man slipper berätta samma sak om och om igen för nya vuxna"
WAITING = "Jag fick vänta jättelänge på BUP, nästan ett år"


async def _choose(page: Page, *labels: str) -> None:
    for label in labels:
        await page.get_by_label(label, exact=True).filter(visible=True).check()
    await _forward(page)


async def _write(page: Page, text: str) -> None:
    await page.locator("textarea:visible").fill(text)
    await _forward(page)


async def _forward(page: Page) -> None:
    before = await page.title()
    await page.get_by_role("button", name="Fortsätt").click()
    await expect(page).not_to_have_title(before)


async def _skip(page: Page) -> None:
    await page.get_by_role("button", name="Hoppa över").click()


async def _sign_in(page: Page, site: Site) -> None:
    await page.goto(f"{site.url}/desk/sign-in")
    await page.get_by_label("E-postadress").fill(EMAIL)
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()


async def test_an_answer_becomes_a_theme_in_a_file(
    site: Site, phone: Page, accessible: Check
) -> None:
    await _answer_as_a_young_person(site, phone, accessible)

    await accessible_sign_in(site, phone, accessible)
    await phone.get_by_role("link", name=ROUND, exact=True).click()
    await accessible(phone, "desk-round")
    await expect(phone.get_by_text("färre än 5").first).to_be_visible()

    await phone.get_by_role("button", name="Starta analysen").click()
    await expect(phone.get_by_role("navigation", name="Teman")).to_be_visible(timeout=60_000)
    await phone.locator("summary", has_text="Teman").click()
    await phone.get_by_role("link", name="Berätta samma sak om igen").click()
    await expect(phone.get_by_text("inget av det de skrev visas")).to_be_visible()
    await expect(phone.get_by_text(WISH)).to_have_count(0)
    await accessible(phone, "desk-themes")

    table = await _download(phone, "Tabell med teman (CSV)")
    assert any("Berätta samma sak om igen" in row for row in csv.reader(io.StringIO(table)))
    sheets = pl.read_excel(io.BytesIO(await _download_bytes(phone, "Excel")), sheet_id=0)
    assert any("Berätta samma sak om igen" in str(sheet.rows()) for sheet in sheets.values())


async def accessible_sign_in(site: Site, page: Page, accessible: Check) -> None:
    await page.goto(f"{site.url}/desk/sign-in")
    await accessible(page, "desk-sign-in")
    await _sign_in(page, site)
    await expect(page.get_by_role("heading", name="Omgångar")).to_be_visible()
    await accessible(page, "desk-rounds")


async def _answer_as_a_young_person(site: Site, page: Page, accessible: Check) -> None:
    await page.goto(site.survey("youth"))
    await accessible(page, "survey-start")
    await page.get_by_role("button", name="Börja").click()
    await accessible(page, "survey-single")
    await _choose(page, "13–15 år")
    await _choose(page, "Gnesta")
    await accessible(page, "survey-faces")
    await _choose(page, "Sådär")
    await accessible(page, "survey-multiple")
    await _choose(page, "Skolan", "Hur jag mår inuti")
    await _choose(page, "Ja, jag själv")
    await _choose(page, "Skolkurator")
    await _skip(page)
    await _skip(page)
    await accessible(page, "survey-matrix")
    await _skip(page)
    await accessible(page, "survey-text")
    await _skip(page)
    await _write(page, WAITING)
    for _ in range(4):
        await _skip(page)
    await _write(page, WISH)
    await _skip(page)
    await _skip(page)
    await expect(page.get_by_role("heading", name="Kontrollera dina svar")).to_be_visible()
    await accessible(page, "survey-check")
    await page.get_by_role("button", name="Skicka").click()
    await expect(page.get_by_role("heading", name="Dina svar är skickade")).to_be_visible()
    await accessible(page, "survey-thanks")


async def _download_bytes(page: Page, name: str) -> bytes:
    async with page.expect_download() as started:
        await page.get_by_role("link", name=name).first.click()
    path = await (await started.value).path()
    return path.read_bytes()


async def _download(page: Page, name: str) -> str:
    return (await _download_bytes(page, name)).decode("utf-8-sig")


async def test_the_same_survey_without_script(site: Site, phone_without_script: Page) -> None:
    page = phone_without_script
    await page.goto(site.survey("youth"))
    await page.get_by_label("13–15 år", exact=True).check()
    await page.get_by_label("Sådär", exact=True).first.check()
    await page.locator("[name=wish]").fill("mer tid")
    await page.get_by_role("button", name="Skicka").click()

    await expect(page.get_by_role("heading", name="Dina svar är skickade")).to_be_visible()


async def test_mistakes_without_script_keep_everything(
    site: Site, phone_without_script: Page
) -> None:
    page = phone_without_script
    await page.goto(site.survey("youth"))
    for label in ("Skolan", "Fritiden", "Pengar hemma", "Kroppen och hälsan"):
        await page.get_by_label(label, exact=True).check()
    await page.locator("[name=wish]").fill("mer tid")
    await page.get_by_role("button", name="Skicka").click()

    await expect(page).to_have_title(page_title := await page.title())
    assert page_title.startswith("Fel:")
    await expect(page.locator("[name=wish]")).to_have_value("mer tid")
    await expect(page.get_by_label("Pengar hemma", exact=True)).to_be_checked()
