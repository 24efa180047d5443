"""Compares what audiences wrote of: where they differ, by how much, and what may be chance.

Reckons with published figures alone, so that it tells nothing that they do not tell.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import combinations, islice

import numpy as np
from msgspec import Struct

from lyhord.disclosing import Quote, RunReport, ThemeReport
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import Figure, Share
from lyhord_themes.effects import Effect, cohens_h, effect_of
from lyhord_themes.intervals import newcombe
from lyhord_themes.significance import false_discovery_rates, score_test

LEVEL = 0.05


class Side(Struct, frozen=True, kw_only=True):
    """An audience's part in a theme; `of` is how many answered in it."""

    audience: Audience
    respondents: Figure
    of: Figure
    share: Share | None
    quote: Quote | None


class Difference(Struct, frozen=True, kw_only=True):
    """How many points of per cent more of one audience than of the other wrote of a theme.

    `low` to `high` is Newcombe's interval (95 %), `q` the false discovery rate over the whole
    table; None where nobody or everybody wrote of it. It `is_clear` where q is at most 0.05.
    """

    more: Audience
    less: Audience
    points: int
    low: int
    high: int
    q: float | None
    effect: Effect
    is_clear: bool


class Gap(Struct, frozen=True, kw_only=True):
    """A theme beside the audiences, and how each two of them differ, the sharpest first."""

    theme_id: str
    name: str
    source: str
    sides: tuple[Side, ...]
    differences: tuple[Difference, ...]

    @property
    def sharpest(self) -> Difference | None:
        """The difference that is least likely to be small."""
        return self.differences[0] if self.differences else None

    def quote_of(self, audience: Audience) -> Quote | None:
        """A typical text of one side, where one may be shown by name."""
        return next((side.quote for side in self.sides if side.audience == audience), None)

    @property
    def opposed(self) -> tuple[Side, ...]:
        """The two sides that differ most, the one that wrote more of it first."""
        told = {side.audience: side for side in self.sides}
        return tuple(told[name] for each in self.differences[:1] for name in (each.more, each.less))


class Pair(Struct, frozen=True, kw_only=True):
    """Two sides whose figures are both told, those that differ more first; pure numbers."""

    more: Side
    less: Side
    counts: tuple[int, int, int, int]


def gaps(report: RunReport) -> tuple[Gap, ...]:
    """Every theme with its sides, the sharpest disagreement first; none while a round is open.

    Remainders are no themes. p-values come from the score test (Fisher's where few are expected),
    q-values from Benjamini and Hochberg (1995) over all themes and pairs.
    """
    return tuple(sorted(_gaps(report), key=_place))


def gap(report: RunReport, theme_id: str) -> Gap | None:
    """One theme as `gaps` has it, tested beside all others; None of a remainder."""
    return next(_gaps(report, {theme_id}), None)


def clear(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """Those with a difference that is hardly chance."""
    return tuple(each for each in found if each.sharpest and each.sharpest.is_clear)


def unheard(found: Iterable[Gap]) -> Iterator[tuple[str, Audience]]:
    """The opposed sides of which no quote is at hand."""
    for each in found:
        for side in each.opposed:
            if side.quote is None:
                yield each.theme_id, side.audience


def _gaps(report: RunReport, wanted: Container[str] | None = None) -> Iterator[Gap]:
    """The themes that are wanted; what may be chance is reckoned over all of them."""
    themes = [each for each in report.themes if each.source != "remainder" and not report.is_open]
    sides = [_sides(report, theme) for theme in themes]
    pairs = [tuple(_pairs(each)) for each in sides]
    rates = iter(_rates([pair for of_theme in pairs for pair in of_theme]))
    for theme, of_theme, own in zip(themes, sides, pairs, strict=True):
        own_rates = tuple(islice(rates, len(own)))
        if wanted is not None and theme.theme_id not in wanted:
            continue
        found = (_difference(pair, rate) for pair, rate in zip(own, own_rates, strict=True))
        yield Gap(
            theme_id=theme.theme_id,
            name=theme.name,
            source=theme.source,
            sides=of_theme,
            differences=tuple(sorted(found, key=_sharpness)),
        )


def _sides(report: RunReport, theme: ThemeReport) -> tuple[Side, ...]:
    sizes = {count.audience: count.responses for count in report.audiences}
    voices = {quote.audience: quote for quote in theme.voices}
    return tuple(
        Side(
            audience=cell.audience,
            respondents=cell.respondents,
            of=sizes[cell.audience],
            share=cell.share,
            quote=voices.get(cell.audience),
        )
        for cell in theme.groups
    )


def _pairs(sides: Sequence[Side]) -> Iterator[Pair]:
    """Each two sides of which shares are told; the larger share first."""
    told = [side for side in sides if side.share is not None]
    for one, other in combinations(told, 2):
        more, less = sorted((one, other), key=_part, reverse=True)
        yield Pair(more=more, less=less, counts=(*_counts(more), *_counts(less)))


def _counts(side: Side) -> tuple[int, int]:
    return side.respondents.n or 0, side.of.n or 0


def _part(side: Side) -> float:
    n, of = _counts(side)
    return n / (of or 1)


def _rates(pairs: Sequence[Pair]) -> list[float | None]:
    """The false discovery rate of each pair; None where there was nothing to test."""
    columns = np.array([pair.counts for pair in pairs], dtype=np.float64).reshape(-1, 4).T
    rates = false_discovery_rates(score_test(*columns))
    return [None if np.isnan(rate) else round(float(rate), 4) for rate in rates]


def _difference(pair: Pair, q: float | None) -> Difference:
    low, high = newcombe(*pair.counts)
    more, less = _part(pair.more), _part(pair.less)
    return Difference(
        more=pair.more.audience,
        less=pair.less.audience,
        points=round(100 * (more - less)),
        low=round(100 * low),
        high=round(100 * high),
        q=q,
        effect=effect_of(cohens_h(more, less)),
        is_clear=q is not None and q <= LEVEL,
    )


def _sharpness(difference: Difference) -> tuple[bool, int, int]:
    """Clear ones first, then by the least that the difference may be."""
    return not difference.is_clear, -difference.low, -difference.points


def _place(gap: Gap) -> tuple[bool, tuple[bool, int, int], str]:
    sharpest = gap.sharpest
    return sharpest is None, _sharpness(sharpest) if sharpest else (True, 0, 0), gap.name
