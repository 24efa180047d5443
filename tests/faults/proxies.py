"""Small TCP proxies: one that cuts connections at chosen moments, one that takes turns."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import cycle
from typing import Literal

from tests.faults.services import free_port

Cut = Literal["before the request", "mid-body", "after the commit", "never"]
CUTS: tuple[Cut, ...] = ("before the request", "mid-body", "after the commit", "never")
CHUNK = 64 * 1024
PART_OF_BODY = 20
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


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while chunk := await source.read(CHUNK):
        target.write(chunk)
        await target.drain()
