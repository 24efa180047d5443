"""Very many rows as Postgres copies them out, unguarded: only for `disclosing`.

A row is a few cells, and a cell has parts that are often alike in many rows: who has looked at the
different cells once has seen them all.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Cells: TypeAlias = list[str]  # of one column, below each other
Take: TypeAlias = Callable[[Sequence[Cells]], None]

PART = "\x1f"
SEVERAL = "\x1e"
TOGETHER = 1024 * 1024  # bytes
SECONDS = 600.0
WRITTEN = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
ESCAPED = re.compile(r"\\(.)")


class Key(Struct, frozen=True):
    """What people answered under a name: as JSON, or as a text where they chose an option."""

    name: str
    is_json: bool = False


async def answers(
    db: Connection, round_id: UUID, groups: Iterable[Sequence[Key]], take: Take
) -> None:
    """Give what each person chose, many at a time as they are stored: a column for each group.

    The parts of its cells are those of its keys. The first column has audience and language before
    the keys of the first group.
    """
    asked = [list(group) for group in groups]
    keys = [key.name for group in asked for key in group]
    numbers = iter(range(2, len(keys) + 2))
    columns = [
        [f"answers {_arrow(key)} ${next(numbers)}::text" for key in group] for group in asked
    ]
    columns[0] = ["audience", "language", *columns[0]]
    told = ", ".join(f"concat({f', E{PART!r}, '.join(parts)})" for parts in columns)
    query = f"select {told} from lyhord.respondent where round_id = $1::uuid"  # noqa: S608 - of our own
    await _copy(db, query, (round_id, *keys), take)


async def statements(db: Connection, round_id: UUID, run_id: UUID | None, take: Take) -> None:
    """Give every statement, many at a time in an order drawn anew, in four columns.

    They are who wrote it; audience, language, and the answers by which place and age are told, as
    JSON; question, theme, second, third and the themes of copies; and the text.
    """
    await _copy(db, sql.statements.sql, (round_id, run_id), take)


def parts(cell: str) -> Sequence[str]:
    """The parts of a cell."""
    return [plain(each) for each in cell.split(PART)]


def plain(text: str) -> str:
    """A text as it is, without what marks signs when it is copied."""
    return ESCAPED.sub(_sign, text) if "\\" in text else text


def _sign(found: re.Match[str]) -> str:
    return WRITTEN.get(found[1], found[1])


def _arrow(key: Key) -> str:
    return "->" if key.is_json else "->>"


async def _copy(db: Connection, query: str, given: Sequence[object], take: Take) -> None:
    left = bytearray()

    async def hear(data: bytes) -> None:
        left.extend(data)
        if len(left) > TOGETHER:
            end = left.rfind(b"\n") + 1
            take(_columns(left[:end]))
            del left[:end]

    await db.copy_from_query(query, *given, output=hear, timeout=SECONDS)
    if left:
        take(_columns(left))


def _columns(lines: bytearray) -> Sequence[Cells]:
    width = lines.count(b"\t", 0, lines.index(b"\n")) + 1
    # no list a row: very many of those would cost more than what is in them
    cells = lines.decode().removesuffix("\n").replace("\n", "\t").split("\t")
    return [cells[place::width] for place in range(width)]
