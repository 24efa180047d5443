"""What documents are made of, whatever their format: sections of texts, tables, bars and quotes."""

from typing import TypeAlias

from msgspec import Struct


class Paragraph(Struct, frozen=True, kw_only=True, tag="paragraph"):
    """A text, perhaps led in by a few words that stand out; softly what is said beside."""

    text: str
    lead: str = ""
    is_soft: bool = False


class Bullets(Struct, frozen=True, kw_only=True, tag="bullets"):
    """Short texts below each other, each led in by words that stand out where it has some."""

    items: tuple[Paragraph, ...]


class Number(Struct, frozen=True, kw_only=True):
    """A figure that stands by itself, and what it counts."""

    figure: str
    of: str


class Numbers(Struct, frozen=True, kw_only=True, tag="numbers"):
    """The figures that a summary begins with."""

    numbers: tuple[Number, ...]


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table; `part` is how wide it is beside the others."""

    heading: str
    part: int = 1
    is_number: bool = False


class Grid(Struct, frozen=True, kw_only=True, tag="grid"):
    """A table of words under a title; its first column names the rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class Bar(Struct, frozen=True, kw_only=True):
    """A bar as long as a number, in per cent or people, with the words for it and its interval."""

    name: str
    size: int
    text: str
    low: int | None = None
    high: int | None = None


class Bars(Struct, frozen=True, kw_only=True, tag="bars"):
    """Bars below each other; `words` say all of it to who does not see them.

    They are drawn on a scale to `top`, or where that is 0 as far as the longest reaches.
    """

    title: str
    words: str
    bars: tuple[Bar, ...]
    is_share: bool = True
    top: int = 0


class Quotation(Struct, frozen=True, kw_only=True, tag="quotation"):
    """What somebody wrote, in which language, and the one thing told of who it was."""

    text: str
    language: str
    speaker: str = ""


Block: TypeAlias = Paragraph | Bullets | Numbers | Grid | Bars | Quotation


class Section(Struct, frozen=True, kw_only=True):
    """A heading and what stands below it; level 1 is the highest below the title."""

    heading: str
    blocks: tuple[Block, ...]
    level: int = 1
    begins_page: bool = False


class Document(Struct, frozen=True, kw_only=True):
    """A whole document, ready to be set in any format."""

    language: str
    title: str
    subtitle: str
    kind: str
    page: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
