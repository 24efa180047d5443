"""The physical limit that submissions are measured against: raw ASGI and one insert.

Takes a post, reads the body, stores `(uuid, body)` and answers; nothing is checked. Batched by
default; `RAW_SINGLE=1` inserts once per request. Only what a benchmark compares with.
"""

import asyncio
import os
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

SINGLE = os.environ.get("RAW_SINGLE") == "1"
INSERT_ONE = "insert into raw_submission (id, body) values ($1, $2)"
INSERT_MANY = "insert into raw_submission (id, body) select * from unnest($1::uuid[], $2::bytea[])"
CREATED = [(b"content-type", b"text/plain"), (b"content-length", b"2")]


class Raw:
    """One pool, one queue."""

    def __init__(self) -> None:
        self.pool: asyncpg.Pool | None = None
        self.waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self.writing: asyncio.Task[None] | None = None

    async def store(self, body: bytes) -> None:
        """Return once the body is committed."""
        assert self.pool is not None
        if SINGLE:
            await self.pool.execute(INSERT_ONE, uuid.uuid4(), body)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append((body, future))
        if self.writing is None or self.writing.done():
            self.writing = asyncio.create_task(self.write())
        await future

    async def write(self) -> None:
        """Write what waits, again and again, until nothing does."""
        assert self.pool is not None
        while self.waiting:
            batch, self.waiting = self.waiting[:200], self.waiting[200:]
            ids = [uuid.uuid4() for _ in batch]
            await self.pool.execute(INSERT_MANY, ids, [body for body, _ in batch])
            for _, future in batch:
                future.set_result(None)


raw = Raw()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI."""
    if scope["type"] == "lifespan":
        await receive()
        raw.pool = await asyncpg.create_pool(os.environ["LYHORD_DATABASE_URL"], min_size=1)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    if scope["method"] == "POST":
        await raw.store(body)
    await send({"type": "http.response.start", "status": 201, "headers": CREATED})
    await send({"type": "http.response.body", "body": b"ok"})
