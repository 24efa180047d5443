"""What the service says about itself: one line a request, and nothing that anybody wrote or is.

The hour, method, route template, status, milliseconds and a random request id; no path, query,
header, body or address. With exact times the order of the rows would tell whose answer is whose.
"""

import secrets
import sys
import time
import traceback
from datetime import UTC, datetime

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from structlog.typing import EventDict

from lyhord.web.metrics import Metrics
from lyhord.web.tracing import Trail

REQUEST_ID = "request_id"
_UNKNOWN_ROUTE = "unknown"

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def set_up(*, is_json: bool) -> None:
    """Decide how lines look: JSON for machines, plain for a person at a terminal."""
    look = (
        structlog.processors.JSONRenderer()
        if is_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            _with_hour,
            look,
        ],
        # standard error, wherever it leads at that moment: standard output belongs to commands
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _with_hour(_: object, __: str, event: EventDict) -> EventDict:
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    event["timestamp"] = hour.isoformat()
    return event


def observed(app: ASGIApp, metrics: Metrics, trail: Trail | None = None) -> ASGIApp:
    """Write one line for each request that reaches the app, known route or not, and count it."""
    measures = [metrics.request, *([] if trail is None else [trail.request])]

    async def observe(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        started = time.perf_counter()
        statuses: list[int] = []
        scope["state"][REQUEST_ID] = secrets.token_hex(8)

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        try:
            await app(scope, receive, noting)
        finally:
            status = statuses[0] if statuses else 0
            seconds = time.perf_counter() - started
            route, method = _route(scope), scope["method"]
            for measure in measures:
                measure(route=route, method=method, status=status, seconds=seconds)
            _write(scope, status=status, seconds=seconds)

    return observe


def failed(error: Exception, *, request_id: str) -> None:
    """Note an unexpected error by its kind and where it arose; its message may quote an answer."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename}:{frame.lineno}" for frame in frames[-5:]]
    log.error("request_failed", error=type(error).__name__, where=where, request_id=request_id)


def _write(scope: HTTPScope, *, status: int, seconds: float) -> None:
    log.info(
        "request",
        method=scope["method"],
        route=_route(scope),
        status=status,
        ms=round(seconds * 1_000, 1),
        request_id=scope["state"][REQUEST_ID],
    )


def _route(scope: HTTPScope) -> str:
    try:
        return scope["path_template"]
    except KeyError:
        return _UNKNOWN_ROUTE
