"""What can be done to a codebook, pure: what a command decides about, and what it changes."""

from collections.abc import Mapping
from uuid import UUID

from msgspec.structs import replace

from lyhord.reviewing.command import Concerns
from lyhord.reviewing.events import GONE, Book, field_part, moved, towards
from lyhord.reviewing.fields import Mistake, Said, said
from lyhord.storage.book import Changes, FieldChange, Stand, Value

UNCLEAR = "unclear"
MOST_COPIES = 4
LOWEST_RANK = -32_000


class Edit(Concerns, frozen=True, kw_only=True):
    """Write fields of a theme: its name, texts, valence, status and tags.

    A theme that the machine proposed is of the codebook as soon as somebody has named it.
    """

    theme: str
    fields: Mapping[str, Value]

    def parts(self) -> frozenset[str]:
        """Its fields, and that the theme is there."""
        return frozenset({field_part(self.theme, each) for each in (*self.fields, GONE)})

    def changes(self, book: Book) -> Changes | Mistake:
        """Each field that says something else now."""
        theme = book.theme(self.theme)
        if theme.is_gone:
            return "no_theme"
        if theme.source == "remainder" and "name" in self.fields:
            return "is_remainder"
        wanted: list[FieldChange] = []
        for field, given in self.fields.items():
            found = said(field, given)
            if not isinstance(found, Said):
                return found
            wanted.append(set_to(self.theme, field, found.value))
            if theme.source == "new" and field == "name" and found.value != theme.name:
                wanted.append(set_to(self.theme, "source", "codebook"))
        return towards(book, Changes(fields=tuple(wanted)))


class Accept(Concerns, frozen=True, kw_only=True):
    """Take up a theme that the machine proposed, by a name that somebody has seen."""

    theme: str
    name: str

    def parts(self) -> frozenset[str]:
        """Its name, whose theme it is, and that it is there."""
        return frozenset({field_part(self.theme, each) for each in ("name", "source", GONE)})

    def changes(self, book: Book) -> Changes | Mistake:
        """It is of the codebook, and called so; one that is of the codebook already stays."""
        if not book.has(self.theme):
            return "no_theme"
        if book.theme(self.theme).source != "new":
            return Changes()
        name = said("name", self.name)
        if not isinstance(name, Said):
            return name
        wanted = (
            set_to(self.theme, "name", name.value),
            set_to(self.theme, "source", "codebook"),
        )
        return towards(book, Changes(fields=wanted))


class Merge(Concerns, frozen=True, kw_only=True):
    """Put everything of a theme into another one."""

    theme: str
    into: str

    def whole(self) -> frozenset[str]:
        """The theme that goes."""
        return frozenset({self.theme})

    def parts(self) -> frozenset[str]:
        """That the other one is there."""
        return frozenset({field_part(self.into, GONE)})

    def changes(self, book: Book) -> Changes | Mistake:
        """One theme is gone; what stood there stands in the other."""
        if not (book.has(self.theme) and book.has(self.into)):
            return "no_theme"
        if self.theme == self.into:
            return "same_theme"
        if book.theme(self.theme).source == "remainder":
            return "is_remainder"
        after = {
            each: elsewhere(stand, self.theme, self.into) for each, stand in book.places.items()
        }
        return Changes(fields=(_gone(self.theme),), moves=moved(book, after))


class Reject(Concerns, frozen=True, kw_only=True):
    """Say that a theme is none: what stands in it alone is unclear again."""

    theme: str

    def whole(self) -> frozenset[str]:
        """The theme that goes."""
        return frozenset({self.theme})

    def changes(self, book: Book) -> Changes | Mistake:
        """The theme is gone; its statements stand where they were copied to, or are unclear."""
        if not book.has(self.theme):
            return "no_theme"
        if book.theme(self.theme).source == "remainder":
            return "is_remainder"
        after = {
            each: elsewhere(stand, self.theme, _left_to(stand, self.theme))
            for each, stand in book.places.items()
        }
        fields = (*with_remainder(book), _gone(self.theme)) if after else (_gone(self.theme),)
        return Changes(fields=fields, moves=moved(book, after))


class OfStatements(Concerns, frozen=True, kw_only=True):
    """A command about statements, wherever they stand."""

    statements: tuple[UUID, ...]

    def named(self) -> frozenset[UUID]:
        """Its statements."""
        return frozenset(self.statements)

    def parts(self) -> frozenset[str]:
        """Its statements."""
        return frozenset(map(str, self.statements))


class Move(OfStatements, frozen=True, kw_only=True):
    """Take statements out of one theme, or each out of its own, and put them into another."""

    theme: str
    to: str

    def parts(self) -> frozenset[str]:
        """Its statements, and that the other theme is there."""
        return frozenset({*map(str, self.statements), field_part(self.to, GONE)})

    def changes(self, book: Book) -> Changes | Mistake:
        """Those that still stand in the theme stand in the other."""
        if not book.has(self.to):
            return "no_theme"
        if self.theme == self.to:
            return "same_theme"
        after = _leaving(book, self.theme, self.to)
        return Changes(moves=moved(book, after)) if after else "no_statements"


class Copy(OfStatements, frozen=True, kw_only=True):
    """Let statements stand in one more theme."""

    to: str

    def parts(self) -> frozenset[str]:
        """Its statements, and that the other theme is there."""
        return frozenset({*map(str, self.statements), field_part(self.to, GONE)})

    def changes(self, book: Book) -> Changes | Mistake:
        """They stand in the other theme too."""
        if not book.has(self.to):
            return "no_theme"
        if book.theme(self.to).source == "remainder":
            return "is_remainder"
        after = {
            each: replace(stand, copies=_in_order({*stand.copies, self.to} - {stand.theme}))
            for each, stand in book.places.items()
        }
        if any(len(each.copies) > MOST_COPIES for each in after.values()):
            return "many_copies"
        return Changes(moves=moved(book, after)) if after else "no_statements"


class Drop(OfStatements, frozen=True, kw_only=True):
    """Take the copies of statements out of a theme."""

    theme: str

    def changes(self, book: Book) -> Changes | Mistake:
        """They stand where they stood besides."""
        after = {
            each: replace(stand, copies=_in_order({*stand.copies} - {self.theme}))
            for each, stand in book.places.items()
            if self.theme in stand.copies
        }
        return Changes(moves=moved(book, after)) if after else "no_statements"


class Start(OfStatements, frozen=True, kw_only=True):
    """Begin a new theme with statements of another, or of several."""

    theme: str
    new: str
    name: str

    def changes(self, book: Book) -> Changes | Mistake:
        """The new theme is there, and the statements stand in it."""
        name = said("name", self.name)
        if not isinstance(name, Said):
            return name
        if book.has(self.new):
            return "no_theme"
        after = _leaving(book, self.theme, self.new)
        made = towards(book, Changes(fields=begun(self.new, name.value)))
        moves = moved(book, after)
        return Changes(fields=made.fields, moves=moves) if moves else "no_statements"


class Pick(OfStatements, frozen=True, kw_only=True):
    """Let statements be the first quotes of their themes, or none."""

    is_quote: bool

    def changes(self, book: Book) -> Changes | Mistake:
        """The one picked last stands first."""
        after: dict[UUID, Stand] = {}
        first = dict(book.first)
        for each, stand in book.places.items():
            rank = min(first.get(stand.theme, 0), 0) - 1
            first[stand.theme] = rank
            after[each] = replace(stand, rank=rank if self.is_quote else None)
        if any((each.rank or 0) < LOWEST_RANK for each in after.values()):
            return "full_of_quotes"
        return Changes(moves=moved(book, after)) if after else "no_statements"


def stands_in(stand: Stand, theme: str) -> bool:
    """Whether a statement has this theme, or a copy there."""
    return theme in {stand.theme, *stand.copies}


def elsewhere(stand: Stand, theme: str, to: str | None) -> Stand:
    """Where a statement stands that leaves a theme, for another or for none."""
    copies = {*stand.copies} - {theme}
    if stand.theme == theme and to is not None:
        return replace(stand, theme=to, copies=_in_order(copies - {to}), rank=None)
    if to is not None and theme in stand.copies and to != stand.theme:
        copies |= {to}
    return replace(stand, copies=_in_order(copies))


def _leaving(book: Book, theme: str, to: str) -> Mapping[UUID, Stand]:
    """Statements on their way out of a theme, or each out of its own, by somebody's hand."""
    return {
        each: replace(elsewhere(stand, theme or stand.theme, to), by_hand=True)
        for each, stand in book.places.items()
        if stands_in(stand, theme or stand.theme) and stand.theme != to
    }


def _left_to(stand: Stand, theme: str) -> str | None:
    """The theme of a statement whose own was rejected."""
    return next(iter(stand.copies), UNCLEAR) if stand.theme == theme else None


def with_remainder(book: Book) -> tuple[FieldChange, ...]:
    """Makes the theme of what is unclear, where the machine left nothing so."""
    wanted = (
        set_to(UNCLEAR, GONE, to=False),
        set_to(UNCLEAR, "name", UNCLEAR),
        set_to(UNCLEAR, "source", "remainder"),
    )
    return () if book.has(UNCLEAR) else towards(book, Changes(fields=wanted)).fields


def _gone(theme: str) -> FieldChange:
    return FieldChange(theme=theme, field=GONE, before=False, after=True)


def begun(theme: str, name: Value) -> tuple[FieldChange, ...]:
    """A theme that is there from now on."""
    return (set_to(theme, GONE, to=False), set_to(theme, "name", name))


def set_to(theme: str, field: str, to: Value) -> FieldChange:
    """A field that is to say something, whatever it says now."""
    return FieldChange(theme=theme, field=field, before=to, after=to)


def _in_order(themes: set[str]) -> tuple[str, ...]:
    return tuple(sorted(themes))
