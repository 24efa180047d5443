"""How common each theme is among the texts of each group."""

from collections import Counter
from collections.abc import Sequence

from lyhord_themes.findings import GroupShare
from lyhord_themes.intervals import wilson


def by_group(
    themes: Sequence[str], groups: Sequence[str | None]
) -> dict[str, dict[str, GroupShare]]:
    """Give per theme, then per group, the theme's share of the group's texts, empty ones too.

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
