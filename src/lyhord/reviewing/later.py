"""Answers that came after a codebook was opened: into its themes, moving nothing that is there."""

from collections.abc import Collection, Mapping
from uuid import UUID

from lyhord.instruments.definition import Audience
from lyhord.reviewing.codebooks import Done, append, get, locked, made
from lyhord.reviewing.events import Book, moved
from lyhord.reviewing.verbs import UNCLEAR
from lyhord.storage import codebooks
from lyhord.storage.book import BookTheme, Changes, Codebook, Event, Stand
from lyhord.storage.database import Connection

PLACE = "place"


async def has_later(db: Connection, round_id: UUID, book: Codebook, run_id: UUID) -> bool:
    """Whether a run of the machine holds statements that the codebook does not.

    The two are compared once; every page after that reads what was found.
    """
    if run_id == book.based_on:
        return False
    if run_id != book.compared_with:
        await codebooks.compare(db, round_id, book.run_id, run_id)
        book = await get(db, round_id)
    return book.has_later


async def place_later(
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    *,
    themes: Collection[str],
    audiences: Collection[Audience],
    actor: str,
) -> Done:
    """Place what a later run holds and the codebook does not, as that run did, in one event.

    A theme of the run that people merged stands for the one that it went into. What the run found
    new, or people rejected, is unclear: somebody reads it. Nothing that is in the codebook moves.
    """
    book = await locked(db, round_id)
    known = {each.theme_id: each for each in await codebooks.themes(db, round_id, book.run_id)}
    came = await codebooks.add_later(
        db,
        round_id,
        book.run_id,
        run_id=run_id,
        themes=themes,
        audiences=audiences,
        remainder=_remainder(known),
    )
    if not came:
        return Done(version=book.version)
    now = Book(themes=known, places={each: Stand(theme=UNCLEAR) for each in came})
    merges = await codebooks.merges(db, round_id)
    homes = {theme: home(theme, now, merges) for theme in set(came.values())}
    after = {each: Stand(theme=homes[theme]) for each, theme in came.items()}
    event = made(actor, PLACE, Changes(moves=moved(now, after)))
    return await append(db, round_id, book, event, known=now)


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


def _remainder(known: Mapping[str, BookTheme]) -> BookTheme:
    """The theme of what is unclear; made where the machine left nothing so."""
    if UNCLEAR in known and not known[UNCLEAR].is_gone:
        return known[UNCLEAR]
    last = max((each.position for each in known.values()), default=-1)
    return BookTheme(theme_id=UNCLEAR, position=last + 1, name=UNCLEAR, source="remainder")
