"""A board as a tagged PDF on A3, across; what stands on it is what the room saw."""

from pathlib import Path

from msgspec import Struct

from lyhord.exports.table import File
from lyhord.exports.typesetting import typeset_any

TEMPLATE = Path(__file__).with_name("board.typ")
PDF = "application/pdf"


class PrintedGroup(Struct, frozen=True, kw_only=True):
    """Notes under one name, or without any."""

    name: str
    notes: tuple[str, ...]


class PrintedColumn(Struct, frozen=True, kw_only=True):
    """A column with its groups, those with a name first."""

    name: str
    groups: tuple[PrintedGroup, ...]


class PrintedBoard(Struct, frozen=True, kw_only=True):
    """What is printed, in the language of whoever prints; notes are in any."""

    language: str
    slug: str
    title: str
    beside: str
    empty: str
    instead: str
    page: str
    columns: tuple[PrintedColumn, ...]


def board_file(board: PrintedBoard, *, system_fonts: bool = True) -> File:
    """Set a board; signs that no font has stand as a word for them."""
    content = typeset_any(
        TEMPLATE,
        board,
        title=board.title,
        language=board.language,
        instead=board.instead,
        system_fonts=system_fonts,
    )
    return File(name=f"board-{board.slug}.pdf", media_type=PDF, content=content)
