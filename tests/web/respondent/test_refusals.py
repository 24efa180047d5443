"""Every error as a page and as a problem, in the log by kind alone."""

import json

import pytest
from litestar import Litestar, Request, get, post
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.testing import AsyncTestClient
from litestar.types import HTTPReceiveMessage, Receive, Scope, Send

from lyhord.errors import (
    BadInputError,
    LyhordError,
    NotFoundError,
    RoundClosedError,
    StorageError,
    StorageUnavailableError,
    SubmissionConflictError,
)
from lyhord.web import headers, observability, problems
from lyhord.web.metrics import Metrics
from lyhord.web.rendering import Renderer

ERRORS = {
    "missing": NotFoundError("collector", "secret-name"),
    "closed": RoundClosedError("secret"),
    "conflict": SubmissionConflictError("secret"),
    "bad": BadInputError("secret"),
    "away": StorageUnavailableError("secret"),
    "refused": StorageError("secret"),
    "other": LyhordError("secret"),
    "bug": KeyError("secret"),
}
STATUSES = {
    "missing": 404,
    "closed": 410,
    "conflict": 409,
    "bad": 400,
    "away": 503,
    "refused": 500,
    "other": 500,
    "bug": 500,
}


@get("/fail/{kind:str}")
async def fail(kind: FromPath[str]) -> None:
    raise ERRORS[kind]


@post("/send")
async def take(request: Request[None, None, State]) -> None:
    await request.body()


@get("/fine")
async def fine() -> str:
    return "fine"


def an_app(*, is_https: bool = False) -> Litestar:
    observability.set_up(is_json=True)
    app = Litestar(
        route_handlers=[fail, fine, take],
        exception_handlers=problems.handlers(Renderer.load()),
        logging_config=None,
        openapi_config=None,
    )
    secured = headers.secured(app.asgi_handler, is_https=is_https)
    app.asgi_handler = observability.observed(secured, Metrics())
    return app


def a_client(app: Litestar) -> AsyncTestClient[Litestar]:
    return AsyncTestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
async def test_each_error_has_a_page_that_keeps_its_details_to_itself(
    kind: str, status: int
) -> None:
    async with a_client(an_app()) as client:
        page = await client.get(f"/fail/{kind}", headers={"Accept": "text/html"})

    assert page.status_code == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "secret" not in page.text


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
async def test_each_error_is_a_problem_for_programs(kind: str, status: int) -> None:
    async with a_client(an_app()) as client:
        answer = await client.get(f"/fail/{kind}", headers={"Accept": "application/json"})

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert "secret" not in answer.text


async def test_a_database_that_is_away_says_when_to_come_back() -> None:
    async with a_client(an_app()) as client:
        page = await client.get("/fail/away")

    assert int(page.headers["retry-after"]) > 0


async def test_an_unexpected_error_is_logged_by_kind_and_place_under_the_number_on_the_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with a_client(an_app()) as client:
        page = await client.get("/fail/bug", headers={"Accept": "text/html"})

    failure, request = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert failure["error"] == "KeyError"
    assert any("test_refusals.py" in place for place in failure["where"])
    assert "secret" not in str(failure)
    assert failure["request_id"] == request["request_id"]
    assert failure["request_id"] in page.text


async def test_an_unknown_address_is_logged_and_secured_like_any_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with a_client(an_app()) as client:
        page = await client.get("/no/such/marker", headers={"Accept": "text/html"})

    line = json.loads(capsys.readouterr().err)
    assert (page.status_code, line["status"], line["route"]) == (404, 404, "unknown")
    assert "marker" not in str(line)
    assert page.headers["x-content-type-options"] == "nosniff"


async def test_a_line_of_the_log_holds_only_what_is_agreed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with a_client(an_app()) as client:
        await client.get("/fine?name=value", headers={"Cookie": "a=b"})

    assert set(json.loads(capsys.readouterr().err)) == {
        "event",
        "level",
        "timestamp",
        "method",
        "route",
        "status",
        "ms",
        "request_id",
    }


async def test_who_hangs_up_midway_is_no_error_of_ours(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = an_app()
    inner = app.asgi_handler

    async def hang_up() -> HTTPReceiveMessage:
        return {"type": "http.disconnect"}

    async def cut(scope: Scope, _: Receive, send: Send) -> None:
        await inner(scope, hang_up, send)

    monkeypatch.setattr(app, "asgi_handler", cut)
    async with a_client(app) as client:
        answer = await client.post("/send", content=b"x" * 100)

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert answer.status_code == 400
    assert [(line["event"], line["status"]) for line in lines] == [("request", 400)]


async def test_a_log_line_has_the_hour_and_no_more_of_the_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with a_client(an_app()) as client:
        await client.get("/fine")
        await client.get("/fail/bug")

    lines = capsys.readouterr().err.splitlines()
    assert 3 == len(lines)
    assert all(json.loads(line)["timestamp"][13:] == ":00:00+00:00" for line in lines)


async def test_every_answer_has_a_policy_without_anything_inline() -> None:
    async with a_client(an_app()) as client:
        answer = await client.get("/fine")

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "strict-transport-security" not in answer.headers


async def test_only_https_is_asked_for_where_there_is_https() -> None:
    async with a_client(an_app(is_https=True)) as client:
        answer = await client.get("/fine")

    assert answer.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize(
    ("path", "accepts", "expected"),
    [
        ("/nowhere", "ar", '<html lang="ar" dir="rtl">'),
        ("/nowhere", "sv-x-easy", '<html lang="sv-x-easy" dir="ltr">'),
        ("/desk/nowhere", "ar", '<html lang="sv" dir="ltr">'),
        ("/desk/nowhere", "fi,en;q=0.5", '<html lang="en" dir="ltr">'),
    ],
)
async def test_a_refusal_is_in_the_visitors_language_and_for_staff_in_two(
    path: str, accepts: str, expected: str
) -> None:
    async with a_client(an_app()) as client:
        page = await client.get(path, headers={"Accept": "text/html", "Accept-Language": accepts})

    assert page.status_code == 404
    assert expected in page.text
