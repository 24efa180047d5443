"""What one web process has counted, and the sum over several; how it is shown is in `metrics`."""

from collections.abc import Iterable

from msgspec import Struct

from lyhord.web.folding import Folded


class Spread(Struct, frozen=True):
    """How many measured at most each bound, and the sum of what was measured."""

    buckets: tuple[tuple[str, float], ...]
    total: float


class Counted(Struct, frozen=True, kw_only=True):
    """Requests by side, method and status, with spaces between; batches by size and seconds."""

    requests: dict[str, Spread]
    sizes: Spread
    waits: Spread


def shown(folded: Folded) -> Spread:
    """A spread as far as it is shown."""
    return Spread(tuple(folded.buckets), folded.total)


def summed(several: Iterable[Counted]) -> Counted:
    """The counts of several processes, of one at least, together."""
    each = list(several)
    names = {name for one in each for name in one.requests}
    return Counted(
        requests={
            name: _sum(one.requests[name] for one in each if name in one.requests)
            for name in sorted(names)
        },
        sizes=_sum(one.sizes for one in each),
        waits=_sum(one.waits for one in each),
    )


def _sum(spreads: Iterable[Spread]) -> Spread:
    each = list(spreads)
    columns = zip(*(spread.buckets for spread in each), strict=True)
    buckets = tuple((column[0][0], sum(n for _, n in column)) for column in columns)
    return Spread(buckets, sum(spread.total for spread in each))
