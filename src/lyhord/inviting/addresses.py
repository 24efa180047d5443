"""A pasted or chosen list of addresses, read into addresses and what is wrong by line; pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.privacy.invitations import normalise
from lyhord.tables.decoding import decoded
from lyhord.tables.reading import SHEETS, table_of

MOST_ADDRESSES = 20_000
MOST_FAULTS = 200
SHOWN = 60
_PARTS = re.compile(r"[\t;,|]")
_SPACES = re.compile(r"\s+")
_WRITTEN = re.compile(r"<([^<>]*)>")
_QUOTES = " \t\"'\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\ufeff"

FaultCode = Literal["nothing", "too_many", "no_address", "invalid"]


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong with a line, with what stands there."""

    number: int
    code: FaultCode
    value: str = ""


class Again(Struct, frozen=True, kw_only=True):
    """A line with an address that stood on an earlier one; it is left out."""

    number: int
    first: int


class Listed(Struct, frozen=True, kw_only=True):
    """A list as it was read; nothing is kept of one with faults."""

    addresses: tuple[str, ...] = ()
    again: tuple[Again, ...] = ()
    faults: tuple[Fault, ...] = ()


def text_of(name: str, content: bytes) -> str:
    """Give the lines of a text or spreadsheet file, or raise `BadInputError`."""
    if name.lower().endswith(SHEETS) or b"\0\0" in content[:4096] or content.startswith(b"PK"):
        table = table_of(name, content)
        return "\n".join("\t".join(row) for row in (table.columns, *table.rows))
    text, _ = decoded(content)
    if sum(not (sign.isprintable() or sign.isspace()) for sign in text[:4096]) > len(text) // 100:
        raise BadInputError(f"{name}: this is no text file")
    return text


def read(text: str) -> Listed:
    """Read a list: an address on each line, whatever stands beside it is left out.

    A line without any address may be the first, as a heading.
    """
    addresses: dict[str, tuple[str, int]] = {}
    again: list[Again] = []
    faults: list[Fault] = []
    lines = [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(_EMPTY)
    ]
    if len(lines) > MOST_ADDRESSES + 1:
        return Listed(faults=(Fault(number=lines[MOST_ADDRESSES + 1][0], code="too_many"),))
    for place, (number, line) in enumerate(lines):
        found = tuple(_addresses(line))
        if not found and (place or not _is_heading(line)):
            faults.append(Fault(number=number, code="no_address", value=_short(line)))
        for typed in found:
            address = normalise(typed)
            if address is None:
                faults.append(Fault(number=number, code="invalid", value=_short(typed)))
            elif address.casefold() in addresses:
                again.append(Again(number=number, first=addresses[address.casefold()][1]))
            else:
                addresses[address.casefold()] = (address, number)
    if not addresses and not faults:
        faults.append(Fault(number=1, code="nothing"))
    return Listed(
        addresses=tuple(address for address, _ in addresses.values()),
        again=tuple(again),
        faults=tuple(faults[:MOST_FAULTS]),
    )


_EMPTY = _QUOTES + ";,|"


def _addresses(line: str) -> Iterator[str]:
    """What stands on a line as an address: in pointed brackets, or a cell with an @."""
    bracketed = [each for each in _WRITTEN.findall(line) if "@" in each]
    if bracketed:
        yield from bracketed
        return
    for cell in _PARTS.split(line):
        if "@" in cell:
            words = _SPACES.split(cell.strip(_QUOTES))
            yield from _of_words(words)


def _of_words(words: Sequence[str]) -> Iterator[str]:
    """Of several words those that are addresses; a name may stand before one."""
    found = [word.strip(_QUOTES).removeprefix("mailto:") for word in words if "@" in word]
    yield from found


def _is_heading(line: str) -> bool:
    return any(sign.isalpha() for sign in line) and not any(sign.isdigit() for sign in line)


def _short(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"
