"""A room of phones at one board: each writes, all see it, and it is measured how soon.

With the link that `lyhord collector create --mode workshop` printed, or without one on a service
of its own. The last line is JSON: milliseconds from sending a note until the phones had it.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

import httpx
from msgspec import Struct

from load import wait_for
from lyhord.collecting import boards
from lyhord.commands.owning import as_owner
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.privacy import rooms
from lyhord.settings import Settings
from lyhord.storage import embedded, rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.migrating import migrate
from opened import SECRET, doors
from processes import free_port, granian, running

COLUMNS = ("note_now", "note_obstacle", "note_idea", "note_who", "note_helps")
LONGEST = 60.0  # seconds until what is not seen counts as lost


class Room(Struct):
    """What was sent when, and after how many seconds each phone had seen it."""

    sent: dict[str, float]
    seen: dict[str, list[float]]
    took: list[float]
    listening: int = 0


async def look(client: httpx.AsyncClient, url: str, room: Room) -> None:
    """Look on as a phone does, and note what is new."""
    known: set[str] = set()
    async with client.stream("GET", f"{url}/news") as answer:
        room.listening += 1
        async for line in answer.aiter_lines():
            if not line.startswith("data: {"):
                continue
            now, html = time.perf_counter(), "".join(json.loads(line[6:]).values())
            new = {text for text in room.sent if text not in known and f">{text}<" in html}
            known |= new
            for text in new:
                room.seen[text].append(now - room.sent[text])


async def write(client: httpx.AsyncClient, url: str, room: Room, texts: list[str]) -> None:
    """Send notes one after the other, as somebody who is quick."""
    for n, text in enumerate(texts):
        room.sent[text], room.seen[text] = time.perf_counter(), []
        data = {"column": COLUMNS[n % len(COLUMNS)], "text": text}
        answer = await client.post(url, data=data, headers={"X-Part": "write"})
        answer.raise_for_status()
        room.took.append(time.perf_counter() - room.sent[text])


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something, but not for ever."""
    last = time.perf_counter() + LONGEST
    while not is_so() and time.perf_counter() < last:  # noqa: ASYNC110 - nothing is told
        await asyncio.sleep(0.05)


async def measure(url: str, phones: int, notes: int) -> dict[str, object]:
    """Let so many phones look and write at the same time."""
    room = Room({}, {}, [])
    limits = httpx.Limits(max_connections=2 * phones + 10)
    async with httpx.AsyncClient(timeout=LONGEST, limits=limits, trust_env=False) as client:
        lookers = [asyncio.create_task(look(client, url, room)) for _ in range(phones)]
        await until(lambda: room.listening == phones)
        texts = [[f"Lapp {n} ur mobil {phone}" for n in range(notes)] for phone in range(phones)]
        await asyncio.gather(*(write(client, url, room, each) for each in texts))
        await until(lambda: all(len(each) == phones for each in room.seen.values()))
        for each in lookers:
            each.cancel()
        await asyncio.gather(*lookers, return_exceptions=True)
    seen = [1_000 * each for several in room.seen.values() for each in several]
    took = [1_000 * each for each in room.took]
    return {
        "phones": phones,
        "notes": len(room.sent),
        "not_seen": phones * len(room.sent) - len(seen),
        "sent_median_ms": round(statistics.median(took)),
        "sent_slowest_ms": round(max(took)),
        "seen_median_ms": round(statistics.median(seen)),
        "seen_95_ms": round(statistics.quantiles(seen, n=20)[-1]),
        "seen_slowest_ms": round(max(seen)),
    }


@contextmanager
def service() -> Generator[str]:
    """The link to a board of a service of its own."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = stack.enter_context(embedded.running(Path(folder)))
        settings, port = Settings(database_url=url), free_port()
        asyncio.run(migrate(settings))
        board = asyncio.run(as_owner(settings, _board))
        own = {"LYHORD_DATABASE_URL": url, "LYHORD_SECRET": SECRET, "LYHORD_PART": "door"}
        command = [*granian("lyhord.commands.application:application", port), "--factory"]
        stack.enter_context(running(command, own))
        asyncio.run(wait_for(port))
        key = rooms.key(SECRET.encode(), board.slug, board.collector_id)
        yield f"http://127.0.0.1:{port}/board/{key}"


async def _board(db: Connection) -> Collector:
    await doors(db, read_library(surveys_folder(None)), ["professional"])
    (round_,) = await rounds.all_rounds(db)
    return await boards.open_board(db, round_.round_id, actor="bench")


def main() -> None:
    """Measure one board, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", help="the link to a board; without it one of its own")
    parser.add_argument("--phones", type=int, default=60)
    parser.add_argument("--notes", type=int, default=3, help="of each phone")
    asked = parser.parse_args()
    with nullcontext(asked.url) if asked.url else service() as url:
        print(json.dumps(asyncio.run(measure(url, asked.phones, asked.notes))))


if __name__ == "__main__":
    main()
