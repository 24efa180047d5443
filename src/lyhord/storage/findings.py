"""Findings: the themes of a run and the texts in them, unguarded: only for the verbs."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage.database import Connection
from lyhord.storage.runs import FoundTheme
from lyhord.storage.sql import queries

sql = queries(__file__)

BATCH = 1_000

Verdict: TypeAlias = Literal["approved", "refused", ""]


class ThemeText(Struct, frozen=True, kw_only=True):
    """A text of a theme, unguarded: only for `disclosing`."""

    theme_id: str
    text: str
    language: str
    audience: Audience
    municipality: str
    age: str


class Sample(Struct, frozen=True, kw_only=True):
    """A text of a theme that was written to a question, unguarded: only for `disclosing`."""

    theme_id: str
    question: str
    text: str
    language: str
    audience: Audience


class Wanted(NamedTuple):
    """Of which theme a text is wanted, to which question (any, if empty), and of whom."""

    theme_id: str
    question: str
    audiences: Sequence[Audience]


class QuoteText(ThemeText, frozen=True, kw_only=True):
    """A text that may be quoted, unguarded, and what people who read it decided."""

    verdict: Verdict


class LanguageCount(Struct, frozen=True, kw_only=True):
    """How many wrote on pages in a language, unguarded: only for `disclosing`."""

    language: str
    respondents: int


class StatementText(Struct, frozen=True, kw_only=True):
    """A statement by its id, unguarded: only for the verbs."""

    statement_id: UUID
    text: str
    language: str


async def statement_of(
    db: Connection, round_id: UUID, run_id: UUID, *, theme_id: str, text: str
) -> UUID | None:
    """The statement of a theme that has this text; None where it has none."""
    found: UUID | None = await sql.statement_of(
        db, round_id=round_id, run_id=run_id, theme_id=theme_id, text=text
    )
    return found


async def texts_of(
    db: Connection, round_id: UUID, statement_ids: Sequence[UUID]
) -> dict[UUID, StatementText]:
    """Statements with their texts as they are now; those that were withdrawn are not there."""
    found = sql.texts_of(db, round_id=round_id, statement_ids=list(statement_ids))
    rows = msgspec.convert([row async for row in found], list[StatementText])
    return {each.statement_id: each for each in rows}


async def languages(db: Connection, round_id: UUID, run_id: UUID) -> tuple[LanguageCount, ...]:
    """Respondents by language of their page, unguarded: only for `disclosing`."""
    rows = [row async for row in sql.languages(db, round_id=round_id, run_id=run_id)]
    return msgspec.convert(rows, tuple[LanguageCount, ...])


async def themes(db: Connection, round_id: UUID, run_id: UUID) -> tuple[FoundTheme, ...]:
    """The themes of a run, in the order in which they were found."""
    rows = [row async for row in sql.themes(db, round_id=round_id, run_id=run_id)]
    return msgspec.convert(rows, tuple[FoundTheme, ...])


async def quotes(
    db: Connection, round_id: UUID, run_id: UUID, *, audiences: Sequence[Audience]
) -> tuple[QuoteText, ...]:
    """What may be quoted by theme, what people approved first, unguarded: only for `disclosing`."""
    found = sql.quotes(db, round_id=round_id, run_id=run_id, audiences=list(audiences))
    return msgspec.convert([row async for row in found], tuple[QuoteText, ...])


async def further(
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    *,
    theme_id: str,
    audiences: Sequence[Audience],
    most: int,
) -> tuple[QuoteText, ...]:
    """More texts to propose as quotes, the most typical first, unguarded: for `disclosing`."""
    found = sql.further(
        db,
        round_id=round_id,
        run_id=run_id,
        theme_id=theme_id,
        audiences=list(audiences),
        most=most,
    )
    return msgspec.convert([row async for row in found], tuple[QuoteText, ...])


async def texts(  # noqa: PLR0913 - a page of a theme of a run of a round
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    *,
    theme_id: str,
    audiences: Sequence[Audience],
    most: int,
    skip: int,
) -> tuple[ThemeText, ...]:
    """A page of a theme's texts, the most typical first, unguarded: only for `disclosing`."""
    found = sql.texts(
        db,
        round_id=round_id,
        run_id=run_id,
        theme_id=theme_id,
        audiences=list(audiences),
        most=most,
        skip=skip,
    )
    return msgspec.convert([row async for row in found], tuple[ThemeText, ...])


async def samples(
    db: Connection, round_id: UUID, run_id: UUID, wanted: Sequence[Wanted]
) -> tuple[Sample, ...]:
    """One text for each wish that there is one for, unguarded: only for `disclosing`."""
    found = sql.samples(
        db,
        round_id=round_id,
        run_id=run_id,
        theme_ids=[each.theme_id for each in wanted],
        questions=[each.question for each in wanted],
        audiences=[",".join(each.audiences) for each in wanted],
    )
    return msgspec.convert([row async for row in found], tuple[Sample, ...])


async def mark(db: Connection, round_id: UUID) -> int:
    """Another number when a text came, went or was changed."""
    return msgspec.convert(await sql.mark(db, round_id=round_id), int)
