"""The tables that a report can hold, declared together: by what figures may be told apart.

A filter at the desk chooses a group of one of these cuts, so that what any two filters show is in
the tables that are guarded together. Which figure may be shown is `guarding`'s.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage.collectors import Collector
from lyhord.storage.figures import PersonCount, ThemeCount
from lyhord.storage.guards import Guard

Facet = Literal["audience", "municipality", "age", "week", "collector"]
Group: TypeAlias = tuple[tuple[Facet, str], ...]
Cut: TypeAlias = tuple[Facet, ...]

EVERYBODY: Group = ()
CUTS: tuple[Cut, ...] = (
    (),
    ("audience",),
    ("municipality",),
    ("age",),
    ("audience", "municipality"),
)
BY_AUDIENCE: tuple[Cut, ...] = ((), ("municipality",))  # groups that are told apart by audience
PEOPLE_CUTS: tuple[Cut, ...] = (*CUTS, ("week",), ("audience", "collector"))
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


class Tally(Struct, frozen=True, kw_only=True):
    """How many are in a group, how many of them are children, and which they are, as a digest."""

    n: int = 0
    children: int = 0
    digest: int = 0


NOBODY = Tally()
Tallies: TypeAlias = Mapping[Group, Tally]


def of_audience(audience: Audience) -> Group:
    """The group of everybody in an audience."""
    return (("audience", audience),)


def of_door(door: Collector) -> Group:
    """The group of everybody who answered through a collector."""
    return (("audience", door.audience), ("collector", str(door.collector_id)))


def needed(rule: Guard, audience: Audience) -> int:
    """How many of an audience a figure must speak of."""
    return rule.k_children if audience == "child" else rule.k


def facets(group: Group) -> Cut:
    """What a group is told apart by."""
    return tuple(facet for facet, _ in group)


def is_for_themes(group: Group) -> bool:
    """Whether themes are shown of this group; weeks and collectors are only counted."""
    return facets(group) in CUTS


def by_audience(tallies: Tallies) -> Mapping[Audience, int]:
    """How many of each audience."""
    return {each: tallies.get(of_audience(each), NOBODY).n for each in AUDIENCES}


def left_out(counts: Iterable[PersonCount], rule: Guard) -> tuple[Audience, ...]:
    """The audiences of so few that no figure counts them: all others would tell how many."""
    sizes = Counter[Audience]()
    for count in counts:
        sizes[count.audience] += count.n
    return tuple(each for each in AUDIENCES if 0 < sizes[each] < needed(rule, each))


def people(counts: Iterable[PersonCount]) -> Tallies:
    """Count everybody in every cut."""
    found: dict[Group, Tally] = {EVERYBODY: NOBODY}
    for count in counts:
        values: Mapping[Facet, str] = {
            "audience": count.audience,
            "municipality": count.municipality,
            "age": count.age,
            "week": count.week,
            "collector": str(count.collector_id),
        }
        for group in _groups(values, PEOPLE_CUTS):
            found[group] = _and(found.get(group, NOBODY), count.audience, count.n, count.digest)
    return found


def writers(counts: Iterable[ThemeCount]) -> Mapping[str, Tallies]:
    """Count who wrote of each theme in every cut that themes are shown in."""
    found: dict[str, dict[Group, Tally]] = {}
    for count in counts:
        values: Mapping[Facet, str] = {
            "audience": count.audience,
            "municipality": count.municipality,
            "age": count.age,
        }
        of_theme = found.setdefault(count.theme_id, {})
        for group in _groups(values, CUTS):
            of_theme[group] = _and(of_theme.get(group, NOBODY), count.audience, count.respondents)
    return found


def widest(people: Tallies) -> Mapping[Group, Group]:
    """For each group the widest that holds the same people: where all live in one place, all."""
    same: dict[Group, Group] = {}
    for group in sorted(people, key=len):
        n = people[group].n
        wider = (each for each in without_one(group) if n and people.get(each, NOBODY).n == n)
        found = next(wider, group)
        same[group] = same.get(found, group)
    return same


def without_one(group: Group) -> Iterator[Group]:
    """The groups that one thing less is said of."""
    for place in range(len(group)):
        yield (*group[:place], *group[place + 1 :])


def sums(groups: Iterable[Group]) -> Sequence[tuple[Group, Sequence[Group]]]:
    """Which groups add up to which: all by audience, an audience by municipality."""
    known = set(groups)
    parts: dict[tuple[Group, Facet], list[Group]] = {}
    for group in sorted(known):
        for (facet, _), whole in zip(group, without_one(group), strict=True):
            if whole in known:
                parts.setdefault((whole, facet), []).append(group)
    return [(whole, found) for (whole, _), found in parts.items()]


def _groups(values: Mapping[Facet, str], cuts: Iterable[Cut]) -> Iterator[Group]:
    for cut in cuts:
        yield tuple((facet, values[facet]) for facet in cut)


def _and(tally: Tally, audience: Audience, n: int, digest: int = 0) -> Tally:
    return Tally(
        n=tally.n + n,
        children=tally.children + (n if audience == "child" else 0),
        digest=tally.digest ^ digest,
    )
