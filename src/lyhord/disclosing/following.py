"""Rounds that follow each other up: the index of each wave, and how it changed between them.

Changes of the same people are published with the later wave, once, and stay as they were first
told. What may be told is decided in `changes`; plain changes are made of published figures alone.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.disclosing import answering
from lyhord.disclosing.changes import (
    FrozenChange,
    FrozenCoded,
    FrozenWave,
    Known,
    frozen_wave,
    pairs_of,
)
from lyhord.disclosing.comparison import ClosedAnswers, IndexMean, closed_answers
from lyhord.disclosing.coordination import SCALE, STRAIGHT, TURNED
from lyhord.disclosing.cuts import facets
from lyhord.instruments.definition import Audience
from lyhord.privacy import intervals
from lyhord.privacy.cells import K_CHILDREN, Figure, K
from lyhord.privacy.intervals import Sample
from lyhord.storage import guards, rounds, waves
from lyhord.storage.database import Connection
from lyhord.storage.guards import Guard
from lyhord.storage.waves import Wave


class Changed(Struct, frozen=True, kw_only=True):
    """A change in points of the index, with its 95 % interval.

    Of the same people in both waves, `people` is how many, rounded down to fives.
    """

    change: int
    low: int
    high: int
    people: Figure | None = None


class AudienceChange(Struct, frozen=True, kw_only=True):
    """How the index of an audience changed between two waves: of the same people, and of all."""

    audience: Audience
    earlier: int
    later: int
    same: Changed | None
    plain: Changed | None


class WaveTold(Struct, frozen=True, kw_only=True):
    """A wave: the index of each audience, and how many gave codes. Nothing while it is open."""

    round_id: UUID
    number: int
    name: str
    opens: date
    closes: date
    is_draft: bool
    is_open: bool
    index: tuple[IndexMean, ...] = ()
    coded: tuple[FrozenCoded, ...] = ()

    def of(self, audience: Audience) -> IndexMean | None:
        """The index of an audience, where it is told."""
        return next((each for each in self.index if each.group[0][1] == audience), None)


class FollowUp(Struct, frozen=True, kw_only=True):
    """A series of rounds as it may be shown."""

    number: int
    ended_on: date | None
    waves: tuple[WaveTold, ...]
    changes: tuple[AudienceChange, ...]
    k: int = K
    k_children: int = K_CHILDREN


class _Read(Struct, frozen=True, kw_only=True):
    """A wave with what was published of it."""

    wave: Wave
    answers: ClosedAnswers
    spread: int | None
    told: FrozenWave | None

    @property
    def index(self) -> tuple[IndexMean, ...]:
        return tuple(
            each
            for each in self.answers.index
            if facets(each.group) == ("audience",) and each.mean is not None
        )

    @property
    def audiences(self) -> tuple[Audience, ...]:
        return msgspec.convert([each.group[0][1] for each in self.index], tuple[Audience, ...])


async def follow_up(db: Connection, round_id: UUID) -> FollowUp | None:
    """Tell the series that a round belongs to, and publish what can be; None where there is none.

    Whoever sees some municipalities is told of the rounds that they see, and publishes nothing.
    """
    place = await waves.of_round(db, round_id)
    if place is None:
        return None
    series = await waves.of_series(db, place.series_id)
    rule = await _strictest(db, series)
    may_publish = place.is_whole and place.ended_on is None
    read: list[_Read] = []
    for wave in series:
        read.append(await _read(db, wave, read, rule if may_publish else None))
    return FollowUp(
        number=place.number,
        ended_on=place.ended_on,
        waves=tuple(_wave(each) for each in read),
        changes=tuple(_changes(read)),
        k=rule.k,
        k_children=rule.k_children,
    )


async def end_follow_up(db: Connection, round_id: UUID, *, actor: str) -> bool:
    """Publish what a series tells, then end it; says no while one of its rounds takes answers."""
    await rounds.get(db, round_id)
    await follow_up(db, round_id)
    return await waves.end(db, round_id, actor=actor)


async def _strictest(db: Connection, series: Sequence[Wave]) -> Guard:
    rules = [await guards.get(db, each.round_id) for each in series]
    return Guard(k=max(each.k for each in rules), k_children=max(each.k_children for each in rules))


async def _read(db: Connection, wave: Wave, before: Sequence[_Read], rule: Guard | None) -> _Read:
    """A wave as published; with a rule it is published, where those before it have been."""
    round_ = await rounds.get(db, wave.round_id)
    answers = await closed_answers(db, wave.round_id)
    frozen = (await answering.newest(db)).get(wave.round_id)
    told = await _published(db, wave.round_id)
    read = _Read(
        wave=wave, answers=answers, spread=frozen.index.spread if frozen else None, told=told
    )
    is_in_turn = round_.is_settled and all(each.told is not None for each in before)
    if told is None and rule is not None and frozen is not None and is_in_turn:
        await _publish(db, read, before, rule)
        return msgspec.structs.replace(read, told=await _published(db, wave.round_id))
    return read


async def _published(db: Connection, round_id: UUID) -> FrozenWave | None:
    return msgspec.convert(await waves.published(db, round_id), FrozenWave | None)


async def _publish(db: Connection, read: _Read, before: Sequence[_Read], rule: Guard) -> None:
    every = [*before, read]
    ids = [each.wave.round_id for each in every]
    # the numbers of waves need not follow each other where a draft between them was removed
    numbers = {place: each.wave.number for place, each in enumerate(every, start=1)}
    counts = [
        msgspec.structs.replace(
            each, places={numbers[place] + 1: at for place, at in each.places.items()}
        )
        for each in await waves.changes(db, ids, straight=STRAIGHT, turned=TURNED, scale=SCALE)
    ]
    known = Known(
        audiences={each.wave.number: each.audiences for each in every},
        spreads={each.wave.number: each.spread for each in every if each.spread is not None},
        before=[change for each in before if each.told for change in each.told.changes],
        rule=rule,
    )
    coded = await waves.coded(db, ids[-1:])
    made = await asyncio.to_thread(frozen_wave, read.wave.number, counts, coded, known)
    await waves.publish(db, read.wave.round_id, msgspec.to_builtins(made))


def _wave(read: _Read) -> WaveTold:
    wave = read.wave
    return WaveTold(
        round_id=wave.round_id,
        number=wave.number,
        name=wave.name,
        opens=wave.opens,
        closes=wave.closes,
        is_draft=wave.state == "draft",
        is_open=read.answers.is_open,
        index=read.index,
        coded=read.told.coded if read.told else (),
    )


def _changes(read: Sequence[_Read]) -> Iterator[AudienceChange]:
    by_number = {each.wave.number: each for each in read}
    for later in read:
        for audience in later.audiences:
            for earlier, _ in pairs_of(later.wave.number):
                if earlier in by_number:
                    yield _change(audience, by_number[earlier], later)


def _change(audience: Audience, earlier: _Read, later: _Read) -> AudienceChange:
    return AudienceChange(
        audience=audience,
        earlier=earlier.wave.number,
        later=later.wave.number,
        same=_same(audience, earlier.wave.number, later.told),
        plain=_plain(_sample(audience, earlier), _sample(audience, later)),
    )


def _same(audience: Audience, earlier: int, told: FrozenWave | None) -> Changed | None:
    found: Mapping[tuple[str, int], FrozenChange] = (
        {(each.audience, each.earlier): each for each in told.changes} if told else {}
    )
    change = found.get((audience, earlier))
    if change is None or change.change is None or change.people.n is None:
        return None
    sample = Sample(mean=change.change, spread=change.spread, n=change.people.n)
    return _changed(change.change, intervals.of_changes(sample), change.people)


def _sample(audience: Audience, read: _Read) -> Sample | None:
    index = _wave(read).of(audience)
    if index is None or index.mean is None or read.spread is None or (index.people.n or 0) < 2:  # noqa: PLR2004 - of one there is no spread
        return None
    return Sample(mean=index.mean, spread=read.spread, n=index.people.n or 0)


def _plain(earlier: Sample | None, later: Sample | None) -> Changed | None:
    if earlier is None or later is None:
        return None
    change = round(later.mean - earlier.mean)
    return _changed(change, intervals.of_difference(earlier, later), None)


def _changed(change: int, interval: tuple[float, float], people: Figure | None) -> Changed:
    """Whole points, the interval rounded outwards and within what a change can be."""
    low, high = interval
    return Changed(
        change=change, low=max(-100, int(low // 1)), high=min(100, -int(-high // 1)), people=people
    )
