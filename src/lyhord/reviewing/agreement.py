"""How far two people who coded the same statements agree, pure.

Krippendorff's alpha (nominal, two coders, nothing missing) and Cohen's kappa, with the interval of
a bootstrap over statements. Sources: Krippendorff, Computing Krippendorff's Alpha-Reliability
(2011); Cohen, A coefficient of agreement for nominal scales (1960).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

from msgspec import Struct

DRAWS = 1_000
TAIL = 0.025

Pair: TypeAlias = tuple[str, str]
Measure = Callable[[Sequence[Pair]], float | None]


class Coefficient(Struct, frozen=True, kw_only=True):
    """A coefficient with its 95 % interval."""

    value: float
    low: float
    high: float


class Agreement(Struct, frozen=True, kw_only=True):
    """How two codings agree; a coefficient is None where nothing could differ."""

    n: int
    same: int
    alpha: Coefficient | None
    kappa: Coefficient | None


def agreement(pairs: Sequence[Pair], *, chance: Random) -> Agreement:
    """Compare two codings of the same statements."""
    return Agreement(
        n=len(pairs),
        same=sum(one == other for one, other in pairs),
        alpha=_with_interval(pairs, alpha, chance),
        kappa=_with_interval(pairs, kappa, chance),
    )


def alpha(pairs: Sequence[Pair]) -> float | None:
    """Krippendorff's alpha: 1 for full agreement, 0 for what chance would give."""
    values = Counter(value for pair in pairs for value in pair)
    n = values.total()
    apart = n * (n - 1) - sum(count * (count - 1) for count in values.values())
    if not apart:
        return None
    differing = sum(one != other for one, other in pairs)
    return 1 - (differing / len(pairs)) / (apart / (n * (n - 1)))


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa: agreement beyond what each one's own habits would give."""
    n = len(pairs)
    first = Counter(one for one, _ in pairs)
    second = Counter(other for _, other in pairs)
    expected = sum(count * second[value] for value, count in first.items())
    if n * n == expected:
        return None
    agreed = sum(one == other for one, other in pairs)
    return (agreed / n - expected / n**2) / (1 - expected / n**2)


def _with_interval(pairs: Sequence[Pair], measure: Measure, chance: Random) -> Coefficient | None:
    value = measure(pairs) if pairs else None
    if value is None:
        return None
    draws = (measure(chance.choices(pairs, k=len(pairs))) for _ in range(DRAWS))
    # where nothing could differ in a draw, all agreed in it
    found = sorted(1.0 if each is None else each for each in draws)
    low, high = found[int(TAIL * DRAWS)], found[DRAWS - 1 - int(TAIL * DRAWS)]
    # drawing again makes a small sample poorer in codes, and can miss what the sample itself says
    return Coefficient(value=value, low=min(low, value), high=max(high, value))
