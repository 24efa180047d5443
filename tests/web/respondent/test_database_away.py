"""What people and programs hear while the database is away."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import date
from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient, RequestFactory

from lyhord.intake.doors import Doors
from lyhord.settings import Settings
from lyhord.storage.collectors import Collector
from lyhord.web.app import create_app
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.answering import Post
from lyhord.web.respondent.pages import SurveyPages
from tests.conftest import SECRET, administer
from tests.forms.instruments import every_kind
from tests.web.respondent.doors import a_door
from tests.web.respondent.submitting import fields_of

Client = AsyncTestClient[Litestar]


@pytest.fixture
async def cut_off() -> AsyncGenerator[Client]:
    """The public side with a database address where nothing answers."""
    settings = Settings(database_url="postgresql://127.0.0.1:9/none", secret=SECRET, part="door")
    async with AsyncTestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


async def test_a_post_while_the_database_is_away_gives_the_texts_back(cut_off: Client) -> None:
    posted = {"wish": "Fler <vuxna> på rasten", "submission": "x y"}

    answer = await cut_off.post("/s/door", data=posted)

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "Fler &lt;vuxna&gt; på rasten</textarea>" in answer.text
    assert "x y" not in answer.text
    assert "Traceback" not in answer.text


async def test_a_supervisor_hears_that_the_process_lives_and_cannot_work(cut_off: Client) -> None:
    answers = [(await cut_off.get(address)).status_code for address in ("/healthz", "/readyz")]

    assert answers == [200, 503]


async def test_a_page_cannot_be_shown_while_the_database_is_away(cut_off: Client) -> None:
    page = await cut_off.get("/s/door", headers={"Accept": "text/html"})

    assert page.status_code == 503
    assert "<h1>Vi kan inte ta emot svar just nu</h1>" in page.text


async def test_a_program_hears_that_the_database_is_away(cut_off: Client) -> None:
    answer = await cut_off.post(
        "/api/v1/collectors/door/responses", json={"answers": {"wish": "Bänkar"}}
    )

    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_door_that_was_visited_keeps_everything_while_the_database_is_away(
    settings: Settings, server: str, open_collector: Collector
) -> None:
    address = f"/s/{open_collector.slug}"
    chosen = {"municipality": "trosa", "wish": "Bänkar i parken"}
    async with AsyncTestClient(create_app(settings), raise_server_exceptions=False) as client:
        await _listening(client.app.state.doors)
        visited = await client.get(address)
        await _lock_out(settings, server)
        page, refused = await client.get(address), await client.post(address, data=chosen)

    assert [visited.status_code, page.status_code, refused.status_code] == [200, 200, 503]
    kept = fields_of(refused.text)
    assert {name: kept[name] for name in chosen} == {name: [text] for name, text in chosen.items()}


async def _listening(doors: Doors) -> None:
    for _ in range(3000):
        if doors.is_listening:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it does not listen")


async def _lock_out(settings: Settings, server: str) -> None:
    name = str(settings.database_url).rpartition("/own_")[2].partition("?")[0]
    await administer(server, f"alter database own_{name} allow_connections false")
    await administer(
        server,
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
        f" where datname = 'own_{name}'",
    )


def a_post(fields: dict[str, list[str]], *, results_by: date | None = None) -> Post:
    instrument = every_kind()
    return Post(
        request=RequestFactory(Litestar(logging_config=None)).post("/s/door"),
        door=a_door(instrument, results_by=results_by),
        instrument=instrument,
        submission=uuid4(),
        fields=fields,
        pages=SurveyPages(Renderer.load()),
    )


def test_answers_that_could_not_be_stored_can_be_sent_again_as_the_same_submission() -> None:
    post = a_post({"who": ["Mamma"], "life_area": ["hem"]})

    answer = post.not_saved()

    fields = fields_of(str(answer.content))
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
    assert fields["who"] == ["Mamma"]
    assert fields["life_area"] == ["hem"]
    assert fields["submission"] == [str(post.submission)]


def test_a_receipt_is_shown_in_an_answer_that_nobody_keeps() -> None:
    answer = a_post({}, results_by=date(2027, 3, 1)).thanked("7K2M-9QXT")

    assert '<output class="receipt" id="receipt" dir="ltr">7K2M-9QXT</output>' in str(
        answer.content
    )
    assert answer.headers["Cache-Control"] == "no-store"
