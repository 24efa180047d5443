"""What a reply consists of: the plan, the words of each voice, and a page that was put together."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from msgspec import Struct

from lyhord.privacy.cells import Figure, Share

FIRST_LANGUAGE = "sv"
MOST_THEMES = 12
MOST_DEEDS = 4
MOST_QUOTES = 4
_FOR_CHILDREN = ".child"


class Voice(Struct, frozen=True):
    """Whom a text speaks to: a language, and whether in words for children."""

    language: str
    is_for_children: bool = False

    @classmethod
    def of(cls, key: str) -> "Voice":
        """The voice that is kept under a key."""
        return cls(key.removesuffix(_FOR_CHILDREN), key.endswith(_FOR_CHILDREN))

    @property
    def key(self) -> str:
        """How it is kept: `sv`, `sv.child`."""
        return self.language + (_FOR_CHILDREN if self.is_for_children else "")

    @property
    def is_first(self) -> bool:
        """Whether it is the one that must be there, and that the others follow."""
        return self == FIRST


FIRST = Voice(FIRST_LANGUAGE)
FOR_CHILDREN = Voice(FIRST_LANGUAGE, is_for_children=True)


class ChosenTheme(Struct, frozen=True, kw_only=True):
    """A theme that is answered, and the statements that are quoted of it."""

    theme_id: str
    quotes: tuple[UUID, ...] = ()


class Plan(Struct, frozen=True, kw_only=True):
    """The themes that are answered, in the order of the page."""

    themes: tuple[ChosenTheme, ...] = ()


class Deed(Struct, frozen=True, kw_only=True):
    """What is decided, which role or body sees to it, and by when; the day is in the first voice.

    Deeds have places that never move, so that a translation stays beside what it translates.
    """

    what: str = ""
    who: str = ""
    by: date | None = None

    def __bool__(self) -> bool:
        """Whether anything was written."""
        return bool(self.what or self.who or self.by)


class ThemeWords(Struct, frozen=True, kw_only=True):
    """What a voice says of a theme: what was said, what is answered, and what is decided."""

    heading: str = ""
    said: str = ""
    answer: str = ""
    deeds: tuple[Deed, ...] = ()

    def deed(self, place: int) -> Deed:
        """What stands in a place."""
        return self.deeds[place] if place < len(self.deeds) else Deed()


class Words(Struct, frozen=True, kw_only=True):
    """All that a voice says; `follows` is the revision of the first voice that was read beside."""

    introduction: str = ""
    themes: dict[str, ThemeWords] = {}
    follows: int = 0

    def of(self, theme_id: str) -> ThemeWords:
        """What it says of a theme; nothing yet where nobody has written."""
        return self.themes.get(theme_id, ThemeWords())


class Item(Struct, frozen=True, kw_only=True):
    """A theme on the page, with its figures as they were published."""

    theme_id: str
    respondents: Figure
    share: Share | None


class Page(Struct, frozen=True, kw_only=True):
    """A whole page as it is kept: what is the same in every voice, and each voice's words."""

    items: tuple[Item, ...]
    voices: dict[str, Words]


def voices_of(languages: Iterable[str]) -> tuple[Voice, ...]:
    """Every voice that a page may have, the first one first and children's beside each."""
    others = [each for each in dict.fromkeys(languages) if each != FIRST_LANGUAGE]
    return tuple(
        Voice(language, is_for_children)
        for language in (FIRST_LANGUAGE, *others)
        for is_for_children in (False, True)
    )


def heard(voices: Mapping[str, object], language: str, *, is_for_children: bool) -> Voice:
    """The voice that speaks to somebody: their language matters more than words for children."""
    own, simple = Voice(language), Voice(language, is_for_children=True)
    for_children = (simple, own, FOR_CHILDREN)
    wanted = for_children if is_for_children else (own,)
    return next((each for each in wanted if each.key in voices), FIRST)
