"""What comes as a self-made code: kept as a keyed hash, refused, or not asked for."""

from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.privacy.wave_codes import code_hash
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import SECRET, a_collector, a_publication, a_round
from tests.disclosing.followed import a_series

Client = AsyncTestClient[Litestar]
HASHED = "0123456789abcdef" * 4
WRONG = (
    *("A07A", "g" * 64, HASHED[:-1], f"{HASHED}0", HASHED.upper()),
    *(f"{HASHED}\n", " ", "\0", "٣" * 64),
)
READ = "Koden gick inte att läsa."


@pytest.fixture
async def door(database: Database) -> Collector:
    """A door that asks for a code."""
    async with database.transaction("owner") as db:
        (found,) = await a_series(db, 1)
    return found


async def send(client: Client, door: Collector, **fields: str | list[str]) -> httpx.Response:
    posted = {"submission": str(uuid4()), "language": "sv", "wish": "Lugn och ro", **fields}
    return await client.post(f"/s/{door.slug}", data=posted)


async def kept(database: Database) -> list[bytes]:
    async with database.transaction("owner") as db:
        return [row[0] for row in await db.fetch("select code_hash from lyhord.wave_code")]


async def answers(database: Database) -> int:
    async with database.transaction("owner") as db:
        return await db.fetchval("select count(*) from lyhord.response")


async def test_a_code_is_kept_as_a_hash_with_the_secret(
    app_client: Client, database: Database, door: Collector
) -> None:
    submission = str(uuid4())
    for _ in range(2):
        sent = await send(app_client, door, submission=submission, wave_code=HASHED)
        assert 200 == sent.status_code

    assert [code_hash(SECRET.encode(), HASHED)] == await kept(database)
    assert bytes.fromhex(HASHED) not in await kept(database)


async def test_something_else_is_refused_with_everything_kept(
    app_client: Client, database: Database, door: Collector
) -> None:
    for wrong in WRONG:
        answered = await send(app_client, door, wave_code=wrong)

        assert 422 == answered.status_code
        assert READ in answered.text
        assert "Lugn och ro" in answered.text
        assert 'name="wave_code" value="" hidden' in answered.text
    assert 0 == await answers(database)


async def test_parts_that_come_by_themselves_are_not_taken(
    app_client: Client, database: Database, door: Collector
) -> None:
    answered = await send(app_client, door, **{"w-1": "Anna"})

    assert 422 == answered.status_code
    assert 0 == await answers(database)


async def test_where_no_code_is_asked_for_none_is_kept(
    app_client: Client, database: Database
) -> None:
    async with database.transaction("owner") as db:
        plain = await a_collector(db, await a_round(db, a_publication()))
    taken = await send(app_client, plain, wave_code=HASHED)

    assert 200 == taken.status_code
    assert [] == await kept(database)


async def test_a_page_from_before_the_end_of_a_series_is_still_taken(
    app_client: Client, database: Database, door: Collector
) -> None:
    page = await app_client.get(f"/s/{door.slug}")
    async with database.transaction("owner") as db:
        await db.execute("update lyhord.series set key = null, ended_on = current_date")
    taken = await send(app_client, door, wave_code=HASHED)

    assert "data-key=" in page.text
    assert 200 == taken.status_code
    assert [] == await kept(database)


async def test_a_trial_joins_nothing(
    app_client: Client, database: Database, door: Collector
) -> None:
    posted = {"submission": str(uuid4()), "wish": "prov", "wave_code": HASHED}
    taken = await app_client.post(f"/s/{door.trial_slug}", data=posted)
    async with database.transaction("owner") as db:
        counted = await db.fetch("select * from lyhord.count_coded($1)", [door.round_id])

    assert 200 == taken.status_code
    assert [] == counted
