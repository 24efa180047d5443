"""The accessibility statement: its page, and what may stand in its file."""

from pathlib import Path

import msgspec
import pytest
from litestar.testing import AsyncTestClient

from lyhord.errors import InstrumentError
from lyhord.instruments.accessibility import problems_of_statement, read_statement
from lyhord.instruments.shelf import ACCESSIBILITY, surveys_folder
from lyhord.settings import Settings
from lyhord.storage.collectors import Collector
from lyhord.web.app import create_app
from tests.web.desk.visiting import Client

SHIPPED = surveys_folder(None) / ACCESSIBILITY


def changed(folder: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text()
    assert old in text
    path = folder / ACCESSIBILITY
    path.write_text(text.replace(old, new, 1))
    return path


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("sv", ("delvis förenlig", "22 november 2026", "Säg till den", "utkast")),
        ("en", ("complies partly", "22 November 2026", "Tell the person", "draft")),
    ],
)
async def test_the_statement_says_what_the_law_asks_for(
    app_client: Client, language: str, wanted: tuple[str, ...]
) -> None:
    page = await app_client.get(f"/accessibility?lang={language}")

    assert page.status_code == 200
    assert [text for text in wanted if text not in page.text] == []
    assert 'href="https://www.digg.se/tdosanmalan"' in page.text
    assert f'<html lang="{language}"' in page.text
    assert page.text.count("<h1>") == 1
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    ("language", "direction", "told"),
    [
        ("ar", "rtl", "على الورق"),
        ("fi", "ltr", "kysymykset paperilla"),
        ("sv-x-easy", "ltr", "Den texten är på vanlig svenska"),
    ],
)
async def test_other_languages_say_whom_to_tell_and_mark_the_statement_as_swedish(
    app_client: Client, language: str, direction: str, told: str
) -> None:
    page = await app_client.get(f"/accessibility?lang={language}")
    own, _, swedish = page.text.partition('<div lang="sv" dir="ltr">')

    assert f'<html lang="{language}" dir="{direction}"' in own
    assert told in own
    assert "delvis förenlig" in swedish
    assert "22 november 2026" in swedish


async def test_a_contact_that_is_not_in_the_language_is_marked_as_swedish(
    settings: Settings, tmp_path: Path
) -> None:
    changed(tmp_path, "fi = ", "# fi = ")
    bare = msgspec.structs.replace(settings, surveys_dir=tmp_path)
    async with AsyncTestClient(create_app(bare)) as client:
        page = await client.get("/accessibility?lang=fi")

    assert '<p lang="sv">Säg till den' in page.text


async def test_pages_for_everybody_lead_to_the_statement(
    app_client: Client, open_collector: Collector
) -> None:
    pages = [
        (await app_client.get(address)).text
        for address in (f"/s/{open_collector.slug}", "/withdraw", "/s/nothing", "/desk/sign-in")
    ]

    assert [page.count('href="/accessibility?lang=') for page in pages] == [1, 1, 1, 1]


async def test_surveys_without_a_statement_have_no_page_of_it(
    settings: Settings, tmp_path: Path
) -> None:
    bare = msgspec.structs.replace(settings, surveys_dir=tmp_path)
    async with AsyncTestClient(create_app(bare)) as client:
        page = await client.get("/accessibility")

    assert page.status_code == 404


def test_the_shipped_statement_waits_for_approval() -> None:
    (problem,) = problems_of_statement(SHIPPED)

    assert (problem.where, problem.is_error) == ("$.is_approved", False)


def test_an_approved_statement_needs_no_remark(tmp_path: Path) -> None:
    path = changed(tmp_path, "is_approved = false\n", "is_approved = true\n")

    assert problems_of_statement(path) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('conformance = "partial"', 'conformance = "full"', "failures"),
        ("updated_on = 2026", "updated_on = 2025", "before"),
        ("[method]", "[methods]", "methods"),
        ("conformance =", 'message_href = "javascript:alert(1)"\nconformance =', "message_href"),
        ('reason = "not_mended"', 'reason = "no time"', "reason"),
        (
            "conformance =",
            'message_href = "https://example.org/"\nconformance =',
            "belong together",
        ),
    ],
)
def test_a_statement_that_cannot_be_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = changed(tmp_path, old, new)

    with pytest.raises(InstrumentError) as refused:
        read_statement(path)
    assert said in str(refused.value)
