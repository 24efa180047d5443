"""Splitting a theme at once into several, as somebody accepted it, pure."""

from collections.abc import Mapping
from uuid import UUID

from msgspec import Struct

from lyhord.reviewing.command import Concerns
from lyhord.reviewing.events import GONE, Book, field_part, moved, towards
from lyhord.reviewing.fields import Mistake, Said, said
from lyhord.reviewing.verbs import begun, elsewhere, stands_in
from lyhord.storage.book import Changes, FieldChange, Stand


class Part(Struct, frozen=True, kw_only=True):
    """Statements of a theme that are to be a new one."""

    new: str
    name: str
    statements: tuple[UUID, ...]


class Split(Concerns, frozen=True, kw_only=True):
    """Make new themes of parts of a theme, all at once; what is in no part stays."""

    theme: str
    into: tuple[Part, ...]

    def parts(self) -> frozenset[str]:
        """Their statements, and that the theme is there."""
        return frozenset({*map(str, self.named()), field_part(self.theme, GONE)})

    def named(self) -> frozenset[UUID]:
        """The statements of all parts."""
        return frozenset(each for part in self.into for each in part.statements)

    def changes(self, book: Book) -> Changes | Mistake:
        """Each new theme is there, and what still stands in the old one stands in it."""
        if not book.has(self.theme) or any(book.has(part.new) for part in self.into):
            return "no_theme"
        if not self.into:
            return "no_name"
        fields: list[FieldChange] = []
        after: dict[UUID, Stand] = {}
        for part in self.into:
            name = said("name", part.name)
            if not isinstance(name, Said):
                return name
            found = _leaving(book, self.theme, part)
            if not found.keys() - after.keys():
                return "no_statements"
            fields += begun(part.new, name.value)
            after = {**found, **after}
        made = towards(book, Changes(fields=tuple(fields)))
        return Changes(fields=made.fields, moves=moved(book, after))


def _leaving(book: Book, theme: str, part: Part) -> Mapping[UUID, Stand]:
    """Where statements of a part are to stand that still stand in the theme, if only as a copy."""
    stands = {each: book.places[each] for each in part.statements if each in book.places}
    return {
        each: elsewhere(stand, theme, part.new)
        for each, stand in stands.items()
        if stands_in(stand, theme)
    }
