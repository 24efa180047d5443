"""Reads what the page of the theme workspace shows."""

from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from lyhord import disclosing
from lyhord.disclosing import Crossing, RunReport, sorting
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing import later, turning
from lyhord.reviewing.fields import LONGEST_TAG
from lyhord.storage import book as stored
from lyhord.storage import places, rounds, runs
from lyhord.storage.book import BookText, BookTheme, Codebook
from lyhord.storage.database import Connection
from lyhord.web.desk.visit import Visit, address_of
from lyhord.web.desk.wording import AUDIENCES
from lyhord.web.desk.work_clash import in_use
from lyhord.web.desk.work_forms import Asked, Typed
from lyhord.web.desk.work_names import in_order, names_of, work_address
from lyhord.web.desk.work_page import PAGE, Work
from lyhord.web.desk.work_words import QUESTIONS, SHOWN, question_against


class Begun(Struct, frozen=True, kw_only=True):
    """A codebook, and whether answers came that it has no place for yet."""

    book: Codebook
    has_later: bool


async def begun(db: Connection, round_id: UUID, book: Codebook) -> Begun:
    """Look for what came later; this may note what is found, so it is no mere reading."""
    newest = await runs.latest(db, round_id)
    is_found = newest is not None and await later.has_later(db, round_id, book, newest.run_id)
    return Begun(book=book, has_later=is_found)


async def read(
    visit: Visit,
    db: Connection,
    round_id: UUID,
    at: Begun,
    *,
    asked: Asked,
    written: Typed,
) -> Work:
    """Read what the page shows; a theme that is not there gives way to the first."""
    book = at.book
    round_ = await rounds.get(db, round_id)
    counts = {each.theme_id: each for each in await sorting.counts(db, round_id, book.run_id)}
    themes = in_order(await reviewed.themes(db, round_id), counts)
    chosen = None if asked.words else _chosen(themes, asked.theme)
    named = await sorting.named(db, round_id, book.based_on)
    asked = _as_known(asked, chosen, has_names=bool(named))
    report = await in_use(db, round_id)
    undo, redo = await turning.turns(db, round_id, visit.account.email)
    return Work(
        visit=visit,
        name=round_.name,
        round=address_of(round_id),
        address=work_address(round_id),
        frame=visit.frame("themes", round_),
        book=book,
        place=await places.get(db, round_.place_id),
        themes=themes,
        counts=counts,
        chosen=chosen,
        texts=await _texts(db, round_id, book, asked, (chosen, named)),
        has_names=bool(named),
        asked=asked,
        names=names_of(visit.wording, themes, report),
        report=report,
        crossings=await _crossings(db, round_id, report, chosen),
        has_later=at.has_later,
        undo=undo,
        redo=redo,
        typed=written,
    )


def _chosen(themes: tuple[BookTheme, ...], wanted: str) -> BookTheme | None:
    """The theme that is asked for, else the one that most wants work: it stands first so."""
    named = (each for each in themes if each.theme_id == wanted)
    return next(named, min(themes, key=_work_left, default=None))


def _work_left(theme: BookTheme) -> tuple[bool, bool, bool]:
    """Proposals want work first, then themes that nobody has reviewed, what is unclear last."""
    return theme.source == "remainder", theme.source != "new", theme.notes.status == "reviewed"


async def _crossings(
    db: Connection, round_id: UUID, report: RunReport | None, chosen: BookTheme | None
) -> tuple[Crossing, ...]:
    if report is None or chosen is None:
        return ()
    return await disclosing.published_crossings(db, round_id, report.run_id, theme=chosen.theme_id)


def _as_known(asked: Asked, chosen: BookTheme | None, *, has_names: bool) -> Asked:
    """What is asked for without what there is not."""
    show = asked.show if asked.show in SHOWN else "typical"
    if show == "against" and not question_against(chosen):
        show = "typical"
    return replace(
        asked,
        theme=chosen.theme_id if chosen else "",
        show=show,
        tag=asked.tag if len(asked.tag) <= LONGEST_TAG else "",
        question=asked.question if asked.question in QUESTIONS else "",
        audience=asked.audience if has_names and asked.audience in AUDIENCES else "",
    )


async def _texts(
    db: Connection,
    round_id: UUID,
    book: Codebook,
    asked: Asked,
    of: tuple[BookTheme | None, tuple[str, ...]],
) -> tuple[BookText, ...]:
    """A page of statements `of` a theme and one more, if there are more pages.

    Beside the theme stand those of the machine's of whose texts the audience may be told.
    """
    chosen, named = of
    most, skip = PAGE + 1, (asked.page - 1) * PAGE
    if asked.words:
        return await sorting.search(
            db, round_id, book.run_id, words=asked.words, most=most, skip=skip
        )
    if chosen is None:
        return ()
    wanted = stored.Asked(
        theme_id=chosen.theme_id,
        search=asked.within,
        question=question_against(chosen) if asked.show == "against" else asked.question,
        audience=asked.audience,
        base=book.based_on,
        named=named,
        is_weakest_first=asked.show == "uncertain",
        most=most,
        skip=skip,
    )
    return await sorting.texts(db, round_id, book.run_id, wanted)
