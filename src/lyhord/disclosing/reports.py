"""What a run found, as it was published; before that rounded sums, and no groups."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing import opened, publishing
from lyhord.disclosing.cuts import AUDIENCES, EVERYBODY, Group, needed
from lyhord.disclosing.publishing import PublishedRun
from lyhord.disclosing.shown import AudienceCount, Quote, RunReport, Texts, ThemeReport
from lyhord.disclosing.tables import Counts, languages_told, theme_counts
from lyhord.disclosing.telling import (
    Quoting,
    Row,
    audiences_told,
    coverage,
    few,
    is_choice,
    nothing_told,
    open_row,
    place,
    published_row,
    theme_report,
)
from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import coarse
from lyhord.storage import figures, findings, guards, rounds, runs
from lyhord.storage.database import Connection
from lyhord.storage.findings import QuoteText
from lyhord.storage.guards import Guard
from lyhord.storage.rounds import Round
from lyhord.storage.runs import Run

PAGE = 20
FURTHER = 12  # texts to decide about besides the machine's own choice


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked of a run: which group's figures, a page of a theme's texts, which quotes."""

    run: Run
    group: Group = EVERYBODY
    theme: str | None = None
    page: int = 1
    quoting: Quoting = "best"


async def run_report(  # noqa: PLR0913 - a run of a round, and what of it is asked for
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    *,
    theme: str | None = None,
    page: int = 1,
    group: Group = EVERYBODY,
    quoting: Quoting = "best",
) -> RunReport:
    """Report a run as far as it may be shown; with `theme`, also a page of that theme's texts.

    What is taken out of the service has the quotes alone that people approved; among candidates
    are those of the theme that are to be decided about.

    Raises `NotFoundError` for a round, run or theme that does not exist, and for a group of which
    themes are not shown. For a run that must wait, what was published before it is reported.
    """
    round_ = await rounds.get(db, round_id)
    run = await runs.get(db, round_id, run_id)
    asked = Asked(run=run, group=group, theme=theme, page=page, quoting=quoting)
    published = await publishing.of_round(db, round_)
    if published is not None:
        of_run = await publishing.of_run(db, published, round_, run_id)
        if of_run is not None:
            return await _published(db, round_, of_run, asked)
    if group != EVERYBODY:
        raise NotFoundError("group", "in a round of which nothing was published")
    return await _open(db, round_, asked)


async def published_report(db: Connection, round_id: UUID, run_id: UUID) -> RunReport | None:
    """The figures of a run as they were published, without a text; None where they never were.

    Nothing is counted for it, so that a page that is asked for all the time can show them.
    """
    round_ = await rounds.get(db, round_id)
    run = await runs.get(db, round_id, run_id)
    of_run = await publishing.run_as_published(db, round_, run_id)
    if of_run is None:
        return None
    return await _published(db, round_, of_run, Asked(run=run), is_quoting=False)


async def _published(
    db: Connection,
    round_: Round,
    of_run: PublishedRun,
    asked: Asked,
    *,
    is_quoting: bool = True,
) -> RunReport:
    known, group = of_run.round.figures, asked.group
    seen = await figures.seen(db, round_.round_id)
    if not is_choice(known, group, seen):
        raise NotFoundError("group", "of which themes are shown")
    run = asked.run
    if of_run.run_id != run.run_id:
        run = await runs.get(db, round_.round_id, of_run.run_id)
    nobody = published_row(nothing_told(known), known, group)
    rows = {each.theme_id: published_row(each, known, group) for each in of_run.figures.themes}
    counted: list[Audience] = [each for each in AUDIENCES if each not in known.left_out]
    quoting = counted if is_quoting else []
    themes = await _themes(db, (rows, nobody), replace(asked, run=run), quoting, known.guard)
    return RunReport(
        round_id=round_.round_id,
        run_id=run.run_id,
        round_name=round_.name,
        is_open=False,
        seed=run.seed,
        method=run.method,
        corpus_digest=run.corpus_digest,
        finished_on=run.finished_at.date() if run.finished_at else None,
        total=known.figures[group],
        audiences=audiences_told(known, group),
        left_out=known.left_out,
        coverage=coverage(themes),
        themes=themes,
        texts=await _texts(db, themes, asked, run=run, audiences=counted),
        languages=of_run.figures.languages,
        chosen=group,
        choices=tuple(each for each in known.figures if is_choice(known, each, seen)),
        published_on=of_run.round.version.published_on,
        is_earlier=run.run_id != asked.run.run_id,
        k=known.guard.k,
        k_children=known.guard.k_children,
    )


async def _open(db: Connection, round_: Round, asked: Asked) -> RunReport:
    run, rule = asked.run, await guards.get(db, round_.round_id)
    sums = opened.summed(await figures.people(db, round_.round_id), rule)
    counts = theme_counts(await figures.themes(db, run.round_id, run.run_id), sums.audiences)
    nobody = open_row(Counts(respondents=dict.fromkeys(sums.audiences, 0), statements=0), rule)
    rows = {theme: open_row(each, rule) for theme, each in counts.items()}
    counted = list(sums.audiences)
    themes = await _themes(db, (rows, nobody), asked, counted, rule)
    shown = [
        AudienceCount(audience=each, responses=coarse(n, needed(rule, each)))
        for each, n in sums.audiences.items()
    ]
    return RunReport(
        round_id=round_.round_id,
        run_id=run.run_id,
        round_name=round_.name,
        is_open=True,
        seed=run.seed,
        method=run.method,
        corpus_digest=run.corpus_digest,
        finished_on=run.finished_at.date() if run.finished_at else None,
        total=coarse(sums.total, rule.k),
        audiences=(*shown, *few(sums.left_out, rule)),
        left_out=sums.left_out,
        coverage=None,
        themes=themes,
        texts=await _texts(db, themes, asked, run=run, audiences=counted),
        languages=languages_told(await findings.languages(db, run.round_id, run.run_id), rule),
        k=rule.k,
        k_children=rule.k_children,
    )


async def _themes(
    db: Connection,
    rows: tuple[Mapping[str, Row], Row],
    asked: Asked,
    audiences: Sequence[Audience],
    rule: Guard,
) -> tuple[ThemeReport, ...]:
    """Every theme of a run, in order; of one that nobody wrote of, the second of the rows."""
    known, nobody = rows
    run = asked.run
    quotes = await _quotes(db, asked, known, audiences) if audiences else ()
    reports = [
        theme_report(
            found,
            known.get(found.theme_id, nobody),
            texts=[text for text in quotes if text.theme_id == found.theme_id],
            rule=rule,
            quoting=asked.quoting,
        )
        for found in await findings.themes(db, run.round_id, run.run_id)
    ]
    return tuple(sorted(reports, key=place))


async def _quotes(
    db: Connection, asked: Asked, known: Mapping[str, Row], audiences: Sequence[Audience]
) -> tuple[QuoteText, ...]:
    """The texts that may be quoted; more of a theme that is asked for, if all may be listed."""
    run, theme = asked.run, asked.theme
    quotes = await findings.quotes(db, run.round_id, run.run_id, audiences=audiences)
    if asked.quoting != "candidates" or theme is None or theme not in known:
        return quotes
    if known[theme].statements.form != "exact":
        return quotes
    more = await findings.further(
        db, run.round_id, run.run_id, theme_id=theme, audiences=audiences, most=FURTHER
    )
    return (*quotes, *more)


async def _texts(
    db: Connection,
    themes: Iterable[ThemeReport],
    asked: Asked,
    *,
    run: Run,
    audiences: Sequence[Audience],
) -> Texts | None:
    """A page of a theme's texts; where their number would tell something, only the quotes."""
    if asked.theme is None:
        return None
    theme = _named(themes, asked.theme)
    if theme.statements.form != "exact":
        texts = tuple(Quote(text=each.text, language=each.language) for each in theme.quotes)
        return Texts(theme_id=theme.theme_id, page=1, pages=1, texts=texts)
    pages = max(1, ceil((theme.statements.n or 0) / PAGE))
    page = min(max(1, asked.page), pages)
    found = await findings.texts(
        db,
        run.round_id,
        run.run_id,
        theme_id=theme.theme_id,
        audiences=audiences,
        most=PAGE,
        skip=(page - 1) * PAGE,
    )
    texts = tuple(Quote(text=each.text, language=each.language) for each in found)
    return Texts(theme_id=theme.theme_id, page=page, pages=pages, texts=texts)


def _named(themes: Iterable[ThemeReport], theme_id: str) -> ThemeReport:
    for theme in themes:
        if theme.theme_id == theme_id:
            return theme
    raise NotFoundError("theme", theme_id)
