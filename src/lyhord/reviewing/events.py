"""What an event of a codebook does, pure: apply it, turn it back, do it again on what is there now.

An event says of each field and each statement how it was and how it is: whatever happened, it can
be turned back, and what is there is all events applied to the machine's run.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias, TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lyhord.storage.book import BookTheme, Changes, Earlier, FieldChange, Moves, Stand, Value
from lyhord.storage.runs import ThemeNotes

GONE = "is_gone"
OWN_FIELDS = ("name", "definition", "source", GONE)
NOTE_FIELDS = ThemeNotes.__struct_fields__
AT = "@"

Kind = TypeVar("Kind")
_Way: TypeAlias = tuple[bool, Kind, Kind]  # whether it holds, before, after


class Book(Struct, frozen=True, kw_only=True):
    """The part of a codebook that an event is about: all themes, and where some statements stand.

    `first` is the rank of the first quote of a theme, where there is one.
    """

    themes: Mapping[str, BookTheme]
    places: Mapping[UUID, Stand]
    first: Mapping[str, int] = {}

    def theme(self, theme_id: str) -> BookTheme:
        """A theme; one that was never made is gone, and would come last."""
        known = self.themes.get(theme_id)
        if known is not None:
            return known
        last = max((each.position for each in self.themes.values()), default=-1)
        return BookTheme(theme_id=theme_id, position=last + 1, name="", is_gone=True)

    def has(self, theme_id: str) -> bool:
        """Whether a theme is there now."""
        return not self.theme(theme_id).is_gone


def value(theme: BookTheme, field: str) -> Value:
    """What a field of a theme says."""
    found: Value = getattr(theme if field in OWN_FIELDS else theme.notes, field)
    return found


def applied(book: Book, changes: Changes) -> Book:
    """The codebook after an event."""
    themes, places = dict(book.themes), dict(book.places)
    for change in changes.fields:
        before = Book(themes=themes, places={}).theme(change.theme)
        themes[change.theme] = _with(before, change.field, change.after)
    for moves in changes.moves:
        places |= {each: moves.after for each in moves.statements if each in places}
    return replace(book, themes=themes, places=places)


def inverse(changes: Changes) -> Changes:
    """What turns an event back."""
    return Changes(
        fields=tuple(
            replace(each, before=each.after, after=each.before) for each in reversed(changes.fields)
        ),
        moves=tuple(replace(each, before=each.after, after=each.before) for each in changes.moves),
    )


def without_undone(turned: Changes, earlier: Iterable[Earlier]) -> Changes:
    """What turns an event back to what still holds of before, not to what was undone since.

    `earlier` is what was done to the same before the event, the newest first.
    """
    said: defaultdict[tuple[str, str], list[_Way[Value]]] = defaultdict(list)
    stood: defaultdict[UUID, list[_Way[Stand]]] = defaultdict(list)
    for event in earlier:
        for change in event.document.fields:
            said[change.theme, change.field].append((event.holds, change.before, change.after))
        for moves in event.document.moves:
            for each in moves.statements:
                stood[each].append((event.holds, moves.before, moves.after))
    return Changes(
        fields=tuple(
            replace(each, after=_left(said[each.theme, each.field], each.after))
            for each in turned.fields
        ),
        moves=tuple(
            replace(moves, statements=(each,), after=_left(stood[each], moves.after))
            for moves in turned.moves
            for each in moves.statements
        ),
    )


def towards(book: Book, wanted: Changes) -> Changes:
    """The same outcome from how things are now; statements that were withdrawn are left out."""
    fields = (
        replace(each, before=value(book.theme(each.theme), each.field)) for each in wanted.fields
    )
    after = {each: moves.after for moves in wanted.moves for each in moves.statements}
    return Changes(
        fields=tuple(each for each in fields if each.before != each.after),
        moves=moved(book, after),
    )


def moved(book: Book, after: Mapping[UUID, Stand]) -> tuple[Moves, ...]:
    """Statements on their way, those together that stand alike before and after."""
    ways: defaultdict[tuple[Stand, Stand], list[UUID]] = defaultdict(list)
    for statement, stand in after.items():
        before = book.places.get(statement)
        if before is not None and before != stand:
            ways[before, stand].append(statement)
    return tuple(
        Moves(statements=tuple(sorted(found)), before=before, after=stand)
        for (before, stand), found in ways.items()
    )


def loose(book: Book, changes: Changes) -> Mapping[UUID, Stand]:
    """Statements that would stand in a theme that is gone; `book` holds all that could."""
    after = applied(book, changes)
    return {
        each: stand
        for each, stand in after.places.items()
        if not all(after.has(theme) for theme in (stand.theme, *stand.copies))
    }


def themes_of(changes: Changes) -> tuple[str, ...]:
    """The themes that an event touches: whose fields change, and whose statements."""
    found = {each.theme for each in changes.fields}
    for moves in changes.moves:
        for stand in (moves.before, moves.after):
            found |= {stand.theme, *stand.copies}
    return tuple(sorted(found))


def parts_of(changes: Changes) -> tuple[str, ...]:
    """The fields and statements that an event touches."""
    fields = (field_part(each.theme, each.field) for each in changes.fields)
    statements = (str(each) for moves in changes.moves for each in moves.statements)
    return tuple(sorted({*fields, *statements}))


def field_part(theme: str, field: str) -> str:
    """How a field of a theme is called among the parts of an event."""
    return f"{field}{AT}{theme}"


def as_seen(theme: BookTheme, since: Iterable[Changes]) -> Mapping[str, Value]:
    """What the fields of a theme said before these events."""
    found = {field: value(theme, field) for field in (*OWN_FIELDS, *NOTE_FIELDS)}
    for changes in reversed(tuple(since)):
        found |= {
            each.field: each.before for each in changes.fields if each.theme == theme.theme_id
        }
    return found


def changed_themes(book: Book, changes: Changes) -> tuple[BookTheme, ...]:
    """The themes whose fields an event changes, as they are afterwards."""
    after = applied(book, changes)
    return tuple(after.theme(each) for each in sorted({change.theme for change in changes.fields}))


def vanishing(changes: Iterable[FieldChange]) -> tuple[str, ...]:
    """The themes that are gone afterwards."""
    return tuple(each.theme for each in changes if each.field == GONE and each.after is True)


def _left(ways: Iterable[_Way[Kind]], otherwise: Kind) -> Kind:
    """What the newest that holds left, else what there was before any of them."""
    for holds, before, after in ways:
        if holds:
            return after
        otherwise = before
    return otherwise


def _with(theme: BookTheme, field: str, to: Value) -> BookTheme:
    if field in OWN_FIELDS:
        return msgspec.convert(msgspec.to_builtins(theme) | {field: to}, BookTheme)
    notes = msgspec.to_builtins(theme.notes) | {field: to}
    return replace(theme, notes=msgspec.convert(notes, ThemeNotes))
