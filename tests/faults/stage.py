"""Where a fault happens: an open round on a database of its own, and the services before it."""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from lyhord.commands.serving import to_environment
from lyhord.settings import Settings
from lyhord.storage import keys
from lyhord.storage.database import Database
from tests.builders import a_collector, a_round
from tests.faults.ledger import Books, Door, books
from tests.faults.load import Load
from tests.faults.services import Service, free_port, is_ready, ours, service, wait_until


class Stage(Struct, frozen=True, kw_only=True):
    """A round that takes answers; `address` is where its people send them."""

    settings: Settings
    folder: Path
    door: Door
    port: int
    loads: list[Load] = []

    @property
    def url(self) -> str:
        """The address of the database."""
        return self.settings.database_url or ""

    @property
    def address(self) -> str:
        """Where the web process listens."""
        return f"http://127.0.0.1:{self.port}"

    def load(self, *, port: int | None = None, clients: int = 8) -> Load:
        """People who answer through the stage's door, at another port where one is named."""
        address = f"http://127.0.0.1:{port or self.port}"
        made = Load(address, self.door.slug, clients=clients, seed=len(self.loads))
        self.loads.append(made)
        return made

    @contextmanager
    def web(self, *more: str, port: int | None = None, **changes: object) -> Generator[Service]:
        """A web process with the stage's settings, ready."""
        at = port or self.port
        command = ours("serve", "--no-worker", "--port", str(at), *more)
        with self.run(f"web-{at}", command, **changes) as running:
            wait_until(
                lambda: running.has_ended() or is_ready(f"http://127.0.0.1:{at}"),
                f"the web process is not ready: {running.told[-500:]}",
            )
            assert not running.has_ended(), running.told[-2_000:]
            yield running

    @contextmanager
    def worker(self, name: str = "worker") -> Generator[Service]:
        """A worker with the stage's settings."""
        with self.run(name, ours("worker")) as running:
            yield running

    @contextmanager
    def run(self, name: str, command: list[str], **changes: object) -> Generator[Service]:
        """Any command with the stage's settings."""
        environment = to_environment(msgspec.structs.replace(self.settings, **changes))
        with service(command, environment, self.folder / f"{name}.log") as made:
            yield made

    async def compared(self, load: Load) -> Books:
        """The books of everything that was sent, with the counts of one load."""
        return await books(self.url, self.door, self.loads, of=load)


async def a_stage(settings: Settings, folder: Path) -> Stage:
    """Open a round with one door on a migrated, empty database."""
    async with (
        Database.open(settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        (copy,) = await keys.holders(db)
    return Stage(
        settings=msgspec.structs.replace(settings, burst_limit=100_000),
        folder=folder,
        door=Door(
            round_id=round_id,
            collector_id=door.collector_id,
            slug=door.slug,
            wrapped_key=copy.wrapped_key,
        ),
        port=free_port(),
    )


@asynccontextmanager
async def under_load(
    stage: Stage, *, port: int | None = None, first: int = 60, clients: int = 8
) -> AsyncGenerator[Load]:
    """People answer before, while and after what is done here; all of them are heard at the end."""
    async with stage.load(port=port, clients=clients).on() as load:
        await load.until(first)
        yield load
        await load.until(first)
