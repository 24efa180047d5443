"""Which of what could tell who wrote a row stands beside it: only what enough people share.

Generalisation of what identifies by combination (Samarati and Sweeney 1998, k-anonymity), by
leaving things out: each combination that is kept is that of at least k people, and so is the rest.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeAlias, TypeVar

Values: TypeAlias = tuple[str | None, ...]
Mask: TypeAlias = tuple[bool, ...]
Chosen = TypeVar("Chosen", bound=Hashable)


def masks(width: int) -> Sequence[Mask]:
    """What is kept at each step: the last of the values is given up first."""
    return [(*[True] * kept, *[False] * (width - kept)) for kept in range(width, -1, -1)]


def shared(sizes: Mapping[Values, int], k: int) -> Mapping[Values, Values] | None:
    """What is left of each combination, that of so many people; None where all are too few.

    Of each the values that fewer than k share are left out, the most telling of which comes last.
    Who is left with nothing is among k others with nothing.
    """
    if sum(sizes.values()) < k:
        return None
    width = len(next(iter(sizes)))
    kept: dict[Values, Values] = {}
    for mask in masks(width):
        waiting = {values: _masked(values, mask) for values in sizes if values not in kept}
        together = _together(waiting, sizes)
        kept |= {values: told for values, told in waiting.items() if together[told] >= k}
    bare = (None,) * width
    left = [values for values in sizes if values not in kept]
    return kept if not left else _with_company(kept | dict.fromkeys(left, bare), sizes, bare, k)


def common(sizes: Mapping[tuple[Chosen, ...], int], k: int) -> frozenset[Chosen]:
    """The options that may stand in answers, each a tuple of what one of so many people chose.

    Options of fewer than k are left out. Whoever is left with none because of that is among at
    least k others with none; for that the rarest of the rest are left out too.
    """
    chosen = Counter[Chosen]()
    for options, n in sizes.items():
        chosen.update(dict.fromkeys(options, n))
    kept = {option for option, n in chosen.items() if n >= k}
    while kept and _hidden(sizes, kept) > 0 and _without(sizes, kept) < k:
        kept.remove(min(kept, key=lambda option: (chosen[option], str(option))))
    return frozenset(kept)


def _hidden(sizes: Mapping[tuple[Chosen, ...], int], kept: set[Chosen]) -> int:
    """How many answered and are left with nothing."""
    return sum(n for options, n in sizes.items() if options and kept.isdisjoint(options))


def _without(sizes: Mapping[tuple[Chosen, ...], int], kept: set[Chosen]) -> int:
    return sum(n for options, n in sizes.items() if kept.isdisjoint(options))


def _with_company(
    together: dict[Values, Values], sizes: Mapping[Values, int], bare: Values, k: int
) -> Mapping[Values, Values]:
    """Few who are left with nothing are joined by the smallest other combinations."""
    while (counted := _together(together, sizes))[bare] < k:
        others = {values: n for values, n in counted.items() if values != bare}
        smallest = min(others, key=lambda values: (others[values], str(values)))
        together |= {values: bare for values, told in together.items() if told == smallest}
    return together


def _together(told: Mapping[Values, Values], sizes: Mapping[Values, int]) -> Counter[Values]:
    counted = Counter[Values]()
    for values, kept in told.items():
        counted[kept] += sizes[values]
    return counted


def _masked(values: Values, mask: Mask) -> Values:
    return tuple(value if is_kept else None for value, is_kept in zip(values, mask, strict=True))
