"""Who mentions which theme in which group: people, each once in a group, or their texts."""

from collections.abc import Callable, Collection, Sequence
from typing import Literal, TypeAlias, cast

import numpy as np
from msgspec import Struct

from lyhord_themes.errors import ThemesError
from lyhord_themes.findings import EMPTY, Findings
from lyhord_themes.learners import Dense, Integers

Counted: TypeAlias = Literal["respondents", "texts"]
Memberships: TypeAlias = Sequence[Collection[str] | None]


class Counts(Struct, frozen=True, kw_only=True):
    """Units by theme and group; a unit is a person within a group, or a text.

    `total` has shape (groups,): units; `having` (themes, groups): those that mention the theme.
    `people` numbers the person of each unit, `where` its group; `mentions` are pairs of a unit
    and a theme, shape (pairs, 2), each once. `left_out` texts have no known group.
    """

    counted: Counted
    themes: tuple[str, ...]
    groups: tuple[str, ...]
    total: Dense
    having: Dense
    people: Integers
    where: Integers
    mentions: Integers
    left_out: int

    @property
    def everybody(self) -> int:
        """How many different people there are."""
        return len(np.unique(self.people))

    @property
    def recur(self) -> bool:
        """Whether someone is behind several units, so that these hang together."""
        return self.everybody < len(self.people)

    def people_in(self) -> Dense:
        """How many different people there are in each group, shape (groups,)."""
        return self._by_group(self._places())

    def people_only_in(self) -> Dense:
        """How many people stand in a group and in no other, shape (groups,)."""
        places = self._places()
        people = places // max(len(self.groups), 1)
        return self._by_group(places[np.bincount(people)[people] == 1])

    def _places(self) -> Integers:
        """Each person and group that go together, once, as one number."""
        return np.unique(self.people * len(self.groups) + self.where)

    def _by_group(self, places: Integers) -> Dense:
        groups = len(self.groups)
        found = np.bincount(places % max(groups, 1), minlength=groups)
        return found.astype(np.float64)


def memberships(found: Findings | Memberships | Sequence[str]) -> Memberships:
    """Give the themes of each text; None for an empty text, which says nothing about anybody.

    A single theme may stand instead of a collection. Raises `ThemesError` for anything else.
    """
    if isinstance(found, Findings):
        return [None if a.theme == EMPTY else (a.theme,) for a in found.assignments]
    return [_ids(place, given) for place, given in enumerate(cast("Sequence[object]", found))]


def themes_of(found: Findings | Memberships | Sequence[str]) -> tuple[str, ...]:
    """Give the themes to compare: those of the findings but the remainder, else all there are."""
    if isinstance(found, Findings):
        return tuple(theme.id for theme in found.themes if theme.source != "remainder")
    return tuple(sorted({theme for ids in memberships(found) for theme in ids or ()}))


def unit_of(counted: Counted | None, respondents: Sequence[object] | None) -> Counted:
    """Say what to count: as asked for, else people if they are known, else texts."""
    if counted not in {None, "respondents", "texts"}:
        raise ThemesError(f"respondents or texts can be counted, not {counted}")
    return counted or ("texts" if respondents is None else "respondents")


def known(name: str, values: Sequence[object] | None, length: int) -> tuple[str | None, ...]:
    """Give one value per text, None where it is not known: None, blank or not a number.

    Raises `ThemesError` if there are more or fewer than texts, or one is no string.
    """
    if values is None:
        return (None,) * length
    if isinstance(values, str) or len(values) != length:
        raise ThemesError(f"{name} has {len(values)} entries for {length} texts")
    return tuple(_value(name, place, value) for place, value in enumerate(values))


def counts_of(
    found: Findings | Memberships | Sequence[str],
    name: str,
    groups: Sequence[object],
    *,
    respondents: Sequence[object] | None,
    counted: Counted | None,
    ordered: Callable[[set[str]], Sequence[str]],
) -> Counts:
    """Count what was found by groups or periods, which `ordered` puts in their order.

    `name` is what an error calls them; the other arguments are those of `compare`.
    """
    members = memberships(found)
    of_text = known(name, groups, len(members))
    return counts(
        themes_of(found),
        members,
        groups=of_text,
        people=known("respondents", respondents, len(members)),
        order=ordered({group for group in of_text if group is not None}),
        counted=unit_of(counted, respondents),
    )


def counts(
    themes: Sequence[str],
    members: Memberships,
    *,
    groups: Sequence[str | None],
    people: Sequence[str | None],
    order: Sequence[str],
    counted: Counted = "respondents",
) -> Counts:
    """Count units by theme and group; `members`, `groups` and `people` follow the texts.

    `order` names the groups. A text of an unknown person is a person of its own. `counted` says
    whether units are people or texts.
    """
    rows = [row for row, ids in enumerate(members) if ids is not None and groups[row] is not None]
    column = {group: number for number, group in enumerate(order)}
    where = np.array([column[cast("str", groups[row])] for row in rows], dtype=np.int64)
    numbers = _numbered([people[row] for row in rows])
    each = np.arange(len(rows))
    units, first = (each, each) if counted == "texts" else _units(numbers, where, len(column))
    mentions = _mentions(themes, [cast("Collection[str]", members[row]) for row in rows], units)
    having = np.zeros((len(themes), len(order)))
    np.add.at(having, (mentions[:, 1], where[first][mentions[:, 0]]), 1.0)
    written = sum(ids is not None for ids in members)
    return Counts(
        counted=counted,
        themes=tuple(themes),
        groups=tuple(order),
        total=np.bincount(where[first], minlength=len(order)).astype(np.float64),
        having=having,
        people=numbers[first],
        where=where[first],
        mentions=mentions,
        left_out=written - len(rows),
    )


def _ids(place: int, given: object) -> Collection[str] | None:
    if given is None or given == EMPTY:
        return None
    if isinstance(given, str):
        return (given,)
    ids = tuple(cast("Collection[object]", given)) if isinstance(given, Collection) else (given,)
    wrong = next((type(each).__name__ for each in ids if not isinstance(each, str)), None)
    if wrong is not None:
        raise ThemesError(f"text {place}: themes are given by their ids, not as {wrong}")
    return cast("tuple[str, ...]", ids)


def _value(name: str, place: int, value: object) -> str | None:
    if value is None or value != value:  # noqa: PLR0124  not a number is not itself
        return None
    if not isinstance(value, str):
        raise ThemesError(f"{name}: entry {place} is {type(value).__name__}, not str")
    return value.strip() or None


def _numbered(names: Sequence[str | None]) -> Integers:
    """Number people: the known by name, so that the order of the rows does not matter."""
    numbers = {name: n for n, name in enumerate(sorted({name for name in names if name}))}
    unknown = iter(range(len(numbers), len(numbers) + len(names)))
    return np.array([numbers[name] if name else next(unknown) for name in names], dtype=np.int64)


def _units(people: Integers, where: Integers, groups: int) -> tuple[Integers, Integers]:
    """Number each text's unit, and give the first text of each unit."""
    _, first, units = np.unique(
        people * max(groups, 1) + where, return_index=True, return_inverse=True
    )
    return units, first


def _mentions(
    themes: Sequence[str], members: Sequence[Collection[str]], units: Integers
) -> Integers:
    column = {theme: number for number, theme in enumerate(themes)}
    pairs = [
        (int(unit), column[theme])
        for unit, ids in zip(units, members, strict=True)
        for theme in ids
        if theme in column
    ]
    return np.unique(np.array(pairs, dtype=np.int64).reshape(-1, 2), axis=0)
