"""How the prevalence of themes changes over rounds, weeks or other periods in their order."""

import re
from collections.abc import Sequence
from functools import partial
from math import sqrt

import numpy as np

from lyhord_themes.comparing import LEVEL, prevalences, require_share, sizes, told
from lyhord_themes.comparison import Note, Trend, Trends
from lyhord_themes.contrasts import effective, ratio
from lyhord_themes.counting import (
    Counted,
    Counts,
    Memberships,
    counts_of,
)
from lyhord_themes.effects import cohens_h, effect_of
from lyhord_themes.errors import ThemesError
from lyhord_themes.findings import Findings
from lyhord_themes.intervals import Estimate
from lyhord_themes.learners import Dense
from lyhord_themes.resampling import RESAMPLES, Moments, replicates
from lyhord_themes.significance import (
    false_discovery_rates,
    trend_moments,
    trend_test,
    two_sided,
)

FEWEST_PERIODS = 2
LEAST_INFLATION = 0.1

_NUMBER = re.compile(r"(\d+)")


def trends(  # noqa: PLR0913  each is a choice of its own, and only two are needed
    found: Findings | Memberships | Sequence[str],
    periods: Sequence[str | None],
    *,
    respondents: Sequence[str | None] | None = None,
    counted: Counted | None = None,
    order: Sequence[str] | None = None,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Trends:
    """Tell how themes change over periods; the other arguments are those of `compare`.

    `periods` has one entry per text; `order` names them from the first to the last, else they are
    sorted as people count ("v. 9" before "v. 10"). Steps between periods count as equal. The
    test is Cochran's (1954) and Armitage's (1955); where people answer in several periods, its
    variance is that of `resamples` bootstrap samples of people (Rao & Scott 1992).

    Raises `ThemesError` if lengths differ, a period is not in `order`, or `level` is no share.
    """
    require_share(level)
    table = counts_of(
        found,
        "periods",
        periods,
        respondents=respondents,
        counted=counted,
        ordered=partial(_ordered, order=order),
    )
    return Trends(
        counted=table.counted,
        level=level,
        resamples=resamples if table.recur else 0,
        seed=seed,
        left_out=table.left_out,
        sizes=sizes(table),
        themes=_themes(table, level=level, resamples=resamples, seed=seed),
        notes=_notes(table),
    )


def natural(period: str) -> list[tuple[bool, int, str]]:
    """Give a sorting key in which numbers inside texts count as numbers."""
    parts = [part for part in _NUMBER.split(period.casefold()) if part]
    return [(not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts]


def _ordered(given: set[str], *, order: Sequence[str] | None) -> list[str]:
    if order is None:
        return sorted(given, key=lambda period: (natural(period), period))
    missing = sorted(given - set(order))
    if missing:
        raise ThemesError(f"the order does not name the period {missing[0]!r}")
    return list(dict.fromkeys(order))


def _notes(counted: Counts) -> tuple[Note, ...]:
    filled = int((counted.total > 0).sum())
    if filled >= FEWEST_PERIODS:
        return ()
    return ("one_period",) if filled else ("no_periods",)


def _themes(counted: Counts, *, level: float, resamples: int, seed: int) -> tuple[Trend, ...]:
    estimate, inflation = _estimate(counted, resamples=resamples, seed=seed)
    tests = [trend_test(row, counted.total) for row in counted.having]
    chances = np.array(
        [two_sided(z / sqrt(by)) for (_, z), by in zip(tests, inflation, strict=True)]
    )
    rates = false_discovery_rates(chances)
    found = [
        _trend(counted, estimate, number, slope=slope, chance=(p, q), level=level)
        for number, ((slope, _), p, q) in enumerate(zip(tests, chances, rates, strict=True))
    ]
    return tuple(sorted(found, key=lambda each: (not each.is_clear, -abs(each.h), each.theme)))


def _trend(
    counted: Counts,
    estimate: Estimate,
    number: int,
    *,
    slope: float,
    chance: tuple[float, float],
    level: float,
) -> Trend:
    total = counted.total
    whole = float(counted.having[number].sum() / total.sum()) if total.sum() else 0.0
    middle, _ = trend_moments(total)
    start = min(max(whole - slope * middle, 0.0), 1.0)
    end = min(max(whole + slope * (len(total) - 1 - middle), 0.0), 1.0)
    h, (p, q) = cohens_h(end, start), chance
    return Trend(
        theme=counted.themes[number],
        periods=prevalences(counted, estimate, number),
        slope=round(slope, 6),
        start=round(start, 6),
        end=round(end, 6),
        h=round(h, 6),
        effect=effect_of(h),
        p=told(p),
        q=told(q),
        is_clear=bool(q <= level),
    )


def _estimate(counted: Counts, *, resamples: int, seed: int) -> tuple[Estimate, Dense]:
    """Give the shares, shape (themes, periods), and each test's variance over that of strangers."""
    share, ones = ratio(counted.having, counted.total), np.ones(len(counted.themes))
    total = np.broadcast_to(counted.total, share.shape)
    if not counted.recur:
        return Estimate.of(share, total), ones
    shares, slopes = Moments(share.shape), Moments(ones.shape)
    for units, having in replicates(counted, resamples=resamples, seed=seed):
        drawn = ratio(having, units, nothing=np.nan)
        shares.add(drawn, drawn)
        slope = _slopes(having, units)
        slopes.add(slope, slope)
    spread = shares.spread(counted.everybody)
    worth = effective(share, spread.variance, total=total, people=counted.people_in())
    slope_spread = slopes.spread(counted.everybody)
    return Estimate.of(share, worth), _inflation(counted, slope_spread.variance)


def _slopes(having: Dense, total: Dense) -> Dense:
    """Slopes of the line through the shares, shape (themes, draws), by weighted least squares."""
    steps = np.arange(len(total))[:, None]
    units = np.maximum(total.sum(axis=0), 1.0)
    away = steps - (steps * total).sum(axis=0) / units
    spread = (total * away**2).sum(axis=0)
    return ratio((having * away).sum(axis=1), spread, nothing=np.nan)


def _inflation(counted: Counts, variance: Dense) -> Dense:
    _, spread = trend_moments(counted.total)
    pooled = counted.having.sum(axis=1) / counted.total.sum()
    own = pooled * (1 - pooled) / max(spread, 1e-9)
    return np.maximum(ratio(variance, own, nothing=1.0), LEAST_INFLATION)
