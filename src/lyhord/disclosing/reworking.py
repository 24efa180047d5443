"""What may be told of a theme that people sorted, beside themes that were published before.

Whoever moves a few statements and looks again would learn of the few who wrote them: from which
group they are. So a theme that was changed by few keeps the figures that it had, and one that was
changed by many tells its sum and audiences alone, and no audience in which few changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing.cuts import EVERYBODY, Group, Tallies, Tally, facets, of_audience
from lyhord.disclosing.freezing import FrozenRound, FrozenRun, FrozenTheme
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN
from lyhord.storage.figures import SharedCount
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
    kin = tuple(kin)
    return frozenset(group for group in groups if any(_is_held(each, group, rule) for each in kin))


def _is_held(kin: Kin, group: Group, rule: Guard) -> bool:
    if group == EVERYBODY:
        return False
    if facets(group) not in TOLD:
        return True
    changed, there = kin.changed[group], kin.there[group]
    was_hidden = kin.theme.figures.get(group, HIDDEN).form != "exact"
    return 0 < changed.n < _k(changed, rule) or (kin.is_within and there.n > 0 and was_hidden)


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
