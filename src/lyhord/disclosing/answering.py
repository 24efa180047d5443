"""Publishes closed answers and journeys beside the figures of a round and of its runs, once.

What may be told is decided in `choices`, `coordination` and `stages`; reading them for a page or a
file is `comparison`'s and `journeys`'.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.disclosing.choices import Asked, FrozenQuestion, frozen_question, size_told
from lyhord.disclosing.coordination import (
    SCALE,
    STRAIGHT,
    TURNED,
    FrozenIndex,
    frozen_index,
)
from lyhord.disclosing.freezing import FrozenRound, FrozenRun
from lyhord.disclosing.models import APART, MODEL, TRANSFERABLE, frozen_models
from lyhord.disclosing.restaging import Beside, ToldBefore, journey_told
from lyhord.disclosing.retelling import ToldIndex, index_told, question_told
from lyhord.disclosing.stages import FrozenJourney, frozen_journey
from lyhord.instruments.definition import Audience, Instrument, Multiple, Single
from lyhord.instruments.wording import in_language
from lyhord.storage import answers, collectors, figures, instruments
from lyhord.storage.answers import ChoiceCount, IndexCount, PairCount, PartCount
from lyhord.storage.database import Connection

CONTACTS = ("actor", "actor_child", "partner")
QUESTIONS = (*CONTACTS, "n_contacts", "first_age", "signals", "wait")

Choosing = Single | Multiple


class FrozenAnswers(Struct, frozen=True, kw_only=True):
    """The closed answers of a round as published, beside a version of its figures.

    `models` is what the mapping of ways of working asked, whole and by model.
    """

    index: FrozenIndex
    questions: tuple[FrozenQuestion, ...]
    models: tuple[FrozenQuestion, ...] = ()


class Told(Struct, frozen=True, kw_only=True):
    """Closed answers as published, and the figures of the round that they stand beside."""

    answers: FrozenAnswers
    round: FrozenRound


class Counted(Struct, frozen=True, kw_only=True):
    """True counts, and what was asked."""

    index: tuple[IndexCount, ...]
    choices: tuple[ChoiceCount, ...]
    pairs: tuple[PairCount, ...]
    asked: tuple[Asked, ...]
    carried: tuple[PartCount, ...] = ()


async def publish(db: Connection, round_id: UUID, version: int, known: FrozenRound) -> None:
    """Publish the closed answers of a round as they stand; they must be those of the version."""
    counted = Counted(
        index=await answers.index(db, round_id, straight=STRAIGHT, turned=TURNED, scale=SCALE),
        choices=await answers.choices(db, round_id, (*QUESTIONS, MODEL)),
        pairs=await answers.pairs(db, round_id, CONTACTS),
        asked=await _asked(db, round_id),
        carried=await answers.choices_apart(db, round_id, (TRANSFERABLE,), apart_by=MODEL),
    )
    earlier = await _earlier(db, round_id, version)
    made = await asyncio.to_thread(frozen_answers, counted, known, earlier)
    await answers.publish(db, round_id, version, msgspec.to_builtins(made))


async def published(db: Connection, round_id: UUID, version: int) -> FrozenAnswers | None:
    """The closed answers that were published beside a version of the round's figures."""
    document = await answers.published(db, round_id, version)
    return msgspec.convert(document, FrozenAnswers | None)


async def _earlier(db: Connection, round_id: UUID, version: int) -> Sequence[Told]:
    """What every version before this one told."""
    found: list[Told] = []
    for number in range(1, version):
        known = await published(db, round_id, number)
        if known is not None:
            at = await figures.at(db, round_id, number)
            found.append(Told(answers=known, round=msgspec.convert(at.document, FrozenRound)))
    return found


async def newest(db: Connection) -> Mapping[UUID, FrozenAnswers]:
    """The closed answers that were published last of each round that whoever asks sees."""
    return {
        each.round_id: msgspec.convert(each.document, FrozenAnswers)
        for each in await answers.newest(db)
    }


async def publish_journey(
    db: Connection,
    round_id: UUID,
    run_id: UUID,
    known: FrozenRound,
    *,
    kin: Mapping[str, Collection[str]],
) -> None:
    """Publish which questions a run's texts were written to, as they stand with its figures.

    `kin` are the themes that were published before which each theme is like.
    """
    counts = await answers.asked(db, round_id, run_id, APART, apart_by=MODEL)
    made = await asyncio.to_thread(frozen_journey, counts, known.left_out, known.guard)
    beside = Beside(earlier=await _journeys_before(db, round_id, run_id), kin=kin)
    made = journey_told(made, counts, beside, left_out=known.left_out, rule=known.guard)
    await answers.publish_journey(db, round_id, run_id, msgspec.to_builtins(made))


async def _journeys_before(db: Connection, round_id: UUID, run_id: UUID) -> Sequence[ToldBefore]:
    """What the journeys of other runs of the round told, the newest first."""
    found: list[ToldBefore] = []
    for each in await figures.every_run(db, round_id):
        told = await published_journey(db, round_id, each.run_id)
        if told is not None and each.run_id != run_id:
            run = msgspec.convert(each.document, FrozenRun)
            themes = frozenset(theme.theme_id for theme in run.themes)
            found.append(ToldBefore(themes=themes, journey=told))
    return found


async def published_journey(db: Connection, round_id: UUID, run_id: UUID) -> FrozenJourney | None:
    """Which questions a run's texts were written to, as published."""
    return msgspec.convert(await answers.journey(db, round_id, run_id), FrozenJourney | None)


async def instruments_of(
    db: Connection, round_id: UUID, language: str
) -> Mapping[Audience, tuple[Instrument, ...]]:
    """What each audience was asked, in a language: every version that the round has a door for."""
    doors = await collectors.of_round(db, round_id)
    versions: dict[tuple[str, int], Audience] = {
        (door.instrument_id, door.version): door.audience for door in doors
    }
    found: dict[Audience, tuple[Instrument, ...]] = {}
    for name, version in sorted(versions):
        edition = await instruments.at_version(db, name, version)
        audience = versions[name, version]
        found[audience] = (*found.get(audience, ()), in_language(edition.document, language))
    return found


def frozen_answers(
    counted: Counted, known: FrozenRound, earlier: Sequence[Told] = ()
) -> FrozenAnswers:
    """What may be told of the closed answers, beside their round and what was told before."""
    sizes = {each.audience: size_told(known.figures, each.audience) for each in counted.asked}
    index = frozen_index(
        (each for each in counted.index if each.audience not in known.left_out),
        known.figures,
        known.guard,
    )
    asked_before = [question for each in earlier for question in each.answers.questions]
    told_before = [ToldIndex(index=each.answers.index, round=each.round) for each in earlier]
    questions = (
        frozen_question(asked, counted.choices, counted.pairs, size=size, rule=known.guard)
        for asked in counted.asked
        if asked.question != MODEL and (size := sizes[asked.audience]) is not None
    )
    models = (
        each
        for asked in counted.asked
        if asked.question == MODEL and (size := sizes[asked.audience]) is not None
        for each in frozen_models(
            asked, counted.choices, counted.carried, size=size, rule=known.guard
        )
    )
    models_before = [question for each in earlier for question in each.answers.models]
    return FrozenAnswers(
        index=index_told(index, known, told_before),
        questions=tuple(question_told(each, asked_before, known.guard) for each in questions),
        models=tuple(question_told(each, models_before, known.guard) for each in models),
    )


async def _asked(db: Connection, round_id: UUID) -> tuple[Asked, ...]:
    found: dict[tuple[str, Audience], Asked] = {}
    for audience, versions in (await instruments_of(db, round_id, "sv")).items():
        for question in (each for version in versions for each in version.questions):
            if question.id in (*QUESTIONS, MODEL) and isinstance(question, Choosing):
                known = found.get((question.id, audience))
                options = dict.fromkeys(option.id for option in question.options)
                found[question.id, audience] = Asked(
                    question=question.id,
                    audience=audience,
                    options=tuple(dict.fromkeys(known.options if known else ()) | options),
                    several=isinstance(question, Multiple) or (known is not None and known.several),
                )
    return tuple(found.values())
