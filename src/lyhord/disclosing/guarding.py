"""Makes every figure of a settled round that is shown: true counts in, what may be told out.

The only module that decides it. Which tables hang together is in `cuts`, how a hidden count is kept
from following in `privacy.linked`; when figures are made anew is `publishing`'s.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing.cuts import (
    EVERYBODY,
    NOBODY,
    Cut,
    Group,
    Tallies,
    Tally,
    facets,
    sums,
    widest,
)
from lyhord.privacy.cells import Figure, is_small
from lyhord.privacy.linked import WIDTH, Cell, guard
from lyhord.storage.guards import Guard

UNBOUNDED = 1_000_000
COSTS: Mapping[Cut, float] = {(): 100.0, ("audience",): 12.0}  # what readers would miss most
ONE, TWO = 4.0, 1.0
ZEROS_SHOWN: tuple[Cut, ...] = ((), ("audience",))

Figures: TypeAlias = Mapping[Group, Figure]


def guard_people(people: Tallies, held: Collection[Group], rule: Guard) -> Figures:
    """Say how many answered, in every cut; what is `held` back is not told at all."""
    same = widest(people)
    held = {same[group] for group in held}
    telling = held | {each for each, tally in people.items() if is_small(tally.n, _k(rule, tally))}
    for whole, parts in sums(people):
        rests = {part: _less(people[whole], people[part]) for part in parts}
        telling |= {part for part, rest in rests.items() if is_small(rest.n, _k(rule, rest))}
    cells = [
        Cell(
            key=group,
            value=people[group].n,
            least=0 if group in held else 1,
            limit=UNBOUNDED,
            cost=_cost(group, people[group].n),
            guarded=group in telling,
            rounded=UNBOUNDED if group == EVERYBODY else None,
            width=WIDTH if group in telling else 1,
        )
        for group in dict.fromkeys(same.values())
    ]
    return _guarded(cells, same)


class Theme(Struct, frozen=True, kw_only=True):
    """What is true of a theme, and of the groups that it is shown of.

    `shown` are the sizes of the groups as they are told; of those `held` nothing is told.
    """

    writers: Tallies
    statements: int
    people: Tallies
    shown: Figures
    rule: Guard
    held: Collection[Group] = frozenset()


def guard_theme(theme: Theme) -> Figures:
    """Say how many wrote of a theme, in every cut; nothing of groups whose size is hidden."""
    same = widest({group: theme.people.get(group, NOBODY) for group in theme.shown})
    theme = replace(theme, held={same[group] for group in theme.held if group in same})
    return _guarded([_cell(theme, group) for group in dict.fromkeys(same.values())], same)


def _guarded(cells: Sequence[Cell[Group]], same: Mapping[Group, Group]) -> Figures:
    """Guard what is counted once, and tell it of every group that holds the same people."""
    relations = [
        (same[whole], [same[part] for part in parts])
        for whole, parts in sums(same)
        if [same[part] for part in parts] != [same[whole]]
    ]
    figures = guard(cells, relations)
    return {group: figures[widest_] for group, widest_ in same.items()}


def _cell(theme: Theme, group: Group) -> Cell[Group]:
    """A count points out those inside, or those outside: "all of them" says it of each one."""
    inside, everybody = theme.writers.get(group, NOBODY), theme.people.get(group, NOBODY)
    outside = _less(everybody, inside)
    is_told = theme.shown[group].form in {"exact", "at_least"} and group not in theme.held
    is_held = group != EVERYBODY and not is_told
    few_inside, few_outside = (tally.n < _k(theme.rule, tally) for tally in (inside, outside))
    is_few = inside.n > 0 and (few_inside or few_outside)
    is_fine = len(group) > 1 and 0 < inside.n < theme.rule.k_children
    hides_zeros = is_held or facets(group) not in ZEROS_SHOWN
    return Cell(
        key=group,
        value=inside.n,
        least=0 if hides_zeros else 1,
        limit=everybody.n,
        cost=_cost(group, inside.n),
        guarded=is_few or is_fine or is_held or (hides_zeros and not inside.n),
        rounded=max(inside.n, min(theme.statements, everybody.n)) if group == EVERYBODY else None,
        width=WIDTH if is_few or is_held else 1,
    )


def _k(rule: Guard, tally: Tally) -> int:
    """How many a figure about these must speak of: children are guarded more."""
    return rule.k_children if tally.children else rule.k


def _less(whole: Tally, part: Tally) -> Tally:
    return Tally(n=whole.n - part.n, children=whole.children - part.children)


def _cost(group: Group, n: int) -> float:
    cut = facets(group)
    return COSTS.get(cut, ONE if len(cut) == 1 else TWO) + n / 100
