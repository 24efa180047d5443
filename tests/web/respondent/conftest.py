"""The public side alone, as it runs where door and desk are processes of their own."""

import shutil
from collections.abc import AsyncGenerator, Generator

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec.structs import replace
from playwright.sync_api import Browser, sync_playwright

from lyhord.settings import Settings
from lyhord.web.app import create_app
from tests.web.respondent.standing import Standing, standing_door

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    """Debian's chromium."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
async def app_client(settings: Settings) -> AsyncGenerator[AsyncTestClient[Litestar]]:
    """The door on the test's own database; its errors are answers, as on the wire."""
    app = create_app(replace(settings, part="door"))
    async with AsyncTestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
async def standing(server: str, template: str) -> AsyncGenerator[Standing]:
    """One app for the tests of a module that store nothing."""
    async with standing_door(server, template) as door:
        yield door
