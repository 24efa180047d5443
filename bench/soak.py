"""A long survey at a steady rate: what is accepted, how fast, and what grows meanwhile.

Posts are due at even times whether or not earlier ones are answered, and the time of each is
counted from when it was due, so that a service that lags shows it. The service is one web process,
or as many as `--workers` says; it, Postgres and this program share the machine. Then the highest
rate that still holds is looked for: every post accepted and stored, 99 of 100 within a quarter of
a second.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import asyncpg
import psutil
import uvloop
from msgspec import Struct
from msgspec.structs import asdict, replace

from load import request, status_of, wait_for
from long_survey import QUESTIONS, bodies, publication
from lyhord.commands.owning import as_owner
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import Settings
from lyhord.storage import embedded
from lyhord.storage.migrating import migrate
from opened import SECRET, doors
from processes import cpu_seconds, free_port, granian, postmaster, running, tell

FORM = "application/x-www-form-urlencoded"
CONNECTIONS = 64
SLOWEST = 250.0  # milliseconds of the slowest in a hundred that still hold
WARMING = 5.0
PROGRAMS = ("web process", "Postgres", "this program")
STEP = 25
OF_A_MEGABYTE = 1_048_576


class Held(Struct, frozen=True, kw_only=True):
    """What holds the service's resources at one moment; memory in megabytes."""

    memory: float
    connections: int
    open_transactions: int


class Soaked(Struct, frozen=True, kw_only=True):
    """One stretch at a rate: posts by status, those stored, milliseconds since each was due.

    `spent`: milliseconds of CPU for a post, of the web process, Postgres and this program.
    """

    rate: float
    seconds: float
    statuses: dict[int, int]
    stored: int
    median: float
    p99: float
    longest: float
    spent: dict[str, float]

    @property
    def accepted(self) -> float:
        """The share of posts that were thanked for."""
        return self.statuses.get(200, 0) / max(1, sum(self.statuses.values()))

    @property
    def holds(self) -> bool:
        """Whether each post was accepted, stored, and answered in time."""
        is_whole = self.statuses.keys() == {200} and self.stored == self.statuses[200]
        return is_whole and self.p99 < SLOWEST


class Service(Struct, frozen=True, kw_only=True):
    """The service that is soaked, and its database."""

    port: int
    process: psutil.Process
    postmaster: psutil.Process
    url: str
    path: str
    posts: Iterator[bytes]

    async def soak(self, rate: float, seconds: float) -> Soaked:
        """Post at a rate for a while, and compare what was thanked for with what is stored."""
        before = await self._number("select count(*) from lyhord.response")
        due: asyncio.Queue[float] = asyncio.Queue()
        took: list[float] = []
        statuses: Counter[int] = Counter()
        workers = [
            asyncio.create_task(self._connection(due, took, statuses)) for _ in range(CONNECTIONS)
        ]
        start, clocks = time.perf_counter(), self._clocks()
        for number in range(int(rate * seconds)):
            moment = start + number / rate
            await asyncio.sleep(max(0.0, moment - time.perf_counter()))
            due.put_nowait(moment)
        await due.join()
        spent = [now - then for now, then in zip(self._clocks(), clocks, strict=True)]
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        after = await self._number("select count(*) from lyhord.response")
        return Soaked(
            rate=rate,
            seconds=seconds,
            statuses=dict(statuses),
            stored=after - before,
            median=statistics.median(took),
            p99=statistics.quantiles(took, n=100)[98],
            longest=max(took),
            spent={
                name: round(each / len(took) * 1_000, 2)
                for name, each in zip(PROGRAMS, spent, strict=True)
            },
        )

    def _clocks(self) -> tuple[float, float, float]:
        """Seconds of CPU so far, of each of `PROGRAMS`."""
        return cpu_seconds(self.process), cpu_seconds(self.postmaster), time.process_time()

    async def _connection(
        self, due: asyncio.Queue[float], took: list[float], statuses: Counter[int]
    ) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            while True:
                moment = await due.get()
                writer.write(request("POST", self.path, next(self.posts), FORM))
                statuses[await status_of(reader)] += 1
                took.append((time.perf_counter() - moment) * 1_000)
                due.task_done()
        finally:
            writer.close()

    async def held(self) -> Held:
        """What is held now."""
        every = (self.process, *self.process.children(recursive=True))
        of_the_service = "from pg_stat_activity where application_name like 'lyhord%'"
        return Held(
            memory=sum(each.memory_info().rss for each in every) / OF_A_MEGABYTE,
            connections=await self._number(f"select count(*) {of_the_service}"),
            open_transactions=await self._number(
                f"select count(*) {of_the_service} and xact_start is not null"
            ),
        )

    async def _number(self, question: str) -> int:
        db = await asyncpg.connect(self.url)
        try:
            return int(await db.fetchval(question))
        finally:
            await db.close()


async def highest(service: Service, first: Soaked, seconds: float) -> float:
    """The highest rate that holds, of those tried from the first up, or down; 0 for none."""
    step = STEP if first.holds else -STEP
    best, rate, holds = first.rate if first.holds else 0.0, first.rate + step, first.holds
    while rate > 0 and holds == first.holds:
        holds = (await service.soak(rate, seconds)).holds
        best = rate if holds else best
        tell(f"{rate} a second: {'holds' if holds else 'does not hold'}")
        rate += step
    return best


async def _measure(service: Service, options: argparse.Namespace) -> dict[str, object]:
    await wait_for(service.port)
    await service.soak(options.rate, WARMING)
    before = await service.held()
    first = await service.soak(options.rate, options.seconds)
    after = await service.held()
    _show(first, before, after)
    best = await highest(service, first, options.step_seconds)
    print(f"the highest rate that holds, in steps of {STEP}: {best:.0f} a second")
    result = _result(first, before, after) | {"highest": best}
    if options.minutes:
        earlier = await service.held()
        long = await service.soak(best / 2 or options.rate / 2, options.minutes * 60)
        later = await service.held()
        _show(long, earlier, later)
        result["long"] = _result(long, earlier, later)
    return result


def _result(soaked: Soaked, before: Held, after: Held) -> dict[str, object]:
    told: dict[str, object] = {"questions": QUESTIONS, **asdict(soaked), "holds": soaked.holds}
    told["statuses"] = {str(status): number for status, number in soaked.statuses.items()}
    return told | {"before": asdict(before), "after": asdict(after)}


def _show(soaked: Soaked, before: Held, after: Held) -> None:
    print(f"{soaked.rate} a second for {soaked.seconds:.0f} s of {QUESTIONS} questions")
    print(
        f"  accepted            {soaked.accepted:.2%} ({soaked.statuses}), {soaked.stored} stored"
    )
    print(
        f"  milliseconds        median {soaked.median:.1f}, 99 of 100 {soaked.p99:.1f},"
        f" longest {soaked.longest:.1f}"
    )
    for name, each in soaked.spent.items():
        print(f"  CPU for a post      {each:.2f} ms, {name}")
    print(f"  memory              {before.memory:.1f} to {after.memory:.1f} MB")
    print(f"  connections         {before.connections} to {after.connections}")
    print(f"  open transactions   {before.open_transactions} to {after.open_transactions}")


def _opened(url: str) -> str:
    """The address of an open door with the long survey."""
    settings = Settings(database_url=url)
    asyncio.run(migrate(settings))
    library = replace(read_library(surveys_folder(None)), publications={"youth": publication()})
    slugs = asyncio.run(as_owner(settings, lambda db: doors(db, library, ["youth"])))
    return f"/s/{slugs['youth']}"


def main() -> None:
    """Soak and print; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=150, help="posts a second")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--step-seconds", type=float, default=15, help="at each higher rate")
    parser.add_argument("--workers", type=int, default=1, help="web processes")
    parser.add_argument("--minutes", type=float, default=0, help="afterwards, at half the highest")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = stack.enter_context(embedded.running(Path(folder)))
        path, port = _opened(url), free_port()
        own = {"LYHORD_DATABASE_URL": url, "LYHORD_SECRET": SECRET, "LYHORD_PART": "door"}
        served = granian("lyhord.commands.application:application", port, workers=options.workers)
        process = stack.enter_context(running([*served, "--factory"], own))
        service = Service(
            port=port,
            process=process,
            postmaster=postmaster(Path(folder)),
            url=url,
            path=path,
            posts=bodies(),
        )
        print(json.dumps(uvloop.run(_measure(service, options))))


if __name__ == "__main__":
    main()
