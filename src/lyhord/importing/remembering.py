"""What columns meant the last time that a file with the same headers came."""

import hashlib
from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from lyhord.importing.mapping import Column, Mapping, alike, fault_of, names_of, said
from lyhord.importing.proposing import Proposal, propose
from lyhord.instruments.definition import Instrument, Publication
from lyhord.storage import import_mappings
from lyhord.storage.database import Connection
from lyhord.tables.reading import Table

MOST_PIECES = 4  # of a cell with several answers that may be words of one


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
    fitting = dict(_fitting(known, table, publication.instrument))
    columns = {**fresh.mapping.columns, **fitting}
    return Proposal(mapping=replace(known, columns=columns), guessed=frozenset())


async def remember(db: Connection, table: Table, mapping: Mapping) -> None:
    """Keep what columns mean, without the words of cells that mean nothing.

    Words are kept as digests: somebody wrote them, and who brings the next file may be another.
    """
    columns = {
        name: replace(
            column, options={_mark(words): id_ for words, id_ in column.options.items() if id_}
        )
        for name, column in mapping.columns.items()
    }
    plain = msgspec.to_builtins(replace(mapping, columns=columns))
    await import_mappings.put(db, digest_of(table.columns), mapping.audience, plain)


def digest_of(columns: tuple[str, ...]) -> bytes:
    """Tell one source's headers from another's."""
    return hashlib.sha256(msgspec.json.encode(columns)).digest()


def _fitting(known: Mapping, table: Table, instrument: Instrument) -> Iterator[tuple[str, Column]]:
    """The columns that still fit the survey, with those of their words that this file holds too."""
    names = names_of(table.columns)
    for place, name in enumerate(names):
        column = known.columns.get(name)
        if column is None or fault_of(name, column, instrument, names):
            continue
        cells = dict.fromkeys(row[place] for row in table.rows if column.options)
        words = dict.fromkeys(_words(cells, column.separator))
        meant = {each: column.options.get(_mark(each), "") for each in words}
        options = {each: option for each, option in meant.items() if option}
        yield name, replace(column, options=options)


def _words(cells: Iterable[str], separator: str) -> Iterator[str]:
    """What cells say, and what may be single answers in them."""
    for cell in cells:
        yield said(cell)
        pieces = cell.split(separator) if separator else []
        for start in range(len(pieces)):
            for end in range(start + 1, min(len(pieces), start + MOST_PIECES) + 1):
                yield said(separator.join(pieces[start:end]))


def _mark(words: str) -> str:
    return hashlib.sha256(alike(words).encode()).hexdigest()
