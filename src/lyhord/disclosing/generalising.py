"""Which of what could tell who wrote a row stands beside it: only what enough people share.

Generalisation of what identifies by combination (Samarati and Sweeney 1998, k-anonymity), by
leaving things out: each combination that is kept is that of at least k people, and so is the rest.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeAlias, TypeVar

Values: TypeAlias = tuple[str | None, ...]
Mask: TypeAlias = tuple[bool, ...]
Person = TypeVar("Person", bound=Hashable)


def masks(width: int) -> Sequence[Mask]:
    """What is kept at each step: the last of the values is given up first."""
    return [(*[True] * kept, *[False] * (width - kept)) for kept in range(width, -1, -1)]


def shared(people: Mapping[Person, Values], k: int) -> Mapping[Person, Values] | None:
    """Leave out of each person's values what fewer than k share; None where there are fewer.

    The most telling value comes last. Who is left with nothing is among k others with nothing.
    """
    if len(people) < k:
        return None
    width = len(next(iter(people.values())))
    kept: dict[Person, Values] = {}
    for mask in masks(width):
        waiting = {
            person: _masked(values, mask) for person, values in people.items() if person not in kept
        }
        sizes = Counter(waiting.values())
        kept |= {person: values for person, values in waiting.items() if sizes[values] >= k}
    bare = (None,) * width
    left = [person for person in people if person not in kept]
    return kept if not left else _with_company(kept, left, bare, k)


def _with_company(
    kept: dict[Person, Values], left: Sequence[Person], bare: Values, k: int
) -> Mapping[Person, Values]:
    """Few who are left with nothing are joined by the smallest other combinations."""
    together = kept | dict.fromkeys(left, bare)
    while Counter(together.values())[bare] < k:
        others = Counter(values for values in together.values() if values != bare)
        smallest = min(others, key=lambda values: (others[values], str(values)))
        together |= {p: bare for p, values in together.items() if values == smallest}
    return together


def _masked(values: Values, mask: Mask) -> Values:
    return tuple(value if is_kept else None for value, is_kept in zip(values, mask, strict=True))
