"""A workshop in an open round, as tests need it: its board, its key, what stands on it."""

import re
from functools import cache

import httpx
from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec import Struct

from lyhord.collecting import boards as verbs
from lyhord.instruments.definition import Publication
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.privacy import rooms
from lyhord.storage import boards
from lyhord.storage.boards import BoardNote
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from tests.builders import a_publication, a_round
from tests.conftest import SECRET

Client = AsyncTestClient[Litestar]
RECEIPT = re.compile(r'<output class="receipt" dir="ltr">([^<]+)')
LAPP = "note_idea"


@cache
def survey() -> Publication:
    """The shipped survey of workshops."""
    return read_library(surveys_folder(None)).publications["workshop"]


class Workshop(Struct, frozen=True):
    """A board, the address of its room and what is said there."""

    board: Collector
    address: str
    code: str


async def a_board(db: Connection) -> Collector:
    """A board in an open round, which has a survey for young people too."""
    round_id = await a_round(db, a_publication(), survey())
    return await verbs.open_board(db, round_id, name="Temadag", actor="tests")


async def a_workshop(database: Database) -> Workshop:
    """A board that takes notes."""
    async with database.transaction("owner") as db:
        board = await a_board(db)
    secret = SECRET.encode()
    key = rooms.key(secret, board.slug, board.collector_id)
    return Workshop(
        board=board,
        address=f"/board/{key}",
        code=rooms.code(secret, board.slug, board.collector_id),
    )


async def put(
    client: Client, workshop: Workshop, text: str, column: str = LAPP, **fields: str
) -> httpx.Response:
    """Write a note on a phone, and send it."""
    data = {"column": column, "text": text, **fields}
    return await client.post(workshop.address, data=data, headers={"X-Part": "write"})


async def notes_of(database: Database, board: Collector) -> tuple[BoardNote, ...]:
    """Every note of a board as its facilitator gets it."""
    async with database.transaction("desk") as db:
        return await boards.notes(db, board)
