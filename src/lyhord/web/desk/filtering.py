"""Which group a report's figures are of: the choices, their names, what an address says."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from lyhord.disclosing import EVERYBODY, Group
from lyhord.errors import NotFoundError
from lyhord.instruments.places import Place
from lyhord.web.catalogue import mark
from lyhord.web.desk.wording import AUDIENCES, Wording

HEADINGS: Mapping[str, str] = {
    "audience": mark("By audience"),
    "municipality": mark("By municipality"),
    "age": mark("By age of the child"),
    "audience+municipality": mark("By audience and municipality"),
}
# what was answered beside a place's municipalities, and beside ages, which name themselves
OTHERS: Mapping[str, str] = {
    "": mark("No answer"),
    "several": mark("Several"),
    "annan": mark("Another municipality"),
    "vill_inte": mark("Does not want to say"),
    "hela_lanet": mark("The whole county"),
}
BETWEEN, AND = ":", "+"
FACETS: Mapping[str, Literal["audience", "municipality", "age"]] = {
    "audience": "audience",
    "municipality": "municipality",
    "age": "age",
}


class GroupChoice(Struct, frozen=True, kw_only=True):
    """A group that can be chosen."""

    value: str
    name: str
    is_chosen: bool


class GroupChoices(Struct, frozen=True, kw_only=True):
    """Groups under a heading."""

    heading: str
    choices: tuple[GroupChoice, ...]


class Names(Struct, frozen=True, kw_only=True):
    """How groups are called."""

    wording: Wording
    municipalities: Mapping[str, str]

    def of(self, group: Group) -> str:
        """The name of a group."""
        return ", ".join(self.value(facet, value) for facet, value in group)

    def value(self, facet: str, value: str) -> str:
        """The name of one thing that is said of somebody."""
        if facet == "audience":
            return self.wording.say(AUDIENCES[value])
        if (facet, value) == ("municipality", "several"):
            return self.wording.say("Several municipalities")
        if value in OTHERS:
            return self.wording.say(OTHERS[value])
        if facet == "municipality":
            return self.municipalities.get(value, value)
        return value.replace("-", "–")


def names(wording: Wording, place: Place) -> Names:
    """The names of groups in a round that is held in a place."""
    return Names(
        wording=wording,
        municipalities={option.id: option.text for option in place.municipalities},
    )


def in_address(group: Group) -> str:
    """A group as an address says it."""
    return AND.join(f"{facet}{BETWEEN}{value}" for facet, value in group)


def from_address(text: str) -> Group:
    """The group that an address names; whether it may be shown is decided elsewhere."""
    if not text:
        return EVERYBODY
    parts = [part.partition(BETWEEN) for part in text.split(AND)]
    if any(facet not in FACETS or not between for facet, between, _ in parts):
        raise NotFoundError("group", text)
    return tuple((FACETS[facet], value) for facet, _, value in parts)


def choices(called: Names, groups: Iterable[Group], chosen: Group) -> tuple[GroupChoices, ...]:
    """The groups of a report under their headings; everybody is the page's own first choice."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        if group:
            found.setdefault(AND.join(facet for facet, _ in group), []).append(group)
    return tuple(
        GroupChoices(
            heading=called.wording.say(HEADINGS[cut]),
            choices=tuple(_choices(called, found[cut], chosen)),
        )
        for cut in HEADINGS
        if cut in found
    )


def _choices(called: Names, groups: Iterable[Group], chosen: Group) -> Iterator[GroupChoice]:
    for group in sorted(groups, key=called.of):
        yield GroupChoice(value=in_address(group), name=called.of(group), is_chosen=group == chosen)
