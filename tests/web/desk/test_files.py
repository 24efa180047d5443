"""The pages of files that the worker makes, from asking to taking."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage import guards
from lyhord.storage.database import Database
from tests.builders import TODAY
from tests.web.desk.analysed import Shown, shown
from tests.web.desk.visiting import AddAccount, Client, DeskClient, post, sign_in


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings to which a round of some tens of answers is large."""
    return replace(settings, large_round=50)


@pytest.fixture
async def there(database: Database) -> Shown:
    """A large round with themes."""
    return await shown(database)


async def _worked(database: Database, settings: Settings) -> None:
    await Worker(database, kinds(settings), tell=lambda *_, **__: None).empty()


async def _asked(client: Client, there: Shown) -> str:
    """Ask for a report as people do; gives the address of its page."""
    large = f"{there.address}/export?run={there.run_id}&language=sv&format=csv"
    fields = {"run": str(there.run_id), "format": "csv", "language": "sv"}
    answer = await post(client, f"{there.address}/files", seen_at=large, **fields)
    assert answer.status_code == 303
    return answer.headers["location"]


async def test_a_large_report_is_asked_for_watched_and_taken(
    there: Shown, desk_client: DeskClient, database: Database, settings: Settings
) -> None:
    client = await desk_client("analyst")
    large = await client.get(f"{there.address}/export?format=csv")
    address = await _asked(client, there)
    waiting = await client.get(address)
    early = await client.get(f"{address}/take")
    await _worked(database, settings)
    ready = await client.get(address)
    file = await client.get(f"{address}/take")

    assert "Gör filen" in large.text
    assert '<noscript><meta http-equiv="refresh"' in waiting.text
    assert "/take" not in waiting.text
    assert early.status_code == 404
    assert f'href="{address}/take"' in ready.text
    assert "<h1>Tabell med teman (CSV)" in ready.text
    assert "http-equiv" not in ready.text
    assert file.headers["content-disposition"] == 'attachment; filename="teman-hosten-2026.csv"'
    assert "Väntan" in file.text


async def test_large_rows_are_made_by_the_worker(
    there: Shown, desk_client: DeskClient, database: Database, settings: Settings
) -> None:
    client = await desk_client("analyst")
    async with database.transaction("owner") as db:
        await guards.grant_rows(
            db,
            there.round_id,
            holder="analyst@exempel.se",
            until=TODAY + timedelta(days=2),
            actor="tests",
        )
    rows = f"{there.address}/rows"
    unsaid = await post(client, rows, seen_at=rows, format="sav", purpose="")
    asked = await post(client, rows, seen_at=rows, format="sav", purpose="att räkna ord")
    await _worked(database, settings)
    file = await client.get(f"{asked.headers['location']}/take")

    assert unsaid.status_code == 422
    assert asked.status_code == 303
    assert file.content.startswith(b"$FL2")


async def test_a_file_of_somebody_else_is_not_there(
    there: Shown,
    desk_client: DeskClient,
    add_account: AddAccount,
    database: Database,
    settings: Settings,
) -> None:
    client = await desk_client("analyst")
    address = await _asked(client, there)
    await _worked(database, settings)
    client.cookies.clear()
    await sign_in(client, await add_account("admin"))

    for each in (address, f"{address}/take"):
        assert (await client.get(each)).status_code == 404


async def test_the_page_says_that_a_file_was_thrown_away(
    there: Shown, desk_client: DeskClient, database: Database, settings: Settings
) -> None:
    client = await desk_client("analyst")
    address = await _asked(client, there)
    await _worked(database, settings)
    async with database.transaction("owner") as db:
        await db.execute("delete from lyhord.response where round_id = $1", there.round_id)
    pages = [await client.get(each) for each in (address, f"{address}/take")]

    for page in pages:
        assert "filen kastades" in page.text
        assert "content-disposition" not in page.headers
        assert f"{there.address}/export?run={there.run_id}" in page.text


async def test_a_format_that_there_is_not_is_not_asked_for(
    there: Shown, desk_client: DeskClient
) -> None:
    client = await desk_client("analyst")
    answer = await post(client, f"{there.address}/files", seen_at=there.address, format="exe")

    assert answer.status_code == 404
