"""What a supervisor is told, and that neither it nor the log tells who did what and when."""

from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from lyhord.jobs.tasks import be_heard
from lyhord.privacy.word_lists import sounds
from lyhord.settings import Settings
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.web.app import create_app
from lyhord.web.folding import FEWEST, STEP, Folded, crowd

TOKEN = "a token for tests, long enough"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}
MARKS = {
    "query": "planted-query",
    "header": "planted-header",
    "text": "planted-text",
    "code": "planted-code",
    "receipt": "planted-receipt",
    "path": "planted-path",
    "password": "planted-password",
}


@pytest.fixture
def watched(settings: Settings) -> AsyncTestClient[Litestar]:
    return AsyncTestClient(create_app(replace(settings, metrics_token=TOKEN)))


async def test_it_is_ready_with_a_worker_or_without(
    watched: AsyncTestClient[Litestar], database: Database
) -> None:
    async with watched as client:
        alone = await client.get("/readyz")
        await be_heard(database, uuid4())
        beside = await client.get("/readyz")

    assert (200, "ok\nworker: silent") == (alone.status_code, alone.text)
    assert (200, "ok\nworker: heard") == (beside.status_code, beside.text)


async def test_the_lists_are_read_before_the_first_answer(
    watched: AsyncTestClient[Litestar],
) -> None:
    sounds.cache_clear()
    async with watched:
        read = sounds.cache_info().currsize

    assert read == 1


async def test_it_is_not_ready_on_an_older_schema(
    watched: AsyncTestClient[Litestar], database: Database
) -> None:
    async with database.transaction("owner") as db:
        await db.execute(
            "delete from public.lyhord_migration where name = "
            "(select max(name) from public.lyhord_migration)"
        )
    async with watched as client:
        answers = [(await client.get(path)).status_code for path in ("/healthz", "/readyz")]

    assert [200, 503] == answers


@pytest.mark.parametrize("shown", [{}, {"Authorization": "Bearer x"}, {"Authorization": TOKEN}])
async def test_metrics_are_for_who_shows_the_token(
    watched: AsyncTestClient[Litestar], shown: dict[str, str]
) -> None:
    async with watched as client:
        assert 404 == (await client.get("/metrics", headers=shown)).status_code


async def test_without_a_token_there_are_no_metrics(app_client: AsyncTestClient[Litestar]) -> None:
    answer = await app_client.get("/metrics", headers={"Authorization": "Bearer "})

    assert 404 == answer.status_code


async def test_the_door_tells_nothing_of_the_desk(settings: Settings) -> None:
    door = create_app(replace(settings, part="door", metrics_token=TOKEN))
    async with AsyncTestClient(door) as client:
        told = (await client.get("/metrics", headers=SHOWN)).text
        ready = (await client.get("/readyz")).text

    assert 'lyhord_pool_connections{role="door",state="most"} 8.0' in told
    assert "triage" not in told
    assert "ok" == ready


async def test_metrics_move_by_tens(
    watched: AsyncTestClient[Litestar], open_collector: Collector
) -> None:
    page = f"/s/{open_collector.slug}"
    counted = 'lyhord_request_seconds_count{method="GET",side="door",status="2xx"}'
    told: list[str] = []
    async with watched as client:
        for _ in range(STEP):
            await client.get(page)
            told.append((await client.get("/metrics", headers=SHOWN)).text)

    assert all(counted not in each for each in told[:-1])
    assert f"{counted} 10.0" in told[-1]
    assert "lyhord_triage_overdue 0.0" in told[-1]
    assert open_collector.slug not in told[-1]


async def test_no_single_answer_moves_anything(
    settings: Settings, open_collector: Collector
) -> None:
    door = create_app(replace(settings, part="door", metrics_token=TOKEN))
    page = f"/api/v1/collectors/{open_collector.slug}/responses"
    told: list[list[str]] = []
    async with AsyncTestClient(door) as client:
        for n in range(4):
            scraped = (await client.get("/metrics", headers=SHOWN)).text
            told.append([line for line in scraped.splitlines() if "python_" not in line])
            answer = await client.post(page, json={"answers": {"wish": f"nummer {n}"}})
            assert 201 == answer.status_code

    assert told[1:] == told[:-1]


def test_a_crowd_is_told_and_nobody_alone() -> None:
    assert [0, 0, 0, FEWEST, FEWEST + 1] == [
        crowd(n) for n in (0, 1, FEWEST - 1, FEWEST, FEWEST + 1)
    ]


def test_what_is_held_back_shows_nowhere() -> None:
    folded = Folded([1.0])
    for _ in range(STEP - 1):
        folded.add(0.5)
    before = folded.buckets, folded.total
    folded.add(2.0)

    assert ([("1.0", 0.0), ("+Inf", 0.0)], 0.0) == before
    assert ([("1.0", 9.0), ("+Inf", 10.0)], 6.5) == (folded.buckets, folded.total)


async def test_nothing_that_anybody_sends_is_logged_or_counted(
    watched: AsyncTestClient[Litestar],
    open_collector: Collector,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page, api = f"/s/{open_collector.slug}", f"/api/v1/collectors/{open_collector.slug}/responses"
    headers = {"User-Agent": MARKS["header"], "Referer": MARKS["header"]}
    query = {"q": MARKS["query"]}
    async with watched as client:
        for _ in range(STEP):
            form = {"wish": MARKS["text"], "code": MARKS["code"]}
            answers = {"wish": MARKS["text"], "ideas": 5}
            await client.post(page, data=form, params=query, headers=headers)
            await client.post(api, json={"answers": answers}, params=query, headers=headers)
            await client.post(page, content=MARKS["text"], headers=headers)
            await client.get(f"/s/{MARKS['path']}", headers=headers)
            await client.get(f"/{MARKS['path']}", params=query)
            await client.post("/withdraw", data={"receipt": MARKS["receipt"]})
            await client.delete(f"/api/v1/responses/{MARKS['receipt']}")
        signing = {"email": f"{MARKS['text']}@example.org", "password": MARKS["password"]}
        await client.post("/desk/sign-in", data=signing, headers=headers)
        told = (await client.get("/metrics", headers=SHOWN)).text
    log = capsys.readouterr()
    lines = log.err + log.out

    assert STEP * 7 < lines.count('"event": "request"')
    found = [mark for mark in (*MARKS.values(), open_collector.slug) if mark in lines + told]
    assert [] == found
