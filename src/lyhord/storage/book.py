"""What a codebook is made of: themes, where statements stand, events and what they change."""

from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage.runs import Source, Term, ThemeNotes

Value: TypeAlias = str | bool | tuple[str, ...]


class Codebook(Struct, frozen=True, kw_only=True):
    """The codebook of a round: its draft, its newest event, and the version that is in use.

    `has_later` says whether the run that it was `compared_with` held statements that it does not.
    """

    run_id: UUID
    version: int
    based_on: UUID
    in_use: int | None
    compared_with: UUID | None
    has_later: bool


class BookTheme(Struct, frozen=True, kw_only=True):
    """A theme of the draft; one that `is_gone` was merged, rejected or not made yet."""

    theme_id: str
    position: int
    name: str
    definition: str = ""
    source: Source = "codebook"
    stability: float | None = None
    terms: tuple[Term, ...] = ()
    notes: ThemeNotes = ThemeNotes()
    is_gone: bool = False


class Stand(Struct, frozen=True, kw_only=True):
    """Where a statement stands: its theme, others that it was copied to, its place as a quote."""

    theme: str
    copies: tuple[str, ...] = ()
    rank: int | None = None
    by_hand: bool = False


class FieldChange(Struct, frozen=True, kw_only=True):
    """A field of a theme, before and after."""

    theme: str
    field: str
    before: Value
    after: Value


class Moves(Struct, frozen=True, kw_only=True):
    """Statements that stood alike, and stand alike afterwards."""

    statements: tuple[UUID, ...]
    before: Stand
    after: Stand


class Changes(Struct, frozen=True, kw_only=True):
    """All that an event changes."""

    fields: tuple[FieldChange, ...] = ()
    moves: tuple[Moves, ...] = ()


class Head(Struct, frozen=True, kw_only=True):
    """Who did what, and when; `undoes` is the event that it undid or did again."""

    number: int
    day: date
    actor: str
    kind: str
    undoes: int | None
    themes: tuple[str, ...]


class Event(Head, frozen=True, kw_only=True):
    """A head with what changed: `parts` are fields of themes (name@school) and statements."""

    parts: tuple[str, ...]
    document: Changes


class Earlier(Struct, frozen=True, kw_only=True):
    """What an event that is no undoing changed, and whether it still holds."""

    document: Changes
    holds: bool


class NewEvent(Struct, frozen=True, kw_only=True):
    """What somebody does to the codebook."""

    actor: str
    kind: str
    undoes: int | None = None
    themes: tuple[str, ...]
    parts: tuple[str, ...]
    changes: Changes


class Listed(Struct, frozen=True, kw_only=True):
    """How many texts of a theme may be listed, and how many of them people placed."""

    theme_id: str
    listed: int
    by_hand: int


class BookText(Struct, frozen=True, kw_only=True):
    """A text of the draft that may be listed."""

    statement_id: UUID
    text: str
    language: str
    theme_id: str
    is_copy: bool
    by_hand: bool
    is_quote: bool


class NamedText(BookText, frozen=True, kw_only=True):
    """Such a text, with the audience that wrote it, where that may be told."""

    audience: Audience | None


class Asked(Struct, frozen=True, kw_only=True):
    """Which texts of a theme are asked for: with these words, of one question, in which order.

    The audience is told, and can be asked for, of texts that the run `base` put into the themes
    `named`.
    """

    theme_id: str
    search: str = ""
    question: str = ""
    audience: str = ""
    base: UUID | None = None
    named: tuple[str, ...] = ()
    is_weakest_first: bool = False
    most: int = 20
    skip: int = 0


Places: TypeAlias = dict[UUID, Stand]
