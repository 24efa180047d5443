"""What a command to a codebook says of itself; the commands are in `verbs` and `splits`."""

from typing import Protocol
from uuid import UUID

from msgspec import Struct

from lyhord.reviewing.events import Book
from lyhord.reviewing.fields import Mistake
from lyhord.storage.book import Changes


class Command(Protocol):
    """Something that somebody wants done."""

    @property
    def kind(self) -> str:
        """What its event is called."""
        ...

    def whole(self) -> frozenset[str]:
        """The themes that it decides about with all that stands in them."""
        ...

    def parts(self) -> frozenset[str]:
        """The fields and statements that it decides about."""
        ...

    def named(self) -> frozenset[UUID]:
        """The statements that it names."""
        ...

    def changes(self, book: Book) -> Changes | Mistake:
        """What it changes; `book` holds the statements that it names or that its themes hold."""
        ...


class Concerns(Struct, frozen=True, kw_only=True):
    """What a command decides about: nothing, where it does not say so."""

    @property
    def kind(self) -> str:
        """What its event is called."""
        return type(self).__name__.lower()

    def whole(self) -> frozenset[str]:
        """The themes that it decides about with all that stands in them."""
        return frozenset()

    def parts(self) -> frozenset[str]:
        """The fields and statements that it decides about."""
        return frozenset()

    def named(self) -> frozenset[UUID]:
        """The statements that it names."""
        return frozenset()
