"""Two web processes and two workers behind a proxy that takes turns: one of each is killed."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import ExitStack, asynccontextmanager

import asyncpg
import httpx

from lyhord import analysing
from lyhord.commands.users import new_account
from lyhord.storage import accounts
from lyhord.storage.database import Database
from tests.faults.holding import held, reached, silenced
from tests.faults.proxies import Proxy
from tests.faults.scenes import Scenes, Told, told, with_more
from tests.faults.services import Service, free_port, is_ready, wait_until
from tests.faults.stage import Stage, under_load
from tests.faults.working import OF_RUN, a_settled_round, over, queue_job
from tests.web.desk.visiting import sign_in

EMAIL, PASSWORD = "leader@example.org", "ett-ganska-langt-losenord"
VISITS = 4
SOON = 5.0


async def several(scenes: Scenes) -> Told:
    """Nothing that one process knew is missed by the other."""
    async with scenes.stage() as stage:
        ports = (stage.port, free_port())
        with ExitStack() as running:
            webs = [running.enter_context(stage.web(port=port)) for port in ports]
            async with (
                Proxy(ports).on() as proxy,
                under_load(stage, port=proxy.port, clients=3) as load,
                _signed_in(stage, proxy.port) as visitor,
            ):
                statuses = await _visits(visitor)
                seconds = await _one_of_each_killed(stage, webs[0], running)
                statuses += await _visits(visitor)
            webs[0].start()
            heard = await _paused(stage, ports)
        note = (
            "one sign-in held at both and at the one that was left; the other worker had done the"
            f" killed one's analysis {seconds:.0f} s later; a door that was paused was shut at both"
            f" within {heard:.1f} s"
        )
        wrong = [f"desk pages: {statuses}"] if set(statuses) != {200} else []
        wrong += [f"heard of the pause after {heard:.1f} s"] if heard > SOON else []
        fault = "two web processes and two workers, one of each killed"
        return with_more(await told(fault, stage, load), note, wrong)


@asynccontextmanager
async def _signed_in(stage: Stage, port: int) -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody who has signed in once, with a new connection for each request."""
    async with (
        Database.open(stage.settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        await accounts.add(db, new_account(EMAIL, "leader", PASSWORD), actor="tests")
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}",
        headers={"connection": "close"},
        limits=httpx.Limits(max_keepalive_connections=0),
        timeout=60,
    ) as client:
        answer = await sign_in(client, EMAIL, PASSWORD)  # type: ignore[arg-type] - the same calls
        assert answer.status_code == 303, answer.text
        yield client


async def _visits(client: httpx.AsyncClient) -> list[int]:
    return [(await client.get("/desk/rounds")).status_code for _ in range(VISITS)]


async def _one_of_each_killed(stage: Stage, web: Service, running: ExitStack) -> float:
    """Kill a worker amid an analysis, and a web process; seconds until the other had done it."""
    there = await a_settled_round(stage)
    async with held(stage.url, analysing.KIND, "storing") as db:
        job = await queue_job(stage, there, analysing.KIND)
        worker = running.enter_context(stage.worker("one"))
        await reached(db)
        running.enter_context(stage.worker("other"))
        worker.kill()
        web.kill()
    # as if a minute had passed; the other looks for work four times a minute
    await silenced(stage.url)
    began = time.monotonic()
    db = await asyncpg.connect(stage.url)
    try:
        row = await over(db, OF_RUN, job)
    finally:
        await db.close()
    assert dict(row)["state"] == "finished", dict(row)
    return time.monotonic() - began


async def _paused(stage: Stage, ports: Sequence[int]) -> float:
    """Pause the door in the database; seconds until every process has heard of it."""
    addresses = [f"http://127.0.0.1:{port}" for port in ports]
    for each in addresses:
        await asyncio.to_thread(wait_until, lambda at=each: is_ready(at), f"{each} is not ready")
    async with httpx.AsyncClient(timeout=60) as client:
        for each in addresses:
            assert (await client.get(f"{each}/s/{stage.door.slug}")).status_code == 200
        db = await asyncpg.connect(stage.url)
        await db.execute("update lyhord.collector set shut_at = now(), is_paused = true")
        await db.close()
        began = time.monotonic()
        for each in addresses:
            while (await client.get(f"{each}/s/{stage.door.slug}")).status_code != 410:
                assert time.monotonic() - began < 60, f"{each} has not heard"
                await asyncio.sleep(0.05)
    return time.monotonic() - began


ALL = (several,)
