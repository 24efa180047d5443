"""The report page as a browser shows it: accessible, and asking nobody for anything."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec import structs
from playwright.async_api import Browser, Page

from lyhord.theming.comparisons import Columns, compared
from lyhord.theming.report import report
from lyhord.theming.results import Outcome, Source
from lyhord.theming.suggestions import suggest
from lyhord_themes import SeedAgreement, ThemeFinder, parse_codebook
from tests.themes.corpora import planted

Check = Callable[[Page, str], Awaitable[None]]
FEW = ("fler vuxna på rasten", "vuxna som lyssnar", "vänta på vuxna i kön")
BOOK = """
[[themes]]
id = "trip"
name = "Resor till skolan och tillbaka"
seeds = ["buss", "tåg"]
[[themes]]
id = "food"
name = "Maten i matsalen"
seeds = ["soppa", "bröd"]
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports: with a map, of few texts with words in context, and with all there can be."""
    folder = tmp_path_factory.mktemp("reports")
    found = {
        "map": outcome(ThemeFinder(), tuple(planted(15)[0])),
        "few": outcome(ThemeFinder(), FEW),
        "all": with_all(),
    }
    for name, each in found.items():
        (folder / f"{name}.html").write_text(report(each), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in found}


def outcome(finder: ThemeFinder, texts: tuple[str, ...]) -> Outcome:
    finder.fit(texts)
    return Outcome(findings=finder.findings_, source=Source(name="svar.csv", texts=texts))


def with_all() -> Outcome:
    texts = (*planted(15)[0], "", "bussen gick", "soppan var god")
    finder = ThemeFinder(parse_codebook(BOOK))
    plain = outcome(finder, texts)
    columns = Columns(
        groups=tuple("ab"[row % 2] for row in range(len(texts))),
        times=tuple(f"2026-0{1 + row % 3}-01" for row in range(len(texts))),
        respondents=tuple(f"p{row // 2}" for row in range(len(texts))),
    )
    return structs.replace(
        plain,
        source=structs.replace(plain.source, questions=("worked",) * len(texts), people=31),
        compared=compared(plain.findings, columns),
        seeds=SeedAgreement(seeds=(0, 1), ari=0.8),
        suggestions=suggest(finder, texts),
    )


@pytest.mark.parametrize("name", ["few", "all"])
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


@pytest.mark.parametrize("name", ["map", "all"])
async def test_the_summary_is_one_printed_page_and_all_of_it_few(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = await browser.new_page()
    await page.goto(pages[name].as_uri())

    whole = printed(await page.pdf(prefer_css_page_size=True))
    await page.evaluate(
        "document.querySelectorAll('main > :not(.summary)').forEach(e => e.remove())"
    )
    first = printed(await page.pdf(prefer_css_page_size=True))

    assert first == 1
    assert first < whole <= 8
    await page.close()


def printed(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", content))
