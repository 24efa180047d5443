"""Answers that came after a codebook was opened: into its themes, moving nothing that is there.

What people decided teaches where they go; reading texts for that is `learning`'s.
"""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.reviewing.codebooks import Done, append, get, locked, made
from lyhord.reviewing.events import Book, moved, towards
from lyhord.reviewing.lessons import NEW, Lesson, Taught, company_of, home, place_of, proposals
from lyhord.reviewing.verbs import UNCLEAR, begun, set_to
from lyhord.storage import codebooks
from lyhord.storage import later as stored
from lyhord.storage.book import BookTheme, Changes, Codebook, FieldChange, Stand
from lyhord.storage.database import Connection

PLACE = "place"
MOST_EXAMPLES = 60  # of a theme: more teach little, and take long


class Guarded(Struct, frozen=True, kw_only=True):
    """What the guard lets be listed of a run: texts of these themes and audiences.

    `names` are what its new themes may be called.
    """

    themes: Collection[str]
    audiences: Collection[Audience]
    names: Mapping[str, str] = {}


async def has_later(db: Connection, round_id: UUID, book: Codebook, run_id: UUID) -> bool:
    """Whether a run of the machine holds statements that the codebook does not.

    The two are compared once; every page after that reads what was found.
    """
    if run_id == book.based_on:
        return False
    if run_id != book.compared_with:
        await stored.compare(db, round_id, book.run_id, run_id)
        book = await get(db, round_id)
    return book.has_later


async def lesson(db: Connection, round_id: UUID, run_id: UUID) -> Lesson:
    """What a run holds and the codebook does not, and what people's decisions say of it."""
    draft = (await get(db, round_id)).run_id
    known = await codebooks.themes(db, round_id, draft)
    found = await codebooks.themes(db, round_id, run_id)
    there = tuple(each for each in known if not each.is_gone and each.source != "remainder")
    named = {each.theme_id for each in found if each.source == "codebook"}
    own = frozenset(each.theme_id for each in there) - named
    reviewed = {each.theme_id for each in there if each.notes.status == "reviewed"}
    new = [each.theme_id for each in found if each.source == "new"]
    book = Book(themes={each.theme_id: each for each in known}, places={})
    merges = await stored.merges(db, round_id)
    beside = await stored.company(db, round_id, draft, run_id, themes=new)
    return Lesson(
        coming=await stored.coming(db, round_id, draft, run_id),
        examples=await stored.examples(
            db, round_id, draft, themes=own | reviewed, most=MOST_EXAMPLES
        ),
        themes=there,
        homes={each.theme_id: home(each.theme_id, book, merges) for each in found}
        | {each: company_of(each, book, beside) for each in new},
        own=own,
    )


async def place_later(
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    *,
    may: Guarded,
    taught: Mapping[UUID, Taught],
    actor: str,
) -> Done:
    """Place what a later run holds and the codebook does not, in one event; nothing else moves.

    Where people's decisions teach a theme, there; else as the run did, a theme that people merged
    standing for the one that it went into. What the run found new is a proposed theme.
    """
    book = await locked(db, round_id)
    now = await lesson(db, round_id, run_id)
    known = {each.theme_id: each for each in await codebooks.themes(db, round_id, book.run_id)}
    await codebooks.put_themes(db, round_id, book.run_id, [_remainder(known)])
    came = await stored.add_later(
        db,
        round_id,
        book.run_id,
        run_id=run_id,
        themes=may.themes,
        audiences=may.audiences,
        remainder=UNCLEAR,
    )
    if not came:
        return Done(version=book.version)
    known |= {UNCLEAR: _remainder(known)}
    before = Book(themes=known, places={each: Stand(theme=UNCLEAR) for each in came})
    places = {each.statement_id: place_of(each, now, taught) for each in now.coming}
    new = proposals(now, places, known, names=may.names)
    after = {each: Stand(theme=_settled(places[each], came[each], new)) for each in came}
    for theme, proposed in new.items():
        await stored.add_proposed(
            db, round_id, book.run_id, run_id=run_id, theme_id=theme, new=proposed
        )
    strengths = {each: taught[each].strength for each in came if _is_taught(each, after, taught)}
    await stored.put_strengths(db, round_id, book.run_id, strengths)
    made_up = Changes(fields=tuple(_made_up(new.values())))
    fields = towards(before, made_up).fields
    event = made(actor, PLACE, Changes(fields=fields, moves=moved(before, after)))
    return await append(db, round_id, book, event, known=before)


def _settled(place: str, theme: str, new: Mapping[str, BookTheme]) -> str:
    """Where a statement goes: its place, or the theme that is proposed, or what is unclear."""
    if place != NEW:
        return place
    return new[theme].theme_id if theme in new else UNCLEAR


def _is_taught(each: UUID, after: Mapping[UUID, Stand], taught: Mapping[UUID, Taught]) -> bool:
    return each in taught and taught[each].theme == after[each].theme != UNCLEAR


def _made_up(new: Iterable[BookTheme]) -> Iterable[FieldChange]:
    """What makes proposed themes be there."""
    for each in new:
        yield from begun(each.theme_id, each.name)
        yield set_to(each.theme_id, "source", each.source)


def _remainder(known: Mapping[str, BookTheme]) -> BookTheme:
    """The theme of what is unclear; made where the machine left nothing so."""
    if UNCLEAR in known and not known[UNCLEAR].is_gone:
        return known[UNCLEAR]
    last = max((each.position for each in known.values()), default=-1)
    return BookTheme(theme_id=UNCLEAR, position=last + 1, name=UNCLEAR, source="remainder")
