"""`lyhord worker`: does the jobs that are queued at the desk."""

import asyncio
import signal
from pathlib import Path

import click

from lyhord.commands.context import Command, connected, data_dir_option, is_terminal
from lyhord.commands.serving import require_current
from lyhord.jobs.chores import usual
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage.database import Database
from lyhord.web import observability


@click.command("worker", cls=Command)
@click.option("--once", is_flag=True, help="Do what waits, then stop.")
@data_dir_option
def worker(data_dir: Path | None, *, once: bool) -> None:
    """Do queued jobs until a signal says stop; the job in hand is finished first."""
    observability.set_up(is_json=not is_terminal())
    with connected(data_dir) as settings:
        require_current(settings)
        asyncio.run(work(settings, once=once))


async def work(settings: Settings, *, once: bool) -> None:
    """Do what waits; unless once, go on until SIGTERM or SIGINT."""
    async with Database.open(settings, roles=["desk"]) as database:
        working = Worker(database, kinds(settings), tell=observability.log.info, chores=usual())
        if once:
            await working.empty()
            return
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await working.run(stop)
