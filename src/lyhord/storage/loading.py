"""Loads a dump into a connection's transaction, so that all of it is there or nothing."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from pathlib import Path

import asyncpg
import msgspec
from msgspec import Struct

from lyhord.errors import StorageError
from lyhord.storage import dumping
from lyhord.storage.database import Connection
from lyhord.storage.migrating import LEDGER
from lyhord.storage.sql import queries

sql = queries(__file__)

COPY = re.compile(rb"COPY (\w+)\.(\w+) \((.*)\) FROM stdin;\n")
END = b"\\.\n"
GATHERED = 1 << 20
# what newer tools write and older servers or any program but psql do not know
STRANGE = re.compile(r"^(?:\\(?:un)?restrict .*|SET transaction_timeout = 0;)$", flags=re.MULTILINE)

Pieces = Callable[[], AsyncGenerator[bytes]]
Told = Callable[[str], None]


class Applied(Struct, frozen=True, kw_only=True):
    """A migration that ran, and the checksum of its file."""

    name: str
    checksum: str


def server(db: Connection) -> int:
    """The major version of the server."""
    return db.get_server_version().major


async def others(db: Connection) -> int:
    """How many other connections the database has."""
    return int(await sql.others(db))


async def has_schema(db: Connection) -> bool:
    """Whether the database was ever migrated."""
    return bool(await sql.has_schema(db))


async def ledger(db: Connection) -> dict[str, str]:
    """The migrations that a database has, with their checksums."""
    rows = msgspec.convert([row async for row in sql.ledger(db)], tuple[Applied, ...])
    return {each.name: each.checksum for each in rows}


async def snapshot(db: Connection) -> str:
    """A name under which other connections see what this transaction sees."""
    return str(await sql.snapshot(db))


async def replace(
    db: Connection, tool: Path, pieces: Pieces, *, migrations: dict[str, str], tell: Told
) -> None:
    """Put what a dump holds in the place of the whole schema, within the transaction.

    `pieces` gives the dump anew each time that it is asked. Raises `StorageError` where the dump
    cannot be loaded.
    """
    try:
        await sql.drop_schemas(db)
        await sql.drop_ledger(db)
        await sql.make_roles(db)
        await _run(db, tool, "pre-data", pieces)
        tell("data")
        await _fill(db, tool, pieces)
        tell("post-data")
        await _run(db, tool, "post-data", pieces)
        await db.execute("reset all")
        await db.execute(LEDGER)
        await sql.note_migrations(db, names=list(migrations), checksums=list(migrations.values()))
        await sql.show_ledger(db)
    except asyncpg.PostgresError as error:
        raise StorageError(f"the dump cannot be loaded: {error}") from error


async def _run(db: Connection, tool: Path, section: str, pieces: Pieces) -> None:
    async with dumping.script(tool, section, pieces()) as lines:
        text = (await lines.read()).decode()
    await _execute(db, text)


async def _execute(db: Connection, text: str) -> None:
    known = STRANGE.sub("", text)
    if known.strip():
        await db.execute(known)


async def _fill(db: Connection, tool: Path, pieces: Pieces) -> None:
    """Copy the rows of each table, and set what counts them."""
    async with dumping.script(tool, "data", pieces()) as lines:
        async for line in lines:
            found = COPY.fullmatch(line)
            if found:
                await _copy(db, found, lines)
            elif line.startswith((b"SET ", b"SELECT ")):
                await _execute(db, line.decode())


async def _copy(db: Connection, found: re.Match[bytes], lines: asyncio.StreamReader) -> None:
    schema, table, columns = (part.decode() for part in found.groups())
    await db.copy_to_table(
        table,
        schema_name=schema,
        columns=[name.strip('"') for name in columns.split(", ")],
        source=_rows(lines),
    )


async def _rows(lines: asyncio.StreamReader) -> AsyncIterator[bytes]:
    gathered = bytearray()
    async for line in lines:
        if line == END:
            yield bytes(gathered)
            return
        gathered += line
        if len(gathered) > GATHERED:
            yield bytes(gathered)
            gathered.clear()
    raise StorageError("the dump ends within a table")
