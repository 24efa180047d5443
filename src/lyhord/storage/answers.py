"""Closed answers in figures: true counts, only for `disclosing`, and what was published of them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage.database import Connection
from lyhord.storage.sql import queries

sql = queries(__file__)

Document = dict[str, object]


class ChoiceCount(Struct, frozen=True, kw_only=True):
    """How many of an audience chose an option, unguarded."""

    question: str
    audience: Audience
    option: str
    n: int


class PartCount(Struct, frozen=True, kw_only=True):
    """How many of those who chose `part` of another question chose an option, unguarded."""

    part: str
    question: str
    audience: Audience
    option: str
    n: int


class PairCount(Struct, frozen=True, kw_only=True):
    """How many of an audience chose both of two options, unguarded; `one` stands before `other`."""

    question: str
    audience: Audience
    one: str
    other: str
    n: int


class IndexCount(Struct, frozen=True, kw_only=True):
    """How many answered so many statements with places that add up to so many points, unguarded."""

    audience: Audience
    municipality: str
    answered: int
    points: int
    n: int


class AskedCount(Struct, frozen=True, kw_only=True):
    """How many of an audience wrote of a theme under a question, unguarded."""

    theme_id: str
    question: str
    audience: Audience
    respondents: int
    statements: int


class PublishedAnswers(Struct, frozen=True, kw_only=True):
    """The closed answers of a round as they were published last."""

    round_id: UUID
    document: Document


async def choices(
    db: Connection, round_id: UUID, questions: Sequence[str]
) -> tuple[ChoiceCount, ...]:
    """What was chosen, unguarded: only for `disclosing`."""
    rows = [row async for row in sql.choices(db, round_id=round_id, questions=questions)]
    return msgspec.convert(rows, tuple[ChoiceCount, ...])


async def pairs(db: Connection, round_id: UUID, questions: Sequence[str]) -> tuple[PairCount, ...]:
    """What was chosen together, unguarded: only for `disclosing`."""
    rows = [row async for row in sql.pairs(db, round_id=round_id, questions=questions)]
    return msgspec.convert(rows, tuple[PairCount, ...])


async def index(
    db: Connection,
    round_id: UUID,
    *,
    straight: Sequence[str],
    turned: Sequence[str],
    scale: Sequence[str],
) -> tuple[IndexCount, ...]:
    """Where people placed themselves on a scale, unguarded: only for `disclosing`."""
    found = sql.index(db, round_id=round_id, straight=straight, turned=turned, scale=scale)
    return msgspec.convert([row async for row in found], tuple[IndexCount, ...])


async def choices_apart(
    db: Connection, round_id: UUID, questions: Sequence[str], *, apart_by: str
) -> tuple[PartCount, ...]:
    """What was chosen by who chose what of another question, unguarded: only for `disclosing`."""
    found = sql.choices_apart(db, round_id=round_id, questions=questions, apart_by=apart_by)
    return msgspec.convert([row async for row in found], tuple[PartCount, ...])


async def asked(
    db: Connection, round_id: UUID, run_id: UUID, questions: Sequence[str], *, apart_by: str
) -> tuple[AskedCount, ...]:
    """Under which question themes were written of, unguarded: only for `disclosing`.

    These questions are told apart by what was chosen of another, as `question.option`.
    """
    found = sql.asked(db, round_id=round_id, run_id=run_id, questions=questions, apart_by=apart_by)
    return msgspec.convert([row async for row in found], tuple[AskedCount, ...])


async def published(db: Connection, round_id: UUID, version: int) -> Document | None:
    """The closed answers that were published beside a version of the round's figures."""
    found = await sql.published(db, round_id=round_id, version=version)
    return msgspec.convert(found, Document | None)


async def newest(db: Connection) -> tuple[PublishedAnswers, ...]:
    """What was published last of each round that whoever asks sees."""
    rows = [row async for row in sql.newest(db)]
    return msgspec.convert(rows, tuple[PublishedAnswers, ...])


async def publish(db: Connection, round_id: UUID, version: int, document: Document) -> None:
    """Publish the closed answers beside a version of the round's figures; never edited."""
    await sql.publish(db, round_id=round_id, version=version, document=document)


async def journey(db: Connection, round_id: UUID, run_id: UUID) -> Document | None:
    """The questions that the texts of a run's themes were written to, as published."""
    found = await sql.journey(db, round_id=round_id, run_id=run_id)
    return msgspec.convert(found, Document | None)


async def publish_journey(db: Connection, round_id: UUID, run_id: UUID, document: Document) -> None:
    """Publish them beside the figures of the run; never edited."""
    await sql.publish_journey(db, round_id=round_id, run_id=run_id, document=document)
