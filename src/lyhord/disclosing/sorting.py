"""Which texts of a run may be listed where people sort them into themes, and those texts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing import publishing
from lyhord.disclosing.cuts import AUDIENCES, of_audience
from lyhord.disclosing.freezing import FrozenTheme
from lyhord.disclosing.reports import published_report
from lyhord.disclosing.tables import quotable
from lyhord.errors import NotFoundError, WithheldError
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN
from lyhord.storage import blind, codebooks, guards, rounds, searching
from lyhord.storage.blind import BlindText
from lyhord.storage.book import Asked, BookText, Listed, NamedText
from lyhord.storage.database import Connection


class Sortable(Struct, frozen=True, kw_only=True):
    """The themes whose texts may all be listed, and the audiences that wrote them.

    `names` are what themes that the run proposes may be called; not all have one.
    """

    themes: tuple[str, ...]
    audiences: tuple[Audience, ...]
    names: Mapping[str, str]


async def sortable(db: Connection, round_id: UUID, run_id: UUID) -> Sortable:
    """Say which texts may be sorted, or raise `WithheldError` while the round is open.

    It is decided once, by the figures of the machine's run, and holds wherever a text is moved: if
    it hung on where texts stand, moving them would tell how many wrote them, and who.
    """
    round_ = await rounds.get(db, round_id)
    published = await publishing.of_round(db, round_)
    if published is None or not round_.is_settled:
        raise WithheldError("open")
    of_run = await publishing.of_run(db, published, round_, run_id)
    if of_run is None or of_run.run_id != run_id:
        raise WithheldError("changed")
    left_out = of_run.round.figures.left_out
    return Sortable(
        themes=tuple(
            each.theme_id
            for each in of_run.figures.themes
            if each.statements.form == "exact" and each.statements.n
        ),
        audiences=tuple(each for each in AUDIENCES if each not in left_out),
        names=await _names(db, round_id, run_id),
    )


async def _names(db: Connection, round_id: UUID, run_id: UUID) -> Mapping[str, str]:
    """What the run's proposals may be called, of words that enough people wrote."""
    report = await published_report(db, round_id, run_id)
    new = [each for each in report.themes if each.source == "new"] if report else []
    return {each.theme_id: each.name for each in new if each.name != each.theme_id}


async def counts(db: Connection, round_id: UUID, draft: UUID) -> tuple[Listed, ...]:
    """How many of the texts that may be listed stand in each theme."""
    return await codebooks.counts(db, round_id, draft)


async def named(db: Connection, round_id: UUID, run_id: UUID) -> tuple[str, ...]:
    """The themes of the machine's run of whose texts it may be told which audience wrote each.

    Those in which every audience that wrote is one that quotes may name: no text stands bare beside
    them, and so names another audience by that. Decided before anybody sorts, as what is listed is.
    """
    of_run = await publishing.run_as_published(db, await rounds.get(db, round_id), run_id)
    if of_run is None or of_run.round.figures.guard.quotes_name != "audience":
        return ()
    answered = of_run.round.figures
    counted: list[Audience] = [
        each
        for each in AUDIENCES
        if of_audience(each) in answered.figures and each not in answered.left_out
    ]
    return tuple(
        each.theme_id
        for each in of_run.figures.themes
        if each.speakers and all(_is_named(each, audience) for audience in counted)
    )


def _is_named(theme: FrozenTheme, audience: Audience) -> bool:
    """Whether quotes of a theme may name an audience, or it is told that none of it wrote."""
    figure = theme.figures.get(of_audience(audience), HIDDEN)
    return audience in theme.speakers or (figure.form == "exact" and figure.n == 0)


async def texts(db: Connection, round_id: UUID, draft: UUID, asked: Asked) -> tuple[NamedText, ...]:
    """A page of the texts of a theme that may be listed."""
    return await codebooks.texts(db, round_id, draft, asked)


async def words_told(
    db: Connection, round_id: UUID, draft: UUID, words: Mapping[str, Collection[UUID]]
) -> tuple[str, ...]:
    """Those words that enough people wrote, each counted by the statements that hold it."""
    rule = await guards.get(db, round_id)
    holding = {statement for found in words.values() for statement in found}
    writers = await codebooks.writers(db, round_id, draft, statements=holding)
    return tuple(
        word
        for word, found in words.items()
        if quotable(_by_audience(writers[each] for each in found if each in writers), rule)
    )


async def search(
    db: Connection, round_id: UUID, draft: UUID, *, words: str, most: int, skip: int
) -> tuple[BookText, ...]:
    """A page of the texts that may be listed and in which these words begin a word."""
    return await searching.texts(db, round_id, draft, words=words, most=most, skip=skip)


async def blind_text(
    db: Connection, round_id: UUID, sample_id: UUID, *, coder: str
) -> BlindText | None:
    """The next text of a sample that was drawn from those that may be listed."""
    return await blind.next_text(db, round_id, sample_id, coder=coder)


async def text_of(db: Connection, round_id: UUID, statement: str) -> BookText:
    """A text of the codebook that may be listed, or `NotFoundError`."""
    book = await codebooks.get(db, round_id)
    found = (
        await codebooks.text(db, round_id, book.run_id, UUID(statement))
        if book and is_id(statement)
        else None
    )
    if found is None:
        raise NotFoundError("statement", "in the codebook")
    return found


def _by_audience(writers: Iterable[tuple[Audience, UUID]]) -> Mapping[Audience, int]:
    return Counter(audience for audience, _ in set(writers))


def is_id(text: str) -> bool:
    """Whether an address names a statement."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
