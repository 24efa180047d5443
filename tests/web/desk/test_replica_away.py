"""The workspace while its replica does not answer: the same page, from the database itself."""

import pytest
from msgspec.structs import replace

from lyhord.settings import Settings
from lyhord.storage.database import Database
from tests.web.desk.analysed import shown
from tests.web.desk.visiting import DeskClient, post


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Those of a process whose replica is nowhere."""
    return replace(settings, replica_url="postgresql://postgres@/postgres?host=/nowhere")


async def test_the_workspace_is_there_without_its_replica(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    here = await shown(database)
    address = f"/desk/rounds/{here.round_id}/themes/work"
    opened = await post(client, address, seen_at=address, verb="open")
    pages = [
        await client.get(each) for each in (address, f"{address}?q=hjälp", f"{address}/history")
    ]

    assert [opened.status_code, *(page.status_code for page in pages)] == [303, 200, 200, 200]
