"""What a run's journey tells beside the journeys of runs that were published before it. Pure.

Whoever moves a few statements and looks again, or looks again when a few came or went, would learn
under which question they wrote: a number that changed by few stays what it was.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from lyhord.disclosing.stages import FrozenAsked, FrozenJourney
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import STEP, Figure
from lyhord.storage.answers import AskedCount
from lyhord.storage.guards import Guard

Place: TypeAlias = tuple[str, str]  # a theme and a question


class ToldBefore(Struct, frozen=True, kw_only=True):
    """The journey of a run that was published before, and every theme of that run."""

    themes: frozenset[str]
    journey: FrozenJourney


class Beside(Struct, frozen=True, kw_only=True):
    """What was told before, the newest first, and which themes a theme is like, itself aside."""

    earlier: Sequence[ToldBefore] = ()
    kin: Mapping[str, Collection[str]] = {}


def journey_told(
    made: FrozenJourney,
    counts: Iterable[AskedCount],
    beside: Beside,
    *,
    left_out: Iterable[Audience],
    rule: Guard,
) -> FrozenJourney:
    """A journey beside those before: where few may differ, what was told of the theme stays."""
    if not beside.earlier:
        return made
    true = _true(counts, frozenset(left_out))
    told = {(each.theme_id, each.question): each.people for each in made.asked}
    themes = {theme for theme, _ in true}
    places = {*true, *_told_places(themes, beside)}
    shown = {
        place: _beside(told.get(place), true[place], _before(place, beside), rule)
        for place in places
    }
    return FrozenJourney(
        asked=tuple(
            FrozenAsked(theme_id=theme, question=question, people=people)
            for (theme, question), people in sorted(shown.items(), key=lambda each: each[0])
            if people is not None
        )
    )


def _true(counts: Iterable[AskedCount], left_out: frozenset[Audience]) -> Counter[Place]:
    found = Counter[Place]()
    for count in counts:
        if count.audience not in left_out:
            found[count.theme_id, count.question] += count.respondents
    return found


def _like(theme: str, beside: Beside) -> frozenset[str]:
    return frozenset({theme, *beside.kin.get(theme, ())})


def _told_places(themes: Iterable[str], beside: Beside) -> Iterable[Place]:
    """Where something was told of themes that these are like."""
    for theme in themes:
        like = _like(theme, beside)
        for each in beside.earlier:
            yield from ((theme, one.question) for one in each.journey.asked if one.theme_id in like)


def _before(place: Place, beside: Beside) -> Sequence[Figure | None]:
    """What was told of it, the newest first; None where its theme was there, untold."""
    theme, question = place
    found: list[Figure | None] = []
    for each in beside.earlier:
        told = {one.theme_id: one.people for one in each.journey.asked if one.question == question}
        found += [told.get(like) for like in sorted(_like(theme, beside) & each.themes)]
    return found


def _beside(
    made: Figure | None, n: int, before: Sequence[Figure | None], rule: Guard
) -> Figure | None:
    """What was told last that few differ from; what is told anew where enough differ from all."""
    for each in before:
        if _least_change(each, n, rule) < rule.k_children:
            return each
    return made


def _least_change(before: Figure | None, n: int, rule: Guard) -> int:
    """The fewest that must have come or gone since a number, rounded down, was told or hidden."""
    if before is None or before.n is None:
        return max(0, n - (rule.k - 1))
    return max(0, n - (before.n + STEP - 1), before.n - n)
