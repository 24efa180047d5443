"""Statements that carry several themes: which ones beside the first, and how strongly."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.findings import Also
from lyhord_themes.guiding import Guide
from lyhord_themes.learners import Dense, listed
from lyhord_themes.text import Document

LEAST_WORD = 1.0
MOST = 3
SURE = 0.8


def others(guide: Guide, texts: Sequence[Document], scores: Dense) -> list[tuple[Also, ...]]:
    """Give for each text the themes that it carries beside its best one, strongest first.

    A theme counts where it is sure enough by itself and a whole word or phrase of its own stands
    in the text that does not also speak for a theme before it. Strength is 0.5 where doubt ends.
    """
    strengths = guide.certain(scores)
    found: list[tuple[Also, ...]] = [()] * len(texts)
    rows = listed(np.flatnonzero((strengths > SURE).sum(axis=1) > 1))
    if not rows:
        return found
    order = np.argsort(-strengths[rows], axis=1, kind="stable")[:, :MOST]
    matcher = guide.scorer.matcher
    left = matcher.without([texts[row] for row in rows], listed(order[:, 0]))
    for column in range(1, order.shape[1]):
        hits = matcher.hits(left)
        carried: list[int] = []
        for place, row in enumerate(rows):
            theme = int(order[place, column])
            if strengths[row, theme] > SURE and hits[place, theme] >= LEAST_WORD:
                strength = round(float(strengths[row, theme]), 4)
                found[row] = (*found[row], Also(theme=guide.ids[theme], strength=strength))
                carried.append(place)
        spoken = matcher.without([left[place] for place in carried], listed(order[carried, column]))
        for place, text in zip(carried, spoken, strict=True):
            left[place] = text
    return found
