"""What people and programs hear while more comes than can be written, and what is stored of it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import httpx
import pytest
from msgspec.structs import replace

from lyhord.settings import Settings
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.web.app import create_app
from tests.web.respondent.submitting import fields_of

FETCHED = {"Sec-Fetch-Mode": "cors"}
WAITING = (
    "select count(*) from pg_locks where not granted and relation = 'lyhord.receipt'::regclass"
)


@pytest.fixture
async def owner(settings: Settings) -> AsyncGenerator[Connection]:
    db = await asyncpg.connect(str(settings.database_url))
    yield db
    await db.close()


async def test_what_finds_no_room_is_refused_cheaply_and_stored_once_when_it_comes_again(
    settings: Settings, open_collector: Collector, owner: Connection
) -> None:
    app = create_app(replace(settings, part="door", queue_limit=1))
    address = f"/s/{open_collector.slug}"
    transport = httpx.ASGITransport(app)  # pyright: ignore[reportArgumentType] - its scope is any
    async with (
        app.lifespan(),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        post = client.post
        async with _nothing_is_written(owner):
            written = asyncio.create_task(post(address, data=_answers("Bänkar i parken")))
            await _until(lambda: _is(owner, WAITING, 1))
            waits = asyncio.create_task(post(address, data=_answers("Träd på gården")))
            await _until(lambda: _holds(app.state.intake.n_waiting == 1))
            refused = await post(address, data=(answers := _answers("Fler vuxna på rasten")))
            fetched = await post(address, data=answers, headers=FETCHED)
            program = await post(
                f"/api/v1/collectors/{open_collector.slug}/responses",
                json={"answers": {"wish": "Längre raster"}},
            )
        taken = [(await written).status_code, (await waits).status_code]
        again = await post(address, data=answers, headers=FETCHED)

    assert [200, 200, 200] == [*taken, again.status_code]
    assert [503, 503, 503] == [each.status_code for each in (refused, fetched, program)]
    assert all(int(each.headers["retry-after"]) > 0 for each in (refused, fetched, program))
    assert fields_of(refused.text)["wish"] == ["Fler vuxna på rasten"]
    assert ("text/plain; charset=utf-8", "no-store") == (
        fetched.headers["content-type"],
        fetched.headers["cache-control"],
    )
    assert "rasten" not in fetched.text
    assert await owner.fetchval("select count(*) from lyhord.response") == 3


def _answers(wish: str) -> dict[str, str]:
    return {"municipality": "trosa", "wish": wish, "submission": str(uuid4())}


@asynccontextmanager
async def _nothing_is_written(owner: Connection) -> AsyncGenerator[None]:
    async with owner.transaction():
        await owner.execute("lock table lyhord.receipt in access exclusive mode")
        yield


async def _is(owner: Connection, question: str, number: int) -> bool:
    return await owner.fetchval(question) == number


async def _holds(condition: bool) -> bool:  # noqa: FBT001 - what is asked
    return condition


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(3000):
        if await holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it does not come about")
