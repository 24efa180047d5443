"""`lyhord worker`: does the jobs that are queued at the desk, and what time makes due."""

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from pathlib import Path

import click

from lyhord.commands.context import Command, connected, data_dir_option, is_terminal
from lyhord.commands.serving import require_current
from lyhord.jobs import tasks
from lyhord.jobs.kinds import kinds
from lyhord.jobs.timetable import Timetable
from lyhord.jobs.worker import Measure, Worker, unmeasured
from lyhord.settings import Settings
from lyhord.storage.addresses import Role, is_addressed
from lyhord.storage.database import Database
from lyhord.storage.leading import Lead
from lyhord.web import observability, tracing
from lyhord.web.app import clock_in

LOOK_SECONDS = 1.0


@click.command("worker", cls=Command)
@click.option("--once", is_flag=True, help="Do what waits, then stop.")
@click.option("--beside", is_flag=True, help="Stop when the process that started it is gone.")
@data_dir_option
def worker(data_dir: Path | None, *, once: bool, beside: bool) -> None:
    """Do queued jobs, and what time makes due, until a signal says stop."""
    observability.set_up(is_json=not is_terminal())
    with connected(data_dir) as settings:
        require_current(settings)
        asyncio.run(work(settings, once=once, beside=os.getppid() if beside else None))


async def work(settings: Settings, *, once: bool, beside: int | None = None) -> None:
    """Do what waits; unless once, go on until a signal, or until the process beside is gone."""
    some: tuple[Role, ...] = ("officer", "mailer")
    roles: list[Role] = ["desk", *(role for role in some if is_addressed(settings, role))]
    tell = observability.log.info
    async with Database.open(settings, roles=roles) as database, AsyncExitStack() as stack:
        clock = clock_in(settings.timezone)
        due = tasks.usual(database, settings, clock=clock, tell=tell)
        by_door = beside is not None and settings.part != "desk"
        measure = _measuring(tracing.trail(settings, "worker", is_beside_door=by_door), stack)
        working = Worker(database, kinds(settings), tell=tell, measure=measure)
        if once:
            await Timetable(due, clock=clock, tell=tell).once()
            await working.empty()
            return
        lead = await stack.enter_async_context(Lead.claimed(database))
        timetable = Timetable(due, clock=clock, tell=tell, leads=lead.is_ours)
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await asyncio.gather(working.run(stop), timetable.run(stop), _stop_alone(stop, beside))


def _measuring(trail: tracing.Trail | None, stack: AsyncExitStack) -> Measure:
    if trail is None:
        return unmeasured
    stack.callback(trail.close)
    return trail.job


async def _stop_alone(stop: asyncio.Event, beside: int | None) -> None:
    """Stop where the process that started this one is no longer its parent."""
    while beside is not None and not stop.is_set():
        if os.getppid() != beside:
            stop.set()
        await asyncio.sleep(LOOK_SECONDS)
