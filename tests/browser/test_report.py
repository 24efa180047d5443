"""The report page as a browser shows it: accessible, and asking nobody for anything."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from lyhord.theming.report import report
from lyhord.theming.results import Outcome, Source
from lyhord_themes import ThemeFinder
from tests.themes.corpora import planted

Check = Callable[[Page, str], Awaitable[None]]
FEW = ("fler vuxna på rasten", "vuxna som lyssnar", "vänta på vuxna i kön")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report with a map, and one of few texts with words in context."""
    folder = tmp_path_factory.mktemp("reports")
    for name, texts in {"map": tuple(planted(15)[0]), "few": FEW}.items():
        found = ThemeFinder().fit(texts).findings_
        page = report(Outcome(findings=found, source=Source(name=f"{name}.csv", texts=texts)))
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in ("map", "few")}


@pytest.mark.parametrize("name", ["map", "few"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "dark"), (1280, "light")])
async def test_the_report_is_accessible(
    browser: Browser,
    pages: dict[str, Path],
    accessible: Check,
    name: str,
    width: int,
    scheme: str,
) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else None
    )
    page = await context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    await page.goto(pages[name].as_uri())

    await accessible(page, f"report-{name}-{width}-{scheme}")
    assert asked == [pages[name].as_uri()]
    await context.close()
