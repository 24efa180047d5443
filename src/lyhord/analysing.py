"""Analyses: queue one for a round, perform it, say how it goes; what it found is `disclosing`'s."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError, JobLostError
from lyhord.instruments.definition import Audience
from lyhord.privacy.hidden_words import gone, ways
from lyhord.storage import jobs, rounds, runs, statements
from lyhord.storage.database import Connection, Database
from lyhord.storage.jobs import Job
from lyhord.storage.runs import FoundTheme, Outcome, Placed, Term
from lyhord.storage.statements import Statement
from lyhord_themes import (
    ByLanguage,
    CodebookError,
    Findings,
    NoTextError,
    ThemeFinder,
    read_codebook,
)
from lyhord_themes.documents import documents
from lyhord_themes.languages import as_told
from lyhord_themes.phrases import column, columns
from lyhord_themes.progress import Progress, Step, silent
from lyhord_themes.text import ALGORITHMS, normalise

KIND = "analyse"
LANGUAGE = "sv"
WORKER = "worker"
MAX_SEED = 2**31 - 1

BEGIN, END = 0.1, 0.9  # of the job: where finding begins and ends

Report = Callable[[float, str], Awaitable[None]]
Writer = tuple[Audience, UUID]  # the audience and the response
Writers = Mapping[str, Mapping[tuple[str, str], set[Writer]]]  # by language; by theme and word
Failure = Literal["", "no_texts", "codebook", "worker_lost", "stopped", "unexpected"]


class Written(Protocol):
    """A text, and the language of the page on which it was written."""

    @property
    def text(self) -> str:
        """What was written."""
        ...

    @property
    def language(self) -> str:
        """The language of the page."""
        ...


class Status(Struct, frozen=True, kw_only=True):
    """How the newest analysis of a round goes.

    `stage` is reading, finding or storing while it runs; `failure` says why it failed.
    """

    run_id: UUID
    state: Literal["queued", "running", "finished", "failed"]
    progress: float
    stage: str
    failure: Failure


async def start(db: Connection, round_id: UUID, *, actor: str, seed: int = 0) -> UUID:
    """Queue an analysis and return its run; one that waits or is under way is returned instead."""
    if not 0 <= seed <= MAX_SEED:
        raise BadInputError(f"the seed is a whole number from 0 to {MAX_SEED}")
    await rounds.get(db, round_id)
    await runs.lock_round(db, round_id)
    known = await runs.active(db, round_id)
    if known is not None:
        return known.run_id
    run_id = uuid4()
    await runs.add(db, round_id, run_id, seed=seed, actor=actor)
    await jobs.enqueue(db, kind=KIND, round_id=round_id, payload={"run_id": str(run_id)})
    return run_id


async def stop(db: Connection, round_id: UUID, *, actor: str) -> None:
    """End the analysis that waits or is under way, if there is one; nothing of it is kept."""
    await runs.lock_round(db, round_id)
    known = await runs.active(db, round_id)
    job = await jobs.of_run(db, round_id, known.run_id) if known else None
    if known is not None and job is not None and await jobs.stop(db, job, error="stopped"):
        await runs.fail(db, round_id, known.run_id, actor=actor)


async def status(db: Connection, round_id: UUID) -> Status | None:
    """How the newest analysis of a round goes, or None when there has been none."""
    run = await runs.newest(db, round_id)
    if run is None:
        return None
    job = await jobs.of_run(db, round_id, run.run_id)
    return Status(
        run_id=run.run_id,
        state=run.state,
        progress=job.progress if job else 0.0,
        stage=job.stage if job else "",
        failure=msgspec.convert(job.error, Failure) if job else "",
    )


async def perform(database: Database, job: Job, report: Report, *, codebook: Path) -> None:
    """Find the themes of a round and keep them, all at once or not at all.

    Raises `JobLostError` when it was stopped, or another worker has taken the job over meanwhile.
    """
    run_id = _run_of(job)
    await report(0.0, "reading")
    async with database.transaction("desk") as db:
        run = await runs.get(db, job.round_id, run_id)
        await runs.set_running(db, job.round_id, run_id)
        texts = in_order(await statements.of_round(db, job.round_id))
    await report(BEGIN, "finding")
    tell = _teller(report, asyncio.get_running_loop())
    findings = await asyncio.to_thread(find, texts, seed=run.seed, codebook=codebook, progress=tell)
    await report(END, "storing")
    outcome = as_outcome(texts, findings)
    async with database.transaction("desk") as db:
        await runs.lock_round(db, job.round_id)
        await runs.finish(db, job.round_id, run_id, outcome=outcome, actor=WORKER)
        await _forget_hidden(db, job.round_id, texts)
        if not await jobs.finish(db, job):
            raise JobLostError


async def _forget_hidden(db: Connection, round_id: UUID, texts: Iterable[Statement]) -> None:
    """Take out of the themes what was hidden while they were found."""
    now = {each.statement_id: each.text for each in await statements.of_round(db, round_id)}
    hidden = {
        word for each in texts for word in gone(each.text, now.get(each.statement_id, each.text))
    }
    if hidden:
        await runs.forget_words(db, round_id, ways(hidden))


def _teller(report: Report, loop: asyncio.AbstractEventLoop) -> Progress:
    """Make what a thread that finds themes can tell, as the part of the job that finding is."""

    async def pass_on(share: float) -> None:
        await report(round(BEGIN + (END - BEGIN) * share, 4), "finding")

    def tell(share: float, _: Step) -> None:
        asyncio.run_coroutine_threadsafe(pass_on(share), loop).result()

    return tell


async def fail(db: Connection, job: Job, failure: Failure) -> None:
    """Record that an analysis failed, and why; unless another worker has taken it over."""
    if await jobs.fail(db, job, error=failure):
        await abandon(db, job)


async def abandon(db: Connection, job: Job) -> None:
    """Record that nothing will come of an analysis whose job has failed."""
    await runs.fail(db, job.round_id, _run_of(job), actor=WORKER)


def why(error: Exception) -> Failure:
    """The kind of a failure; its own words may quote an answer and are not kept."""
    match error:
        case NoTextError():
            return "no_texts"
        case CodebookError():
            return "codebook"
        case _:
            return "unexpected"


def codebook_file(surveys: Path) -> Path:
    """Where the codebook lies in a folder of survey files."""
    return surveys / "codebook" / f"{LANGUAGE}.toml"


def in_order(found: Iterable[Statement]) -> tuple[Statement, ...]:
    """Order by text alone, so that the same round gives the same themes on every database."""
    return tuple(sorted(found, key=lambda each: (each.text, each.question_id, each.audience)))


def find(
    texts: tuple[Statement, ...], *, seed: int, codebook: Path, progress: Progress = silent
) -> Findings:
    """Find the themes; the same texts, seed and codebook give the same findings.

    The codebook guides what is in Swedish; other languages are read with words of their own.
    """
    book, main = read_codebook(codebook), main_language(languages_of(texts))
    finder = ThemeFinder(codebook=book if main == LANGUAGE else None, language=main, seed=seed)
    fitted = ByLanguage(finder).fit(
        [each.text for each in texts],
        questions=[each.question_id for each in texts],
        languages=[each.language for each in texts],
        progress=progress,
    )
    return fitted.findings_


def languages_of(texts: Sequence[Written]) -> tuple[str, ...]:
    """The language each statement is read in: that of its page, unless it is Swedish after all.

    Easy Swedish is Swedish.
    """
    written = [normalise(each.text) for each in texts]
    table = as_told(written, [each.language for each in texts], LANGUAGE)
    return tuple(table.get(text, LANGUAGE) for text in written)


def main_language(languages: Iterable[str]) -> str:
    """Swedish where anything is written in it, else the commonest language that has a stemmer."""
    counted = Counter(code for code in languages if code in ALGORITHMS)
    if counted[LANGUAGE] or not counted:
        return LANGUAGE
    return min(counted, key=lambda code: (-counted[code], code))


def as_outcome(texts: tuple[Statement, ...], findings: Findings) -> Outcome:
    """Turn findings about rows into what is kept about statements."""
    ranks = {row: rank for theme in findings.themes for rank, row in enumerate(theme.quotes)}
    placed = [
        Placed(
            statement_id=statement.statement_id,
            theme_id=assignment.theme,
            strength=assignment.strength,
            second=assignment.second,
            third=assignment.third,
            quote_rank=ranks.get(row),
        )
        for row, (statement, assignment) in enumerate(zip(texts, findings.assignments, strict=True))
    ]
    return Outcome(
        method=f"lyhord_themes {findings.version}",
        corpus_digest=findings.corpus_digest,
        coverage=findings.coverage,
        summary={
            "k": findings.k,
            "k_curve": [msgspec.to_builtins(point) for point in findings.k_curve],
            "notes": list(findings.notes),
            "language": findings.language,
            "languages": [msgspec.to_builtins(spoken) for spoken in findings.languages],
        },
        themes=_themes(texts, findings),
        placed=placed,
    )


def _themes(texts: tuple[Statement, ...], findings: Findings) -> list[FoundTheme]:
    writers = _writers(texts, findings)
    return [
        FoundTheme(
            theme_id=theme.id,
            position=position,
            name=theme.name,
            definition=theme.definition,
            source=theme.source,
            stability=theme.stability,
            terms=tuple(
                Term(
                    term=term.term,
                    weight=term.weight,
                    respondents=_by_audience(_who(writers, theme.id, term.term)),
                )
                for term in theme.terms
            ),
        )
        for position, theme in enumerate(findings.themes)
    ]


def _who(writers: Writers, theme: str, term: str) -> set[Writer]:
    return {
        writer
        for language, found in writers.items()
        for writer in found.get((theme, column(term, language)), ())
    }


def _writers(texts: tuple[Statement, ...], findings: Findings) -> Writers:
    """Who wrote each word and pair in the statements of each theme, whatever their forms."""
    found: dict[str, dict[tuple[str, str], set[Writer]]] = {}
    read_in = languages_of(texts)
    for language in sorted(set(read_in) & set(ALGORITHMS)):
        rows = [row for row, code in enumerate(read_in) if code == language]
        own = found.setdefault(language, {})
        cut = documents([normalise(texts[row].text) for row in rows], language)
        for row, names in zip(rows, columns(cut, language), strict=True):
            writer = (texts[row].audience, texts[row].response_id)
            for name in names:
                own.setdefault((findings.assignments[row].theme, name), set()).add(writer)
    return found


def _by_audience(writers: Iterable[Writer]) -> dict[Audience, int]:
    return dict(Counter(audience for audience, _ in writers))


def _run_of(job: Job) -> UUID:
    return UUID(str(job.payload["run_id"]))
