"""Runs: analyses of a round, with the themes that they found and the theme of each statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience
from lyhord.storage import audit
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

BATCH = 20_000  # statements whose words are taken up by one command
Source = Literal["codebook", "new", "remainder"]


class Run(Struct, frozen=True, kw_only=True):
    """One analysis of a round, or a version of what people made of one: that is `based_on` it.

    The draft that people work on is none of these: `codebooks` alone reads it.
    """

    round_id: UUID
    run_id: UUID
    state: Literal["queued", "running", "finished", "failed"]
    seed: int
    method: str
    corpus_digest: str
    coverage: float | None
    started_at: datetime
    finished_at: datetime | None
    based_on: UUID | None = None
    codebook_version: int | None = None

    @property
    def is_reviewed(self) -> bool:
        """Whether people worked on it: it shows a version of the round's codebook."""
        return self.based_on is not None


class Term(Struct, frozen=True, kw_only=True):
    """A word that marks a theme, how strongly, and how many of each audience wrote it there."""

    term: str
    weight: float
    respondents: dict[Audience, int] = {}


class ThemeNotes(Struct, frozen=True, kw_only=True):
    """What people wrote of a theme, and where on the journey they placed it.

    A need is told as "As … I need … in order to …", an opportunity as "How might we …?".
    """

    description: str = ""
    need: str = ""
    insight: str = ""
    opportunity: str = ""
    valence: Literal["works", "missing", ""] = ""
    stages: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    status: Literal["draft", "reviewed"] = "draft"


class FoundTheme(Struct, frozen=True, kw_only=True):
    """A theme of a run."""

    theme_id: str
    position: int
    name: str
    definition: str
    source: Source
    stability: float | None
    terms: tuple[Term, ...]
    notes: ThemeNotes = ThemeNotes()


class Placed(Struct, frozen=True, kw_only=True):
    """The theme of one statement; `quote_rank` says how well it stands for the theme."""

    statement_id: UUID
    theme_id: str
    strength: float
    second: str | None
    third: str | None
    quote_rank: int | None


class Outcome(Struct, frozen=True, kw_only=True):
    """All that an analysis found."""

    method: str
    corpus_digest: str
    coverage: float
    summary: dict[str, object]
    themes: Sequence[FoundTheme]
    placed: Sequence[Placed]


async def lock_round(db: Connection, round_id: UUID) -> None:
    """Let nobody else start an analysis of the round until this transaction ends."""
    await sql.lock_round(db, round_id=round_id)


async def add(db: Connection, round_id: UUID, run_id: UUID, *, seed: int, actor: str) -> None:
    """Keep a new run that waits for a worker."""
    await sql.add(db, round_id=round_id, run_id=run_id, seed=seed)
    await _note(db, "analysis_started", round_id, run_id, actor)


async def get(db: Connection, round_id: UUID, run_id: UUID) -> Run:
    """One run, or `NotFoundError`."""
    row = await sql.get(db, round_id=round_id, run_id=run_id)
    if row is None:
        raise NotFoundError("run", str(run_id))
    return msgspec.convert(row, Run)


async def active(db: Connection, round_id: UUID) -> Run | None:
    """The run of a round that waits or is under way."""
    return msgspec.convert(await sql.active(db, round_id=round_id), Run | None)


async def current(db: Connection, round_id: UUID) -> Run | None:
    """The run that a round's pages and files are about: what people put to use last, if they did.

    Else the newest that the machine finished.
    """
    return msgspec.convert(await sql.current(db, round_id=round_id), Run | None)


async def latest(db: Connection, round_id: UUID) -> Run | None:
    """The newest run that the machine finished."""
    return msgspec.convert(await sql.latest(db, round_id=round_id), Run | None)


async def newest(db: Connection, round_id: UUID) -> Run | None:
    """The newest run of the machine, whatever became of it."""
    return msgspec.convert(await sql.newest(db, round_id=round_id), Run | None)


async def set_running(db: Connection, round_id: UUID, run_id: UUID) -> None:
    """Say that a worker has begun."""
    await sql.set_running(db, round_id=round_id, run_id=run_id)


async def finish(
    db: Connection, round_id: UUID, run_id: UUID, *, outcome: Outcome, actor: str
) -> None:
    """Keep all that was found."""
    themes = [msgspec.to_builtins(theme) for theme in outcome.themes]
    placed = [msgspec.to_builtins(each) for each in outcome.placed]
    await sql.add_themes(db, round_id=round_id, run_id=run_id, themes=themes)
    await sql.add_assignments(db, round_id=round_id, run_id=run_id, assignments=placed)
    await take_up_words(db, round_id, run_id)
    await sql.finish(
        db,
        round_id=round_id,
        run_id=run_id,
        method=outcome.method,
        corpus_digest=outcome.corpus_digest,
        coverage=outcome.coverage,
        summary=outcome.summary,
    )
    await _note(db, "analysis_finished", round_id, run_id, actor)


async def take_up_words(db: Connection, round_id: UUID, run_id: UUID) -> None:
    """Let the statements of a run be found by their words."""
    last: UUID | None = UUID(int=0)
    while last is not None:
        last = await sql.take_up_words(db, round_id=round_id, run_id=run_id, after=last, most=BATCH)


async def forget_words(db: Connection, round_id: UUID, words: Sequence[str]) -> None:
    """Take words that were hidden out of what the round's themes are made of."""
    await sql.forget_words(db, round_id=round_id, words=list(words))


async def fail(db: Connection, round_id: UUID, run_id: UUID, *, actor: str) -> None:
    """Say that the analysis failed; a run that is finished stays so."""
    await sql.fail(db, round_id=round_id, run_id=run_id)
    await _note(db, "analysis_failed", round_id, run_id, actor)


async def _note(db: Connection, action: str, round_id: UUID, run_id: UUID, actor: str) -> None:
    details: audit.Details = {"run": str(run_id)}
    await audit.add(db, actor=actor, action=action, object_=str(round_id), details=details)
