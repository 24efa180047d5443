"""What is published of a round and a run, as it is kept; and what may be told when answers change.

Figures that were published stay until so many answers came or went that the difference tells
nothing of one of them, and a group keeps its figures to itself until as many of its own did.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from lyhord.disclosing.completing import Answered
from lyhord.disclosing.cuts import EVERYBODY, NOBODY, Group, Tallies, Tally
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import STEP, Figure, rounded_down
from lyhord.storage.figures import PersonCount, Standing
from lyhord.storage.guards import Guard


class FrozenGroup(Struct, frozen=True, kw_only=True):
    """What is told of a group, and what it takes to see later whether its people are others.

    `floor` is its size rounded down to fives: the true size of a hidden group is not kept.
    """

    group: Group
    figure: Figure
    floor: int
    digest: int


class FrozenRound(Struct, frozen=True, kw_only=True, dict=True):
    """The figures of a round as published; `floor`, `withdrawn` and `digest` are of all answers."""

    guard: Guard
    left_out: tuple[Audience, ...]
    groups: tuple[FrozenGroup, ...]
    floor: int
    withdrawn: int
    digest: int
    answered: tuple[Answered, ...] = ()
    languages: tuple[str, ...] = ()

    @cached_property
    def figures(self) -> Mapping[Group, Figure]:
        """What is told of each group."""
        return {each.group: each.figure for each in self.groups}


class FrozenTheme(Struct, frozen=True, kw_only=True, dict=True):
    """The figures of a theme; whose words may be shown, and beside what they may stand.

    `quoted` are audiences; `speakers` are the groups whose quotes name them, if any do. Figures
    that were kept are of a theme that was published before and hardly differs.
    """

    theme_id: str
    cells: tuple[tuple[Group, Figure], ...]
    statements: Figure
    quoted: tuple[Audience, ...]
    speakers: tuple[str, ...]
    is_kept: bool = False

    @cached_property
    def figures(self) -> Mapping[Group, Figure]:
        """What is told of each group."""
        return dict(self.cells)


class FrozenRun(Struct, frozen=True, kw_only=True):
    """The figures of a run as published, and whose answers they were made of."""

    digest: int
    themes: tuple[FrozenTheme, ...]
    languages: tuple[str, ...] = ()


class Now(Struct, frozen=True, kw_only=True):
    """How a round stands: everybody who is counted, and how many have withdrawn."""

    counts: tuple[PersonCount, ...]
    withdrawn: int

    @property
    def standing(self) -> Standing:
        """The same in one row: all answers, those of audiences that are left out too."""
        return Standing(
            n=sum(count.n for count in self.counts),
            digest=digest_of(self.counts),
            has_children=any(count.audience == "child" for count in self.counts),
            withdrawn=self.withdrawn,
        )


def digest_of(counts: Iterable[PersonCount]) -> int:
    """Another number when other people are counted."""
    digest = 0
    for count in counts:
        digest ^= count.digest
    return digest


def may_refresh(before: FrozenRound, now: Standing) -> bool:
    """Whether enough answers came or went since: k, and where there are children theirs.

    Answers that went without being withdrawn were purged: what was published outlives them.
    """
    withdrawn = now.withdrawn - before.withdrawn
    if before.digest == now.digest or now.n + withdrawn < before.floor:
        return False
    came = max(0, now.n + withdrawn - (before.floor + STEP - 1))
    rule = before.guard
    return came + withdrawn >= (rule.k_children if now.has_children else rule.k)


def held_back(before: FrozenRound | None, people: Tallies, rule: Guard) -> frozenset[Group]:
    """The groups of which nothing is told: what changed in them is about too few.

    A group of the same people that was hidden stays so: another choice of what to hide beside a
    small count would give it away together with the first.
    """
    if before is None:
        return frozenset()
    known = {each.group: each for each in before.groups}
    return frozenset(
        group
        for group in {*people, *known} - {EVERYBODY}
        if group in known and _is_held(known[group], people.get(group, NOBODY), rule)
    )


def frozen_groups(figures: Mapping[Group, Figure], people: Tallies) -> Iterable[FrozenGroup]:
    """What is kept of each group."""
    for group, figure in figures.items():
        tally = people[group]
        yield FrozenGroup(
            group=group, figure=figure, floor=rounded_down(tally.n), digest=tally.digest
        )


def _is_held(before: FrozenGroup, now: Tally, rule: Guard) -> bool:
    if before.digest == now.digest:
        return before.figure.form == "hidden"
    k = rule.k_children if now.children else rule.k
    return _least_change(before, now.n) < k


def _least_change(before: FrozenGroup, n: int) -> int:
    """The fewest that must have come or gone."""
    if before.figure.form == "exact" and before.figure.n is not None:
        return abs(n - before.figure.n)
    return max(0, n - (before.floor + STEP - 1), before.floor - n)
