"""Which themes of an earlier fit a new one found again, by the texts that both placed."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from msgspec import Struct

from lyhord_themes.estimators import best_pairs
from lyhord_themes.findings import EMPTY, UNCLEAR, Findings
from lyhord_themes.learners import Dense
from lyhord_themes.renaming import unused_ids

SAME = 0.3
PART = 0.25
Fate = Literal["kept", "split", "merged", "new", "gone"]


class Carried(Struct, frozen=True, kw_only=True):
    """What became of a theme: `old` is its id before, `new` are the ids where its texts are now.

    `overlap` is the Jaccard index of its texts before and now, 0 to 1: of the best of `new`.
    """

    old: str | None
    new: tuple[str, ...]
    fate: Fate
    overlap: float


class Overlaps(Struct, frozen=True, kw_only=True):
    """How many texts each old theme shares with each new one, shape (old, new)."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    shared: Dense
    old_sizes: Dense
    new_sizes: Dense

    @property
    def jaccard(self) -> Dense:
        """The share of the texts of either that both have."""
        either = self.old_sizes[:, None] + self.new_sizes[None, :] - self.shared
        return self.shared / np.maximum(either, 1.0)


def overlaps(before: Sequence[str], now: Sequence[str]) -> Overlaps:
    """Count what themes share; both have the theme of each text, in the same order."""
    kept = [
        (one, other) for one, other in zip(before, now, strict=True) if EMPTY not in (one, other)
    ]
    old = tuple(sorted({one for one, _ in kept} - {UNCLEAR}))
    new = tuple(sorted({other for _, other in kept} - {UNCLEAR}))
    shared = np.zeros((len(old), len(new)))
    for one, other in kept:
        if UNCLEAR not in (one, other):
            shared[old.index(one), new.index(other)] += 1
    return Overlaps(
        old=old,
        new=new,
        shared=shared,
        old_sizes=np.array([float(sum(one == theme for one, _ in kept)) for theme in old]),
        new_sizes=np.array([float(sum(other == theme for _, other in kept)) for theme in new]),
    )


def lasting_ids(found: Findings, before: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Give new themes the ids of old ones that hold the same texts, as a table from id to id.

    `before` is where the earlier model places the texts of `found`, `known` are all ids that it
    has. Old and new are paired so that they overlap most in all (Kuhn 1955); a pair needs a Jaccard
    index of 0.3. Themes of a codebook keep their ids; other new ones get numbers never used.
    """
    fixed = {theme.id for theme in found.themes if theme.source == "codebook"}
    free = [theme.id for theme in found.themes if theme.source == "new"]
    table = overlaps(before, [assignment.theme for assignment in found.assignments])
    rows = [place for place, theme in enumerate(table.old) if theme not in fixed]
    columns = [place for place, theme in enumerate(table.new) if theme in free]
    likeness = table.jaccard[np.ix_(rows, columns)]
    ids = {
        table.new[columns[column]]: table.old[rows[row]]
        for row, column in best_pairs(likeness)
        if likeness[row, column] >= SAME
    }
    others = [theme for theme in free if theme not in ids]
    return ids | unused_ids(others, (*known, *fixed))


def carried(found: Findings, before: Sequence[str], known: Sequence[str]) -> tuple[Carried, ...]:
    """Tell what became of each old theme, and which are new; `found` has its lasting ids.

    A theme is split if two new ones each have a quarter of its texts, kept if its id is still
    there, merged if its texts make up a quarter of another theme, else gone.
    """
    table = overlaps(before, [assignment.theme for assignment in found.assignments])
    there = {theme.id for theme in found.themes}
    fates = [_fate(table, theme, is_there=theme in there) for theme in known]
    reached = {theme for fate in fates for theme in fate.new}
    names = [t.id for t in found.themes if t.source != "remainder" and t.n and t.id not in reached]
    return (
        *fates,
        *(Carried(old=None, new=(theme,), fate="new", overlap=0.0) for theme in names),
    )


def _fate(table: Overlaps, theme: str, *, is_there: bool) -> Carried:
    if theme not in table.old:
        still, fate = ((theme,), "kept") if is_there else ((), "gone")
        return Carried(old=theme, new=still, fate=fate, overlap=0.0)
    row = table.old.index(theme)
    overlap = round(float(table.jaccard[row].max(initial=0.0)), 4)
    of_old = table.shared[row] / max(table.old_sizes[row], 1.0)
    of_new = table.shared[row] / np.maximum(table.new_sizes, 1.0)
    parts = [place for place, share in enumerate(of_old) if share >= PART]
    if len(parts) > 1:
        names = tuple(table.new[place] for place in parts)
        return Carried(old=theme, new=names, fate="split", overlap=overlap)
    if is_there:
        return Carried(old=theme, new=(theme,), fate="kept", overlap=overlap)
    into = tuple(table.new[place] for place in parts if of_new[place] >= PART)
    return Carried(old=theme, new=into, fate="merged" if into else "gone", overlap=overlap)
