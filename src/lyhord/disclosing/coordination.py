"""The coordination index: how well support hangs together, by those who met it. Pure.

Five of the nine core statements, one of them turned round. A person's index is the mean of the
answers on the scale, from 0 (worst) to 100, where at least three of the five were answered; a
group's is the mean of its people's. Which means may be told is `privacy.means`'.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import sqrt

from msgspec import Struct

from lyhord.disclosing.cuts import AUDIENCES, EVERYBODY, Cut, Group, facets, needed
from lyhord.privacy import means
from lyhord.privacy.cells import HIDDEN, Figure, coarse
from lyhord.privacy.means import TOP, Cell
from lyhord.storage.answers import IndexCount
from lyhord.storage.guards import Guard

STRAIGHT = ("core.responsible", "core.in_time", "core.where", "core.cooperate")
TURNED = ("core.retell",)
SCALE = ("inte_alls", "ganska_daligt", "ganska_bra", "helt")
FEWEST_ANSWERED = 3

CUTS: tuple[Cut, ...] = ((), ("audience",), ("municipality",))
COSTS: Mapping[Cut, float] = {(): 10_000.0, ("audience",): 1_000.0}  # what readers miss most
Z_95 = 1.959964
FEWEST_FOR_SPREAD = 30
WIDEST = 50  # the largest spread that scores from 0 to 100 can have


class FrozenMean(Struct, frozen=True, kw_only=True):
    """The index of a group, as published: how many it is of, rounded down, and the mean."""

    group: Group
    people: Figure
    mean: int | None


class FrozenIndex(Struct, frozen=True, kw_only=True):
    """The index of a round; `spread` is the standard deviation within audiences, of all of them.

    Intervals are made with it: a small group's own would tell how its people differ.
    """

    means: tuple[FrozenMean, ...] = ()
    spread: int = WIDEST


def frozen_index(
    counts: Iterable[IndexCount], shown: Mapping[Group, Figure], rule: Guard
) -> FrozenIndex:
    """The index in every cut; nothing of groups whose size is hidden."""
    counts = [each for each in counts if each.answered >= FEWEST_ANSWERED]
    cells, groups = _cells(counts, rule), _groups(counts)
    never = [each.key for each in groups if not _is_shown(shown, each.key)]
    told = means.means_told(cells, groups, never)
    return FrozenIndex(
        means=tuple(_frozen(each, cells, told, rule) for each in groups),
        spread=_spread(counts),
    )


def interval(mean: int, people: Figure, spread: int) -> tuple[int, int]:
    """The 95 % interval around a mean, from what is told alone: so no narrower than it is."""
    reach = Z_95 * spread / sqrt(people.n or 1)
    return max(0, int(mean - reach)), min(int(TOP), int(mean + reach + 1))


def _cells(counts: Iterable[IndexCount], rule: Guard) -> Sequence[Cell]:
    """Who share audience and municipality, in the order of `_parts`."""
    found: dict[tuple[str, str], Cell] = {}
    for each in counts:
        key = (each.audience, each.municipality)
        known = found.get(key, Cell(n=0, total=0.0, k=needed(rule, each.audience)))
        found[key] = Cell(n=known.n + each.n, total=known.total + each.n * _score(each), k=known.k)
    return list(found.values())


def _groups(counts: Iterable[IndexCount]) -> Sequence[means.Group[Group]]:
    places = {key: place for place, key in enumerate(dict.fromkeys(map(_place, counts)))}
    found: dict[Group, set[int]] = {}
    for (audience, municipality), place in places.items():
        values = {"audience": audience, "municipality": municipality}
        for cut in CUTS:
            found.setdefault(tuple((facet, values[facet]) for facet in cut), set()).add(place)
    return [
        means.Group(
            key=group,
            table="".join(facets(group)),
            parts=frozenset(parts),
            cost=COSTS.get(facets(group), 0.0) + len(parts),
        )
        for group, parts in sorted(found.items(), key=lambda each: _order(each[0]))
    ]


def _order(group: Group) -> tuple[int, int, Group]:
    """Everybody, then audiences as they always stand, then places by their names."""
    cut = facets(group)
    audience = AUDIENCES.index(group[0][1]) if cut == ("audience",) else 0  # pyright: ignore[reportArgumentType]  # one of them
    return CUTS.index(cut), audience, group


def _place(count: IndexCount) -> tuple[str, str]:
    return count.audience, count.municipality


def _is_shown(shown: Mapping[Group, Figure], group: Group) -> bool:
    """Whether the size of a group is told; everybody's always is, if only rounded."""
    return group == EVERYBODY or shown.get(group, HIDDEN).form in {"exact", "at_least"}


def _frozen(
    group: means.Group[Group], cells: Sequence[Cell], told: Mapping[Group, int], rule: Guard
) -> FrozenMean:
    mean = told.get(group.key)
    n = sum(cells[place].n for place in group.parts)
    return FrozenMean(
        group=group.key, people=HIDDEN if mean is None else coarse(n, rule.k), mean=mean
    )


def _score(count: IndexCount) -> float:
    return TOP * count.points / ((len(SCALE) - 1) * count.answered)


def _spread(counts: Collection[IndexCount]) -> int:
    """The standard deviation within audiences; the widest there can be where they are few."""
    n = sum(each.n for each in counts)
    if n < FEWEST_FOR_SPREAD:
        return WIDEST
    middles = {audience: _middle(counts, audience) for audience in {c.audience for c in counts}}
    squares = sum(each.n * (_score(each) - middles[each.audience]) ** 2 for each in counts)
    return round(sqrt(squares / (n - len(middles))))


def _middle(counts: Iterable[IndexCount], audience: str) -> float:
    own = [each for each in counts if each.audience == audience]
    return sum(each.n * _score(each) for each in own) / sum(each.n for each in own)
