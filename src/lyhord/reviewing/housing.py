"""Where statements go that undoing would leave in a theme that is gone, pure."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from msgspec.structs import replace

from lyhord.reviewing.events import Book, applied, loose, moved
from lyhord.reviewing.verbs import UNCLEAR, with_remainder
from lyhord.storage.book import Changes, Earlier, Stand


def housed(book: Book, changes: Changes, earlier: Iterable[Earlier]) -> Changes:
    """The changes, with what they would leave loose back where it stood last, or unclear.

    `earlier` is what was done to those statements, the newest first.
    """
    stood: defaultdict[UUID, list[str]] = defaultdict(list)
    for event in earlier:
        for moves in event.document.moves:
            for each in moves.statements:
                stood[each].append(moves.before.theme)
    after = applied(book, changes)
    found = {
        each: _housed(after, stand, stood[each]) for each, stand in loose(book, changes).items()
    }
    is_needed = any(each.theme == UNCLEAR for each in found.values())
    fields = with_remainder(after) if is_needed else ()
    return Changes(fields=(*changes.fields, *fields), moves=moved(book, {**after.places, **found}))


def _housed(after: Book, stand: Stand, stood: Iterable[str]) -> Stand:
    copies = tuple(each for each in stand.copies if after.has(each))
    if after.has(stand.theme):
        return replace(stand, copies=copies)
    before = next((each for each in stood if after.has(each)), None)
    theme = before or next(iter(copies), UNCLEAR)
    left = tuple(each for each in copies if each != theme)
    return replace(stand, theme=theme, copies=left, rank=None)
