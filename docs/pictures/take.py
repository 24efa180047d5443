"""Takes the README's pictures from a demo of its own: `python docs/pictures/take.py`."""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, async_playwright

FOLDER = Path(__file__).parent
PORT = "8765"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 860}


async def survey(browser: Browser, demo: dict[str, Any]) -> None:
    """The fourth question of the youth survey, half answered."""
    context = await browser.new_context(viewport=PHONE, locale="sv-SE", has_touch=True)
    page = await context.new_page()
    await page.goto(demo["links"]["youth"])
    await page.get_by_role("button", name="Börja").click()
    for _ in range(3):
        await page.get_by_role("button", name="Hoppa över").click()
    for label in ("Hemma och familjen", "Hur jag mår inuti"):
        await page.get_by_label(label, exact=True).filter(visible=True).check()
    await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    await page.screenshot(path=FOLDER / "survey.png")
    await context.close()


async def themes(browser: Browser, demo: dict[str, Any]) -> None:
    """The themes of the closed round."""
    context = await browser.new_context(viewport=DESK, locale="sv-SE")
    page = await context.new_page()
    analyst = next(each for each in demo["sign_ins"] if each["role"] == "analyst")
    await page.goto(demo["desk"])
    await page.get_by_label("E-postadress").fill(analyst["email"])
    await page.get_by_label("Lösenord").fill(analyst["password"])
    await page.get_by_role("button", name="Logga in").click()
    await page.goto(f"{demo['desk'].rsplit('/', 1)[0]}/rounds/{demo['round']}/themes")
    await page.screenshot(path=FOLDER / "themes.png")
    await context.close()


async def take(demo: dict[str, Any]) -> None:
    """Both pictures, in Debian's chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        await survey(browser, demo)
        await themes(browser, demo)
        await browser.close()


def main() -> None:
    """Start a demo, take the pictures, stop it."""
    with tempfile.TemporaryDirectory(prefix="lyhord-") as folder:
        command = [sys.executable, "-m", "lyhord", "demo", "--json"]
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, "--port", PORT, "--data-dir", folder],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        try:
            demo = json.loads(process.stdout.readline())
            asyncio.run(_when_ready(demo))
        finally:
            process.terminate()
            process.wait(timeout=30)


async def _when_ready(demo: dict[str, Any]) -> None:
    for _ in range(100):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", int(PORT))
        except OSError:
            await asyncio.sleep(0.2)
        else:
            writer.close()
            break
    await take(demo)


if __name__ == "__main__":
    main()
