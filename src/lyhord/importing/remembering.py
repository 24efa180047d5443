"""What columns meant the last time that a file with the same headers came."""

import hashlib

import msgspec
from msgspec.structs import replace

from lyhord.importing.mapping import Mapping
from lyhord.importing.proposing import Proposal, propose
from lyhord.instruments.definition import Publication
from lyhord.storage import import_mappings
from lyhord.storage.database import Connection
from lyhord.tables.reading import Table


async def proposed(
    db: Connection, table: Table, publication: Publication, *, language: str
) -> Proposal:
    """Propose what was said of these headers the last time, else what they probably mean."""
    fresh = propose(table, publication, language=language)
    audience = publication.instrument.audience
    kept = await import_mappings.get(db, digest_of(table.columns), audience)
    if kept is None:
        return fresh
    known = msgspec.convert(kept, Mapping)
    columns = {**fresh.mapping.columns, **known.columns}
    return Proposal(mapping=replace(known, columns=columns), guessed=frozenset())


async def remember(db: Connection, table: Table, mapping: Mapping) -> None:
    """Keep what columns mean, without the words of cells that mean nothing."""
    columns = {
        name: replace(column, options={cell: id_ for cell, id_ in column.options.items() if id_})
        for name, column in mapping.columns.items()
    }
    plain = msgspec.to_builtins(replace(mapping, columns=columns))
    await import_mappings.put(db, digest_of(table.columns), mapping.audience, plain)


def digest_of(columns: tuple[str, ...]) -> bytes:
    """Tell one source's headers from another's."""
    return hashlib.sha256(msgspec.json.encode(columns)).digest()
