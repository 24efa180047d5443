"""Answers from programs: taken once, refused with pointers, taken back."""

import json
import uuid
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord import rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.web.respondent.standing import Standing
from tests.web.respondent.test_answering import count

Client = AsyncTestClient[Litestar]
PROBLEM = "application/problem+json"


def address(collector: Collector) -> str:
    return f"/api/v1/collectors/{collector.slug}/responses"


async def test_a_response_is_taken_with_a_receipt(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    body = {"submission": str(uuid.uuid4()), "language": "sv", "answers": {"wish": "Bänkar"}}

    answer = await app_client.post(address(open_collector), json=body)

    assert answer.status_code == 201
    assert list(answer.json()) == ["receipt"]
    assert answer.headers["cache-control"] == "no-store"
    assert await count(database) == 1


async def test_the_same_again_is_answered_with_the_same_receipt(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    body = {"submission": str(uuid.uuid4()), "answers": {"wish": "Bänkar"}}

    first = await app_client.post(address(open_collector), json=body)
    second = await app_client.post(address(open_collector), json=body)

    assert (second.status_code, second.json()) == (200, first.json())
    assert await count(database) == 1


async def test_the_same_submission_with_other_answers_is_a_conflict(
    app_client: Client, open_collector: Collector
) -> None:
    body = {"submission": str(uuid.uuid4()), "answers": {"wish": "Bänkar"}}
    await app_client.post(address(open_collector), json=body)

    other = await app_client.post(
        address(open_collector), json=body | {"answers": {"wish": "Lampor"}}
    )

    assert other.status_code == 409
    assert other.headers["content-type"] == PROBLEM


async def test_a_form_and_a_program_send_the_same_thing(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    submission = str(uuid.uuid4())
    fields = {"submission": submission, "wish": "Rad 1\r\nRad 2", "municipality": "gnesta"}
    answers = {"wish": "Rad 1\nRad 2", "municipality": "gnesta"}
    await app_client.post(f"/s/{open_collector.slug}", data=fields)

    again = await app_client.post(
        address(open_collector), json={"submission": submission, "answers": answers}
    )

    assert again.status_code == 200
    assert await count(database) == 1


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({}, "/answers"),
        ([], "/answers"),
        (None, "/answers"),
        ({"nope": "x"}, "/answers/nope"),
        ({"": "x"}, "/answers/"),
        ({"a/b~c": "x"}, "/answers/a~1b~0c"),
        ({"municipality": "atlantis"}, "/answers/municipality"),
        ({"municipality": ["gnesta"]}, "/answers/municipality"),
        ({"wish": 7}, "/answers/wish"),
        ({"wish": "nul\0"}, "/answers/wish"),
        ({"ideas": "en"}, "/answers/ideas"),
        ({"ideas": [["djupt"]]}, "/answers/ideas"),
    ],
)
async def test_each_wrong_answer_is_pointed_at(
    standing: Standing, answers: object, pointer: str
) -> None:
    answer = await standing.client.post(address(standing.collector), json={"answers": answers})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("part", "pointer"),
    [
        ({"submission": "no uuid"}, "/submission"),
        ({"submission": 7}, "/submission"),
        ({"language": "tlh"}, "/language"),
        ({"language": 7}, "/language"),
        ({"version": "3"}, "/version"),
        ({"version": 0}, "/version"),
    ],
)
async def test_each_wrong_part_is_pointed_at(
    standing: Standing, part: dict[str, Any], pointer: str
) -> None:
    body = {"answers": {"wish": "Bänkar"}} | part

    answer = await standing.client.post(address(standing.collector), json=body)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_missing_answers_are_pointed_at(
    standing: Standing,
) -> None:
    answer = await standing.client.post(
        address(standing.collector), json={"submission": str(uuid.uuid4())}
    )

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/answers"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b'{"answers": "\xff"}', 400),
        (b'{"answers": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
        (b'{"answers": {"wish": "\\ud800"}}', 400),
        (b'{"answers": {"wish": "' + b"x" * 10_000_000 + b'"}}', 413),
        (json.dumps({"answers": {f"q{n}": n for n in range(10_000)}}).encode(), 422),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_a_hostile_body_is_refused_as_a_problem(
    standing: Standing,
    body: bytes,
    status: int,
) -> None:
    headers = {"Content-Type": "application/json"}

    answer = await standing.client.post(address(standing.collector), content=body, headers=headers)

    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    assert len(answer.content) < 20_000
    assert "Traceback" not in answer.text
    assert await standing.responses() == 0


async def test_another_content_type_is_refused_as_a_problem(
    standing: Standing,
) -> None:
    answer = await standing.client.post(address(standing.collector), data={"wish": "Bänkar"})

    assert answer.status_code == 415
    assert answer.headers["content-type"] == PROBLEM


async def test_an_unknown_collector_is_a_problem(
    standing: Standing,
) -> None:
    answer = await standing.client.post(
        "/api/v1/collectors/nowhere/responses", json={"answers": {"wish": "Bänkar"}}
    )

    assert answer.status_code == 404
    assert answer.headers["content-type"] == PROBLEM
    assert "nowhere" not in answer.text


async def test_the_instrument_lists_what_is_asked(
    standing: Standing,
) -> None:
    answer = await standing.client.get(
        f"/api/v1/collectors/{standing.collector.slug}/instrument?lang=sv"
    )

    document = answer.json()
    assert document | {"questions": []} == {
        "id": "youth",
        "version": 1,
        "audience": "youth",
        "language": "sv",
        "title": "Dina tankar",
        "questions": [],
    }
    assert document["questions"] == [
        {
            "id": "municipality",
            "kind": "single",
            "text": "Var bor du?",
            "options": [{"id": "gnesta", "text": "Gnesta"}, {"id": "trosa", "text": "Trosa"}],
        },
        {"id": "wish", "kind": "long_text", "text": "Vad vill du ändra på?", "max": 1000},
        {"id": "ideas", "kind": "notes", "text": "Dina idéer", "max": 10},
    ]


async def test_a_closed_round_shows_no_instrument(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    async with database.transaction("owner") as db:
        await rounds.close_round(db, open_collector.round_id, actor="tests")

    answer = await app_client.get(f"/api/v1/collectors/{open_collector.slug}/instrument")

    assert answer.status_code == 410
    assert answer.headers["content-type"] == PROBLEM


async def test_an_answer_is_taken_back_in_both_ways(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    receipts = [
        (await app_client.post(address(open_collector), json={"answers": {"wish": wish}})).json()[
            "receipt"
        ]
        for wish in ("Bänkar", "Lampor")
    ]

    posted = await app_client.post("/api/v1/withdraw", json={"receipt": receipts[0]})
    deleted = await app_client.delete(f"/api/v1/responses/{receipts[1]}")

    assert (posted.status_code, deleted.status_code) == (204, 204)
    assert await count(database) == 0


async def test_a_repeated_post_after_taking_back_stores_nothing(
    app_client: Client, open_collector: Collector, database: Database
) -> None:
    body = {"submission": str(uuid.uuid4()), "answers": {"wish": "Bänkar"}}
    first = await app_client.post(address(open_collector), json=body)
    await app_client.delete(f"/api/v1/responses/{first.json()['receipt']}")

    again = await app_client.post(address(open_collector), json=body)

    assert (again.status_code, again.json()) == (200, first.json())
    assert await count(database) == 0


@pytest.mark.parametrize("receipt", ["", "x", "0000-0000-0000-0000-0", "\0", "å" * 500])
async def test_taking_back_says_nothing_about_whether_it_existed(
    standing: Standing, receipt: str
) -> None:
    answer = await standing.client.post("/api/v1/withdraw", json={"receipt": receipt})

    assert (answer.status_code, answer.content) == (204, b"")
