"""What the framework, the headers and the log cost a post that does nothing, in this process.

The server that speaks HTTP is not here: the app is called as the server would call it.
"""

import asyncio
import time
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

from litestar import Litestar, MediaType, Request, Response, post

from lyhord.settings import Settings
from lyhord.web.app import create_app
from lyhord.web.respondent.answering import html_response

PAGE = "x" * 9_000  # as long as a thank-you page
SECRET = "a secret for a benchmark, 32 characters"
PATH = b"/bench/abcdefgh"


@post("/bench/{slug:str}", media_type=MediaType.HTML, status_code=200)
async def nothing(slug: str, request: Request[Any, Any, Any]) -> Response[str]:
    """Read what was posted, and thank for it."""
    await request.body()
    return html_response(PAGE, f"default-src 'none'; report-uri /{slug}")


def app() -> Litestar:
    """The door, with a route beside those of respondents."""
    settings = Settings(database_url="postgresql://127.0.0.1:9/none", secret=SECRET, part="door")
    made = create_app(settings)
    made.register(nothing)
    return made


def measured(made: Litestar, body: bytes, count: int) -> float:
    """Milliseconds of CPU for one post."""
    with Path("/dev/null").open("w") as away, redirect_stderr(away):
        return asyncio.run(_measured(made, body, count))


async def _measured(made: Litestar, body: bytes, count: int) -> float:
    statuses: list[int] = []

    async def receive() -> Any:  # noqa: ANN401 - messages have no types here
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:  # noqa: ANN401
        statuses.append(message.get("status", 0))

    start = time.process_time()
    for _ in range(count):
        await made(_scope(len(body)), receive, send)
    spent = time.process_time() - start
    assert set(statuses) == {200, 0}, set(statuses)
    return spent / count * 1_000


def _scope(length: int) -> Any:  # noqa: ANN401
    headers = {
        b"host": b"127.0.0.1",
        b"connection": b"keep-alive",
        b"content-type": b"application/x-www-form-urlencoded",
        b"content-length": str(length).encode(),
    }
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": PATH.decode(),
        "raw_path": PATH,
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "headers": list(headers.items()),
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": {},
        "extensions": {},
    }
