"""Giving themes other ids, wherever a result or a model names them."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from lyhord_themes.findings import NEW, Assignment, Findings, Layout
from lyhord_themes.placing import Heading


def with_ids(found: Findings, ids: Mapping[str, str]) -> Findings:
    """Give findings whose themes have the ids of a table; those not in it keep theirs."""
    themes = tuple(replace(theme, id=ids.get(theme.id, theme.id)) for theme in found.themes)
    return replace(
        found,
        themes=themes,
        assignments=tuple(placed(a, ids) for a in found.assignments),
        layout=found.layout and _moved(found.layout, ids),
    )


def placed(assignment: Assignment, ids: Mapping[str, str]) -> Assignment:
    """Give an assignment with other ids."""
    first, second, third = (
        None if theme is None else ids.get(theme, theme)
        for theme in (assignment.theme, assignment.second, assignment.third)
    )
    also = tuple(replace(also, theme=ids.get(also.theme, also.theme)) for also in assignment.also)
    return replace(assignment, theme=first, second=second, third=third, also=also)


def _moved(layout: Layout, ids: Mapping[str, str]) -> Layout:
    spots = tuple(
        replace(
            spot,
            id=ids.get(spot.id, spot.id),
            nearest=tuple(ids.get(theme, theme) for theme in spot.nearest),
        )
        for spot in layout.spots
    )
    return replace(layout, spots=spots)


def headed(
    headings: tuple[Heading, ...], ids: Mapping[str, str], names: Mapping[str, str]
) -> tuple[Heading, ...]:
    """Give headings other ids, and the names that their themes were given, by the old ids."""
    return tuple(
        replace(
            heading, id=ids.get(heading.id, heading.id), name=names.get(heading.id, heading.name)
        )
        for heading in headings
    )


def unused_ids(themes: Sequence[str], taken: Iterable[str]) -> dict[str, str]:
    """Number new themes from the first number that none of `taken` has, as a table of ids."""
    first = 1 + max((_number(theme) for theme in taken), default=0)
    return {theme: f"{NEW}{number}" for number, theme in enumerate(themes, start=first)}


def _number(theme: str) -> int:
    number = theme.removeprefix(NEW)
    return int(number) if theme.startswith(NEW) and number.isdecimal() else 0
