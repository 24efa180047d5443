"""What people decided of statements, and what that says of those that came later, pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import count
from uuid import UUID

from msgspec import Struct

from lyhord.reviewing.events import Book
from lyhord.reviewing.verbs import UNCLEAR
from lyhord.storage.book import BookTheme, Event
from lyhord.storage.later import Coming, Company, Example

NEW = ""  # stands for no theme of the codebook
PROPOSED = "later-"  # ids of themes that a later run found; `lyhord.is_proposed` knows them by it
FEWEST = 5  # fewer statements are no theme, and no company


class Lesson(Struct, frozen=True, kw_only=True):
    """What came later, and what people decided of what came before.

    `themes` are those that are there; `homes` says what each theme of the run is in the codebook
    now, `NEW` if nothing; `own` are themes that only people's decisions describe.
    """

    coming: tuple[Coming, ...]
    examples: tuple[Example, ...]
    themes: tuple[BookTheme, ...]
    homes: Mapping[str, str]
    own: frozenset[str]


class Taught(Struct, frozen=True, kw_only=True):
    """The theme of a statement by what people decided of others, and how strongly, 0 to 1."""

    theme: str
    strength: float


def place_of(each: Coming, now: Lesson, taught: Mapping[UUID, Taught]) -> str:
    """The theme of a statement that came later; `NEW` where the run found it new.

    Decisions teach a statement that the machine understood, or that belongs to a theme which
    only people know: else all that is new would be drawn into what is there.
    """
    machine, told = now.homes.get(each.theme_id, UNCLEAR), taught.get(each.statement_id)
    there = {UNCLEAR, *(theme.theme_id for theme in now.themes)}
    if told is None or told.theme not in there:
        return machine
    return told.theme if machine not in {NEW, UNCLEAR} or told.theme in now.own else machine


def company_of(theme: str, book: Book, beside: Iterable[Company]) -> str:
    """The theme that people made of one which a run found: where most of its statements stand."""
    own = [each for each in beside if each.theme_id == theme]
    whole = sum(each.n for each in own)
    most = max(own, key=lambda each: each.n, default=None)
    if most is None or most.n < FEWEST or 2 * most.n <= whole or not book.has(most.stands):
        return NEW
    return NEW if book.theme(most.stands).source == "remainder" else most.stands


def proposals(
    now: Lesson,
    places: Mapping[UUID, str],
    known: Mapping[str, BookTheme],
    *,
    names: Mapping[str, str],
) -> Mapping[str, BookTheme]:
    """Themes to propose, by the run's: those new ones to which enough of what came belongs."""
    held = Counter(each.theme_id for each in now.coming if places[each.statement_id] == NEW)
    free = (each for n in count(1) if (each := f"{PROPOSED}{n}") not in known)
    first = max((each.position for each in known.values()), default=-1) + 1
    found = sorted(theme for theme, n in held.items() if n >= FEWEST)
    return {
        theme: BookTheme(
            theme_id=new, position=first + n, name=names.get(theme) or new, source="new"
        )
        for n, (theme, new) in enumerate(zip(found, free, strict=False))
    }


def home(theme: str, book: Book, merges: Collection[Event]) -> str:
    """Where statements of a theme belong now: there, or where it went with all that it held."""
    seen: set[str] = set()
    while theme not in seen:
        if book.has(theme):
            return theme if book.theme(theme).source != "new" else UNCLEAR
        seen.add(theme)
        theme = next((into for into in (_into(theme, each) for each in merges) if into), theme)
    return UNCLEAR


def _into(theme: str, merge: Event) -> str | None:
    """The theme that one went into by a merge."""
    if not any(each.theme == theme for each in merge.document.fields):
        return None
    ways = (each.after.theme for each in merge.document.moves if each.before.theme == theme)
    return next(ways, None)
