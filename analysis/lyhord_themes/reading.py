"""What known wordings teach of others: a classifier of seeds, and of labelled texts beside them."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from msgspec import Struct

from lyhord_themes.encoding import Encoded
from lyhord_themes.learners import (
    Dense,
    Integers,
    Sparse,
    as_rows,
    as_sparse,
    beside,
    ridge,
    times,
)
from lyhord_themes.nearness import Nearness
from lyhord_themes.text import Document
from lyhord_themes.vectors import CharacterTfidf

PENALTY, STEPS = 1.0, 20
FIELDS_WEIGHT = 1.0
BLOCK = 10_000


class Wordings(Struct, frozen=True):
    """Texts of which the theme is known: `given` has its number, `weights` what each counts."""

    texts: tuple[Document, ...]
    given: Integers
    weights: Dense

    def and_also(self, others: "Wordings") -> "Wordings":
        """Put other texts after these."""
        return Wordings(
            (*self.texts, *others.texts),
            np.concatenate([self.given, others.given]),
            np.concatenate([self.weights, others.weights]),
        )


class Placing(Protocol):
    """Tells where texts stand among other themes."""

    def fields(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes)."""
        ...


class Senses(Struct, frozen=True):
    """What is told of a text besides its letters: its meaning, and its place among other themes."""

    nearness: Nearness | None = None
    background: Placing | None = None
    encoder: Encoded | None = None

    def rows(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, dimensions)."""
        parts = [np.zeros((len(texts), 0))]
        if self.nearness is not None:
            parts.append(self.nearness.means(texts))
        if self.background is not None:
            parts.append(FIELDS_WEIGHT * self.background.fields(texts))
        if self.encoder is not None:
            parts.append(self.encoder.rows(texts))
        return np.hstack(parts)


class Reader:
    """Ridge regression (Hoerl & Kennard 1970) of themes on letter groups and meaning.

    All themes count alike, however many wordings they have. Scores are 0 where nothing is known.
    """

    def __init__(self, known: Wordings, themes: int, senses: Senses) -> None:
        self.senses = senses
        self.letters = CharacterTfidf().fit(known.texts)
        totals = np.bincount(known.given, weights=known.weights, minlength=themes)
        even = known.weights * (len(known.texts) / themes / totals[known.given])
        targets = np.eye(themes)[known.given] - 1 / themes
        features = self._features(known.texts)
        found = ridge(features, targets, even, penalty=PENALTY, steps=STEPS)
        split = features.shape[1] - self.senses.rows(known.texts[:1]).shape[1]
        self.by_letters, self.by_sense = found[:split], found[split:]

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes)."""
        lines, groups = self.letters.by_word(texts)
        told = times(lines, times(groups, self.by_letters))
        for start in range(0, len(texts), BLOCK):
            rows = self.senses.rows(texts[start : start + BLOCK])
            told[start : start + BLOCK] += rows @ self.by_sense
        return told

    def _features(self, texts: Sequence[Document]) -> Sparse:
        lines, groups = self.letters.by_word(texts)
        return beside(as_rows(lines @ groups), as_sparse(self.senses.rows(texts)))
