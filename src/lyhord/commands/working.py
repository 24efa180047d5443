"""`lyhord worker`: does the jobs that are queued at the desk, and what time makes due."""

import asyncio
import signal
from pathlib import Path

import click

from lyhord.commands.context import Command, connected, data_dir_option, is_terminal
from lyhord.commands.serving import require_current
from lyhord.jobs.chores import usual
from lyhord.jobs.duties import Duties
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage.database import Database, Role, is_addressed
from lyhord.web import observability
from lyhord.web.app import clock_in


@click.command("worker", cls=Command)
@click.option("--once", is_flag=True, help="Do what waits, then stop.")
@data_dir_option
def worker(data_dir: Path | None, *, once: bool) -> None:
    """Do queued jobs, and what time makes due, until a signal says stop."""
    observability.set_up(is_json=not is_terminal())
    with connected(data_dir) as settings:
        require_current(settings)
        asyncio.run(work(settings, once=once))


async def work(settings: Settings, *, once: bool) -> None:
    """Do what waits; unless once, go on until SIGTERM or SIGINT."""
    roles: list[Role] = ["desk", "officer"] if is_addressed(settings, "officer") else ["desk"]
    tell = observability.log.info
    async with Database.open(settings, roles=roles) as database:
        working = Worker(database, kinds(settings), tell=tell, chores=usual())
        duties = Duties(database, settings, clock=clock_in(settings.timezone), tell=tell)
        if once:
            await duties.once()
            await working.empty()
            return
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await asyncio.gather(working.run(stop), duties.run(stop))
