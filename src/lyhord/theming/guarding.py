"""Which figures of groups may stand on the report page: none that point out a few people.

The rules are those of the desk's reports; the numbers themselves are in themes.json.
"""

from collections.abc import Mapping

from lyhord.privacy.cells import (
    FEWEST_FOR_SHARES,
    HIDDEN,
    K,
    bounds,
    exact,
    is_telling,
    threshold,
)
from lyhord.privacy.suppression import Arc, protect
from lyhord_themes import Difference, Prevalence

SUM_COST = 1_000_000  # a theme's number stands elsewhere on the page

Cells = Mapping[str, Prevalence]


def shown_groups(cells: Cells) -> frozenset[str]:
    """The groups whose figures for one theme may be shown: none follows from the others.

    Groups of fewer than ten are left out. Where the theme's own number would give a group away,
    no group of the theme is shown.
    """
    arcs = [_arc(name, cell) for name, cell in cells.items()]
    everybody = sum(arc.value for arc in arcs)
    whole = Arc(
        tail="all",
        head="theme",
        value=everybody,
        low=everybody,
        high=everybody,
        limit=sum(arc.limit for arc in arcs),
        cost=SUM_COST,
    )
    *protected, own = protect([*arcs, whole])
    if own != whole:
        return frozenset()
    return frozenset(
        name
        for (name, cell), arc in zip(cells.items(), protected, strict=True)
        if _is_shown(cell, arc)
    )


def may_compare(difference: Difference, cells: Cells, shown: frozenset[str]) -> bool:
    """Whether a difference may be shown: neither of its sides points out a few."""
    if difference.group not in shown:
        return False
    if difference.other is not None:
        return difference.other in shown
    others = [cell for name, cell in cells.items() if name != difference.group]
    having, total = sum(cell.n for cell in others), sum(cell.of for cell in others)
    return total >= FEWEST_FOR_SHARES and not is_telling(having, total, K)


def _arc(name: str, cell: Prevalence) -> Arc:
    telling = is_telling(cell.n, cell.of, threshold(name))
    if cell.of < FEWEST_FOR_SHARES:
        low, high = 0, cell.of
    else:
        low, high = bounds(HIDDEN if telling else exact(cell.n), limit=cell.of)
    return Arc(
        tail="theme",
        head="all",
        value=cell.n,
        low=low,
        high=high,
        limit=cell.of,
        cost=cell.n + 1,
        guarded=telling,
    )


def _is_shown(cell: Prevalence, arc: Arc) -> bool:
    return cell.of >= FEWEST_FOR_SHARES and arc.low == arc.value == arc.high
