"""JSON routes for analysts' tools: by token alone, by role, within municipalities, and guarded."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import date, timedelta

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from schemathesis.specs.openapi import definitions

from lyhord.settings import Settings
from lyhord.storage import tokens
from lyhord.storage.accounts import Role
from lyhord.storage.database import Database
from lyhord.web.app import create_app
from tests.builders import TODAY
from tests.web.desk.analysed import shown

Client = AsyncTestClient[Litestar]
Bearer = Callable[..., Awaitable[dict[str, str]]]
ROUNDS = "/api/v1/rounds"
NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
async def client(settings: Settings) -> AsyncGenerator[Client]:
    """The whole service; its errors are answers, as on the wire."""
    async with AsyncTestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def bearer(database: Database) -> Bearer:
    """Make a token; gives the header that shows it."""

    async def make(
        role: Role, *municipalities: str, expires_on: date = TODAY + timedelta(days=1)
    ) -> dict[str, str]:
        async with database.transaction("owner") as db:
            _, text = await tokens.create(
                db,
                name="",
                role=role,
                municipalities=municipalities,
                expires_on=expires_on,
                actor="tests",
            )
        return {"Authorization": f"Bearer {text}"}

    return make


async def test_an_analyst_reads_rounds_and_themes(
    client: Client, bearer: Bearer, database: Database
) -> None:
    closed = await shown(database)
    headers = await bearer("analyst")
    rounds = (await client.get(ROUNDS, headers=headers)).json()
    overview = (await client.get(f"{ROUNDS}/{closed.round_id}", headers=headers)).json()
    runs = (await client.get(f"{ROUNDS}/{closed.round_id}/runs", headers=headers)).json()
    themes = await client.get(f"{ROUNDS}/{closed.round_id}/themes", headers=headers)

    assert [each["name"] for each in rounds] == ["Hösten 2026"]
    assert overview["total"] == {"form": "exact", "n": 62}
    assert [each["run_id"] for each in runs] == [str(closed.run_id)]
    assert {each["theme_id"] for each in themes.json()["themes"]} >= {"vantan", "berattaigen"}
    assert themes.headers["cache-control"] == "no-store"


async def test_an_open_round_has_no_exact_figure(
    client: Client, bearer: Bearer, database: Database
) -> None:
    opened = await shown(database, is_open=True)
    headers = await bearer("analyst")
    for path in ("", "/themes"):
        answer = await client.get(f"{ROUNDS}/{opened.round_id}{path}", headers=headers)
        assert (answer.status_code, '"exact"' in answer.text) == (200, False)


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer lyhord_" + "x" * 43},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer " + "x" * 5_000},
        {"Cookie": "lyhord_desk=x"},
    ],
)
async def test_without_a_token_that_opens_nothing_is_read(
    client: Client, header: dict[str, str]
) -> None:
    answer = await client.get(ROUNDS, headers=header)

    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_token_that_expired_or_was_revoked_opens_nothing(
    client: Client, bearer: Bearer, database: Database
) -> None:
    expired = await bearer("analyst", expires_on=TODAY - timedelta(days=1))
    revoked = await bearer("analyst")
    before = (await client.get(ROUNDS, headers=revoked)).status_code
    async with database.transaction("owner") as db:
        for token in await tokens.every(db):
            await tokens.revoke(db, token.token_id, actor="tests")

    assert before == 200
    assert (await client.get(ROUNDS, headers=expired)).status_code == 401
    assert (await client.get(ROUNDS, headers=revoked)).status_code == 401


async def test_a_viewer_reads_no_themes(client: Client, bearer: Bearer, database: Database) -> None:
    closed = await shown(database)
    headers = await bearer("viewer")
    address = f"{ROUNDS}/{closed.round_id}"
    answers = [
        (await client.get(f"{address}{path}", headers=headers)).status_code
        for path in ("", "/runs", "/themes")
    ]

    assert answers == [200, 403, 403]


async def test_a_session_of_the_desk_is_no_token(
    client: Client, bearer: Bearer, database: Database
) -> None:
    await shown(database)
    headers = await bearer("admin")
    desk = await client.get("/desk/rounds", headers=headers, follow_redirects=False)

    assert desk.status_code == 303


@pytest.mark.parametrize("path", [f"/{NOWHERE}", f"/{NOWHERE}/themes", "/x", "/x/themes?run=y"])
async def test_what_is_not_there_is_a_problem(client: Client, bearer: Bearer, path: str) -> None:
    answer = await client.get(f"{ROUNDS}{path}", headers=await bearer("admin"))

    assert answer.status_code in {400, 404}
    assert answer.headers["content-type"] == "application/problem+json"


async def test_the_text_of_a_token_is_kept_nowhere(bearer: Bearer, database: Database) -> None:
    text = (await bearer("viewer"))["Authorization"].removeprefix("Bearer ")
    async with database.transaction("owner") as db:
        kept = [*await db.fetch("select * from staff.token")]
        kept += await db.fetch("select * from staff.audit")

    assert text not in repr([dict(each) for each in kept])
    assert len(text) > 40


async def test_the_description_is_openapi_of_every_json_route(client: Client) -> None:
    answer = await client.get("/api/v1/openapi.json")
    described = answer.json()
    operations = {
        f"{method.upper()} {path}"
        for path, methods in described["paths"].items()
        for method in methods
    }

    definitions.OPENAPI_31_VALIDATOR.validate(described)
    assert described["openapi"].startswith("3.1")
    assert {path for path in described["paths"] if not path.startswith("/api/v1/")} == set()
    assert operations >= {
        "POST /api/v1/collectors/{slug}/responses",
        "GET /api/v1/rounds",
        "GET /api/v1/rounds/{round_id}/themes",
    }
    body = described["paths"]["/api/v1/withdraw"]["post"]["requestBody"]["content"]
    assert body["application/json"]["schema"]["required"] == ["receipt"]
    reading = described["paths"]["/api/v1/rounds"]["get"]
    assert reading["security"] == [{"token": []}]
