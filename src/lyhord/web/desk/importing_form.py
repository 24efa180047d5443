"""What the form of an import carries: the table, locked, and what its columns and words mean.

The service keeps no file: between two pages the table is in the form, where only this service can
have put it.
"""

import base64
import binascii
import zlib

import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.importing.mapping import MOST_COLUMNS, Column, Mapping, names_of
from lyhord.importing.proposing import column_for
from lyhord.instruments.definition import Audience, Instrument
from lyhord.instruments.flow import answer_keys
from lyhord.privacy.lockers import Locker
from lyhord.tables.reading import Table
from lyhord.web import posted

PURPOSE = "table of an import"
MOST_ROWS = 5_000
MOST_BYTES = 4_000_000
LEFT_OUT = ""
LANGUAGE = "language="

Fields = dict[str, list[str]]


class Brought(Struct, frozen=True, kw_only=True):
    """A table on its way in, and whose survey it answers."""

    table: Table
    audience: Audience
    municipality: str
    language: str


def packed(locker: Locker, brought: Brought) -> str:
    """Lock a table for the form, or raise `BadInputError` where it is too large for one."""
    table = brought.table
    if len(table.rows) > MOST_ROWS or len(table.columns) > MOST_COLUMNS:
        raise BadInputError("too_many_rows")
    locked = locker.lock(zlib.compress(msgspec.msgpack.encode(brought)))
    if len(locked) > MOST_BYTES:
        raise BadInputError("too_many_rows")
    return base64.urlsafe_b64encode(locked).decode()


def unpacked(locker: Locker, text: str) -> Brought:
    """Open what `packed` locked, or raise `BadInputError`."""
    try:
        content = locker.open(base64.urlsafe_b64decode(text.encode()))
    except (binascii.Error, ValueError):
        content = None
    if content is None:
        raise BadInputError("stale")
    return msgspec.msgpack.decode(zlib.decompress(content), type=Brought)


def mapping_of(fields: Fields, brought: Brought, instrument: Instrument) -> Mapping:
    """Read what somebody chose for each column; what is no question is left out."""
    asked = {key: question for question in instrument.questions for key in answer_keys(question)}
    columns: dict[str, Column] = {}
    for place, name in enumerate(names_of(brought.table.columns)):
        chosen = posted.first(fields, f"column-{place}")
        key, _, option = chosen.partition("=")
        if chosen == LANGUAGE:
            columns[name] = Column(role="language")
        elif key not in asked:
            columns[name] = Column(role="left_out")
        else:
            cells = (row[place] for row in brought.table.rows)
            column = column_for((key, option), asked[key], cells)
            columns[name] = msgspec.structs.replace(column, options=_options(fields, place))
    return Mapping(audience=brought.audience, language=brought.language, columns=columns)


def value_of(column: Column) -> str:
    """What the choice of a column's meaning is called in the form."""
    if column.role == "language":
        return LANGUAGE
    if column.role == "left_out":
        return LEFT_OUT
    return f"{column.answers}={column.option}" if column.option else column.answers


def _options(fields: Fields, place: int) -> dict[str, str]:
    """What words mean; those of which nothing is said yet stay in doubt."""
    words, meant = fields.get(f"words-{place}", []), fields.get(f"means-{place}", [])
    pairs = zip(words, meant, strict=False)
    return {each: "" if means == OUT else means for each, means in pairs if means}


OUT = "-"  # the choice that words are left out
