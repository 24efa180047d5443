"""How common a theme is in each group, with intervals."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt

from lyhord_themes.findings import GroupShare

Z95 = 1.959963984540054


def wilson(n: int, total: int) -> tuple[float, float]:
    """Give the 95 % interval of a share `n` of `total` (Wilson 1927); (0, 1) where total is 0."""
    if total == 0:
        return (0.0, 1.0)
    share, spread = n / total, Z95**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z95 * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return (max(0.0, middle - half), min(1.0, middle + half))


def by_group(
    themes: Sequence[str], groups: Sequence[str | None]
) -> dict[str, dict[str, GroupShare]]:
    """Give per theme, then per group, the theme's share of the group's texts that are not empty.

    `themes` has the theme of each text, `groups` its group; texts without a group do not count.
    """
    pairs = Counter((t, g) for t, g in zip(themes, groups, strict=True) if g)
    totals = Counter(group for group in groups if group)
    names = sorted(totals)
    return {
        theme: {group: _share(pairs[theme, group], totals[group]) for group in names}
        for theme in dict.fromkeys(themes)
    }


def _share(n: int, total: int) -> GroupShare:
    low, high = wilson(n, total)
    share = n / total if total else 0.0
    return GroupShare(n=n, share=round(share, 6), low=round(low, 6), high=round(high, 6))
