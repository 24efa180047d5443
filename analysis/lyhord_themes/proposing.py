"""Finding themes that no codebook names, and how many of them hold."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from lyhord_themes.clusters import group
from lyhord_themes.codebook import Codebook
from lyhord_themes.findings import CurvePoint
from lyhord_themes.guiding import CAUTION
from lyhord_themes.learners import Dense, Integers
from lyhord_themes.placing import Proposals
from lyhord_themes.progress import Progress, silent
from lyhord_themes.quality import (
    LEAST_STABLE,
    chosen_k,
    divisions,
    group_stability,
    mean_agreement,
    samples,
    stability_curve,
)
from lyhord_themes.space import TextSpace
from lyhord_themes.text import Document

FEWEST = 30
MOST_MEASURED = 2_000
LEAST_PROPOSED = 0.5
FEWEST_MEMBERS = 5
FEW_TEXTS, NO_STRUCTURE = "few_texts", "no_stable_structure"


class Search(Struct, frozen=True, kw_only=True):
    """What to look for: `k` groups or, if None, as many as come back most reliably.

    `caution` (0 to 1) says how much better than chance a text must fit a codebook's theme;
    `background` is a richer codebook of the same field that helps to read it; `progress` is told
    how far the search has come.
    """

    k: int | None
    seed: int
    fast: bool = False
    caution: float = CAUTION
    background: Codebook | None = None
    progress: Progress = silent


class Division(Struct, frozen=True, kw_only=True):
    """Groups of texts with the curve behind their number, and notes on what limits them."""

    proposals: Proposals
    curve: tuple[CurvePoint, ...] = ()
    notes: tuple[str, ...] = ()


def divide(texts: Sequence[Document], space: TextSpace, search: Search) -> Division:
    """Divide all texts into groups, the largest first; every text belongs to one.

    Fewer than 30 texts and no `k`: one group, and a note. Where no number of groups comes back by
    0.3, or the given one does not, that is noted, too.
    """
    few = len(texts) < FEWEST
    rows = space.transform(texts)
    curve = () if few or search.k else _curve(rows, search)
    k = search.k or chosen_k(curve) or 1
    grouping = group(texts, space, k, fast=search.fast)
    labels = np.argmax(grouping.scores(texts), axis=1)
    stabilities, steadiness = ({}, 1.0) if few else _stabilities(rows, labels, k, search)
    kept = largest_first(labels)
    proposals = Proposals(grouping, kept, tuple(stabilities.get(number) for number in kept))
    best = max((point.stability for point in curve), default=steadiness)
    return Division(proposals=proposals, curve=curve, notes=_notes(best, few=few))


def propose(texts: Sequence[Document], space: TextSpace, search: Search) -> Division:
    """Look among texts that a codebook leaves unclear; keep only groups that hold.

    A group holds if its Jaccard stability is at least 0.5 and it has five texts or more. With a
    given `k` the `k` groups are kept as they are.
    """
    found = divide(texts, space, search)
    if search.k:
        return found
    proposals = _holding(found.proposals, texts)
    if NO_STRUCTURE in found.notes or not proposals.kept:
        proposals = Proposals(found.proposals.grouping, (), ())
    return Division(proposals=proposals, curve=found.curve)


def largest_first(labels: Integers) -> tuple[int, ...]:
    """Order the numbers of the groups by size, then by their first member."""
    numbers, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(numbers)), key=lambda place: (-sizes[place], first[place]))
    return tuple(int(numbers[place]) for place in order)


def _curve(rows: Dense, search: Search) -> tuple[CurvePoint, ...]:
    return stability_curve(_measured(rows, search), seed=search.seed, progress=search.progress)


def _measured(rows: Dense, search: Search) -> Dense:
    if len(rows) <= MOST_MEASURED:
        return rows
    drawn = np.random.default_rng(search.seed).permutation(len(rows))[:MOST_MEASURED]
    return rows[np.sort(drawn)]


def _stabilities(
    rows: Dense, labels: Integers, k: int, search: Search
) -> tuple[dict[int, float], float]:
    """Give how far each group comes back in subsamples, and how far these agree among them."""
    if len(rows) > MOST_MEASURED:
        drawn = np.random.default_rng(search.seed).permutation(len(rows))[:MOST_MEASURED]
        rows, labels = rows[np.sort(drawn)], labels[np.sort(drawn)]
    found = divisions(rows, samples(len(rows), search.seed), k, search.seed)
    return group_stability(labels, found), mean_agreement(found)


def _holding(proposals: Proposals, texts: Sequence[Document]) -> Proposals:
    labels = np.argmax(proposals.grouping.scores(texts), axis=1)
    pairs = [
        (number, stability)
        for number, stability in zip(proposals.kept, proposals.stabilities, strict=True)
        if (stability or 0.0) >= LEAST_PROPOSED and np.sum(labels == number) >= FEWEST_MEMBERS
    ]
    kept = tuple(number for number, _ in pairs)
    return Proposals(proposals.grouping, kept, tuple(stability for _, stability in pairs))


def _notes(stability: float, *, few: bool) -> tuple[str, ...]:
    if few:
        return (FEW_TEXTS,)
    return (NO_STRUCTURE,) if stability < LEAST_STABLE else ()
