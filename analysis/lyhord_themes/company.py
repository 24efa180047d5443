"""Which words keep company with which theme, in its seeds and in labelled texts."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.learners import Dense, counted, diagonal, sums, times
from lyhord_themes.reading import Wordings
from lyhord_themes.stemvectors import StemVectors
from lyhord_themes.text import Document

SHARPNESS = 3
SMOOTHING = 1.0
LEAST = 1e-6
BLOCK = 2_000


class Company:
    """Shares of words by theme, a word lending its share to its neighbours in meaning.

    Naive Bayes whose words are smoothed by the stem vectors; without vectors each stands alone.
    """

    def __init__(
        self,
        known: Wordings,
        themes: int,
        *,
        vectors: StemVectors | None,
        stop: frozenset[str],
    ) -> None:
        self.vectors = vectors
        self.stop = stop
        self.stems = sorted({stem for text in known.texts for stem in text.stems} - stop)
        self.index = {stem: place for place, stem in enumerate(self.stems)}
        lines = counted([tuple(dict.fromkeys(t.stems)) for t in known.texts], self.index)
        table = np.zeros((themes, len(self.stems)))
        for theme in range(themes):
            own = np.flatnonzero(known.given == theme)
            table[theme] = known.weights[own] @ lines[own] if len(own) else 0.0
        self.shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1.0)

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): log shares of the words beyond the mean, rare ones more."""
        vocabulary = sorted({stem for text in texts for stem in text.stems} - self.stop) or [""]
        index = {stem: place for place, stem in enumerate(vocabulary)}
        lines = counted([tuple(dict.fromkeys(t.stems)) for t in texts], index)
        if self.vectors is not None:
            lines = lines @ diagonal(self.vectors.rarity(vocabulary))
        size = np.sqrt(np.maximum(sums(lines, axis=1), LEAST))
        return times(lines, self._told(vocabulary)) / size[:, None]

    def _told(self, stems: Sequence[str]) -> Dense:
        """Give shape (stems, themes): the logarithm of each theme's share beyond the mean."""
        shares = np.vstack(
            [self._lent(stems[start : start + BLOCK]) for start in range(0, len(stems), BLOCK)]
        )
        mean = shares.mean(axis=1, keepdims=True)
        smoothed = shares + SMOOTHING * mean + LEAST
        return np.log(smoothed / ((1 + SMOOTHING) * mean + LEAST))

    def _lent(self, stems: Sequence[str]) -> Dense:
        own = [[self.index[stem]] if stem in self.index else [] for stem in stems]
        like = np.zeros((len(stems), len(self.stems)))
        if self.vectors is not None:
            near = self.vectors.rows(stems) @ self.vectors.rows(self.stems).T
            like = np.maximum(near, 0.0) ** SHARPNESS
        for row, places in enumerate(own):
            like[row, places] = 1.0
        return like @ self.shares.T
