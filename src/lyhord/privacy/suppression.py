"""Secondary suppression: hides what would let a reader work out a hidden count by subtraction.

Tables with sums are networks: every count flows from one node to another, and at each node what
comes in is what goes out. A hidden count is safe exactly when another whole number fits as well,
that is when one more or one less can flow round some circle through it (Cox 1995, "Network models
for complementary cell suppression", JASA 90). Where there is no such circle, the cheapest one is
made by hiding the counts along it.
"""

from collections.abc import Hashable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

Node = Hashable
Step = tuple[int, int]  # the number of an arc, and +1 along it or -1 against it
Roads = Mapping[Node, Sequence[tuple[Step, Node]]]  # the steps from each node, and where they end


class Arc(Struct, frozen=True, kw_only=True):
    """One count: the nodes that it joins, what it is, and what a reader is told.

    `low` and `high` are the bounds that the reader is told, `least` and `limit` those that are
    left when it is hidden; `least` is one where zeros are always shown. `cost` is what hiding it
    would lose. `guarded` counts must not be worked out.
    """

    tail: Node
    head: Node
    value: int
    low: int
    high: int
    limit: int
    cost: int
    least: int = 1
    guarded: bool = False

    def can_move(self, by: int) -> bool:
        """Whether a reader must reckon with one more, or one less."""
        return self.low <= self.value + by <= self.high

    def could_move(self, by: int) -> bool:
        """Whether that would be so if it were hidden."""
        return self.value >= self.least and self.least <= self.value + by <= self.limit


def protect(arcs: Sequence[Arc]) -> tuple[Arc, ...]:
    """Hide more counts until no guarded count can be worked out; returns the arcs in order."""
    table, roads = list(arcs), _roads(arcs)
    for number, arc in enumerate(arcs):
        if not arc.guarded:
            continue
        circle = _cheapest_circle(table, roads, number)
        for other, by in _all_around(table, number) if circle is None else circle:
            if not table[other].can_move(by):
                table[other] = hidden(table[other])
    return tuple(table)


def hidden(arc: Arc) -> Arc:
    """Return the arc with nothing told but its outer bounds; what lies below them is shown."""
    return arc if arc.value < arc.least else replace(arc, low=arc.least, high=arc.limit)


def _cheapest_circle(table: Sequence[Arc], roads: Roads, number: int) -> list[Step] | None:
    """The cheapest circle through an arc, either way; None when there is none."""
    found: list[tuple[int, list[Step]]] = []
    for by in (1, -1):
        arc = table[number]
        if not arc.can_move(by) and not arc.could_move(by):
            continue
        start, goal = (arc.head, arc.tail) if by == 1 else (arc.tail, arc.head)
        way = _cheapest_way(table, roads, (start, goal), without=number)
        if way is not None and way[0] == 0 and arc.can_move(by):
            return []
        if way is not None:
            found.append((way[0], [*way[1], (number, by)]))
    return min(found, default=(0, None))[1]


def _cheapest_way(
    table: Sequence[Arc], roads: Roads, ends: tuple[Node, Node], *, without: int
) -> tuple[int, list[Step]] | None:
    """Dijkstra over what can move, and at a cost over what could if it were hidden."""
    start, goal = ends
    order = count(0, -1)  # the newest first: in a full table a circle is near; nodes have no order
    waiting: list[tuple[int, int, Node, list[Step]]] = [(0, next(order), start, [])]
    done: set[Node] = set()
    while waiting:
        cost, _, node, way = heappop(waiting)
        if node == goal:
            return cost, way
        if node in done:
            continue
        done.add(node)
        for (number, by), onward in roads.get(node, ()):
            toll = _toll(table[number], by)
            if number == without or toll is None or onward in done:
                continue
            if toll == 0 and onward == goal:
                return cost, [*way, (number, by)]
            heappush(waiting, (cost + toll, next(order), onward, [*way, (number, by)]))
    return None


def _toll(arc: Arc, by: int) -> int | None:
    if arc.can_move(by):
        return 0
    return arc.cost if arc.could_move(by) else None


def _roads(table: Sequence[Arc]) -> Roads:
    roads: dict[Node, list[tuple[Step, Node]]] = {}
    for number, arc in enumerate(table):
        roads.setdefault(arc.tail, []).append(((number, 1), arc.head))
        roads.setdefault(arc.head, []).append(((number, -1), arc.tail))
    return roads


def _all_around(table: Sequence[Arc], number: int) -> list[Step]:
    """Everything that shares a sum with an arc: the last resort, when no circle can be made."""
    ends = {table[number].tail, table[number].head}
    return [
        (other, by)
        for other, arc in enumerate(table)
        for by in (1, -1)
        if {arc.tail, arc.head} & ends
    ]
