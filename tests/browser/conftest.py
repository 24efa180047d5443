"""A real service in processes of its own, and Debian's chromium to walk through it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from axe_playwright_python.async_playwright import Axe
from msgspec import Struct
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from lyhord import rounds
from lyhord.commands.users import new_account
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import Settings
from lyhord.storage import accounts
from lyhord.storage.database import Connection, Database
from tests.builders import TODAY, a_key, a_plan
from tests.conftest import SECRET, database_url

CHROMIUM = shutil.which("chromium")
SCREENSHOTS = Path(__file__).with_name("screenshots")
PHONE: ViewportSize = {"width": 360, "height": 740}
EMAIL = "analyst@example.org"
PASSWORD = "ett-ganska-langt-losenord"
# no builder makes a round of this name: a test may add others, and names lead to them
ROUND = "Hösten i länet"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = pytest.mark.skip(reason="Debian's chromium is missing: browser tests are skipped")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(missing)


class Site(Struct, frozen=True, kw_only=True):
    """Where the service listens, and its doors by audience."""

    url: str
    round_id: uuid.UUID
    doors: dict[str, str]
    settings: Settings

    def survey(self, audience: str) -> str:
        """The address of a survey."""
        return f"{self.url}/s/{self.doors[audience]}"


async def publish_surveys(db: Connection) -> None:
    """Publish the shipped surveys, again where a test has published others since."""
    library = read_library(surveys_folder(None))
    await rounds.publish(db, tuple(library.publications.values()), library.place, actor="tests")


async def _prepare(settings: Settings) -> tuple[uuid.UUID, dict[str, str]]:
    async with (
        Database.open(settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        await a_key(db)
        await publish_surveys(db)
        plan = a_plan(name=ROUND, results_by=TODAY + timedelta(days=60))
        round_id = await rounds.create(db, plan, actor="tests")
        await rounds.open_round(db, round_id, actor="tests")
        doors = {
            audience: (
                await rounds.add_collector(
                    db, round_id, audience=audience, mode="open", actor="tests"
                )
            ).slug
            for audience in ("youth", "child", "guardian", "professional")
        }
        await accounts.add(db, new_account(EMAIL, "analyst", PASSWORD), actor="tests")
    return round_id, doors


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    for _ in range(600):  # a busy machine takes its time to start a service
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(url)


@pytest.fixture(scope="module")
async def site(
    server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Site]:
    """A web process with its worker on a database of their own, with an open round.

    One for each module, so that no module meets what another left behind.
    """
    name = f"site_{uuid.uuid4().hex[:8]}"
    db = await asyncpg.connect(server)
    await db.execute(f"create database {name} template {template} strategy file_copy")
    await db.close()
    port = _free_port()
    settings = Settings(
        database_url=database_url(server, name),
        secret=SECRET,
        base_url=f"http://127.0.0.1:{port}",
        data_dir=tmp_path_factory.mktemp("site"),
    )
    round_id, doors = await _prepare(settings)
    environment = os.environ | {
        "LYHORD_DATABASE_URL": settings.database_url or "",
        "LYHORD_SECRET": SECRET,
        "LYHORD_BASE_URL": settings.address,
    }
    lyhord = [sys.executable, "-m", "lyhord"]
    log = (settings.data_dir or Path()) / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*lyhord, "serve", "--port", str(port)],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"{settings.address}/readyz")
            yield Site(url=settings.address, round_id=round_id, doors=doors, settings=settings)
        finally:
            process.terminate()
            process.wait(timeout=60)


@pytest.fixture(scope="session")
async def browser() -> AsyncGenerator[Browser]:
    """Chromium, without its own wishes for the network."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield launched
        await launched.close()


@pytest.fixture
async def phone(browser: Browser) -> AsyncGenerator[Page]:
    """A page on a phone 360 pixels wide, in Swedish."""
    context = await browser.new_context(viewport=PHONE, locale="sv-SE", accept_downloads=True)
    yield await context.new_page()
    await context.close()


@pytest.fixture
async def phone_without_script(browser: Browser) -> AsyncGenerator[Page]:
    """The same with JavaScript off."""
    context = await browser.new_context(viewport=PHONE, locale="sv-SE", java_script_enabled=False)
    yield await context.new_page()
    await context.close()


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page, str], Awaitable[None]]:
    """Runs axe on a page, fails on any violation, and keeps a screenshot."""
    SCREENSHOTS.mkdir(exist_ok=True)

    async def check(page: Page, name: str) -> None:
        await page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        results = await Axe().run(page)
        found = results.response["violations"]
        told = [
            (violation["id"], [node["html"] for node in violation["nodes"]]) for violation in found
        ]
        assert [] == told, f"{name}: {told}"
        width = await page.evaluate("document.documentElement.scrollWidth")
        room = await page.evaluate("document.documentElement.clientWidth")
        assert width <= room, f"{name} is wider than the screen: {width} > {room}"

    return check
