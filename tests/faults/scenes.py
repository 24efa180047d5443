"""What a fault is run on and told as: the server, databases of its own, and a row of the table."""

import asyncio
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from lyhord.settings import Settings
from lyhord.storage.migrating import migrate
from tests.builders import SECRET
from tests.conftest import administer, database_url
from tests.faults.ledger import Books
from tests.faults.load import Load
from tests.faults.servers import Postgres
from tests.faults.stage import Stage, a_stage

TEMPLATE = "migrated"


class Scenes:
    """One server for many faults, with a database that is cloned for each."""

    def __init__(self, server: Postgres, folder: Path) -> None:
        self.server = server
        self.folder = folder

    def prepare(self) -> None:
        """Migrate the database that the others are cloned from."""
        asyncio.run(administer(self.server.url, f"create database {TEMPLATE}"))
        asyncio.run(migrate(self.settings(TEMPLATE)))

    def settings(self, name: str) -> Settings:
        """The settings of a process on one database of the server."""
        return Settings(database_url=database_url(self.server.url, name), secret=SECRET)

    @asynccontextmanager
    async def stage(self) -> AsyncGenerator[Stage]:
        """An open round on a database that nothing else uses."""
        name = f"fault_{uuid.uuid4().hex[:8]}"
        await administer(
            self.server.url, f"create database {name} template {TEMPLATE} strategy file_copy"
        )
        folder = self.folder / name
        folder.mkdir()
        yield await a_stage(self.settings(name), folder)
        await administer(self.server.url, f"drop database if exists {name} with (force)")


class Told(Struct, frozen=True, kw_only=True):
    """A row of the table: what was broken, under which load, and what became of the answers."""

    fault: str
    books: Books
    met: str = ""
    note: str = ""

    @property
    def is_right(self) -> bool:
        """Whether every answer that somebody was thanked for is there once, and nothing else is."""
        return not self.books.wrong


Scene = Callable[[Scenes], Awaitable[Told]]


async def told(fault: str, stage: Stage, load: Load, *, note: str = "") -> Told:
    """Read the books after a fault."""
    met = ", ".join(f"{count} {name}" for name, count in load.refusals.most_common())
    return Told(fault=fault, books=await stage.compared(load), met=met, note=note)


def with_more(made: Told, note: str, wrong: Sequence[str]) -> Told:
    """The same row with what was seen beside the answers, and what was wrong there."""
    books = msgspec.structs.replace(made.books, wrong=(*made.books.wrong, *wrong))
    return msgspec.structs.replace(made, note=note, books=books)
