"""How much people answered: told of audiences that are large enough, once figures are settled.

Nothing reaches the service before somebody sends, so that nobody knows who began and left. What can
be said is how many questions were answered by those who sent.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from lyhord.disclosing.cuts import AUDIENCES, Group, needed, of_audience
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import FEWEST_FOR_SHARES, HIDDEN, Figure
from lyhord.storage.figures import AnsweredCount
from lyhord.storage.guards import Guard


class Answered(Struct, frozen=True, kw_only=True):
    """At least half of an audience answered so many questions or more."""

    audience: Audience
    half: int


def completion(
    counts: Iterable[AnsweredCount], figures: Mapping[Group, Figure], rule: Guard
) -> tuple[Answered, ...]:
    """The median of each audience whose own size is shown and whose half is large enough."""
    counts = tuple(counts)
    found: list[Answered] = []
    for audience in AUDIENCES:
        own = sorted((each.answered, each.n) for each in counts if each.audience == audience)
        n = sum(many for _, many in own)
        fewest = max(FEWEST_FOR_SHARES, 2 * needed(rule, audience))
        if n >= fewest and figures.get(of_audience(audience), HIDDEN).form == "exact":
            found.append(Answered(audience=audience, half=_median(own, n)))
    return tuple(found)


def _median(own: list[tuple[int, int]], n: int) -> int:
    """The most questions that at least half answered or passed."""
    passed = 0
    for answered, many in reversed(own):
        passed += many
        if 2 * passed >= n:
            return answered
    return 0
