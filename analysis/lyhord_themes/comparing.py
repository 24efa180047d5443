"""Which groups mention a theme more often than others, by how much, and what may be chance."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.comparison import Comparison, Difference, Note, Prevalence, ThemeComparison
from lyhord_themes.contrasts import Sides, sides_of
from lyhord_themes.counting import (
    Counted,
    Counts,
    Memberships,
    counts_of,
)
from lyhord_themes.effects import cohens_h, effect_of
from lyhord_themes.errors import ThemesError
from lyhord_themes.findings import Findings
from lyhord_themes.intervals import Estimate, difference_bounds
from lyhord_themes.resampling import RESAMPLES
from lyhord_themes.significance import false_discovery_rates, score_test

LEVEL = 0.05
FEWEST_GROUPS = 2


def compare(  # noqa: PLR0913  each is a choice of its own, and only two are needed
    found: Findings | Memberships | Sequence[str],
    groups: Sequence[str | None],
    *,
    respondents: Sequence[str | None] | None = None,
    counted: Counted | None = None,
    against: str | None = None,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Comparison:
    """Compare each group with all the others together, or with the group `against`.

    `found`: findings, or the themes of each text (an id, a collection of ids, None for an empty
    text). `groups` and `respondents` have one entry per text, None (blank, NaN) where unknown.
    `counted`: people, each once per group however much they wrote, texts of unknown people one by
    one (so if `respondents` are given), or texts. Empty texts do not count.

    Prevalences have Wilson's interval (1927), differences Newcombe's (1998, method 10), p-values
    come from the score test (Fisher's where few are expected), q-values from Benjamini & Hochberg
    (1995) over all themes and groups. Where people stand in several groups or are behind several of
    the texts counted, `resamples` bootstrap samples of people tell how much each share is worth
    and how the shares hang together.

    Raises `ThemesError` if lengths differ, `against` is no group, or `level` is no share.
    """
    require_share(level)
    table = counts_of(
        found,
        "groups",
        groups,
        respondents=respondents,
        counted=counted,
        ordered=sorted,
    )
    sides = sides_of(table, _place(table, against), resamples=resamples, seed=seed)
    return Comparison(
        counted=table.counted,
        level=level,
        resamples=resamples if table.recur else 0,
        seed=seed,
        left_out=table.left_out,
        sizes=sizes(table),
        themes=_themes(table, sides, against=against, level=level),
        notes=_notes(table),
    )


def require_share(level: float) -> None:
    """Raise `ThemesError` unless a level is a share."""
    if not 0 <= level <= 1:
        raise ThemesError(f"level is a share from 0 to 1, not {level}")


def sizes(counted: Counts) -> dict[str, int]:
    """Give the total of each group."""
    return {group: int(n) for group, n in zip(counted.groups, counted.total, strict=True)}


def prevalences(counted: Counts, estimate: Estimate, theme: int) -> dict[str, Prevalence]:
    """Give the prevalence of a theme (its number) in each group."""
    return {
        group: Prevalence(
            n=int(counted.having[theme, place]),
            of=int(counted.total[place]),
            share=round(float(estimate.share[theme, place]), 6),
            low=round(float(estimate.low[theme, place]), 6),
            high=round(float(estimate.high[theme, place]), 6),
        )
        for place, group in enumerate(counted.groups)
    }


def _place(counted: Counts, against: str | None) -> int | None:
    if against is None:
        return None
    if against not in counted.groups:
        known_groups = ", ".join(repr(group) for group in counted.groups) or "none"
        raise ThemesError(f"there is no group {against!r}; the groups are {known_groups}")
    return counted.groups.index(against)


def _notes(counted: Counts) -> tuple[Note, ...]:
    if len(counted.groups) >= FEWEST_GROUPS:
        return ()
    return ("one_group",) if counted.groups else ("no_groups",)


def _themes(
    counted: Counts, sides: Sides, *, against: str | None, level: float
) -> tuple[ThemeComparison, ...]:
    differences = _differences(counted, sides, _pairs(counted, against), level=level)
    found = [
        ThemeComparison(
            theme=theme,
            groups=prevalences(counted, sides.own, number),
            differences=tuple(sorted(differences[number], key=_sharpness)),
        )
        for number, theme in enumerate(counted.themes)
    ]
    return tuple(sorted(found, key=lambda each: [_sharpness(d) for d in each.differences[:1]]))


def _differences(
    counted: Counts, sides: Sides, pairs: Sequence[tuple[int, str | None]], *, level: float
) -> list[list[Difference]]:
    """Give the differences of each theme, in the order of the pairs."""
    own, other = sides.own, sides.other
    tested = score_test(
        own.share * own.size, own.size, other.share * other.size, other.size, sides.correlation
    )
    p_values = tested[:, [place for place, _ in pairs]]
    rates = false_discovery_rates(p_values.ravel()).reshape(p_values.shape)
    low, high = difference_bounds(own, other, sides.correlation)
    return [
        [
            _difference(
                group=counted.groups[place],
                other=name,
                shares=(own.share[number, place], other.share[number, place]),
                bounds=(low[number, place], high[number, place]),
                chance=(p_values[number, column], rates[number, column]),
                level=level,
            )
            for column, (place, name) in enumerate(pairs)
        ]
        for number in range(len(counted.themes))
    ]


def _pairs(counted: Counts, against: str | None) -> list[tuple[int, str | None]]:
    """The groups to compare, and with which one; two groups make one pair."""
    if len(counted.groups) < FEWEST_GROUPS:
        return []
    if against is None and len(counted.groups) == FEWEST_GROUPS:
        return [(0, counted.groups[1])]
    return [(place, against) for place, g in enumerate(counted.groups) if g != against]


def _difference(
    *,
    group: str,
    other: str | None,
    shares: tuple[float, float],
    bounds: tuple[float, float],
    chance: tuple[float, float],
    level: float,
) -> Difference:
    share, other_share = float(shares[0]), float(shares[1])
    h, (p, q) = cohens_h(share, other_share), chance
    return Difference(
        group=group,
        other=other,
        share=round(share, 6),
        other_share=round(other_share, 6),
        difference=round(share - other_share, 6),
        low=round(float(bounds[0]), 6),
        high=round(float(bounds[1]), 6),
        h=round(h, 6),
        effect=effect_of(h),
        p=told(p),
        q=told(q),
        is_clear=bool(q <= level),
    )


def told(chance: float) -> float | None:
    """Round a p- or q-value for the result; None where there was nothing to test."""
    return None if np.isnan(chance) else round(float(chance), 6)


def _sharpness(difference: Difference) -> tuple[bool, float, str]:
    """Clear ones first, then by the least difference that the interval allows."""
    return (
        not difference.is_clear,
        -max(difference.low, -difference.high),
        difference.group,
    )
