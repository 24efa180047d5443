"""Processes that are killed while people answer: web processes, the command, Postgres."""

import asyncio

from tests.faults.scenes import Scenes, Told, told
from tests.faults.services import wait_until
from tests.faults.stage import under_load


async def web_killed(scenes: Scenes) -> Told:
    """The whole service is killed and started again by its supervisor."""
    async with scenes.stage() as stage:
        with stage.web("--part", "door") as web:
            async with under_load(stage) as load:
                for _ in range(2):
                    web.kill()
                    web.start()
                    await load.until(40)
        return await told("web process killed twice (kill -9), started again", stage, load)


async def web_child_killed(scenes: Scenes) -> Told:
    """One of two web processes of a command is killed; the command starts another."""
    async with scenes.stage() as stage:
        with stage.web("--part", "door", "--workers", "2") as web:
            before = {each.pid for each in web.children}
            async with under_load(stage) as load:
                web.children[-1].kill()
                await load.until(60)
                await asyncio.to_thread(
                    wait_until,
                    lambda: len(web.children) == len(before),
                    "no web process came instead",
                    seconds=30,
                )
            assert not web.has_ended()
        return await told("one of two web processes killed (--workers 2)", stage, load)


async def web_parent_killed(scenes: Scenes) -> Told:
    """Only the command is killed; its processes end by themselves, so that it can be started."""
    async with scenes.stage() as stage:
        with stage.web("--part", "door") as web:
            async with under_load(stage) as load:
                orphans = web.children
                web.kill_alone()
                await asyncio.to_thread(
                    wait_until,
                    lambda: not any(each.is_running() for each in orphans),
                    "web processes outlived their command",
                    seconds=30,
                )
                web.start()
                await load.until(40)
        return await told("`lyhord serve` killed alone, started again", stage, load)


async def postgres_stopped(scenes: Scenes) -> Told:
    """Postgres stops at once, without a checkpoint, and is started again."""
    async with scenes.stage() as stage:
        with stage.web("--part", "door"):
            async with under_load(stage) as load:
                for _ in range(2):
                    await asyncio.to_thread(scenes.server.stop)
                    await asyncio.sleep(0.5)
                    await asyncio.to_thread(scenes.server.start)
                    await load.until(40)
        return await told("Postgres stopped at once twice (-m immediate)", stage, load)


async def postgres_killed(scenes: Scenes) -> Told:
    """The postmaster is killed: it can do nothing any more, not even stop the others."""
    async with scenes.stage() as stage:
        with stage.web("--part", "door"):
            async with under_load(stage) as load:
                for _ in range(2):
                    scenes.server.kill()
                    await asyncio.to_thread(started_again, scenes)
                    await load.until(40)
        return await told("Postgres killed twice (kill -9 of the postmaster)", stage, load)


def started_again(scenes: Scenes) -> None:
    """Start the server as soon as the old one's processes have noticed and ended."""

    def is_started() -> bool:
        try:
            scenes.server.start()
        except RuntimeError:
            return False
        return True

    wait_until(is_started, "Postgres does not start again")


ALL = (web_killed, web_child_killed, web_parent_killed, postgres_stopped, postgres_killed)
