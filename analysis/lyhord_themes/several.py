"""Statements that carry several themes: which ones beside the first, and how strongly."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.findings import Also
from lyhord_themes.guiding import Guide
from lyhord_themes.learners import Dense, listed
from lyhord_themes.text import Document

LEAST_WORD = 1.0
MOST = 3
SURE = 0.7


def others(guide: Guide, texts: Sequence[Document], scores: Dense) -> list[tuple[Also, ...]]:
    """Give for each text the themes that it carries beside its best one, strongest first.

    A theme counts where it is sure enough by itself and a whole word or phrase of its own stands
    in the text that does not also speak for a theme before it. Strength is 0.5 where doubt ends.
    """
    strengths = guide.certain(scores)
    return [
        tuple(_others(guide, text, row)) if np.sum(row > SURE) > 1 else ()
        for text, row in zip(texts, strengths, strict=True)
    ]


def _others(guide: Guide, text: Document, strengths: Dense) -> list[Also]:
    matcher = guide.scorer.matcher
    first, *rest = listed(np.argsort(-strengths, kind="stable")[:MOST])
    left, found = matcher.without(text, first), list[Also]()
    for theme in rest:
        hits = matcher.hits([left])[0]
        if strengths[theme] > SURE and hits[theme] >= LEAST_WORD:
            found.append(Also(theme=guide.ids[theme], strength=round(float(strengths[theme]), 4)))
            left = matcher.without(left, theme)
    return found
