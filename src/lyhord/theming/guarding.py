"""Which figures of groups may stand on the report page: none that point out a few people.

The rules are those of the desk's reports; the numbers themselves are in themes.json.
"""

from collections.abc import Hashable, Iterator, Mapping

from lyhord.privacy.cells import FEWEST_FOR_SHARES, K, is_telling, threshold
from lyhord.privacy.suppression import Arc, protect
from lyhord_themes import Difference, Prevalence

Cells = Mapping[str, Prevalence]


def shown_cells(table: Mapping[str, Cells]) -> Mapping[str, frozenset[str]]:
    """The groups whose figures may be shown, for each theme; every theme has the same groups.

    No hidden figure follows from those shown, from how many each theme and each group has in all,
    or from how many of all groups together have no theme. Groups of fewer than ten are left out.
    """
    cells = {(theme, group): cell for theme, row in table.items() for group, cell in row.items()}
    arcs = [_arc(theme, group, cell) for (theme, group), cell in cells.items()]
    safe = protect([*arcs, *_sums(table)])
    shown: dict[str, set[str]] = {theme: set() for theme in table}
    for ((theme, group), cell), arc in zip(cells.items(), safe, strict=False):
        if _is_shown(cell, arc):
            shown[theme].add(group)
    return {theme: frozenset(groups) for theme, groups in shown.items()}


def may_compare(difference: Difference, cells: Cells, shown: frozenset[str]) -> bool:
    """Whether a difference may be shown: neither of its sides points out a few."""
    if difference.group not in shown:
        return False
    if difference.other is not None:
        return difference.other in shown
    others = [cell for name, cell in cells.items() if name != difference.group]
    having, total = sum(cell.n for cell in others), sum(cell.of for cell in others)
    return total >= FEWEST_FOR_SHARES and not is_telling(having, total, K)


def _arc(theme: str, group: str, cell: Prevalence) -> Arc:
    telling = is_telling(cell.n, cell.of, threshold(group))
    is_hidden = telling or cell.of < FEWEST_FOR_SHARES
    return Arc(
        tail=("theme", theme),
        head=("group", group),
        value=cell.n,
        low=0 if is_hidden else cell.n,
        high=cell.of if is_hidden else cell.n,
        least=0,
        limit=cell.of,
        cost=cell.n + 1,
        guarded=telling,
    )


def _sums(table: Mapping[str, Cells]) -> Iterator[Arc]:
    """What a reader knows at most: each theme's number, each group's size, those without a theme.

    Who has several themes is a negative number of those without one.
    """
    for theme, row in table.items():
        yield _known("all", ("theme", theme), sum(cell.n for cell in row.values()))
    sizes = {group: cell.of for row in table.values() for group, cell in row.items()}
    rest = {g: of - sum(row[g].n for row in table.values()) for g, of in sizes.items()}
    low, high = sum(min(n, 0) for n in rest.values()), sum(max(n, 0) for n in rest.values())
    yield _known("all", "rest", sum(rest.values()))
    for group, n in rest.items():
        yield _known(("group", group), "all", sizes[group])
        yield _known("rest", ("group", group), n, low=low, high=min(high, sizes[group]))


def _known(
    tail: Hashable, head: Hashable, value: int, *, low: int | None = None, high: int | None = None
) -> Arc:
    """Make a count of which the reader keeps these bounds: hiding it is not an option."""
    least = value if low is None else low
    most = value if high is None else high
    return Arc(
        tail=tail, head=head, value=value, low=least, high=most, least=least, limit=most, cost=0
    )


def _is_shown(cell: Prevalence, arc: Arc) -> bool:
    return cell.of >= FEWEST_FOR_SHARES and arc.low == arc.value == arc.high
