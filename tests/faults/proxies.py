"""Small TCP proxies: they take turns, and cut connections at chosen moments."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import cycle
from typing import Literal

from tests.faults.services import PATIENCE, free_port

Cut = Literal["before the request", "mid-body", "after the commit", "never"]
CUTS: tuple[Cut, ...] = ("before the request", "mid-body", "after the commit", "never")
CHUNK = 64 * 1024
PART_OF_BODY = 20
COMMIT = b"COMMIT;"
Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Proxy:
    """Passes connections on to its targets in turn, and cuts those that it is told to."""

    def __init__(self, targets: Sequence[int], cuts: Sequence[Cut] = ("never",)) -> None:
        self.port = free_port()
        self.cut: Counter[Cut] = Counter()
        self._targets = cycle(targets)
        self._count = len(targets)
        self._cuts = cycle(cuts)

    @asynccontextmanager
    async def on(self) -> AsyncGenerator["Proxy"]:
        """Listen for as long as this is held."""
        async with await asyncio.start_server(self._pass, "127.0.0.1", self.port):
            yield self

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        cut = next(self._cuts)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._between((reader, writer), cut)
        finally:
            writer.transport.abort()

    async def _between(self, client: Pipe, cut: Cut) -> None:
        if cut == "before the request":
            self.cut[cut] += 1
            return
        service = await self._next()
        try:
            await (
                self._whole(client, service) if cut == "never" else self._one(client, service, cut)
            )
        finally:
            service[1].transport.abort()

    async def _one(self, client: Pipe, service: Pipe, cut: Cut) -> None:
        """One request: half of it, or all of it and then no answer."""
        head = await client[0].readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        body = await client[0].readexactly(length)
        service[1].write(head + (body[:PART_OF_BODY] if cut == "mid-body" else body))
        await service[1].drain()
        if cut == "after the commit":
            # whoever is answered is answered after the commit
            await service[0].readuntil(b"\r\n")
        self.cut[cut] += 1

    async def _whole(self, client: Pipe, service: Pipe) -> None:
        ways = [
            asyncio.create_task(_copy(client[0], service[1])),
            asyncio.create_task(_copy(service[0], client[1])),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)

    async def _next(self) -> Pipe:
        """The next target that lets anybody in; raises `OSError` where none does."""
        for _ in range(self._count - 1):
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", next(self._targets))
        return await asyncio.open_connection("127.0.0.1", next(self._targets))


class CommitProxy:
    """Stands before Postgres, and breaks a connection at one of so many commits.

    In turns before the commit arrives, and when Postgres has answered it and nobody hears that.
    """

    def __init__(self, target: int, *, every: int = 12) -> None:
        self.port = free_port()
        self.cut: Counter[str] = Counter()
        self._target = target
        self._turns = cycle([*[""] * every, "before", *[""] * every, "after"])

    @asynccontextmanager
    async def on(self) -> AsyncGenerator["CommitProxy"]:
        """Listen for as long as this is held."""
        async with await asyncio.start_server(self._pass, "127.0.0.1", self.port):
            yield self

    async def until(self, times: int) -> None:
        """Wait until so many commits have broken in either way."""
        async with asyncio.timeout(PATIENCE):
            while any(self.cut[way] < times for way in ("before", "after")):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            source, service = await asyncio.open_connection("127.0.0.1", self._target)
            is_deaf = asyncio.Event()
            ways = [
                asyncio.create_task(self._ask(reader, service, is_deaf)),
                asyncio.create_task(self._answer(source, writer, is_deaf)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            service.transport.abort()
        writer.transport.abort()

    async def _ask(
        self, reader: asyncio.StreamReader, service: asyncio.StreamWriter, is_deaf: asyncio.Event
    ) -> None:
        """Pass on what is asked, until the turn comes of a commit that breaks."""
        while chunk := await reader.read(CHUNK):
            turn = next(self._turns) if COMMIT in chunk else ""
            if turn == "before":
                self.cut[turn] += 1
                return
            if turn == "after":
                is_deaf.set()
            service.write(chunk)
            await service.drain()

    async def _answer(
        self, source: asyncio.StreamReader, writer: asyncio.StreamWriter, is_deaf: asyncio.Event
    ) -> None:
        """Pass on what is answered, but not to a commit that nobody may hear of."""
        while chunk := await source.read(CHUNK):
            if is_deaf.is_set():
                self.cut["after"] += 1
                return
            writer.write(chunk)
            await writer.drain()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while chunk := await source.read(CHUNK):
        target.write(chunk)
        await target.drain()
