"""What a network does: connections that break, posts that come again, many at once, slow ones."""

import asyncio
import time
from uuid import uuid4

import httpx
import msgspec

from tests.faults.load import Load
from tests.faults.proxies import CUTS, Proxy
from tests.faults.scenes import Told, told, with_more
from tests.faults.stage import Stage, under_load

IDLE = 5_000
SLOW = 20
SLOW_SECONDS = 15
LIMIT = 1_000_000


async def cut(stage: Stage, *, most: int = 120) -> Told:
    """Three of four connections break, each at another moment; clients send again."""
    proxy = Proxy([stage.port], CUTS)
    async with proxy.on(), under_load(stage, port=proxy.port, first=most) as load:
        pass
    note = ", ".join(f"{count} {name}" for name, count in proxy.cut.items())
    return await told("connections cut", stage, load, note=note)


async def same_at_once(stage: Stage) -> Told:
    """A hundred posts of one answer at once, and then other answers under its id."""
    async with under_load(stage) as load:
        submission, sent = uuid4(), load.made_up()
        async with httpx.AsyncClient(timeout=60) as client:
            posts = [load.send(client, submission, sent) for _ in range(100)]
            await asyncio.gather(*posts)
            other = {"submission": str(submission), "answers": load.made_up().answers}
            answer = await client.post(load.path, json=other)
    note = f"{len(load.receipts[submission])} receipt; other content: {answer.status_code}"
    made = await told("100 identical posts at once; the same id, other content", stage, load)
    is_right = answer.status_code == 409
    return with_more(made, note, [] if is_right else [f"other content: {answer.status_code}"])


async def slow_ones(stage: Stage) -> Told:
    """Some send a byte a second; nobody else waits for them, and they are taken at the end."""
    async with under_load(stage) as load:
        began, before = time.monotonic(), load.acknowledged
        drips = [asyncio.create_task(_drip(stage, load)) for _ in range(SLOW)]
        await asyncio.sleep(SLOW_SECONDS)
        rate = (load.acknowledged - before) / (time.monotonic() - began)
        statuses = await asyncio.gather(*drips)
    wrong = [f"a slow one got {status}" for status in statuses if status not in {200, 201}]
    note = f"{SLOW} slow ones taken; the others meanwhile {rate:.0f} a second"
    return with_more(await told("a byte a second beside fast clients", stage, load), note, wrong)


async def _drip(stage: Stage, load: Load) -> int:
    """Send a byte a second for a while, then the rest."""
    submission, sent = uuid4(), load.made_up()
    load.sent[submission] = sent
    body = msgspec.json.encode({"submission": submission, "answers": sent.answers})
    reader, writer = await asyncio.open_connection("127.0.0.1", stage.port)
    path = load.path.partition(str(stage.port))[2]
    head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    writer.write(f"{head}content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode())
    for at in range(SLOW_SECONDS):
        writer.write(body[at : at + 1])
        await writer.drain()
        await asyncio.sleep(1)
    writer.write(body[SLOW_SECONDS:])
    answer = await reader.read()
    writer.close()
    status = int(answer.split(b" ", 2)[1])
    if status in {200, 201}:
        receipt = msgspec.json.decode(answer.partition(b"\r\n\r\n")[2])["receipt"]
        load.receipts.setdefault(submission, set()).add(receipt)
    return status


async def idle_ones(stage: Stage, *, count: int = IDLE) -> Told:
    """Thousands connect and say nothing; everybody else is answered."""
    async with under_load(stage) as load:
        opened = [await _connection(stage.port) for _ in range(count)]
        began, before = time.monotonic(), load.acknowledged
        await load.until(150)
        rate = (load.acknowledged - before) / (time.monotonic() - began)
        for writer in opened:
            writer.transport.abort()
    note = f"the others meanwhile {rate:.0f} a second"
    return with_more(await told(f"{count:,} idle connections", stage, load), note, [])


async def _connection(port: int) -> asyncio.StreamWriter:
    return (await asyncio.open_connection("127.0.0.1", port))[1]


async def large_bodies(stage: Stage) -> Told:
    """Bodies of exactly the limit are read, those of one byte more refused, said or not."""
    expected = {"at the limit": 422, "a byte above": 413, "above, in pieces": 413}
    async with under_load(stage) as load, httpx.AsyncClient(timeout=60) as client:
        got = {
            "at the limit": await _sized(client, load, LIMIT),
            "a byte above": await _sized(client, load, LIMIT + 1),
            "above, in pieces": await _sized(client, load, LIMIT + 1, is_chunked=True),
        }
    note = ", ".join(f"{name} {status}" for name, status in got.items())
    wrong = [] if got == expected else [f"{got}, expected {expected}"]
    return with_more(await told("bodies at and above the limit", stage, load), note, wrong)


async def _sized(
    client: httpx.AsyncClient, load: Load, size: int, *, is_chunked: bool = False
) -> int:
    """Post a body of so many bytes whose text is longer than any answer; the status."""
    start, end = b'{"answers": {"wish": "', b'"}}'
    body = start + b"a" * (size - len(start) - len(end)) + end
    headers = {"content-type": "application/json"}

    async def pieces():  # noqa: ANN202 - of httpx
        for at in range(0, len(body), 65_536):
            yield body[at : at + 65_536]

    answer = await client.post(load.path, content=pieces() if is_chunked else body, headers=headers)
    return answer.status_code
