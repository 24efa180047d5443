"""Rows for programs: by a token that was granted them, with a purpose, in documents that fit."""

import runpy
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.settings import Settings
from lyhord.storage import guards, tokens
from lyhord.storage.database import Database
from lyhord.web.app import create_app
from tests.builders import TOMORROW
from tests.web.desk.analysed import Shown, shown

Client = AsyncTestClient[Litestar]
PURPOSE = "att räkna teman"
EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "prevalence.py"
ROUTES = {"statements": "statements", "assignments": "assignments", "answers": "answers"}


@pytest.fixture
async def client(settings: Settings) -> AsyncGenerator[Client]:
    """The whole service; its errors are answers, as on the wire."""
    async with AsyncTestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
async def closed(database: Database) -> Shown:
    """A round for research, closed and analysed."""
    found = await shown(database)
    async with database.transaction("owner") as db:
        await db.execute("update lyhord.round set mode = 'research'")
    return found


@pytest.fixture
async def headers(database: Database, closed: Shown, client: Client) -> dict[str, str]:
    """What a program shows that was granted the rows."""
    async with database.transaction("owner") as db:
        token_id, text = await tokens.create(
            db, name="", role="analyst", municipalities=(), expires_on=TOMORROW, actor="tests"
        )
        await guards.grant_rows(
            db, closed.round_id, holder=tokens.holder(token_id), until=TOMORROW, actor="tests"
        )
    client.headers["Authorization"] = f"Bearer {text}"
    return {"Authorization": f"Bearer {text}"}


@pytest.mark.usefixtures("headers")
@pytest.mark.parametrize("route", ROUTES)
async def test_rows_fit_their_published_schema_and_are_noted(
    client: Client, closed: Shown, database: Database, route: str
) -> None:
    address = f"/api/v1/rounds/{closed.round_id}/{route}"
    answer = await client.get(address, params={"purpose": PURPOSE})
    schema = await client.get(f"/api/v1/schemas/{ROUTES[route]}", headers={"Authorization": ""})
    async with database.transaction("owner") as db:
        noted = await db.fetch(
            "select actor, details from staff.audit where action = 'microdata_exported'"
        )

    Draft202012Validator(schema.json()).validate(answer.json())
    assert len(answer.json()["rows"]) == 62
    assert ("berätta" in answer.text) == (route == "statements")
    assert [each["details"]["purpose"] for each in noted] == [PURPOSE]
    assert noted[0]["actor"].startswith("token ")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("headers")
@pytest.mark.parametrize("purpose", ["", "x", "   a          b  ", "x" * 501])
async def test_without_a_purpose_there_are_no_rows(
    client: Client, closed: Shown, purpose: str
) -> None:
    address = f"/api/v1/rounds/{closed.round_id}/statements"
    answer = await client.get(address, params={"purpose": purpose})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "purpose")


async def test_a_token_without_the_right_gets_no_rows(
    client: Client, closed: Shown, database: Database, headers: dict[str, str]
) -> None:
    async with database.transaction("owner") as db:
        await db.execute("delete from staff.microdata_right")
    for route in ROUTES:
        address = f"/api/v1/rounds/{closed.round_id}/{route}"
        answer = await client.get(address, params={"purpose": PURPOSE}, headers=headers)

        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "right")
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.usefixtures("headers")
async def test_what_one_person_chose_is_joined_in_research_alone(
    client: Client, closed: Shown, database: Database
) -> None:
    async with database.transaction("owner") as db:
        await db.execute("update lyhord.round set mode = 'development'")
    address = f"/api/v1/rounds/{closed.round_id}/answers"
    answer = await client.get(address, params={"purpose": PURPOSE})

    assert answer.json()["errors"][0]["code"] == "joined"


@pytest.mark.usefixtures("headers")
async def test_audiences_are_compared(client: Client, closed: Shown) -> None:
    found = (await client.get(f"/api/v1/rounds/{closed.round_id}/comparison")).json()

    assert {each["theme_id"] for each in found["themes"]} == {"vantan", "berattaigen"}
    assert found["answers"]["is_open"] is False


@pytest.mark.usefixtures("headers")
async def test_the_example_of_the_docs_reproduces_the_prevalences(
    client: Client, closed: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    report = (await client.get(f"/api/v1/rounds/{closed.round_id}/themes")).json()
    example = runpy.run_path(str(EXAMPLE))

    def read(path: str) -> Any:  # noqa: ANN401 - as in the example
        assert path == f"/api/v1/rounds/{closed.round_id}/themes"
        return report

    example["main"](str(closed.round_id), read)
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    told = [cell["share"] for theme in report["themes"] for cell in theme["groups"]]
    expected = [
        [str(each["percent"]), "%", f"({each['low']}–{each['high']})"] if each else ["–"]
        for each in told
    ]

    assert [line[-len(want) :] for line, want in zip(printed, expected, strict=True)] == expected
    assert sum(each is not None for each in told) > 2


async def test_no_other_schema_is_there(client: Client) -> None:
    assert (await client.get("/api/v1/schemas/passwords")).status_code == 404
