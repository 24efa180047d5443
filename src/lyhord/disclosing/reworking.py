"""What may be told of a theme that people sorted, beside themes that were published before.

Whoever moves a few statements and looks again would learn of the few who wrote them: from which
group they are. So a theme that was changed by few keeps the figures that it had, and one that was
changed by many tells its sum and audiences alone, and no audience in which few changed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing.cuts import (
    EVERYBODY,
    Group,
    Tallies,
    Tally,
    facets,
    needed,
    of_audience,
)
from lyhord.disclosing.freezing import FrozenRound, FrozenRun, FrozenTheme
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN
from lyhord.storage.figures import SharedCount, UnionCount
from lyhord.storage.guards import Guard

TOLD = ((), ("audience",))


class Kin(Struct, frozen=True, kw_only=True):
    """A theme that was published before, and how many wrote of one of the two themes alone.

    `there` are all who wrote of it; `is_within` where most of them wrote of the new one too.
    """

    theme: FrozenTheme
    changed: Tallies
    there: Tallies
    is_within: bool


class Reworked(Struct, frozen=True, kw_only=True):
    """What the themes of a run have to do with those published before.

    `pointed_out` are those of which an audience would tell of few, beside the sum of several.
    """

    kin: Mapping[str, tuple[Kin, ...]] = {}
    pointed_out: frozenset[str] = frozenset()


UNTOUCHED = Reworked()


def kin(
    counts: Iterable[SharedCount], published: Mapping[UUID, FrozenRun]
) -> Mapping[str, tuple[Kin, ...]]:
    """For each theme those published before that lie mostly within it, or it within them.

    Those that kept the figures of another one told nothing of their own.
    """
    pairs: defaultdict[tuple[str, UUID, str], list[SharedCount]] = defaultdict(list)
    for count in counts:
        pairs[count.theme_id, count.other_run, count.other_theme].append(count)
    found: defaultdict[str, list[Kin]] = defaultdict(list)
    for (theme_id, run_id, other), each in pairs.items():
        themes = (known for known in published[run_id].themes if known.theme_id == other)
        found[theme_id] += [_kin(theme, each) for theme in themes if not theme.is_kept]
    return {theme_id: tuple(each) for theme_id, each in found.items()}


def unchanged(kin: Iterable[Kin], rule: Guard) -> FrozenTheme | None:
    """The theme published before that differs by the fewest, if they are too few to tell of."""
    near = [each for each in kin if each.changed[EVERYBODY].n < _k(each.changed[EVERYBODY], rule)]
    nearest = min(near, key=lambda each: each.changed[EVERYBODY].n, default=None)
    return nearest.theme if nearest else None


def pointed_out(
    unions: Iterable[UnionCount], kin: Mapping[str, tuple[Kin, ...]], rule: Guard
) -> frozenset[str]:
    """The themes that tell no audience: what sums of several leave over is of too few.

    Not even the others, because who sorted knows how many are left over. Of a theme that was
    divided it is the smallest part, among those that do not keep the figures of another one.
    """
    few = [each for each in unions if each.changed < needed(rule, each.audience)]
    parts = [each for each in few if unchanged(kin.get(each.theme_id, ()), rule) is None]
    found: set[str] = set()
    smallest: dict[tuple[UUID, str], str] = {}
    for each in sorted(parts, key=lambda each: (each.people, each.theme_id)):
        if each.other_theme is None:
            found.add(each.theme_id)
        else:
            smallest.setdefault((each.other_run, each.other_theme), each.theme_id)
    return frozenset({*found, *smallest.values()})


def kept(before: FrozenTheme, theme: FrozenTheme, known: FrozenRound) -> FrozenTheme:
    """A theme with the figures that one like it had before."""
    cells = {group: before.figures.get(group, HIDDEN) for group in theme.figures}
    return replace(
        theme,
        cells=tuple(cells.items()),
        statements=theme.statements if cells[EVERYBODY] != HIDDEN else HIDDEN,
        quoted=tuple(each for each in before.quoted if each not in known.left_out),
        speakers=before.speakers,
        is_kept=True,
    )


def held(kin: Iterable[Kin], groups: Iterable[Group], rule: Guard) -> frozenset[Group]:
    """The groups of which a theme tells nothing: what differs in them is about too few.

    Nor where a part of it told nothing: the other parts would tell the rest.
    """
    unclear = [(each, _unclear(each, rule)) for each in kin]
    return frozenset(
        group for group in groups if any(_is_held(each, group, few) for each, few in unclear)
    )


def _is_held(kin: Kin, group: Group, unclear: Collection[Group]) -> bool:
    if group == EVERYBODY:
        return False
    if facets(group) not in TOLD:
        return True
    was_hidden = kin.theme.figures.get(group, HIDDEN).form != "exact"
    return group in unclear or (kin.is_within and kin.there[group].n > 0 and was_hidden)


def _unclear(kin: Kin, rule: Guard) -> frozenset[Group]:
    """The audiences in which few differ, and others with them, those of the fewest first.

    Who sorted knows how many differ in all: one audience alone would follow from the others.
    """
    changed = sorted(
        (tally.n, tally.children, group)
        for group, tally in kin.changed.items()
        if group != EVERYBODY and tally.n
    )
    unclear, together = set[Group](), Tally()
    for n, children, group in changed:
        tally = Tally(n=n, children=children)
        is_few = n < _k(tally, rule)
        if is_few or (unclear and (len(unclear) == 1 or together.n < _k(together, rule))):
            unclear.add(group)
            together = Tally(n=together.n + n, children=together.children + children)
    return frozenset(unclear)


def _kin(theme: FrozenTheme, counts: Iterable[SharedCount]) -> Kin:
    counts = tuple(counts)
    both = sum(each.in_both for each in counts)
    return Kin(
        theme=theme,
        changed=_tallies(
            {each.audience: each.here + each.there - 2 * each.in_both for each in counts}
        ),
        there=_tallies({each.audience: each.there for each in counts}),
        is_within=2 * both > sum(each.there for each in counts),
    )


def _tallies(people: Mapping[Audience, int]) -> Tallies:
    children = people.get("child", 0)
    found: dict[Group, Tally] = {EVERYBODY: Tally(n=sum(people.values()), children=children)}
    for audience, n in people.items():
        found[of_audience(audience)] = Tally(n=n, children=n if audience == "child" else 0)
    return defaultdict(Tally, found)


def _k(tally: Tally, rule: Guard) -> int:
    return rule.k_children if tally.children else rule.k
