"""What mixing rows costs those who submit meanwhile: their longest wait, beside their usual one.

A number of responses with two statements and a sealed original each lies in the database; writers
go on submitting, first undisturbed and then while all rows are mixed again and again. None fails.
Tells too how many bytes a response takes in the database before the first mixing, with indexes.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
import uuid
from pathlib import Path

from lyhord.commands.owning import as_owner
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import Settings
from lyhord.storage import collectors, embedded, mixing, responses
from lyhord.storage.collectors import DoorRow
from lyhord.storage.database import Database
from lyhord.storage.migrating import migrate
from lyhord.storage.responses import NewResponse, NewStatement
from opened import doors
from processes import tell

WRITERS = 4
BATCH = 500
TEXT = "jag fick vänta länge och berätta samma sak om igen för nya vuxna hela tiden"


def a_response(door: DoorRow) -> NewResponse:
    """One stored as the service stores them."""
    return NewResponse(
        round_id=door.round_id,
        collector_id=door.collector_id,
        response_id=uuid.uuid4(),
        receipt_hash=uuid.uuid4().bytes * 2,
        content_hash=uuid.uuid4().bytes * 2,
        version=door.version,
        language="sv",
        week="2026-W47",
        answers={"municipality": "gnesta", "mood": "so_so"},
        statements=tuple(
            NewStatement(statement_id=uuid.uuid4(), question_id=name, position=0, text=TEXT)
            for name in ("wish", "missing")
        ),
        box=b"x" * 250,
    )


async def submitting(database: Database, door: DoorRow, stop: asyncio.Event) -> list[float]:
    """Submit one after the other until told to stop; the seconds of each."""
    waited: list[float] = []
    while not stop.is_set():
        begun = time.perf_counter()
        async with database.transaction("door") as db:
            assert await responses.submit(db, [a_response(door)]) == ("stored",)
        waited.append(time.perf_counter() - begun)
        await asyncio.sleep(0.01)
    return waited


async def mixed(database: Database) -> float:
    """Mix once; the seconds that it took."""
    begun = time.perf_counter()
    async with database.transaction("desk") as db:
        await mixing.mix(db)
    return time.perf_counter() - begun


async def measure(settings: Settings, count: int, repeats: int) -> dict[str, float]:
    """Waits in seconds, undisturbed and while rows are mixed; bytes a response."""
    async with Database.open(settings, roles=["owner", "door", "desk"]) as database:
        library = read_library(surveys_folder(None))
        slugs = await as_owner(settings, lambda db: doors(db, library, ["youth"]))
        async with database.transaction("owner") as db:
            door = await collectors.door(db, slugs["youth"])
        empty = await _size(database)
        for start in range(0, count, BATCH):
            async with database.transaction("door") as db:
                n = min(BATCH, count - start)
                await responses.submit(db, [a_response(door) for _ in range(n)])
        taken = await _size(database) - empty
        tell(f"{count} responses are there")
        usual, _ = await _while(database, door, repeats=0)
        disturbed, mixings = await _while(database, door, repeats=repeats)
        return {
            "usual_median": statistics.median(usual),
            "usual_longest": max(usual),
            "mixing_median": statistics.median(mixings),
            "disturbed_longest": max(disturbed),
            "bytes_a_response": taken / count,
        }


async def _size(database: Database) -> int:
    async with database.transaction("owner") as db:
        return int(await db.fetchval("select pg_database_size(current_database())"))


async def _while(
    database: Database, door: DoorRow, *, repeats: int
) -> tuple[list[float], list[float]]:
    stop = asyncio.Event()
    writers = [asyncio.create_task(submitting(database, door, stop)) for _ in range(WRITERS)]
    mixings: list[float] = []
    await asyncio.sleep(1)
    for _ in range(repeats):
        mixings.append(await mixed(database))
        await asyncio.sleep(0.5)
    stop.set()
    return [each for waited in await asyncio.gather(*writers) for each in waited], mixings


def main() -> None:
    """Measure and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="responses that are there")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, embedded.running(Path(folder)) as url:
        settings = Settings(database_url=url)
        asyncio.run(migrate(settings))
        waits = asyncio.run(measure(settings, options.count, options.repeats))
    result: dict[str, object] = {
        "unit": "seconds",
        "responses": options.count,
        "writers": WRITERS,
        **{name: round(value, 4) for name, value in waits.items()},
        "ratio": round(waits["disturbed_longest"] / waits["mixing_median"], 2),
    }
    if not options.json:
        for name, value in waits.items():
            print(f"{name:<18} {value:.3f}")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
