"""Where a commit is most at risk: cut at that moment, mixed with, limited, asked to stop."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import ExitStack, asynccontextmanager
from urllib.parse import urlsplit

import asyncpg

from tests.conftest import administer
from tests.faults.processes import started_again
from tests.faults.proxies import CommitProxy
from tests.faults.scenes import Scenes, Told, told, with_more
from tests.faults.stage import Stage, under_load

FEW = 3
WAITING = """
select exists (
  select from pg_locks as l join pg_database as d on d.oid = l.database
  where not l.granted and d.datname = current_database()
)
"""
LIMITS = ("statement_timeout = '300ms'", "default_transaction_isolation = 'serializable'")


async def commits_cut(scenes: Scenes) -> Told:
    """The connection to Postgres breaks before a commit arrives, or before its answer does."""
    async with scenes.stage() as stage:
        url = urlsplit(stage.url)
        proxy = CommitProxy(url.port or 0)
        through = url._replace(netloc=f"{url.username}@127.0.0.1:{proxy.port}").geturl()
        async with proxy.on():
            with ExitStack() as running:
                # the proxy is here: who starts what asks through it may not be waited for here
                web = stage.web("--part", "door", database_url=through)
                await asyncio.to_thread(running.enter_context, web)
                async with under_load(stage) as load:
                    await proxy.until(FEW)
        note = ", ".join(f"{count} {way} it" for way, count in sorted(proxy.cut.items()))
        made = await told("connection to Postgres cut at the commit", stage, load)
        return with_more(made, note, [])


async def mixing_killed(scenes: Scenes) -> Told:
    """Postgres is killed when all rows have been mixed and nothing of it is committed."""
    async with scenes.stage() as stage:
        with stage.web("--part", "door"):
            async with under_load(stage) as load:
                db = await asyncpg.connect(stage.url)
                await db.execute("begin; select lyhord.mix_rows()")
                await _somebody_waits(stage)
                scenes.server.kill()
                await asyncio.to_thread(started_again, scenes)
                db.terminate()
        return await told("Postgres killed while rows are mixed (kill -9)", stage, load)


async def limited(scenes: Scenes) -> Told:
    """Somebody limits how long a statement may take, and how transactions may meet."""
    async with scenes.stage() as stage:
        name = urlsplit(stage.url).path.lstrip("/")
        for limit in LIMITS:
            await administer(scenes.server.url, f"alter database {name} set {limit}")
        with stage.web("--part", "door", "--workers", "2"):
            async with under_load(stage) as load, _locked(stage):
                await load.met("503", 20)
        fault = "a statement limited to 0.3 s, transactions serializable"
        return await told(fault, stage, load)


async def stopped(scenes: Scenes) -> Told:
    """The service is asked to stop (SIGTERM) while posts wait for Postgres, and started again."""
    async with scenes.stage() as stage:
        with stage.web("--part", "door") as web:
            async with under_load(stage) as load:
                async with _locked(stage):
                    await _somebody_waits(stage)
                    ending = asyncio.create_task(asyncio.to_thread(web.end))
                    await asyncio.sleep(1)
                began = time.monotonic()
                status = await ending
                seconds = time.monotonic() - began
                web.start()
                await load.until(40)
        made = await told("web process asked to stop while posts wait (SIGTERM)", stage, load)
        note = f"ended with status {status}, {seconds:.1f} s after they could be written"
        return with_more(made, note, [f"status {status}"] if status else [])


@asynccontextmanager
async def _locked(stage: Stage) -> AsyncGenerator[None]:
    """Hold what every answer is written to; whatever limits others."""
    db = await asyncpg.connect(stage.url)
    try:
        await db.execute("set statement_timeout = 0")
        async with db.transaction():
            await db.execute("lock table lyhord.receipt in access exclusive mode")
            yield
    finally:
        await db.close()


async def _somebody_waits(stage: Stage) -> None:
    db = await asyncpg.connect(stage.url)
    async with asyncio.timeout(60):
        while not await db.fetchval(WAITING):  # noqa: ASYNC110 - the database is asked
            await asyncio.sleep(0.02)
    await db.close()


ALL = (commits_cut, mixing_killed, limited, stopped)
