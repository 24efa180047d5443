"""What a run found: themes by audience, with small cells and what gives them away hidden."""

from collections.abc import Iterable, Mapping
from math import ceil
from uuid import UUID

from lyhord.disclosing.overviews import summed
from lyhord.disclosing.shown import (
    AudienceCount,
    GroupCell,
    Quote,
    RunReport,
    Texts,
    ThemeReport,
)
from lyhord.disclosing.tables import Counts, Row, closed_row, coarse_row, quotable, theme_counts
from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import K_CHILDREN, Figure, Share, coarse, exact, share, threshold
from lyhord.storage import responses, rounds, runs
from lyhord.storage.database import Connection
from lyhord.storage.runs import FoundTheme, LanguageCount, Run, Term, ThemeText

QUOTES = 5
PAGE = 20
NAME_WORDS = 3

Sizes = Mapping[Audience, int]


async def run_report(
    db: Connection, round_id: UUID, run_id: UUID, *, theme: str | None = None, page: int = 1
) -> RunReport:
    """Report a run as far as it may be shown; with `theme`, also a page of that theme's texts.

    Raises `NotFoundError` for a round, run or theme that does not exist.
    """
    round_ = await rounds.get(db, round_id)
    run = await runs.get(db, round_id, run_id)
    is_open = not round_.is_settled
    sums = summed(await responses.counts(db, round_id), is_open=is_open)
    sizes: Sizes = {audience: n for audience, n in sums.audiences.items() if n}
    themes = await _themes(db, run, sizes, is_open=is_open)
    return RunReport(
        round_id=round_id,
        run_id=run_id,
        round_name=round_.name,
        is_open=is_open,
        seed=run.seed,
        method=run.method,
        corpus_digest=run.corpus_digest,
        finished_on=run.finished_at.date() if run.finished_at else None,
        total=coarse(sums.total) if is_open else exact(sums.total),
        audiences=_audiences(sizes, sums.left_out, is_open=is_open),
        left_out=sums.left_out,
        coverage=None if is_open else _coverage(themes),
        themes=themes,
        languages=await _languages(db, run),
        texts=await _texts(db, run, _named(themes, theme), sizes=sizes, page=page)
        if theme is not None
        else None,
    )


async def _themes(
    db: Connection, run: Run, sizes: Sizes, *, is_open: bool
) -> tuple[ThemeReport, ...]:
    """Every theme of a run, those that most wrote of first; hidden sums tell no place."""
    counts = theme_counts(await runs.theme_counts(db, run.round_id, run.run_id), sizes)
    quotes = await runs.quotes(db, run.round_id, run.run_id, audiences=list(sizes))
    nobody = Counts(respondents=dict.fromkeys(sizes, 0), statements=0)
    reports: list[ThemeReport] = []
    for found in await runs.themes(db, run.round_id, run.run_id):
        of_theme = counts.get(found.theme_id, nobody)
        row = coarse_row(of_theme) if is_open else closed_row(of_theme, sizes)
        texts = [text for text in quotes if text.theme_id == found.theme_id]
        reports.append(_report(found, row, sizes=sizes, texts=texts))
    return tuple(sorted(reports, key=_place))


async def _languages(db: Connection, run: Run) -> tuple[str, ...]:
    """The languages in which enough people wrote for nobody to be known by theirs."""
    counted = await runs.languages(db, run.round_id, run.run_id)
    enough = [each for each in counted if each.respondents >= K_CHILDREN]
    return tuple(each.language for each in sorted(enough, key=_commonness))


def _commonness(counted: LanguageCount) -> tuple[int, str]:
    return -counted.respondents, counted.language


def _report(
    found: FoundTheme, row: Row, *, sizes: Sizes, texts: Iterable[ThemeText]
) -> ThemeReport:
    everybody = sum(sizes.values())
    terms = shown_terms(row, found.terms)
    return ThemeReport(
        theme_id=found.theme_id,
        name=named(found, terms),
        definition=found.definition,
        source=found.source,
        stability=found.stability,
        terms=terms,
        respondents=row.respondents,
        share=_share(row.respondents, everybody),
        statements=row.statements,
        groups=tuple(
            GroupCell(audience=audience, respondents=figure, share=_share(figure, sizes[audience]))
            for audience, figure in row.groups.items()
        ),
        quotes=_quotes(row, texts),
    )


def shown_terms(row: Row, terms: Iterable[Term]) -> tuple[str, ...]:
    """The words that enough people of the audiences quoted wrote, each counted by itself."""
    return tuple(
        term.term
        for term in terms
        if quotable({audience: term.respondents.get(audience, 0) for audience in row.quoted})
    )


def named(found: FoundTheme, terms: tuple[str, ...]) -> str:
    """The theme's name; that of a new theme is made of its terms, so only of those shown."""
    if found.source != "new":
        return found.name
    words = set(found.name.casefold().split(", "))
    return (
        found.name
        if words <= {term.casefold() for term in terms}
        else _label(terms) or found.theme_id
    )


def _label(terms: tuple[str, ...]) -> str:
    name = ", ".join(terms[:NAME_WORDS])
    return name[:1].upper() + name[1:]


def _quotes(row: Row, texts: Iterable[ThemeText]) -> tuple[Quote, ...]:
    """Representative texts: with their audiences, from audiences whose count is shown; else bare.

    A text without its audience beside others that have theirs would tell that it comes from a
    hidden cell, so the two never stand together.
    """
    chosen = [text for text in texts if text.audience in row.quoted]
    return tuple(
        Quote(
            text=each.text,
            language=each.language,
            audience=each.audience if row.names_speakers else None,
        )
        for each in chosen[:QUOTES]
    )


async def _texts(db: Connection, run: Run, theme: ThemeReport, *, sizes: Sizes, page: int) -> Texts:
    """A page of a theme's texts; where their number would tell something, only the quotes."""
    if theme.statements.form != "exact":
        texts = tuple(Quote(text=each.text, language=each.language) for each in theme.quotes)
        return Texts(theme_id=theme.theme_id, page=1, pages=1, texts=texts)
    pages = max(1, ceil((theme.statements.n or 0) / PAGE))
    page = min(max(1, page), pages)
    found = await runs.texts(
        db,
        run.round_id,
        run.run_id,
        theme_id=theme.theme_id,
        audiences=list(sizes),
        most=PAGE,
        skip=(page - 1) * PAGE,
    )
    texts = tuple(Quote(text=each.text, language=each.language) for each in found)
    return Texts(theme_id=theme.theme_id, page=page, pages=pages, texts=texts)


def _audiences(
    sizes: Sizes, left_out: Iterable[Audience], *, is_open: bool
) -> tuple[AudienceCount, ...]:
    shown = [
        AudienceCount(audience=each, responses=coarse(n, threshold(each)) if is_open else exact(n))
        for each, n in sizes.items()
    ]
    small = [
        AudienceCount(audience=each, responses=Figure(form="under", n=threshold(each)))
        for each in left_out
    ]
    return (*shown, *small)


def _share(figure: Figure, of: int) -> Share | None:
    return share(figure.n, of) if figure.form == "exact" and figure.n is not None else None


def _coverage(themes: Iterable[ThemeReport]) -> int | None:
    """The share of texts with a theme, worked out from shown figures alone."""
    shown = [each for each in themes if each.theme_id != "empty" and each.statements.n]
    texts = sum(each.statements.n or 0 for each in shown)
    clear = sum(each.statements.n or 0 for each in shown if each.source != "remainder")
    whole = share(clear, texts)
    return whole.percent if whole else None


def _place(theme: ThemeReport) -> tuple[bool, int, str]:
    return theme.source == "remainder", -(theme.respondents.n or 0), theme.name


def _named(themes: Iterable[ThemeReport], theme_id: str) -> ThemeReport:
    for theme in themes:
        if theme.theme_id == theme_id:
            return theme
    raise NotFoundError("theme", theme_id)
