"""How the coordination index of the same people changed from wave to wave, as published. Pure.

Each audience by itself; no sum over audiences is told. Which changes may be told beside each other
is `privacy.changes`'.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil, sqrt

from msgspec import Struct

from lyhord.disclosing.coordination import (
    FEWEST_ANSWERED,
    FEWEST_FOR_SPREAD,
    SCALE,
    WIDEST,
)
from lyhord.disclosing.cuts import needed
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, coarse
from lyhord.privacy.changes import Company, Pair, changes_told, joined
from lyhord.privacy.means import TOP
from lyhord.storage.guards import Guard
from lyhord.storage.waves import CodedCount, PlacesCount

FEWEST_PAIRS = 10


class FrozenChange(Struct, frozen=True, kw_only=True):
    """The mean change of those who were found in two waves, as published.

    How many, rounded down; `spread` is the standard deviation of their changes, or as wide as it
    would be if two answers of a person had nothing to do with each other, where they are few.
    """

    audience: Audience
    earlier: int
    later: int
    people: Figure
    change: int | None
    spread: int


class FrozenCoded(Struct, frozen=True, kw_only=True):
    """How many of an audience gave a code, and how many one that stands there more than once."""

    audience: Audience
    coded: Figure
    alike: Figure


class FrozenWave(Struct, frozen=True, kw_only=True):
    """What was told of a wave beside the waves before it."""

    changes: tuple[FrozenChange, ...] = ()
    coded: tuple[FrozenCoded, ...] = ()


class Known(Struct, frozen=True, kw_only=True):
    """What stands beside a wave: whose index is told in it and before, and the changes told."""

    audiences: Mapping[int, Collection[Audience]]
    spreads: Mapping[int, int]
    before: Sequence[FrozenChange]
    rule: Guard


def frozen_wave(
    number: int, counts: Sequence[PlacesCount], coded: Sequence[CodedCount], known: Known
) -> FrozenWave:
    """What may be told of a wave: against the first one, and against the one before it."""
    told = known.audiences.get(number, ())
    return FrozenWave(
        changes=tuple(
            change
            for audience in sorted(told)
            for change in _changes(number, _of(audience, counts), audience, known)
        ),
        coded=tuple(_coded(audience, coded, known.rule) for audience in sorted(told)),
    )


def pairs_of(number: int) -> tuple[Pair, ...]:
    """The waves that a wave is laid beside, what matters most first."""
    return tuple(dict.fromkeys((earlier, number) for earlier in (0, number - 1) if number > 0))


def _coded(audience: Audience, coded: Iterable[CodedCount], rule: Guard) -> FrozenCoded:
    """None and a few look the same."""
    k = needed(rule, audience)
    own = [each for each in coded if each.audience == audience]
    return FrozenCoded(
        audience=audience,
        coded=coarse(sum(each.coded for each in own), k),
        alike=coarse(sum(each.alike for each in own), k),
    )


def _changes(
    number: int, counts: Sequence[PlacesCount], audience: Audience, known: Known
) -> Iterable[FrozenChange]:
    companies = _companies(counts)
    wanted = [pair for pair in pairs_of(number) if audience in known.audiences.get(pair[0], ())]
    enough = [pair for pair in wanted if joined(companies, pair) >= FEWEST_PAIRS]
    before = [
        (each.earlier, each.later)
        for each in known.before
        if each.audience == audience and each.change is not None
    ]
    k = needed(known.rule, audience)
    told = changes_told(companies, enough, before=before, k=k)
    for pair in wanted:
        yield FrozenChange(
            audience=audience,
            earlier=pair[0],
            later=pair[1],
            people=coarse(joined(companies, pair), k) if pair in told else HIDDEN,
            change=told.get(pair),
            spread=_spread(counts, pair, known) if pair in told else 2 * WIDEST,
        )


def _of(audience: Audience, counts: Iterable[PlacesCount]) -> Sequence[PlacesCount]:
    return [each for each in counts if each.audience == audience]


def _companies(counts: Iterable[PlacesCount]) -> Sequence[Company]:
    """People by the waves in which they answered enough to have an index."""
    found: dict[tuple[int, ...], tuple[int, dict[int, float]]] = {}
    for each in counts:
        scores = _scores(each)
        waves = tuple(sorted(scores))
        n, totals = found.get(waves, (0, dict.fromkeys(waves, 0.0)))
        added = {wave: totals[wave] + each.n * score for wave, score in scores.items()}
        found[waves] = (n + each.n, added)
    return [Company(n=n, totals=totals) for waves, (n, totals) in sorted(found.items()) if waves]


def _scores(count: PlacesCount) -> Mapping[int, float]:
    """The index of a person in each wave, the first one 0."""
    return {
        wave - 1: TOP * points / ((len(SCALE) - 1) * answered)
        for wave, (answered, points) in count.places.items()
        if answered >= FEWEST_ANSWERED
    }


def _spread(counts: Sequence[PlacesCount], pair: Pair, known: Known) -> int:
    """The standard deviation of changes; as of answers of different people where they are few."""
    earlier, later = pair
    found = [
        (each.n, scores[later] - scores[earlier])
        for each in counts
        if {earlier, later} <= (scores := _scores(each)).keys()
    ]
    n = sum(many for many, _ in found)
    if n < FEWEST_FOR_SPREAD:
        return ceil(sqrt(sum(known.spreads.get(wave, WIDEST) ** 2 for wave in pair)))
    middle = sum(many * change for many, change in found) / n
    squares = sum(many * (change - middle) ** 2 for many, change in found)
    return ceil(sqrt(squares / (n - 1)))
